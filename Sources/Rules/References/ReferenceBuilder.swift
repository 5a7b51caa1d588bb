package import DossierModel

/// Takes in the reference events that are known and not voided, in any order, and makes a ``ReferenceBook``.
///
/// `procedure.withdrawn` is not asked for: a procedure that was withdrawn still has the limit and sector of its
/// last publication (rules.md section 1).
package struct ReferenceBuilder: Sendable {
    /// What `calendar.declared` events say.
    package var days = DeclaredDays()

    /// What `rules.adopted` events put in force, besides what is built in.
    package private(set) var adoptions: [RuleAdoption] = []

    private(set) var publications: [(code: CodeIndex, stamp: ReferenceStamp, value: ProcedureTerms)] = []
    private(set) var listings: [Listings.Entry] = []
    private(set) var postings: [LeaderTimelines.Posting] = []
    private(set) var mergers: [(code: CodeIndex, stamp: ReferenceStamp, value: CodeIndex)] = []
    private(set) var registrations: [(code: CodeIndex, stamp: ReferenceStamp, value: UnitPlace)] = []

    package init() {}

    /// A `rules.adopted` whose rule set is at hand; `id` is the event's as UTF-8.
    package mutating func adopt(_ ruleSet: RuleSet, from day: LocalDate, recordedAt: Instant, id: [UInt8]) {
        adoptions.append(RuleAdoption(ruleSet, from: day, recordedAt: recordedAt, id: id))
    }

    /// A `procedure.published`.
    package mutating func publish(
        _ procedure: CodeIndex,
        limit: ProcedureLimit,
        sector: CodeIndex,
        stamp: ReferenceStamp
    ) {
        let terms = ProcedureTerms(limit: limit, sector: sector, publication: stamp.number)
        publications.append((procedure, stamp, terms))
    }

    /// A `procedure.listed`, or a `procedure.unlisted` where `isListed` is false.
    package mutating func list(
        _ procedure: CodeIndex,
        at unit: CodeIndex,
        isListed: Bool,
        stamp: ReferenceStamp
    ) {
        listings.append((unit, procedure, stamp, isListed))
    }

    /// An `officer.assigned` with its role, or an `officer.released` with `nil`.
    package mutating func post(
        _ officer: CodeIndex,
        at unit: CodeIndex,
        as role: OfficerRole?,
        stamp: ReferenceStamp
    ) {
        postings.append((officer, unit, stamp, role))
    }

    /// A `unit.merged`.
    package mutating func merge(_ unit: CodeIndex, into other: CodeIndex, stamp: ReferenceStamp) {
        mergers.append((unit, stamp, other))
    }

    /// A `unit.registered`; `parent` is ``CodeIndex/none`` where it has none.
    package mutating func register(
        _ unit: CodeIndex,
        level: UnitLevel,
        parent: CodeIndex,
        stamp: ReferenceStamp
    ) {
        registrations.append((unit, stamp, UnitPlace(level: level, parent: parent)))
    }

    /// Makes the book.
    ///
    /// `builtIn` are the rule sets that hold without any event, at least one. `unknownSector` is the number of
    /// the sector `"unknown"` in the ledger, or one that no sector has. `ground` and `sector` tell the number of
    /// a word in the ledger, or `nil` where no event uses it.
    ///
    /// `orderByID` puts the numbers of events in the order of their ids, byte by byte. It is called only for events of one
    /// thing with equal `occurredAt` and equal `recordedAt`, which are few or none, with numbers that ascend; all come back.
    package func build(
        builtIn: [RuleSet],
        unknownSector: CodeIndex,
        ground: (String) -> CodeIndex?,
        sector: (String) -> CodeIndex?,
        orderByID: ([UInt64]) -> [UInt64]
    ) -> ReferenceBook {
        let rules = RuleBook(
            builtIn.map { RuleAdoption(builtIn: $0) } + adoptions,
            ground: ground,
            sector: sector
        )
        return withoutActuallyEscaping(orderByID) { orderByID in
            ReferenceBook(
                self,
                rules: rules,
                unknownSector: unknownSector,
                financialObligation: ground("financialObligation") ?? .none,
                ties: StampTies(orderByID: orderByID)
            )
        }
    }
}
