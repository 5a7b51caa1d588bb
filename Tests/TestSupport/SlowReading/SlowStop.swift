package import DossierModel

/// A stop of the clock (rules.md section 5).
package struct SlowStop: Sendable, Equatable {
    /// The event that opened it.
    package let openedBy: ByteText
    /// `supplement`, or the ground of the pause.
    package let kind: String
    package let isPause: Bool
    package let start: Instant
    /// When it was closed, or `nil` while it is open.
    package var end: Instant?
    /// On the reported basis, that of the stop of the audited basis as which it counts.
    package let isAuthorised: Bool
    /// All that hold, in the order of the table; on the reported basis, of the audited stop.
    package let reasons: [String]
}
