internal import DossierModel

/// The units of a scenario, their officers, and what is listed where: drawn from the seed once, then unchanged.
///
/// Units stand in the order in which they are registered: the province, its centre, the departments, the land
/// branches, the communes.
struct Province: Sendable {
    /// A unit (đơn vị) that dossiers come to.
    struct Office: Sendable {
        let code: String
        let name: String
        let level: UnitLevel
        let parent: Int?
        /// Of 1,000 of its dossiers, how many are late.
        var latePermille = 0
        var onestop: Range<Int> = 0..<0
        var handlers: Range<Int> = 0..<0
        var leaders: Range<Int> = 0..<0
        /// The unit that its receipts go to from the reform on: itself, but where it is merged away.
        var heir: Int
        /// Which procedures are posted (niêm yết) there, by their index.
        var isListed: [Bool] = []
    }

    /// An officer's assignment, which stands for the whole period.
    struct Officer: Sendable {
        let code: String
        let office: Int
        let role: OfficerRole
        let isSeconded: Bool
    }

    /// Slots of the table that a unit is drawn from: a unit has as many as its share of the receipts.
    static let slots = 4_096
    /// The same for procedures.
    static let procedureSlots = 256

    let procedures = ScenarioProcedure.catalogue
    private(set) var offices: [Office] = []
    private(set) var officers: [Officer] = []
    private(set) var officeSlots: [UInt16] = []
    /// The procedures drawn at each level, by ``slot(of:)``.
    private(set) var procedureTables: [[UInt8]] = []

    /// A province with as many units as that many events can fill: up to 14 departments, 11 land branches and
    /// 120 communes.
    init(events: UInt64, random: inout SplitMix64) {
        let scale = Int(min(events, 1_000_000))
        register(
            departments: max(2, min(14, scale / 2_000)),
            branches: max(1, min(11, scale / 2_500)),
            communes: max(3, min(120, scale / 250))
        )
        let ranks = shareReceipts(random: &random)
        for index in offices.indices {
            assignOfficers(to: index, rank: ranks[index], random: &random)
            listProcedures(at: index, random: &random)
        }
        merge(random: &random)
        procedureTables = [.department, .branch, .commune].map { procedureTable(of: $0) }
    }

    /// Which of the three tables belongs to a level that takes in dossiers.
    static func slot(of level: UnitLevel) -> Int {
        switch level {
        case .branch: 1
        case .commune: 2
        default: 0
        }
    }

    func indices(of level: UnitLevel) -> [Int] {
        offices.indices.filter { offices[$0].level == level }
    }

    private mutating func register(departments: Int, branches: Int, communes: Int) {
        add("H50", "Tỉnh Minh Giang", .province, parent: nil)
        add("H50.16", "Trung tâm Phục vụ hành chính công tỉnh", .centre, parent: 0)
        for index in 0..<departments {
            add("H50.\(padded(index + 1, 2))", ProvinceNames.departments[index], .department, parent: 0)
        }
        for index in 0..<branches {
            let name = "Chi nhánh Văn phòng đăng ký đất đai \(ProvinceNames.districts[index])"
            add("H50.15.\(padded(index + 1, 2))", name, .branch, parent: 0)
        }
        for index in 0..<communes {
            // Ten groups of twelve, as the districts that once were.
            let code = "H50.\(21 + index / 12).\(padded(index % 12 + 1, 2))"
            add(code, ProvinceNames.commune(index), .commune, parent: 0)
        }
    }

    private mutating func add(_ code: String, _ name: String, _ level: UnitLevel, parent: Int?) {
        offices.append(Office(code: code, name: name, level: level, parent: parent, heir: offices.count))
    }

    /// Gives each unit its share of the receipts: a few have many, as by Zipf's law.
    ///
    /// - Returns: The rank of each unit in its level; 0 is the busiest.
    private mutating func shareReceipts(random: inout SplitMix64) -> [Int] {
        var ranks = [Int](repeating: 0, count: offices.count)
        let shares: [(UnitLevel, Int)] = [
            (.department, 450), (.branch, 900), (.commune, Province.slots - 1_350),
        ]
        for (level, slots) in shares {
            var order = indices(of: level)
            for index in stride(from: order.count - 1, to: 0, by: -1) {
                order.swapAt(index, random.below(index + 1))
            }
            let weights = order.indices.map { 1_000_000 / ($0 + 4) }
            let total = weights.reduce(0, +)
            var sum = 0
            for (rank, office) in order.enumerated() {
                let first = sum * slots / total
                sum += weights[rank]
                officeSlots += Array(repeating: UInt16(office), count: sum * slots / total - first)
                ranks[office] = rank
            }
        }
        return ranks
    }

    private mutating func assignOfficers(to index: Int, rank: Int, random: inout SplitMix64) {
        let busy = rank < 3 ? 4 : rank < 10 ? 2 : 0
        let level = offices[index].level
        let isLarge = level == .department || level == .branch
        let start = officers.count
        let onestop = (isLarge ? 2 : 1) + busy / 2 + random.below(2)
        let handlers = (isLarge ? 5 : 2) + busy + random.below(3)
        let leaders = 1 + random.below(2)
        let stem = "cb-\(offices[index].code.dropFirst())"
        for number in 0..<onestop + handlers + leaders {
            let role: OfficerRole =
                number < onestop ? .onestop : number < onestop + handlers ? .handler : .leader
            officers.append(
                Officer(
                    code: "\(stem)-\(padded(number + 1, 2))",
                    office: index,
                    role: role,
                    isSeconded: role == .onestop && random.chance(150)
                )
            )
        }
        offices[index].onestop = start..<start + onestop
        offices[index].handlers = start + onestop..<start + onestop + handlers
        offices[index].leaders = start + onestop + handlers..<officers.count
        offices[index].latePermille = 15 + random.below(60) + (level == .branch ? 90 : 0)
        if random.chance(80) { offices[index].latePermille += 250 }
    }

    /// Posts what the unit is competent for, but for one or two in a hundred.
    private mutating func listProcedures(at index: Int, random: inout SplitMix64) {
        let level = offices[index].level
        offices[index].isListed = procedures.map { $0.levels.contains(level) && !random.chance(15) }
    }

    /// Merges about every tenth commune into the one before it.
    private mutating func merge(random: inout SplitMix64) {
        let communes = indices(of: .commune)
        for (before, index) in zip(communes, communes.dropFirst()) {
            guard offices[before].heir == before, random.chance(100) else { continue }
            offices[index].heir = before
        }
    }

    private func procedureTable(of level: UnitLevel) -> [UInt8] {
        let competent = procedures.indices.filter { procedures[$0].levels.contains(level) }
        let total = competent.reduce(0) { $0 + procedures[$1].weight }
        var table: [UInt8] = []
        var sum = 0
        for index in competent {
            let first = sum * Province.procedureSlots / total
            sum += procedures[index].weight
            let share = sum * Province.procedureSlots / total - first
            table += Array(repeating: UInt8(index), count: share)
        }
        return table
    }
}
