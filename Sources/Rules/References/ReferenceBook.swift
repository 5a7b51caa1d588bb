package import DossierModel

/// The limit and sector of a procedure (thủ tục) from one publication to the next.
package struct ProcedureTerms: Hashable, Sendable, BitwiseCopyable {
    package var limit: ProcedureLimit
    package var sector: CodeIndex
    /// The number of the event that publishes them.
    package var publication: UInt64

    package init(limit: ProcedureLimit, sector: CodeIndex, publication: UInt64) {
        self.limit = limit
        self.sector = sector
        self.publication = publication
    }
}

/// The place of a unit (đơn vị) among the others from one registration to the next.
package struct UnitPlace: Hashable, Sendable, BitwiseCopyable {
    package var level: UnitLevel
    /// The unit above, or ``CodeIndex/none``.
    package var parent: CodeIndex

    package init(level: UnitLevel, parent: CodeIndex) {
        self.level = level
        self.parent = parent
    }
}

/// All that is known, as of a moment, of calendars, rules, units, procedures and officers.
///
/// It is built once for a report by ``ReferenceBuilder`` and then only read, by any thread. It is a class so that
/// the walk over a dossier passes one pointer on, and not the counts of a dozen arrays.
package final class ReferenceBook: Sendable {
    package let calendar: WorkCalendar
    package let rules: RuleBook

    /// The number that stands for the sector `"unknown"`.
    package let unknownSector: CodeIndex

    /// What the walk over a dossier reads: one entry.
    let tables: Table<ReferenceTables>

    private let mergers: CodeTimelines<CodeIndex>
    private let registrations: CodeTimelines<UnitPlace>
    private let memory = TableMemory()

    init(
        _ builder: ReferenceBuilder,
        rules: RuleBook,
        unknownSector: CodeIndex,
        financialObligation: CodeIndex,
        ties: StampTies
    ) {
        calendar = WorkCalendar(builder.days)
        self.rules = rules
        self.unknownSector = unknownSector
        let tables = ReferenceTables(
            days: calendar.days,
            rules: rules.tables,
            procedures: CodeTimelines(builder.publications, in: memory, ties: ties),
            listings: Listings(builder.listings, in: memory, ties: ties),
            leaders: LeaderTimelines.timelines(of: builder.postings, in: memory, ties: ties),
            unknownSector: unknownSector,
            financialObligation: financialObligation
        )
        self.tables = memory.table([tables])
        mergers = CodeTimelines(builder.mergers, in: memory, ties: ties)
        registrations = CodeTimelines(builder.registrations, in: memory, ties: ties)
    }

    /// The last publication of a procedure by a moment, or `nil` for one unknown by then.
    package func terms(of procedure: CodeIndex, at moment: Instant) -> ProcedureTerms? {
        tables[0].procedures.value(of: procedure, at: moment)
    }

    /// Whether a receipt there and then is `unlisted` (rules.md section 9).
    package func isUnlisted(_ procedure: CodeIndex, at unit: CodeIndex, on moment: Instant) -> Bool {
        tables[0].listings.isUnlisted(procedure, at: unit, on: moment)
    }

    /// Whether an officer led a unit at a moment, or `nil` where nothing is known of them by then.
    package func isLeader(_ officer: CodeIndex, at moment: Instant) -> Bool? {
        tables[0].leaders.value(of: officer, at: moment)
    }

    /// Level and parent of a unit at a moment, or `nil` for one that is not registered by then.
    package func place(of unit: CodeIndex, at moment: Instant) -> UnitPlace? {
        registrations.value(of: unit, at: moment)
    }

    /// Which unit answers for which after the mergers by a moment.
    package func answerableUnits(at moment: Instant) -> AnswerableUnits {
        AnswerableUnits(mergers, at: moment)
    }

    /// The moments after one and up to another at which units are registered or merged, in order, each once.
    package func unitChanges(after first: Instant, through last: Instant) -> [Instant] {
        let all =
            registrations.moments(after: first, through: last) + mergers.moments(after: first, through: last)
        return Set(all).sorted()
    }

    /// The parent of every unit at a moment; ``CodeIndex/none`` where there is none.
    ///
    /// Units beyond the end of the array have none.
    package func parents(at moment: Instant) -> [CodeIndex] {
        (0..<registrations.codeCount).map {
            place(of: CodeIndex(rawValue: UInt32($0)), at: moment)?.parent ?? .none
        }
    }
}
