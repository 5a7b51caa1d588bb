internal import DossierModel

/// The lines that a scenario begins with: calendar, units, procedures, officers, listings.
///
/// All are dated before the first dossier, so that they are known wherever a stream is cut after them.
struct ReferenceLines {
    private(set) var lines: [(type: EventType, bytes: [UInt8])] = []
    private let time: String

    /// The lines of a free scenario.
    init(province: Province, calendar: ScenarioCalendar) {
        self.init(time: "2023-12-20T08:00:00+07:00")
        for year in 2_024...2_026 { addCalendar(calendar, year: year) }
        for office in province.offices {
            let parent = office.parent.map { province.offices[$0].code }
            addUnit(office.code, office.name, office.level, parent: parent)
        }
        for (index, procedure) in province.procedures.enumerated() { addProcedure(procedure, index) }
        for officer in province.officers { addOfficer(officer, at: province.offices[officer.office].code) }
        for office in province.offices {
            for (procedure, isListed) in zip(province.procedures, office.isListed) where isListed {
                addListing(of: procedure, at: office.code)
            }
        }
    }

    /// No lines yet; all that are added happened and were recorded at that time.
    init(time: String) {
        self.time = "\"\(time)\""
    }

    private mutating func add(_ type: EventType, data: String, unit: String? = nil, actor: String? = nil) {
        var line = "{"
        if let actor { line += "\"actor\":\"\(actor)\"," }
        line += "\"data\":\(data),\"id\":\"danhmuc-\(lines.count + 1)\",\"occurredAt\":\(time)"
        line += ",\"source\":\"danhmuc\",\"type\":\"\(type.name)\""
        if let unit { line += ",\"unit\":\"\(unit)\"" }
        line += "}\n"
        lines.append((type: type, bytes: Array(line.utf8)))
    }

    mutating func addCalendar(_ calendar: ScenarioCalendar, year: Int) {
        let days = calendar.exceptions.filter { $0.date.year == year }.map { day in
            let kind = day.isWorking ? "working" : "holiday"
            return "{\"date\":\"\(day.date)\",\"kind\":\"\(kind)\",\"note\":\(Texts.quoted(day.note))}"
        }
        add(.calendarDeclared, data: "{\"days\":[\(days.joined(separator: ","))]}")
    }

    mutating func addUnit(_ code: String, _ name: String, _ level: UnitLevel, parent: String?) {
        var data = "{\"level\":\"\(level)\",\"name\":\(Texts.quoted(name))"
        if let parent { data += ",\"parent\":\"\(parent)\"" }
        add(.unitRegistered, data: data + "}", unit: code)
    }

    mutating func addProcedure(_ procedure: ScenarioProcedure, _ index: Int) {
        let online = ["full", "full", "partial", "full", "partial", "none"][index % 6]
        let levels = procedure.levels.map { "\"\($0)\"" }.joined(separator: ",")
        var data = "{\"components\":\(procedure.components),\"levels\":[\(levels)]"
        data += ",\"limit\":{\"unit\":\"\(procedure.unit)\",\"value\":\(procedure.value)}"
        data += ",\"name\":\(Texts.quoted(procedure.name)),\"onlineLevel\":\"\(online)\""
        data += ",\"procedure\":\"\(procedure.code)\",\"sector\":\"\(procedure.sector)\""
        if procedure.unit != .sameDay {
            data += ",\"steps\":[\"Tiếp nhận\",\"Thẩm định\",\"Ký duyệt\",\"Trả kết quả\"]"
        }
        add(.procedurePublished, data: data + "}")
    }

    mutating func addOfficer(_ officer: Province.Officer, at unit: String) {
        let secondment = officer.isSeconded ? ",\"secondment\":true" : ""
        let data = "{\"role\":\"\(officer.role)\"\(secondment)}"
        add(.officerAssigned, data: data, unit: unit, actor: officer.code)
    }

    mutating func addListing(of procedure: ScenarioProcedure, at unit: String) {
        add(.procedureListed, data: "{\"procedure\":\"\(procedure.code)\"}", unit: unit)
    }
}
