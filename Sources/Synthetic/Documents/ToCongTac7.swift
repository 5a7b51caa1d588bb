internal import DossierModel

extension Document {
    /// 23 communes in the first days of two-level government, as working group number 7 of the province found them.
    ///
    /// Received 2,696, of which 2,626 are finished and 70 open in time; fees in cash, by the portal in some communes and
    /// nowhere for civil status.
    static let toCongTac7 = Document(
        id: "to-cong-tac-7-2025",
        period: LocalDate(2_025, 7, 1)...LocalDate(2_025, 7, 13),
        date: LocalDate(2_025, 7, 15),
        offices: numbered("TCT7.", communesOfGroup7.map { "Xã \($0)" }, .commune, in: "TCT7"),
        digitised: (41, 100),
        cohorts: [
            // Civil status: 1,480.
            cohort(codes("TCT7.", 23), ProcedureCodes.civilStatusFree, online: 210, [Share(.inTime, 860)]),
            cohort(
                codes("TCT7.", 23),
                ProcedureCodes.civilStatusPaid,
                online: 180,
                [Share(.inTime, 610) { $0.paidCash = 440 }, Share(.openInTime, 10)]
            ),
            // The rest, where the portal takes payments and where it does not: 480 and 740.
            cohort(
                codes("TCT7.", 9),
                ProcedureCodes.counterPaid,
                online: 200,
                [Share(.inTime, 470) { ($0.paidOnline, $0.paidCash) = (150, 160) }, Share(.openInTime, 10)]
            ),
            cohort(
                Array(codes("TCT7.", 23).dropFirst(9)),
                ProcedureCodes.counterPaid,
                online: 90,
                [
                    Share(.inTime, 668) { ($0.paidCash, $0.refused) = (420, 6) },
                    Share(.overdue(1...4), 18) { ($0.apologised, $0.explained) = (5, 4) },
                    Share(.openInTime, 20),
                ]
            ),
            cohort(
                codes("TCT7.", 23),
                ProcedureCodes.landOfCommunes + [ProcedureCodes.buildingPermit],
                [Share(.openInTime, 30)]
            ),
        ]
    )

    private static func cohort(
        _ units: [String],
        _ procedures: [String],
        online: Int = 0,
        _ shares: [Share]
    ) -> Cohort {
        let days = LocalDate(2_025, 7, 1)...LocalDate(2_025, 7, 13)
        return Cohort(units: units, procedures: procedures, received: days, online: online, shares: shares)
    }
}
