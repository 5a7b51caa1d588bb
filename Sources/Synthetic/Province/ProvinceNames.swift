/// The names of a province that does not exist.
enum ProvinceNames {
    static let departments = [
        "Sở Nông nghiệp và Môi trường", "Sở Tư pháp", "Sở Tài chính", "Sở Xây dựng", "Sở Nội vụ", "Sở Y tế",
        "Sở Giáo dục và Đào tạo", "Sở Công Thương", "Sở Khoa học và Công nghệ",
        "Sở Văn hóa, Thể thao và Du lịch", "Sở Ngoại vụ", "Sở Dân tộc và Tôn giáo",
        "Ban Quản lý Khu kinh tế", "Công an tỉnh",
    ]

    static let districts = [
        "An Minh", "Bình Khê", "Cẩm Giang", "Đông Lộc", "Hải Ninh", "Kim Sơn", "Lâm Thượng", "Mỹ Hòa",
        "Phú Xuyên",
        "Tân Khánh", "Vĩnh Trạch",
    ]

    private static let first = [
        "An", "Bình", "Cẩm", "Đại", "Đông", "Hòa", "Kim", "Long", "Mỹ", "Phú", "Tân", "Vĩnh",
    ]
    private static let second = [
        "Hưng", "Khê", "Lạc", "Lộc", "Phong", "Sơn", "Thạnh", "Thọ", "Trung", "Xuân",
    ]

    /// The name of a commune, for numbers from 0 to 119; each has its own.
    static func commune(_ index: Int) -> String {
        let name = "\(first[index % first.count]) \(second[index / first.count % second.count])"
        return index % 6 == 0 ? "Phường \(name)" : "Xã \(name)"
    }
}
