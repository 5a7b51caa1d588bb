internal import DossierModel

/// The lines that a scenario begins with: calendar, units, procedures, officers, listings.
///
/// All are dated before the first dossier, so that they are known wherever a stream is cut after them.
struct ReferenceLines {
    private(set) var lines: [(type: EventType, bytes: [UInt8])] = []
    private static let time = "\"2023-12-20T08:00:00+07:00\""

    init(province: Province, calendar: ScenarioCalendar) {
        for year in 2_024...2_026 { addCalendar(calendar, year: year) }
        for office in province.offices { addOffice(office, in: province) }
        for (index, procedure) in province.procedures.enumerated() { addProcedure(procedure, index) }
        for officer in province.officers { addOfficer(officer, in: province) }
        for office in province.offices {
            for (procedure, isListed) in zip(province.procedures, office.isListed) where isListed {
                add(.procedureListed, data: "{\"procedure\":\"\(procedure.code)\"}", unit: office.code)
            }
        }
    }

    private mutating func add(_ type: EventType, data: String, unit: String? = nil, actor: String? = nil) {
        var line = "{"
        if let actor { line += "\"actor\":\"\(actor)\"," }
        line += "\"data\":\(data),\"id\":\"danhmuc-\(lines.count + 1)\",\"occurredAt\":\(ReferenceLines.time)"
        line += ",\"source\":\"danhmuc\",\"type\":\"\(type.name)\""
        if let unit { line += ",\"unit\":\"\(unit)\"" }
        line += "}\n"
        lines.append((type: type, bytes: Array(line.utf8)))
    }

    private mutating func addCalendar(_ calendar: ScenarioCalendar, year: Int) {
        let days = calendar.exceptions.filter { $0.date.year == year }.map { day in
            let kind = day.isWorking ? "working" : "holiday"
            return "{\"date\":\"\(day.date)\",\"kind\":\"\(kind)\",\"note\":\(Texts.quoted(day.note))}"
        }
        add(.calendarDeclared, data: "{\"days\":[\(days.joined(separator: ","))]}")
    }

    private mutating func addOffice(_ office: Province.Office, in province: Province) {
        var data = "{\"level\":\"\(office.level)\",\"name\":\(Texts.quoted(office.name))"
        if let parent = office.parent { data += ",\"parent\":\"\(province.offices[parent].code)\"" }
        add(.unitRegistered, data: data + "}", unit: office.code)
    }

    private mutating func addProcedure(_ procedure: ScenarioProcedure, _ index: Int) {
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

    private mutating func addOfficer(_ officer: Province.Officer, in province: Province) {
        let secondment = officer.isSeconded ? ",\"secondment\":true" : ""
        add(
            .officerAssigned,
            data: "{\"role\":\"\(officer.role)\"\(secondment)}",
            unit: province.offices[officer.office].code,
            actor: officer.code
        )
    }
}
