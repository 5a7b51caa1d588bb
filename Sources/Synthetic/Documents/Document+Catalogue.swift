internal import DossierModel

extension Document {
    /// The units that the claims of all five documents name: every stream registers them, so that a claim about another
    /// document's units finds units of which nothing is known.
    static let catalogue: [Office] = [
        Office("H44", "Tỉnh Phú Thọ", .province),
        Office("H44.T", "Trung tâm Phục vụ hành chính công tỉnh Phú Thọ", .centre, in: "H44"),
        Office("H44.T.VP", "Văn phòng Đăng ký đất đai tỉnh Phú Thọ", .department, in: "H44.T"),
        Office("TCT7", "Địa bàn kiểm tra của Tổ công tác số 7 (23 xã)", .district),
        Office("P21", "Tỉnh được nêu trong bài (không nêu tên)", .province),
        Office("P21.TT", "Trung tâm Phục vụ hành chính công tỉnh", .centre, in: "P21"),
        ofCentre("CT", "Sở Công Thương", "industryTrade"),
        ofCentre("VHTTDL", "Sở Văn hóa, Thể thao và Du lịch", "culture"),
        ofCentre("GDDT", "Sở Giáo dục và Đào tạo", "education"),
        ofCentre("KHDT", "Sở Kế hoạch và Đầu tư", "investment"),
        ofCentre("KHCN", "Sở Khoa học và Công nghệ", "science"),
        ofCentre("LDTBXH", "Sở Lao động, Thương binh và Xã hội", "labour"),
        ofCentre("NNPTNT", "Sở Nông nghiệp và Phát triển nông thôn", "agriculture"),
        ofCentre("NV", "Sở Nội vụ", "homeAffairs"),
        ofCentre("TNMT", "Sở Tài nguyên và Môi trường", "land"),
        ofCentre("TP", "Sở Tư pháp", "justice"),
        ofCentre("XD", "Sở Xây dựng", "construction"),
        ofCentre("YT", "Sở Y tế", "health"),
        ofCentre("BQL", "Ban Quản lý các khu công nghiệp tỉnh", "industrialZones"),
        ofCentre("GTVT", "Sở Giao thông vận tải", "transport"),
        ofCentre("TTTT", "Sở Thông tin và Truyền thông", "information"),
        ofCentre("VPDK", "Văn phòng Đăng ký đất đai", nil),
        Office("H50", "Tỉnh Quảng Trị", .province),
        Office("H59", "Tỉnh Trà Vinh", .province),
        Office("H59.TP", "Thành phố Trà Vinh", .district, in: "H59"),
        Office("H59.TP.P7", "Phường 7", .commune, in: "H59.TP"),
        Office("H59.TP.CN", "Chi nhánh Văn phòng Đăng ký đất đai thành phố Trà Vinh", .branch, in: "H59.TP"),
    ]

    private static func ofCentre(_ code: String, _ name: String, _ sector: String?) -> Office {
        Office("P21.TT.\(code)", name, .department, in: "P21.TT", sector: sector)
    }

    /// The 23 communes that working group number 7 went to, in the order in which they are named.
    static let communesOfGroup7 = [
        "Thanh Ba", "Quảng Yên", "Hoàng Cương", "Đông Thành", "Chí Tiên", "Liên Minh", "Đoan Hùng", "Tây Cốc",
        "Chân Mộng", "Chí Đám", "Bằng Luân", "Hạ Hòa", "Đan Thượng", "Yên Kỳ", "Vĩnh Chân", "Văn Lang",
        "Hiền Lương",
        "Cẩm Khê", "Phú Khê", "Hùng Việt", "Đồng Lương", "Tiên Lương", "Vân Bán",
    ]

    /// Units numbered from 1 below a stem, as `H44.T.01`.
    static func numbered(
        _ stem: String,
        digits: Int = 2,
        _ names: [String],
        _ level: UnitLevel,
        in parent: String? = nil
    ) -> [Office] {
        names.enumerated().map { index, name in
            Office("\(stem)\(padded(index + 1, digits))", name, level, in: parent)
        }
    }

    /// Departments numbered from 1 below a stem, each with the sector of its receipts.
    static func departments(_ stem: String, _ names: [(name: String, sector: String?)], in parent: String)
        -> [Office]
    {
        names.enumerated().map { index, entry in
            Office(
                "\(stem)\(padded(index + 1, 2))",
                entry.name,
                .department,
                in: parent,
                sector: entry.sector
            )
        }
    }

    /// The codes of units numbered from 1 below a stem.
    static func codes(_ stem: String, _ count: Int, digits: Int = 2) -> [String] {
        (1...count).map { "\(stem)\(padded($0, digits))" }
    }
}

/// The codes of procedures by what they are about.
enum ProcedureCodes {
    /// Civil status: what is free of charge, and what has a fee.
    static let civilStatusFree = [
        "1.001193", "1.000894", "1.000656", "1.004837", "1.004845", "2.000986",
    ]
    static let civilStatusPaid = ["1.001022", "1.004859", "1.004873", "1.004884", "2.000635", "2.000806"]
    static let civilStatus = civilStatusFree + civilStatusPaid
    static let certification = ["2.000815", "2.000884", "2.000908"]
    static let residence = ["1.004222", "1.004194"]
    /// What people come to a commune for, beside civil status and land; all of it has a fee.
    static let counterPaid = certification + residence
    static let landOfCommunes = ["1.013978", "1.012781", "1.012817"]
    /// Land registration, at a branch of the land office.
    static let landOfBranches = [
        "1.012781", "1.012783", "1.012784", "1.012786", "1.012787", "1.012789", "1.012790", "1.012817",
        "1.013831",
        "1.013833", "1.013988", "1.011441", "1.011443",
    ]
    /// Those of them that take days.
    static let landInDays = [
        "1.012781", "1.012783", "1.012784", "1.012786", "1.012787", "1.012790", "1.012817", "1.013831",
        "1.013833",
    ]
    static let landOfDepartments = ["1.012753", "1.012791"]
    static let copies = "2.000908"
    static let company = "2.001610"
    static let criminalRecord = "3.000333"
    static let household = "1.001612"
    static let buildingPermit = "1.013225"
}
