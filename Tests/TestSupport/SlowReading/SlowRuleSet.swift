package import DossierModel

/// A rule set as rules.md section 8 writes it.
package struct SlowRuleSet: Sendable {
    /// A line of the table of lawful grounds.
    package struct Ground: Sendable {
        package var name: ByteText
        /// `nil` is all sectors.
        package var sectors: [ByteText]?
        package var from: LocalDate?
        package var to: LocalDate?

        package init(_ name: ByteText, sectors: [ByteText]?, from: LocalDate? = nil, to: LocalDate? = nil) {
            self.name = name
            self.sectors = sectors
            self.from = from
            self.to = to
        }
    }

    package var name: ByteText
    package var effectiveFrom: LocalDate
    package var maxSupplementRequests: Int
    package var supplementWithinDays: Int?
    package var apologyLeadDays: Int
    package var maxReschedules: Int
    package var registrationGraceDays: Int
    package var grounds: [Ground]

    package init(_ name: ByteText, from effectiveFrom: LocalDate) {
        self.name = name
        self.effectiveFrom = effectiveFrom
        maxSupplementRequests = 1
        supplementWithinDays = nil
        apologyLeadDays = 1
        maxReschedules = 1
        registrationGraceDays = 1
        grounds = [
            Ground("financialObligation", sectors: nil),
            Ground("taxDetermination", sectors: ["land"], from: day(2_024, 8, 1)),
            Ground("violationReview", sectors: ["land"]),
            Ground("expertAppraisal", sectors: ["land"]),
            Ground("publicPosting", sectors: ["land"]),
            Ground("mediaNotice", sectors: ["land"]),
            Ground("inheritanceDivision", sectors: ["land"]),
            Ground("applicantRequest", sectors: nil, from: day(2_025, 7, 1)),
        ]
    }

    /// The two built-in sets of rules.md section 8.
    package static let builtIn = [
        SlowRuleSet("vn-2018", from: day(2_018, 6, 21)),
        SlowRuleSet("vn-2025", from: day(2_025, 7, 1)),
    ]

    /// Whether the table has such a ground for the sector on the date (section 5, `groundNotLawful`).
    func section8IsLawful(_ name: ByteText, sector: ByteText, on date: LocalDate) -> Bool {
        for ground in grounds where ground.name == name {
            if let sectors = ground.sectors, !sectors.contains(sector) { continue }
            if let from = ground.from, date < from { continue }
            if let to = ground.to, date > to { continue }
            return true
        }
        return false
    }
}

/// The date of that year, month and day.
private func day(_ year: Int, _ month: Int, _ day: Int) -> LocalDate {
    LocalDate(rawValue: Int32(LocalDate.daysSinceEpoch(year: year, month: month, day: day)))
}
