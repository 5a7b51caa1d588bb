/// Why a stop of the clock is unauthorised; none for one that is authorised (rules.md section 5).
package struct StopReasons: OptionSet, Hashable, Sendable, BitwiseCopyable {
    package var rawValue: UInt8

    package init(rawValue: UInt8) {
        self.rawValue = rawValue
    }

    package static let groundNotLawful = StopReasons(rawValue: 1 << 0)
    package static let noDocument = StopReasons(rawValue: 1 << 1)
    package static let noApprover = StopReasons(rawValue: 1 << 2)
    package static let selfApproved = StopReasons(rawValue: 1 << 3)
    package static let approverNotLeader = StopReasons(rawValue: 1 << 4)
    package static let secondSupplement = StopReasons(rawValue: 1 << 5)
    package static let lateSupplement = StopReasons(rawValue: 1 << 6)
    package static let afterDue = StopReasons(rawValue: 1 << 7)

    private static let all: [(StopReasons, String)] = [
        (.groundNotLawful, "groundNotLawful"), (.noDocument, "noDocument"), (.noApprover, "noApprover"),
        (.selfApproved, "selfApproved"), (.approverNotLeader, "approverNotLeader"),
        (.secondSupplement, "secondSupplement"), (.lateSupplement, "lateSupplement"), (.afterDue, "afterDue"),
    ]

    /// The reasons by name, in the order of rules.md section 5.
    package var names: [String] {
        StopReasons.all.filter { contains($0.0) }.map(\.1)
    }
}
