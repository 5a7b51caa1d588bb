package import DossierModel
internal import Rules

/// The figures of one row on both bases.
package struct FiguresPair: Equatable, Sendable {
    package var reported = Figures()
    package var audited = Figures()

    package init() {}

    package subscript(basis: Basis) -> Figures {
        get { basis == .reported ? reported : audited }
        set { if basis == .reported { reported = newValue } else { audited = newValue } }
    }

    /// Whether every count of both bases is 0: such a row is not shown.
    package var isEmpty: Bool { reported.isEmpty && audited.isEmpty }

    /// Whether a count of either basis has reached the largest number.
    package var isSaturated: Bool { reported.isSaturated || audited.isSaturated }

    package var balanceCloses: Bool { reported.balanceCloses && audited.balanceCloses }

    @inline(__always)
    mutating func count(_ judgement: UnsafePointer<Judgement>, on basis: Basis, _ sign: CountSign) {
        if case .reported = basis {
            reported.count(judgement, sign)
        } else {
            audited.count(judgement, sign)
        }
    }

    /// Counts a dossier that is in this row on both bases.
    @inline(__always)
    mutating func count(
        _ reported: UnsafePointer<Judgement>,
        _ audited: UnsafePointer<Judgement>,
        _ sign: CountSign
    ) {
        self.reported.count(reported, sign)
        self.audited.count(audited, sign)
    }

    mutating func countFaults(_ judgement: Judgement, on basis: Basis, _ sign: CountSign) {
        if case .reported = basis {
            reported.countFaults(judgement, sign)
        } else {
            audited.countFaults(judgement, sign)
        }
    }

    /// Adds the figures of another part.
    package mutating func merge(_ other: FiguresPair) {
        reported.merge(other.reported)
        audited.merge(other.audited)
    }
}
