package import DossierModel

/// What is there of a dossier by `at`, on one basis (rules.md section 3).
@usableFromInline
package enum Presence: UInt8, CaseIterable, Sendable, BitwiseCopyable {
    /// Nothing has happened yet.
    case absent = 0
    /// Events have happened, and no receipt is known: a fault of the feeds.
    case orphan = 1
    /// No receipt is known, and the dossier was declined: it was never taken in.
    case declinedAtIntake = 2
    case received = 3
}

/// How the work on a dossier stands (rules.md section 4).
@usableFromInline
package enum Finish: UInt8, CaseIterable, Sendable, BitwiseCopyable {
    case open = 0
    case granted = 1
    case refused = 2
    case declined = 3
    case withdrawn = 4

    @inlinable package var isOpen: Bool {
        if case .open = self { true } else { false }
    }

    @inlinable package var isCompleted: Bool {
        switch self {
        case .granted, .refused: true
        default: false
        }
    }
}

/// How a dossier stands to its due date (rules.md section 7).
@usableFromInline
package enum DossierClass: UInt8, CaseIterable, Sendable, BitwiseCopyable {
    /// Not there, declined or withdrawn.
    case none = 0
    case early = 1
    case onTime = 2
    case overdue = 3
    case undatedFinished = 4
    case openInTime = 5
    case openOverdue = 6
    case stopped = 7
    case undatedOpen = 8

    @inlinable package var isLate: Bool {
        switch self {
        case .overdue, .openOverdue: true
        default: false
        }
    }
}

/// What is true of a dossier on one basis, for the figures of rules.md section 9.
@usableFromInline
package struct JudgementMarks: OptionSet, Hashable, Sendable, BitwiseCopyable {
    @usableFromInline package var rawValue: UInt32

    @inlinable
    package init(rawValue: UInt32) {
        self.rawValue = rawValue
    }

    /// Whether a mark is set, in one instruction: what the standard library makes up is called across modules.
    @inlinable @inline(__always)
    package func has(_ mark: Self) -> Bool {
        rawValue & mark.rawValue != 0
    }

    /// The receipt, or the decline of a dossier declined at intake, is in the period.
    @inlinable package static var beganInPeriod: Self { Self(rawValue: 1 << 0) }
    /// Received before the period, with no standing finish before it.
    @inlinable package static var carriedIn: Self { Self(rawValue: 1 << 1) }
    /// The standing finish, of any kind, is in the period.
    @inlinable package static var finishedInPeriod: Self { Self(rawValue: 1 << 2) }
    /// Declined or withdrawn after the due.
    @inlinable package static var endedLate: Self { Self(rawValue: 1 << 3) }
    /// Open with a pause stop open at `at`.
    @inlinable package static var pausedOpen: Self { Self(rawValue: 1 << 4) }
    /// Open with an unauthorised pause stop open at `at`.
    @inlinable package static var pausedOpenUnauthorised: Self { Self(rawValue: 1 << 5) }
    /// A reschedule that counts is in the period.
    @inlinable package static var rescheduled: Self { Self(rawValue: 1 << 6) }
    /// More reschedules count by `at` than the rule set allows.
    @inlinable package static var rescheduledTooOften: Self { Self(rawValue: 1 << 7) }
    /// An apology was given that counts on the basis, by whichever dossier: owed or not.
    @inlinable package static var apologised: Self { Self(rawValue: 1 << 8) }
    /// The first such apology came early enough before the final due date.
    @inlinable package static var apologisedInTime: Self { Self(rawValue: 1 << 9) }
    /// The lateness was explained as the basis asks for.
    @inlinable package static var explained: Self { Self(rawValue: 1 << 10) }
    /// The receipt was written down too late.
    @inlinable package static var registeredLate: Self { Self(rawValue: 1 << 11) }
    /// The procedure was not posted at the unit of the receipt.
    @inlinable package static var unlisted: Self { Self(rawValue: 1 << 12) }
    /// The receipt promises a later date than the law.
    @inlinable package static var inflatedDue: Self { Self(rawValue: 1 << 13) }
    /// Granted with an electronic result as the basis asks for.
    @inlinable package static var electronicResult: Self { Self(rawValue: 1 << 14) }
    /// A payment is in the period.
    @inlinable package static var paid: Self { Self(rawValue: 1 << 15) }
    /// A payment through the portal is in the period.
    @inlinable package static var paidOnline: Self { Self(rawValue: 1 << 16) }
    /// A component was demanded in the period without a legal basis.
    @inlinable package static var componentDemanded: Self { Self(rawValue: 1 << 17) }
    /// Late on the audited basis and not on the reported one.
    @inlinable package static var masked: Self { Self(rawValue: 1 << 18) }
    /// Late on the reported basis and not on the audited one.
    @inlinable package static var lateTick: Self { Self(rawValue: 1 << 19) }
}

/// All that the figures need of one dossier on one basis: numbers only.
///
/// What is counted in a period is counted for the period of the ``Question`` that was asked.
package struct Judgement: Hashable, Sendable, BitwiseCopyable {
    package var presence: Presence = .absent
    package var finish: Finish = .open
    package var dossierClass: DossierClass = .none

    /// How the dossier came in; `nil` for one that was declined at intake.
    package var channel: Channel?

    package var marks: JudgementMarks = []

    /// The unit answerable at `at`, after mergers.
    package var unit: CodeIndex = .none
    package var sector: CodeIndex = .none
    package var procedure: CodeIndex = .none

    /// The effective time of the receipt, or of the decline at intake.
    package var beganAt: Instant = .distantPast

    /// The effective time of the standing finish; without meaning while open.
    package var finishedAt: Instant = .distantFuture

    /// The due date with all its shifts by `at`; `nil` for an undated dossier.
    package var due: DueDate?

    /// The due of the procedure's limit alone; `nil` for an unknown procedure.
    package var statutoryDue: DueDate?

    /// Working days that a late dossier is late by, at least 1; 0 for one that is not late.
    package var daysLate: Int32 = 0

    /// Pause stops begun in the period.
    package var pausesStarted: Int32 = 0
    /// Of these unauthorised.
    package var pausesUnauthorised: Int32 = 0
    /// Working days of the period spent in unauthorised pause stops.
    package var unauthorisedDays: Int32 = 0
    /// Supplement requests in the period.
    package var supplementRequests: Int32 = 0
    /// Of these beyond the number that is allowed.
    package var secondSupplements: Int32 = 0
    /// Ratings in the period.
    package var ratings: Int32 = 0
    /// Events by `at` that do not fit into the life of the dossier, of whatever period.
    package var anomalies: Int32 = 0

    /// Components of the receipt, from 0 to 2^53 − 1.
    package var components: Int64 = 0
    /// Digitised components of the receipt, from 0 to 2^53 − 1.
    package var digitisedComponents: Int64 = 0

    /// Scores of the ratings in the period, in millionths.
    package var score: Int128 = 0
    /// Best possible scores of the ratings in the period, in millionths.
    package var scoreMax: Int128 = 0

    @inlinable
    package init() {}

    @inlinable package var isOpen: Bool {
        if case .received = presence { finish.isOpen } else { false }
    }
}

/// What one dossier is on both bases.
package struct JudgementPair: Hashable, Sendable, BitwiseCopyable {
    package var reported: Judgement
    package var audited: Judgement

    @inlinable
    package init(reported: Judgement, audited: Judgement) {
        self.reported = reported
        self.audited = audited
    }

    package subscript(basis: Basis) -> Judgement {
        basis == .reported ? reported : audited
    }
}
