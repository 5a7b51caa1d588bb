import DossierModel
package import Rules

/// The two national rule sets as the tables of rules.md section 8 say, apart from the files of the product.
extension RuleSet {
    /// Decree 61/2018, for receipts from 2018-06-21 on.
    package static let vn2018 = national(
        "vn-2018",
        from: day(2_018, 6, 21),
        secondmentMonths: 6...24
    )

    /// Decree 118/2025, for receipts from 2025-07-01 on.
    package static let vn2025 = national(
        "vn-2025",
        from: day(2_025, 7, 1),
        secondmentMonths: 12...36
    )

    /// What holds where no province has adopted anything.
    package static let builtIn = [vn2018, vn2025]

    /// The sets differ in their day and in the secondment; all else is the same.
    private static func national(
        _ name: String,
        from day: LocalDate,
        secondmentMonths: ClosedRange<Int>
    ) -> RuleSet {
        RuleSet(
            name: name,
            effectiveFrom: day,
            maxSupplementRequests: 1,
            supplementWithinDays: nil,
            apologyLeadDays: 1,
            maxReschedules: 1,
            registrationGraceDays: 1,
            secondmentMonths: secondmentMonths,
            grounds: nationalGrounds
        )
    }

    private static let nationalGrounds: [LawfulGround] = {
        let land = "Decree 43/2014 art. 61, Decree 151/2025"
        let ofLand = [
            "violationReview", "expertAppraisal", "publicPosting", "mediaNotice", "inheritanceDivision",
        ]
        return [
            LawfulGround(
                "financialObligation",
                citation: "the applicant owes a fee or tax that was notified"
            ),
            LawfulGround(
                "taxDetermination",
                sectors: ["land"],
                from: day(2_024, 8, 1),
                citation: "Decrees 101/2024, 151/2025"
            ),
        ] + ofLand.map { LawfulGround($0, sectors: ["land"], citation: land) } + [
            LawfulGround("applicantRequest", from: day(2_025, 7, 1), citation: "Decree 118/2025 art. 21")
        ]
    }()

    /// A date that is known to exist.
    private static func day(_ year: Int, _ month: Int, _ day: Int) -> LocalDate {
        LocalDate(rawValue: Int32(LocalDate.daysSinceEpoch(year: year, month: month, day: day)))
    }
}
