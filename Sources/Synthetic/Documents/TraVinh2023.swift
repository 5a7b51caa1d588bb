internal import DossierModel

extension Document {
    private static let period = LocalDate(2_023, 1, 1)...LocalDate(2_023, 5, 12)
    private static let branch = "H59.TP.CN"
    private static let wards = codes("H59.TP.P", 6, digits: 1) + ["H59.TP.P8", "H59.TP.P9", "H59.TP.LD"]

    /// A city as a survey found it on 12 May 2023.
    ///
    /// Ward 7 has 378 lines of civil status on paper, 286 of them in the system. The land branch has 618 open dossiers
    /// that are late and 4,001 that are paused for reasons that no law knows. In the city 10,000 were granted, 341 of
    /// them as electronic results and 170 of those signed; 25 receipts are for procedures that are not posted.
    static let traVinh2023 = Document(
        id: "tra-vinh-2023",
        period: period,
        date: LocalDate(2_023, 5, 31),
        offices: cityOffices,
        digitised: (22, 100),
        competences: [
            ("1.013978", .branch), ("1.001612", .department), ("1.013225", .department),
            ("2.000806", .department),
            ("1.004859", .department), ("2.000815", .department),
        ],
        listings: cityListings,
        cohorts: wardCohorts + divisionCohorts + branchCohorts
    )

    private static let cityOffices: [Office] =
        (1...9).filter { $0 != 7 }.map { Office("H59.TP.P\($0)", "Phường \($0)", .commune, in: "H59.TP") } + [
            Office("H59.TP.LD", "Xã Long Đức", .commune, in: "H59.TP"),
            division("QLDT", "Phòng Quản lý đô thị", "construction"),
            division("TCKH", "Phòng Tài chính - Kế hoạch", "business"),
            division("TUPHAP", "Phòng Tư pháp", nil),
            division("LDTBXH", "Phòng Lao động - Thương binh và Xã hội", "labour"),
            division("GDDT", "Phòng Giáo dục và Đào tạo", "education"),
        ]

    private static func division(_ code: String, _ name: String, _ sector: String?) -> Office {
        Office("H59.TP.\(code)", "\(name) thành phố", .department, in: "H59.TP", sector: sector)
    }

    /// All is posted but mediation at ward 7 and copies at the division of education.
    private static let cityListings: [Listing] =
        (wards + [branch] + ["QLDT", "TCKH", "TUPHAP", "LDTBXH"].map { "H59.TP.\($0)" }).map {
            Listing(unit: $0)
        }
        + [
            Listing(unit: "H59.TP.P7", without: ["1.012812"]),
            Listing(unit: "H59.TP.GDDT", without: [ProcedureCodes.copies]),
        ]

    /// Granted: 280 and 150 in ward 7, 5,000 in the others.
    private static let wardCohorts: [Cohort] = [
        cohort(
            ["H59.TP.P7"],
            ProcedureCodes.civilStatus,
            online: 40,
            [Share(.inTime, 280) { $0.isOnPaper = true }, Share(.openInTime, 6) { $0.isOnPaper = true }]
        ),
        cohort(["H59.TP.P7"], ProcedureCodes.civilStatus, [Share(.offSystem, 92)]),
        cohort(
            ["H59.TP.P7"],
            ProcedureCodes.counterPaid,
            online: 20,
            [Share(.inTime, 140) { $0.paidCash = 90 }]
        ),
        cohort(["H59.TP.P7"], ["1.012812"], [Share(.inTime, 10)]),
        cohort(
            wards,
            ProcedureCodes.civilStatus + ProcedureCodes.counterPaid,
            online: 900,
            [
                Share(.inTime, 5_040) { ($0.refused, $0.signed, $0.scanned) = (40, 100, 90) },
                Share(.openInTime, 60), Share(.declined, 20), Share(.withdrawn, 15),
            ]
        ),
    ]

    /// Granted: 2,199.
    private static let divisionCohorts: [Cohort] = [
        cohort(
            ["H59.TP.QLDT"],
            [ProcedureCodes.buildingPermit],
            online: 120,
            [Share(.inTime, 610) { $0.refused = 10 }, Share(.openInTime, 40), Share(.declined, 10)]
        ),
        cohort(
            ["H59.TP.TCKH"],
            [ProcedureCodes.household],
            online: 300,
            [
                Share(.inTime, 810) {
                    ($0.refused, $0.signed, $0.scanned, $0.paidCash) = (10, 40, 41, 500)
                }
            ]
        ),
        cohort(
            ["H59.TP.TUPHAP"],
            ["2.000806", "1.004859", "2.000815"],
            online: 100,
            [Share(.inTime, 684) { ($0.signed, $0.scanned) = (30, 40) }]
        ),
        cohort(["H59.TP.LDTBXH"], [ProcedureCodes.copies], [Share(.inTime, 100)]),
        cohort(["H59.TP.GDDT"], [ProcedureCodes.copies], [Share(.inTime, 15)]),
    ]

    /// Granted: 2,371.
    private static let branchCohorts: [Cohort] = [
        cohort([branch], ["1.012786"], [Share(.inTime, 12) { $0.demanded = 12 }]),
        cohort([branch], ["1.013978"], [Share(.inTime, 9) { $0.demanded = 9 }]),
        cohort(
            [branch],
            ProcedureCodes.landOfBranches,
            online: 150,
            [
                Share(.inTime, 2_020) { $0.refused = 20 },
                Share(.overdue(1...30), 150),
                Share(.openInTime, 300), Share(.declined, 10), Share(.withdrawn, 15),
            ]
        ),
        cohort(
            [branch],
            ProcedureCodes.landInDays,
            received: LocalDate(2_022, 12, 1)...LocalDate(2_022, 12, 30),
            [Share(.inTime, 200)]
        ),
        // Late by one to two years, by months, and by weeks.
        cohort(
            [branch],
            ProcedureCodes.landInDays,
            received: LocalDate(2_021, 3, 1)...LocalDate(2_022, 4, 29),
            [Share(.openOverdue(250...520), 430)]
        ),
        cohort(
            [branch],
            ProcedureCodes.landInDays,
            received: LocalDate(2_022, 6, 1)...LocalDate(2_022, 12, 30),
            [Share(.openOverdue(60...240), 120)]
        ),
        cohort([branch], ProcedureCodes.landInDays, [Share(.openOverdue(1...80), 68)]),
        cohort(
            [branch],
            ProcedureCodes.landInDays,
            received: LocalDate(2_021, 6, 1)...LocalDate(2_022, 12, 30),
            [Share(.paused, 2_600)]
        ),
        cohort([branch], ProcedureCodes.landInDays, [Share(.paused, 1_401)]),
    ]

    private static func cohort(
        _ units: [String],
        _ procedures: [String],
        received: ClosedRange<LocalDate> = period,
        online: Int = 0,
        _ shares: [Share]
    ) -> Cohort {
        Cohort(units: units, procedures: procedures, received: received, online: online, shares: shares)
    }
}
