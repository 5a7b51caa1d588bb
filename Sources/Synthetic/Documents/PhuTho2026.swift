internal import DossierModel

extension Document {
    private static let period = LocalDate(2_025, 7, 1)...LocalDate(2_026, 3, 10)
    /// What is carried in.
    private static let before = LocalDate(2_025, 5, 5)...LocalDate(2_025, 6, 30)
    private static let branches = codes("H44.T.VP.", 11)
    private static let communes = codes("H44.", communeNames.count, digits: 3)

    /// A province's centre and communes in the first eight months of two-level government: over a million dossiers.
    ///
    /// The centre receives 277,001, of them 196,671 online, and carries in 4,000; 209,001 end in time and 45,878 overdue,
    /// 16,000 of them refused; 4,801 are declined, 9,000 withdrawn; 12,321 are open, of which 8,000 in time, 1,821
    /// stopped and 2,500 late. The communes receive 791,001, of them 767,271 online, and carry in 8,000; 767,001 end in
    /// time and 23,721 overdue, 70,000 of them refused; 2,000 are declined, 5,000 withdrawn; 1,278 are open in time and
    /// one is late. Each land branch has late dossiers with and without apology, and lateness that is hidden or untrue.
    static let phuTho2026 = Document(
        id: "phu-tho-2026",
        period: period,
        date: LocalDate(2_026, 3, 12),
        offices: provinceOffices,
        digitised: (58, 100),
        competences: [(ProcedureCodes.buildingPermit, .department)],
        cohorts: departmentCohorts + branchCohorts + communeCohorts
    )

    private static let provinceOffices: [Office] =
        departments(
            "H44.T.",
            [
                ("Sở Nông nghiệp và Môi trường", "land"), ("Sở Tư pháp", "justice"),
                ("Sở Tài chính", "investment"),
                ("Sở Xây dựng", "construction"), ("Sở Nội vụ", "homeAffairs"), ("Sở Y tế", "health"),
                ("Sở Giáo dục và Đào tạo", "education"), ("Sở Công Thương", "industryTrade"),
                ("Sở Khoa học và Công nghệ", "science"), ("Sở Văn hóa, Thể thao và Du lịch", "culture"),
                ("Sở Dân tộc và Tôn giáo", "ethnicReligion"), ("Sở Ngoại vụ", "foreignAffairs"),
                ("Ban Quản lý các khu công nghiệp tỉnh", "industrialZones"), ("Công an tỉnh", "justice"),
            ],
            in: "H44.T"
        )
        + numbered(
            "H44.T.VP.",
            [
                "Việt Trì", "Phú Thọ", "Lâm Thao", "Phù Ninh", "Thanh Ba", "Đoan Hùng", "Hạ Hòa", "Cẩm Khê",
                "Yên Lập",
                "Thanh Sơn", "Tân Sơn",
            ].map { "Chi nhánh Văn phòng Đăng ký đất đai \($0)" },
            .branch,
            in: "H44.T.VP"
        ) + numbered("H44.", digits: 3, communeNames, .commune, in: "H44")

    private static let communeNames: [String] =
        communesOfGroup7.map { "Xã \($0)" }
        + [
            "Việt Trì", "Nông Trang", "Thanh Miếu", "Vân Phú", "Phong Châu", "Phú Thọ", "Âu Cơ", "Vĩnh Phúc",
            "Vĩnh Yên", "Phúc Yên", "Xuân Hòa", "Hòa Bình", "Kỳ Sơn", "Tân Hòa", "Thống Nhất",
        ].map { "Phường \($0)" }
        + [
            "Lâm Thao", "Xuân Lũng", "Phùng Nguyên", "Bản Nguyên", "Phù Ninh", "Dân Chủ", "Phú Mỹ",
            "Trạm Thản",
            "Bình Phú", "Yên Lập", "Thượng Long", "Sơn Lương", "Xuân Viên", "Minh Hòa", "Trung Sơn",
            "Tam Nông",
            "Thọ Văn", "Vạn Xuân", "Hiền Quan", "Thanh Thủy", "Đào Xá", "Tu Vũ", "Thanh Sơn", "Võ Miếu",
            "Văn Miếu",
            "Cự Đồng", "Hương Cần", "Yên Sơn", "Khả Cửu", "Tân Sơn", "Minh Đài", "Lai Đồng", "Thu Cúc",
            "Xuân Đài",
            "Long Cốc",
        ].map { "Xã \($0)" }

    /// Received 77,001, of them 56,671 online: in time 62,922, overdue 6,568, declined 1,800, withdrawn 3,000, open in
    /// time 2,000, open and late 500, stopped 211; refused 4,000.
    private static let departmentCohorts: [Cohort] = [
        Cohort(
            units: ["H44.T.02"] + codes("H44.T.", 13).dropFirst(4),
            procedures: [ProcedureCodes.copies],
            received: period,
            online: 16_000,
            shares: [
                Share(.inTime, 23_500) { ($0.refused, $0.signed) = (1_500, 15_000) },
                Share(.declined, 300), Share(.withdrawn, 200),
            ]
        ),
        department(
            "14",
            [ProcedureCodes.criminalRecord],
            online: 22_671,
            [
                Share(.inTime, 21_922) { ($0.refused, $0.signed) = (500, 14_000) }, late(1_868, refused: 100),
                Share(.declined, 500), Share(.withdrawn, 900), Share(.openInTime, 700),
                Share(.openOverdue(1...40), 111),
            ]
        ),
        department(
            "03",
            [ProcedureCodes.company],
            online: 12_000,
            [
                Share(.inTime, 11_000) { ($0.refused, $0.signed) = (1_000, 9_000) },
                late(2_400, refused: 200),
                Share(.declined, 600), Share(.withdrawn, 800), Share(.openInTime, 150),
                Share(.openOverdue(1...40), 50),
            ]
        ),
        department(
            "01",
            ProcedureCodes.landOfDepartments,
            online: 2_000,
            [
                Share(.inTime, 3_000) { $0.refused = 200 }, late(1_300, refused: 100),
                Share(.declined, 200), Share(.withdrawn, 600), Share(.openInTime, 550),
                Share(.openOverdue(1...60), 239), Share(.awaitingSupplement, 111),
            ]
        ),
        department(
            "04",
            [ProcedureCodes.buildingPermit],
            online: 4_000,
            [
                Share(.inTime, 3_500) { ($0.refused, $0.signed) = (300, 1_000) }, late(1_000, refused: 100),
                Share(.declined, 200), Share(.withdrawn, 500), Share(.openInTime, 600),
                Share(.openOverdue(1...40), 100), Share(.awaitingSupplement, 100),
            ]
        ),
    ]

    /// Received 200,000, of them 140,000 online, and carried in 4,000; refused 12,000.
    private static let branchCohorts: [Cohort] = [
        Cohort(
            units: branches,
            procedures: ProcedureCodes.landOfBranches,
            received: period,
            online: 140_000,
            postal: 4_000,
            shares: [
                Share(.inTime, 143_459) {
                    ($0.refused, $0.signed, $0.unsigned, $0.scanned) = (9_000, 60_000, 25_000, 20_000)
                    $0.rated = 5_000
                },
                late(31_000, refused: 2_500),
                Share(.overdue(3...60), 7_000) {
                    ($0.refused, $0.rescheduled, $0.rescheduledTwice) = (500, 5_000, 1_500)
                    ($0.apologised, $0.excused, $0.explained) = (4_000, 1_000, 2_000)
                },
                Share(.declined, 3_001), Share(.withdrawn, 6_000), Share(.openInTime, 6_000),
                Share(.openOverdue(1...60), 1_700) { ($0.apologised, $0.excused) = (500, 200) },
                Share(.awaitingSupplement, 800), Share(.awaitingPayment, 600),
            ]
        ),
        // What an audit finds at each of the eleven: of 440, 220 are in time as reported, 110 overdue, 110 stopped.
        Cohort(
            units: branches,
            isEven: true,
            procedures: ProcedureCodes.landInDays,
            received: period,
            shares: [Share(.tickedLate, 110), Share(.masked, 220), Share(.pausedLate, 110)]
        ),
        Cohort(
            units: branches,
            procedures: ProcedureCodes.landInDays,
            received: before,
            shares: [
                Share(.inTime, 2_400), late(1_200, refused: 0),
                Share(.openOverdue(100...220), 300) { $0.apologised = 60 }, Share(.awaitingPayment, 100),
            ]
        ),
    ]

    /// Received 791,001, of them 767,271 online, and carried in 8,000; refused 70,000.
    private static let communeCohorts: [Cohort] = [
        Cohort(
            units: communes,
            procedures: ProcedureCodes.civilStatusPaid + ProcedureCodes.counterPaid,
            received: period,
            online: 292_000,
            shares: [
                Share(.inTime, 300_000) {
                    ($0.paidOnline, $0.paidCash) = (120_000, 20_000)
                    ($0.refused, $0.signed, $0.scanned) = (20_000, 200_000, 30_000)
                }
            ]
        ),
        Cohort(
            units: communes,
            procedures: ProcedureCodes.civilStatus + ProcedureCodes.counterPaid
                + ProcedureCodes.landOfCommunes
                + [ProcedureCodes.household, ProcedureCodes.buildingPermit],
            received: period,
            online: 475_271,
            shares: [
                Share(.inTime, 459_201) {
                    ($0.refused, $0.signed, $0.unsigned, $0.scanned) = (48_500, 300_000, 30_000, 30_000)
                },
                late(23_521, refused: 1_500),
                Share(.declined, 2_000), Share(.withdrawn, 5_000), Share(.openInTime, 1_278),
                Share(.openOverdue(3...8), 1),
            ]
        ),
        Cohort(
            units: communes,
            procedures: ProcedureCodes.landOfCommunes + [
                "1.004222", "2.000806", ProcedureCodes.buildingPermit,
            ],
            received: before,
            shares: [Share(.inTime, 7_800), late(200, refused: 0)]
        ),
    ]

    private static func department(
        _ code: String,
        _ procedures: [String],
        online: Int,
        _ shares: [Share]
    ) -> Cohort {
        Cohort(
            units: ["H44.T.\(code)"],
            procedures: procedures,
            received: period,
            online: online,
            shares: shares
        )
    }

    /// Overdue dossiers, two in five with a complete apology, one in ten with one that lacks its letter.
    private static func late(_ count: Int, refused: Int) -> Share {
        Share(.overdue(1...40), count) {
            ($0.apologised, $0.excused, $0.explained) = (count * 2 / 5, count / 10, count / 5)
            $0.refused = refused
        }
    }
}
