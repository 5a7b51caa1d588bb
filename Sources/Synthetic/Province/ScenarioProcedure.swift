internal import DossierModel

/// An administrative procedure (thủ tục hành chính) of the scenario's province.
struct ScenarioProcedure: Sendable {
    let code: String
    let name: String
    let sector: String
    /// The limit in its unit; 0 for the same day.
    let value: Int
    let unit: LimitUnit
    /// The levels competent for it.
    var levels: [UnitLevel]
    /// How often it is asked for, beside the others of its level.
    let weight: Int
    /// The fee in thousands of đồng; 0 where it is free.
    let fee: Int

    var isOfLand: Bool { sector == "land" }

    /// How many components its list has.
    var components: Int { 2 + (code.utf8.reduce(0) { $0 + Int($1) }) % 6 }
}

extension ScenarioProcedure {
    /// The 39 procedures, under their national codes, with limits as this province has set them.
    static let catalogue: [ScenarioProcedure] = table.split(separator: "\n").compactMap {
        ScenarioProcedure(row: $0)
    }

    /// Reads a row of the table; `nil` where it is not of eight columns.
    private init?(row: Substring) {
        let columns = row.split(separator: " ", maxSplits: 7)
        guard columns.count == 8, let value = Int(columns[2]), let weight = Int(columns[5]),
            let fee = Int(columns[6]), let unit = ScenarioProcedure.limitUnits[String(columns[3])]
        else { return nil }
        code = String(columns[0])
        name = String(columns[7])
        sector = String(columns[1])
        self.value = value
        self.unit = unit
        levels = columns[4].compactMap { ScenarioProcedure.levelLetters[$0] }
        self.weight = weight
        self.fee = fee
    }

    private static let limitUnits: [String: LimitUnit] = [
        "wd": .workingDays, "cd": .calendarDays, "wh": .workingHours, "sd": .sameDay,
    ]

    private static let levelLetters: [Character: UnitLevel] = ["D": .department, "B": .branch, "C": .commune]

    /// Code, sector, limit, its unit, levels (department, branch, commune), weight, fee in thousands of đồng, name.
    private static let table = """
        1.012753 land 20 wd D 20 500 Đăng ký đất đai lần đầu đối với tổ chức
        1.013978 land 20 wd C 40 100 Đăng ký đất đai lần đầu đối với hộ gia đình, cá nhân
        1.012781 land 20 wd BC 12 80 Cấp giấy chứng nhận cho phần diện tích tăng thêm
        1.012783 land 10 wd B 60 50 Cấp đổi giấy chứng nhận
        1.012784 land 12 wd B 45 60 Tách thửa hoặc hợp thửa đất
        1.012785 land 8 wd B 15 60 Cấp giấy chứng nhận cho người nhận chuyển quyền trước ngày 01/8/2024
        1.012786 land 10 wd B 12 50 Cấp lại giấy chứng nhận do bị mất
        1.012787 land 8 wd B 14 100 Cấp giấy chứng nhận cho người mua nhà trong dự án
        1.012789 land 0 sd B 40 30 Cung cấp thông tin, dữ liệu đất đai
        1.012790 land 8 wd B 14 0 Đính chính giấy chứng nhận đã cấp
        1.012791 land 25 wd D 6 0 Thu hồi giấy chứng nhận cấp không đúng quy định
        1.012812 land 30 cd C 10 0 Hòa giải tranh chấp đất đai
        1.012817 land 20 wd CB 8 60 Xác định lại diện tích đất ở
        1.013831 land 8 wd B 150 120 Đăng ký biến động: chuyển nhượng, thừa kế, tặng cho quyền sử dụng đất
        1.013833 land 5 wd B 60 50 Đăng ký biến động: đổi tên, thông tin người sử dụng đất
        1.013988 land 8 wh B 25 0 Xóa ghi nợ tiền sử dụng đất
        1.011441 land 0 sd B 90 80 Đăng ký biện pháp bảo đảm bằng quyền sử dụng đất
        1.011443 land 0 sd B 70 20 Xóa đăng ký biện pháp bảo đảm
        1.001193 civilStatus 0 sd C 60 0 Đăng ký khai sinh
        1.000894 civilStatus 0 sd C 25 0 Đăng ký kết hôn
        1.000656 civilStatus 0 sd C 25 0 Đăng ký khai tử
        1.004837 civilStatus 3 wd C 6 0 Đăng ký giám hộ
        1.004845 civilStatus 2 wd C 4 0 Đăng ký chấm dứt giám hộ
        1.001022 civilStatus 3 wd C 8 15 Đăng ký nhận cha, mẹ, con
        1.004859 civilStatus 3 wd C 25 15 Thay đổi, cải chính, bổ sung thông tin hộ tịch
        1.004873 civilStatus 3 wd C 60 15 Cấp giấy xác nhận tình trạng hôn nhân
        1.004884 civilStatus 5 wd C 30 8 Đăng ký lại khai sinh
        2.000635 civilStatus 0 sd C 60 8 Cấp bản sao trích lục hộ tịch
        2.000806 civilStatus 15 cd C 8 1000 Đăng ký kết hôn có yếu tố nước ngoài
        2.000986 civilStatus 3 wd C 70 0 Liên thông khai sinh, thường trú, thẻ bảo hiểm y tế
        2.000815 certification 0 sd C 140 4 Chứng thực bản sao từ bản chính
        2.000884 certification 0 sd C 40 10 Chứng thực chữ ký
        2.000908 certification 0 sd CD 20 8 Cấp bản sao từ sổ gốc
        1.004222 residence 7 wd C 70 10 Đăng ký thường trú
        1.004194 residence 24 wh C 80 7 Đăng ký tạm trú
        1.001612 business 3 wd C 45 100 Đăng ký thành lập hộ kinh doanh
        2.001610 business 3 wd D 40 50 Đăng ký thành lập doanh nghiệp tư nhân
        3.000333 justice 10 cd D 90 200 Cấp phiếu lý lịch tư pháp
        1.013225 construction 15 wd C 25 75 Cấp giấy phép xây dựng nhà ở riêng lẻ
        """
}
