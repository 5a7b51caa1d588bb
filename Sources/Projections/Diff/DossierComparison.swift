package import DossierModel
package import Rules

/// Why a dossier stands elsewhere than before.
///
/// A cause is what the dossier would not stand where it stands without: its own events of between, or the reference
/// events. Where neither is needed, for the dossier would stand there without any news, it is the time that passed;
/// where each of the two would do alone, it is both.
package struct ChangeCauses: OptionSet, Hashable, Sendable, BitwiseCopyable {
    package var rawValue: UInt8

    package init(rawValue: UInt8) {
        self.rawValue = rawValue
    }

    /// Time that passed: a due date went by.
    package static var time: ChangeCauses { ChangeCauses(rawValue: 1 << 0) }
    /// Reference events that became known, or were voided: a calendar, a rule set, a merger.
    package static var references: ChangeCauses { ChangeCauses(rawValue: 1 << 1) }
    /// Events of the dossier itself that became known, or were voided.
    package static var events: ChangeCauses { ChangeCauses(rawValue: 1 << 2) }
}

/// What became of a dossier between two moments of knowledge.
package enum DossierShift: UInt8, Hashable, Sendable, BitwiseCopyable {
    /// It counts as it did.
    case none
    /// It stands where it stood, and some figure counts it otherwise.
    case figures
    /// It stands elsewhere: another class, unit, sector or finish, or it is there for the first time.
    case standing
}

/// One dossier as it was judged at two moments of knowledge.
package struct DossierComparison: Sendable {
    package let before: JudgementPair
    package let after: JudgementPair
    package let shift: DossierShift

    /// Empty but for a dossier that stands elsewhere.
    package let causes: ChangeCauses

    private let standings: (before: StandingPair, after: StandingPair)

    init(
        _ before: JudgementPair,
        _ after: JudgementPair,
        _ standings: (before: StandingPair, after: StandingPair),
        _ shift: DossierShift,
        _ causes: ChangeCauses
    ) {
        self.before = before
        self.after = after
        self.standings = standings
        self.shift = shift
        self.causes = causes
    }

    /// Where the dossier stood on a basis, and where it stands.
    package func standings(_ basis: Basis) -> (before: Standing, after: Standing) {
        basis == .reported
            ? (standings.before.reported, standings.after.reported)
            : (standings.before.audited, standings.after.audited)
    }
}
