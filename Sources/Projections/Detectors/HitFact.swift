package import DossierModel
package import Rules

/// One of the facts that make a hit one: a name and a value of a few bytes.
///
/// It is put into words only where a hit is told: a large ledger has very many.
package struct HitFact: Hashable, Sendable, BitwiseCopyable {
    /// What the value is of; the cases are the names under which it is told.
    package enum Name: UInt8, CaseIterable, Sendable, BitwiseCopyable {
        /// The due date as it stood then, on the audited basis.
        case due
        /// The due date of the reported basis.
        case reportedDue
        /// Working days from the due date to the finish, or to the moment that is asked for.
        case daysLate
        case statutoryDue
        case writtenDue
        /// The last day on which an apology is in time.
        case apologyDue
        /// The first apology that is complete.
        case apologisedOn
        /// What the most complete apology lacks.
        case lacking
        /// How often an appointment was moved, and how often that is allowed.
        case moves
        case allowed
        /// Moves without an apology before them or on their day.
        case withoutApology
        /// An appointment before and after a move.
        case move
        /// Working days of a pause, until a result was returned, since a receipt, or between two clocks.
        case workingDays
        /// Which one of its kind a request is.
        case number
        /// Components that were demanded.
        case demanded
        case procedure
        case sector
        case paperNo
        case outcome
        case finishedOn
        case returnedOn
        /// What happened after the finish.
        case laterEvent
        case classBefore
        case classAfter
    }

    package enum Value: Hashable, Sendable, BitwiseCopyable {
        case day(LocalDate)
        case due(DueDate)
        case count(Int)
        /// From one day to another; the first is lacking where there was none.
        case move(from: LocalDate?, to: LocalDate)
        case code(CodeIndex, CodeKind)
        case event(EventType)
        case dossierClass(DossierClass)
        case finish(Finish)
        case apology(ApologyParts)
    }

    package let name: Name
    package let value: Value

    package init(_ name: Name, _ value: Value) {
        self.name = name
        self.value = value
    }
}

/// Parts of an apology (rules.md section 9, `apologyGiven`).
package struct ApologyParts: OptionSet, Hashable, Sendable, BitwiseCopyable {
    package let rawValue: UInt8

    package init(rawValue: UInt8) {
        self.rawValue = rawValue
    }

    package static var letter: ApologyParts { ApologyParts(rawValue: 1 << 0) }
    package static var reason: ApologyParts { ApologyParts(rawValue: 1 << 1) }
    /// Of an open dossier only.
    package static var newDue: ApologyParts { ApologyParts(rawValue: 1 << 2) }

    /// The names of the parts as events have them.
    package var names: [String] {
        [(ApologyParts.letter, "letter"), (.reason, "reason"), (.newDue, "newDueAt")]
            .filter { contains($0.0) }.map(\.1)
    }
}
