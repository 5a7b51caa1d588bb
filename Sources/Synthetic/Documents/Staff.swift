internal import DossierModel

/// The units of a document's stream, those of the catalogue first, and their officers.
struct Staff: Sendable {
    private(set) var offices: [Document.Office]
    private(set) var officers: [Province.Officer] = []
    /// The officers of each role, by unit; empty where a unit receives nothing.
    private(set) var onestop: [Range<Int>] = []
    private(set) var handlers: [Range<Int>] = []
    private(set) var leaders: [Range<Int>] = []
    /// How much work a unit has beside others of its cohort.
    private(set) var weights: [Int] = []
    /// The places of the units, by code.
    private let places: [String: Int]

    init(of document: Document, random: inout SplitMix64) {
        offices = Document.catalogue + document.offices
        var places: [String: Int] = [:]
        for (index, office) in offices.enumerated() { places[office.code] = index }
        self.places = places
        var receives = [Bool](repeating: false, count: offices.count)
        for cohort in document.cohorts {
            for unit in cohort.units.compactMap({ places[$0] }) { receives[unit] = true }
        }
        for index in offices.indices {
            weights.append(random.within(40...160))
            assignOfficers(to: index, isNeeded: receives[index], random: &random)
        }
    }

    /// The place of a unit that the document's data name.
    func place(of code: String) -> Int {
        guard let place = places[code] else { preconditionFailure("no unit has the code \(code)") }
        return place
    }

    private mutating func assignOfficers(to index: Int, isNeeded: Bool, random: inout SplitMix64) {
        let isLarge = offices[index].level != .commune
        let counts: [(role: OfficerRole, count: Int)] = [
            (.onestop, (isLarge ? 2 : 1) + random.below(2)), (.handler, (isLarge ? 4 : 2) + random.below(2)),
            (.leader, 1 + random.below(2)),
        ]
        let start = officers.count
        var ranges: [Range<Int>] = []
        for (role, count) in counts {
            let first = officers.count
            for _ in 0..<(isNeeded ? count : 0) {
                let code = "cb-\(offices[index].code)-\(padded(officers.count - start + 1, 2))"
                let officer = Province.Officer(code: code, office: index, role: role, isSeconded: false)
                officers.append(officer)
            }
            ranges.append(first..<officers.count)
        }
        onestop.append(ranges[0])
        handlers.append(ranges[1])
        leaders.append(ranges[2])
    }
}
