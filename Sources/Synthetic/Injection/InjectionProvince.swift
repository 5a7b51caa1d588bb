internal import DossierModel

/// The units of an injected stream, with their officers and what is listed where.
///
/// It is the province of the free scenarios, but smaller, evenly busy, and without a merger.
struct InjectionProvince {
    struct Office {
        let code: String
        let name: String
        let level: UnitLevel
        let parent: Int?
        var onestop: [String] = []
        var handlers: [String] = []
        var leaders: [String] = []
        /// The procedures that are posted (niêm yết) there.
        var listed: [ScenarioProcedure] = []
        /// One that was taken down before the first receipt, or never posted.
        var unlisted: ScenarioProcedure?
    }

    private(set) var offices: [Office] = []
    /// The offices that take in dossiers.
    private(set) var receiving: [Int] = []
    private(set) var branches: [Int] = []

    /// A procedure that units list although nobody ever published it: there is no limit to know.
    static let unpublished = ScenarioProcedure(
        code: "9.900001",
        name: "Thủ tục thí điểm chưa công bố",
        sector: "pilot",
        value: 0,
        unit: .workingDays,
        levels: [.commune],
        weight: 0,
        fee: 0
    )

    /// A province with that many communes, and a department and a land branch to every few of them.
    init(communes: Int) {
        add("H50", "Tỉnh Minh Giang", .province, parent: nil)
        add("H50.16", "Trung tâm Phục vụ hành chính công tỉnh", .centre, parent: 0)
        for index in 0..<max(2, min(14, communes / 8)) {
            add("H50.\(padded(index + 1, 2))", ProvinceNames.departments[index], .department, parent: 0)
        }
        for index in 0..<max(2, min(11, communes / 6)) {
            let name = "Chi nhánh Văn phòng đăng ký đất đai \(ProvinceNames.districts[index])"
            add("H50.15.\(padded(index + 1, 2))", name, .branch, parent: 0)
        }
        for index in 0..<communes {
            let code = "H50.\(21 + index / 12).\(padded(index % 12 + 1, 2))"
            let again = index < 120 ? "" : " \(index / 120 + 1)"
            add(code, ProvinceNames.commune(index % 120) + again, .commune, parent: 0)
        }
        receiving = offices.indices.filter { offices[$0].parent != nil && offices[$0].level != .centre }
        branches = offices.indices.filter { offices[$0].level == .branch }
        for index in receiving { equip(index) }
    }

    private mutating func add(_ code: String, _ name: String, _ level: UnitLevel, parent: Int?) {
        offices.append(Office(code: code, name: name, level: level, parent: parent))
    }

    /// Gives a unit its officers, and posts all procedures of its level but one.
    private mutating func equip(_ index: Int) {
        let code = offices[index].code
        offices[index].onestop = (1...2).map { "mc.\(code).\($0)" }
        offices[index].handlers = (1...3).map { "cv.\(code).\($0)" }
        offices[index].leaders = (1...2).map { "ld.\(code).\($0)" }
        var procedures = ScenarioProcedure.catalogue.filter { $0.levels.contains(offices[index].level) }
        // The last of a level in the catalogue is one of its rarer procedures, and not needed for any fault.
        let spare = procedures.lastIndex { $0.unit == .workingDays && $0.value == 3 } ?? procedures.count - 1
        offices[index].unlisted = procedures.remove(at: spare)
        offices[index].listed = procedures
    }
}
