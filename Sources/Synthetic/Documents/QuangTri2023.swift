internal import DossierModel

extension Document {
    private static let period = LocalDate(2_023, 1, 1)...LocalDate(2_023, 6, 30)
    /// What is carried in.
    private static let before = LocalDate(2_022, 11, 15)...LocalDate(2_022, 12, 30)
    private static let districts = codes("H50.D", 10)
    private static let landOfDistricts = [
        "1.013978", "1.012781", "1.012783", "1.012784", "1.012790", "1.012817", "1.013831", "1.013833",
    ]
    private static let otherOfDistricts = ["2.000806", ProcedureCodes.buildingPermit]

    /// A province in the first half of 2023.
    ///
    /// Finished 152,243, of which 637 overdue, 293 of these in land; 297 of the 637 were apologised for. Paid for: 10,000
    /// in departments with 371 by the portal, 10,000 in districts with 847. Digitised: 67.495 % of the components.
    static let quangTri2023 = Document(
        id: "quang-tri-2023-h1",
        period: period,
        date: LocalDate(2_023, 7, 31),
        offices: provinceOffices,
        digitised: (13_499, 20_000),
        competences: ofDistricts,
        cohorts: departmentCohorts + districtCohorts + carriedCohorts
    )

    private static let provinceOffices: [Office] =
        departments(
            "H50.",
            [
                ("Sở Tư pháp", "justice"), ("Sở Kế hoạch và Đầu tư", "investment"),
                ("Sở Tài nguyên và Môi trường", "land"), ("Sở Xây dựng", "construction"),
                ("Sở Nội vụ", "homeAffairs"),
                ("Sở Y tế", "health"), ("Sở Giáo dục và Đào tạo", "education"),
                ("Sở Công Thương", "industryTrade"),
                ("Sở Khoa học và Công nghệ", "science"), ("Sở Văn hóa, Thể thao và Du lịch", "culture"),
                ("Sở Lao động - Thương binh và Xã hội", "labour"),
                ("Sở Nông nghiệp và Phát triển nông thôn", "agriculture"),
                ("Sở Giao thông vận tải", "transport"),
                ("Sở Thông tin và Truyền thông", "information"), ("Sở Tài chính", "finance"),
                ("Ban Quản lý Khu kinh tế tỉnh", "industrialZones"),
            ],
            in: "H50"
        )
        + numbered(
            "H50.D",
            [
                "Thành phố Đông Hà", "Thị xã Quảng Trị", "Huyện Vĩnh Linh", "Huyện Gio Linh", "Huyện Cam Lộ",
                "Huyện Triệu Phong", "Huyện Hải Lăng", "Huyện Hướng Hóa", "Huyện Đakrông", "Huyện đảo Cồn Cỏ",
            ],
            .district,
            in: "H50"
        ) + communes.map { Office($0.code, $0.name, .commune, in: $0.district) }

    private static let communes: [(code: String, name: String, district: String)] = [
        ("H50.D01", ["Phường 1", "Phường 5", "Phường Đông Lễ"]), ("H50.D02", ["Phường 2", "Phường An Đôn"]),
        ("H50.D03", ["Thị trấn Hồ Xá", "Thị trấn Bến Quan"]),
        ("H50.D04", ["Thị trấn Gio Linh", "Thị trấn Cửa Việt"]),
        ("H50.D05", ["Thị trấn Cam Lộ"]), ("H50.D06", ["Thị trấn Ái Tử"]),
        ("H50.D07", ["Thị trấn Diên Sanh"]),
        ("H50.D08", ["Thị trấn Khe Sanh", "Thị trấn Lao Bảo"]), ("H50.D09", ["Thị trấn Krông Klang"]),
    ].flatMap { district, names in
        names.enumerated().map { ("\(district).\(padded($0 + 1, 2))", $1, district) }
    }

    /// In time 38,506, overdue 177 (land 73), apologised 90; paid 10,000, of them 371 by the portal.
    private static let departmentCohorts: [Cohort] = [
        Cohort(
            units: ["H50.01"],
            procedures: [ProcedureCodes.criminalRecord],
            received: period,
            online: 3_100,
            postal: 500,
            shares: [
                Share(.inTime, 9_000) {
                    ($0.paidOnline, $0.paidCash, $0.paidByTransfer) = (171, 5_000, 429)
                },
                late(40, apologised: 24), Share(.openInTime, 200),
            ]
        ),
        Cohort(
            units: ["H50.02"],
            procedures: [ProcedureCodes.company],
            received: period,
            online: 4_000,
            shares: [
                Share(.inTime, 7_000) {
                    ($0.paidOnline, $0.paidCash, $0.paidByTransfer, $0.refused) = (150, 2_000, 850, 60)
                },
                late(30, apologised: 18), Share(.openInTime, 50), Share(.awaitingSupplement, 60),
            ]
        ),
        Cohort(
            units: ["H50.03"],
            procedures: ProcedureCodes.landOfDepartments.filter { $0 == "1.012753" },
            received: period,
            online: 300,
            shares: [
                Share(.inTime, 4_000) {
                    ($0.paidOnline, $0.paidCash, $0.paidByTransfer, $0.refused) = (50, 900, 450, 80)
                },
                late(73, apologised: 30), Share(.openInTime, 350), Share(.awaitingSupplement, 80),
                Share(.declined, 50), Share(.withdrawn, 50),
            ]
        ),
        Cohort(
            units: Array(codes("H50.", 16).dropFirst(3)),
            procedures: [ProcedureCodes.copies],
            received: period,
            online: 5_200,
            shares: [
                Share(.inTime, 18_506) { $0.signed = 6_000 }, late(34, apologised: 18),
                Share(.declined, 60), Share(.withdrawn, 40),
            ]
        ),
    ]

    /// Districts and communes: in time 110,000, overdue 360 (land 160), apologised 167; paid 10,000 in districts, of
    /// them 847 by the portal.
    private static let districtCohorts: [Cohort] = [
        Cohort(
            units: districts,
            procedures: ["1.004859", "2.000815", "2.000884", "1.001612", "1.013225", "1.013831", "1.012783"],
            received: period,
            online: 7_000,
            shares: [
                Share(.inTime, 20_000) {
                    ($0.paidOnline, $0.paidCash, $0.paidByTransfer) = (847, 7_000, 2_153)
                }
            ]
        ),
        Cohort(
            units: districts,
            procedures: ofDistricts.map(\.procedure).filter { !landOfDistricts.contains($0) },
            received: period,
            online: 12_000,
            shares: [
                Share(.inTime, 40_000) { ($0.signed, $0.scanned) = (9_000, 7_000) },
                late(120, apologised: 60), Share(.declined, 120), Share(.withdrawn, 100),
            ]
        ),
        Cohort(
            units: districts,
            procedures: landOfDistricts,
            received: period,
            online: 200,
            shares: [late(160, apologised: 70), Share(.openInTime, 1_500), Share(.awaitingSupplement, 160)]
        ),
        Cohort(
            units: communes.map(\.code),
            procedures: ProcedureCodes.civilStatus + ProcedureCodes.counterPaid,
            received: period,
            online: 14_000,
            shares: [
                Share(.inTime, 50_000) { $0.signed = 15_000 }, late(80, apologised: 37),
                Share(.declined, 70), Share(.withdrawn, 60), Share(.openInTime, 500),
            ]
        ),
    ]

    /// Carried in 3,200: in time 3,100, overdue 100 (land 60), apologised 40.
    private static let carriedCohorts: [Cohort] = [
        Cohort(
            units: ["H50.01"],
            procedures: [ProcedureCodes.criminalRecord],
            received: before,
            shares: [Share(.inTime, 600)]
        ),
        Cohort(
            units: districts,
            procedures: landOfDistricts,
            received: before,
            shares: [Share(.inTime, 1_200), late(60, apologised: 20)]
        ),
        Cohort(
            units: districts,
            procedures: otherOfDistricts,
            received: before,
            shares: [Share(.inTime, 1_300), late(40, apologised: 20)]
        ),
    ]

    private static func late(_ count: Int, apologised: Int) -> Share {
        Share(.overdue(1...45), count) { ($0.apologised, $0.explained) = (apologised, count / 3) }
    }
}
