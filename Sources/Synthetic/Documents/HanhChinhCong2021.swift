internal import DossierModel

extension Document {
    private static let period = LocalDate(2_021, 1, 1)...LocalDate(2_021, 6, 15)
    private static let branches = codes("P21.TT.VPDK.", 10)

    /// A province's centre and its ten districts from January to June 2021.
    ///
    /// In the centre 32,030 are received and 4,598 carried in; 24,584 end early, 6,551 on time and 1,047 overdue, of
    /// which eight were ticked off late; 1,662 are stopped, 2,000 open in time and 784 open and late. 3,123 come in
    /// online, and 3,106 applicants rate it, all at the best mark. In the districts 149,645 are received, 76,319 of them
    /// online, and all end early.
    static let hanhChinhCong2021 = Document(
        id: "hanh-chinh-cong-2021",
        period: period,
        date: LocalDate(2_021, 6, 30),
        offices: numbered(
            "P21.TT.VPDK.",
            (1...10).map { "Chi nhánh Văn phòng Đăng ký đất đai số \($0)" },
            .branch,
            in: "P21.TT.VPDK"
        )
            + numbered(
                "P21.H",
                ["Thành phố (tỉnh lỵ)"] + (1...9).map { "Huyện số \($0)" },
                .district,
                in: "P21"
            ),
        digitised: (12, 100),
        competences: ofDistricts + [(ProcedureCodes.buildingPermit, .department)],
        cohorts: departmentCohorts + landCohorts + [
            Cohort(
                units: codes("P21.H", 10),
                procedures: ofDistricts.map(\.procedure),
                received: period,
                online: 76_319,
                postal: 2_400,
                shares: [
                    Share(.early, 149_645) { ($0.refused, $0.signed, $0.scanned) = (900, 12_000, 20_000) }
                ]
            )
        ]
    )

    /// 3,100 received in the fifteen departments: early 1,030, on time 1,887, ticked off late 8, stopped 115, open in
    /// time 60; online 102 of 200 in thirteen, 203 of 400 and 50 of 100 in two.
    private static let departmentCohorts: [Cohort] =
        ["CT", "VHTTDL", "KHCN", "LDTBXH", "NNPTNT", "NV"].map { code in
            department(code, [ProcedureCodes.copies], [Share(.early, 50), Share(.onTime, 150)])
        } + [
            department(
                "GDDT",
                [ProcedureCodes.copies],
                [Share(.early, 50), Share(.onTime, 147), Share(.tickedLate, 3)]
            ),
            department("BQL", [ProcedureCodes.company], [Share(.early, 100), Share(.onTime, 100)]),
            department(
                "YT",
                [ProcedureCodes.copies],
                [Share(.early, 45), Share(.onTime, 130), Share(.awaitingSupplement, 25)]
            ),
            department(
                "TP",
                [ProcedureCodes.criminalRecord],
                [Share(.early, 120), Share(.onTime, 70), Share(.openInTime, 10)]
            ),
            department(
                "KHDT",
                [ProcedureCodes.company],
                [
                    Share(.early, 100), Share(.onTime, 55), Share(.tickedLate, 5),
                    Share(.awaitingSupplement, 30), Share(.openInTime, 10),
                ]
            ),
            department(
                "TNMT",
                ProcedureCodes.landOfDepartments,
                [
                    Share(.early, 100), Share(.onTime, 60), Share(.awaitingSupplement, 20),
                    Share(.openInTime, 20),
                ]
            ),
            department(
                "XD",
                [ProcedureCodes.buildingPermit],
                [
                    Share(.early, 90), Share(.onTime, 50), Share(.awaitingSupplement, 40),
                    Share(.openInTime, 20),
                ]
            ),
            department(
                "GTVT",
                [ProcedureCodes.copies],
                online: 203,
                [Share(.early, 100), Share(.onTime, 300)]
            ),
            department(
                "TTTT",
                [ProcedureCodes.copies],
                online: 50,
                [Share(.early, 25), Share(.onTime, 75)]
            ),
        ]

    /// The land branches: 28,930 received and 4,598 carried in.
    private static let landCohorts: [Cohort] = [
        Cohort(
            units: branches,
            procedures: ProcedureCodes.landOfBranches,
            received: period,
            online: 1_544,
            postal: 310,
            shares: [
                Share(.early, 21_826) { ($0.refused, $0.rated) = (200, 2_600) },
                Share(.onTime, 3_764) { $0.rated = 506 },
                Share(.overdue(1...40), 300) { $0.apologised = 60 },
                Share(.awaitingSupplement, 800), Share(.openInTime, 1_940), Share(.openOverdue(1...60), 300),
            ]
        ),
        Cohort(
            units: branches,
            procedures: ProcedureCodes.landInDays,
            received: LocalDate(2_020, 11, 16)...LocalDate(2_020, 12, 31),
            shares: [Share(.early, 1_728), Share(.onTime, 900)]
        ),
        Cohort(
            units: branches,
            procedures: ProcedureCodes.landInDays,
            received: LocalDate(2_020, 9, 1)...LocalDate(2_020, 12, 31),
            shares: [
                Share(.overdue(1...90), 739) { $0.apologised = 120 },
                Share(.awaitingSupplement, 747), Share(.openOverdue(60...200), 484),
            ]
        ),
    ]

    private static func department(
        _ code: String,
        _ procedures: [String],
        online: Int = 102,
        _ shares: [Share]
    ) -> Cohort {
        Cohort(
            units: ["P21.TT.\(code)"],
            procedures: procedures,
            received: period,
            online: online,
            shares: shares
        )
    }
}
