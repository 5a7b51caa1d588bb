internal import DossierModel

/// A stream of events in which exactly that happened of which a published document gives the figures.
///
/// The lines are NDJSON in the canonical form of RFC 8785, ordered by the time at which they were recorded. The same
/// document, seed and scale give the same bytes on any machine. The seed decides who, when, where and which procedure;
/// the figures are those of the document whatever the seed.
///
///     var scenario = DocumentScenario(document, seed: 7)
///     try scenario.write(to: 1)
///     scenario.truth.dossiers
package struct DocumentScenario: EventStream, ~Copyable {
    /// What stands in the lines that came out so far.
    package private(set) var truth = ScenarioTruth()
    /// How many dossiers the whole stream has.
    package let dossiers: Int

    private let reference: ReferenceLines
    private let renderer: LineRenderer
    private var planner: DocumentPlanner
    private var day: Int
    private let lastDay: Int

    package init(_ document: Document, seed: UInt64, scale: Scale = .full) {
        var random = SplitMix64(seed: seed)
        let staff = Staff(of: document, random: &random)
        let plan = DocumentPlan(document, staff: staff, scale: scale, random: &random)
        let sectors = DocumentScenario.sectors(of: staff)
        reference = ReferenceLines(document: document, staff: staff, calendar: plan.calendar)
        renderer = LineRenderer(
            offices: staff.offices.map(\.code),
            officers: staff.officers.map(\.code),
            procedures: plan.procedures,
            ownSectors: sectors,
            calendar: plan.calendar,
            key: random.next()
        )
        dossiers = plan.dossiers
        day = plan.days.lowerBound - 1
        lastDay = plan.days.upperBound
        planner = DocumentPlanner(plan: plan, staff: staff, sectors: sectors, random: random)
    }

    /// The sectors that units give their receipts, each once.
    private static func sectors(of staff: Staff) -> [String] {
        var sectors: [String] = []
        for sector in staff.offices.compactMap(\.sector) where !sectors.contains(sector) {
            sectors.append(sector)
        }
        return sectors
    }

    /// Appends the next line with its line feed, or returns `false` after the last.
    package mutating func next(into output: inout [UInt8]) -> Bool {
        let written = Int(truth.lines)
        if written < reference.lines.count {
            truth.add(reference: reference.lines[written].type)
            output.append(contentsOf: reference.lines[written].bytes)
            return true
        }
        guard let event = nextEvent() else { return false }
        renderer.write(event)
        truth.add(event)
        output.append(contentsOf: renderer.out.line)
        return true
    }

    private mutating func nextEvent() -> PlannedEvent? {
        while true {
            if let event = planner.queue.next() { return event }
            guard day < lastDay else { return nil }
            day += 1
            planner.begin(day: day)
        }
    }
}

extension ReferenceLines {
    /// The lines of a document's stream, as of the first moment of its first day.
    init(document: Document, staff: Staff, calendar: ScenarioCalendar) {
        self.init(time: "\(document.opening)T00:00:00+07:00")
        for year in calendar.years where calendar.exceptions.contains(where: { $0.date.year == year }) {
            addCalendar(calendar, year: year)
        }
        for office in staff.offices { addUnit(office.code, office.name, office.level, parent: office.parent) }
        let procedures = document.procedures
        for (index, procedure) in procedures.enumerated() { addProcedure(procedure, index) }
        for officer in staff.officers { addOfficer(officer, at: staff.offices[officer.office].code) }
        for listing in document.listings {
            let level = staff.offices[staff.place(of: listing.unit)].level
            for procedure in procedures
            where procedure.levels.contains(level) && !listing.without.contains(procedure.code) {
                addListing(of: procedure, at: listing.unit)
            }
        }
    }
}
