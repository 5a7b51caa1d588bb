internal import DossierModel

/// The reference data of an injected stream, all known on 17 March 2025.
struct InjectionReference {
    private(set) var lines: [[UInt8]] = []

    init(province: InjectionProvince, calendar: ScenarioCalendar, listsUnpublished: Bool) {
        for year in 2_025...2_026 { addCalendar(calendar, year: year) }
        for office in province.offices { addOffice(office, in: province) }
        for (index, procedure) in ScenarioProcedure.catalogue.enumerated() { addProcedure(procedure, index) }
        for office in province.receiving.map({ province.offices[$0] }) {
            addOfficers(of: office)
            for procedure in office.listed { list(procedure, at: office) }
            if listsUnpublished { list(InjectionProvince.unpublished, at: office) }
        }
        // Every second unit had posted the one that is missing, and took it down.
        let spares = province.receiving.enumerated().filter { $0.offset % 2 == 0 }
            .compactMap { place in
                province.offices[place.element].unlisted.map { (province.offices[place.element], $0) }
            }
        for (office, spare) in spares { list(spare, at: office) }
        for (office, spare) in spares {
            add(.procedureUnlisted, "{\"procedure\":\"\(spare.code)\"}", unit: office.code, hour: 9)
        }
    }

    private mutating func list(_ procedure: ScenarioProcedure, at office: InjectionProvince.Office) {
        add(.procedureListed, "{\"procedure\":\"\(procedure.code)\"}", unit: office.code)
    }

    private mutating func add(
        _ type: EventType,
        _ data: String,
        unit: String? = nil,
        actor: String? = nil,
        hour: Int = 8
    ) {
        var line = "{"
        if let actor { line += "\"actor\":\"\(actor)\"," }
        let day = InjectedValue.localDate(InjectionCalendar.referenceDay)
        line += "\"data\":\(data),\"id\":\"danhmuc-\(lines.count + 1)\","
        line += "\"occurredAt\":\"\(day)T\(padded(hour, 2)):00:00+07:00\",\"source\":\"danhmuc\","
        line += "\"type\":\"\(type.name)\""
        if let unit { line += ",\"unit\":\"\(unit)\"" }
        lines.append(Array((line + "}\n").utf8))
    }

    private mutating func addCalendar(_ calendar: ScenarioCalendar, year: Int) {
        let days = calendar.exceptions.filter { $0.date.year == year }.map { day in
            let kind = day.isWorking ? "working" : "holiday"
            return "{\"date\":\"\(day.date)\",\"kind\":\"\(kind)\",\"note\":\(Texts.quoted(day.note))}"
        }
        add(.calendarDeclared, "{\"days\":[\(days.joined(separator: ","))]}")
    }

    private mutating func addOffice(_ office: InjectionProvince.Office, in province: InjectionProvince) {
        var data = "{\"level\":\"\(office.level)\",\"name\":\(Texts.quoted(office.name))"
        if let parent = office.parent { data += ",\"parent\":\"\(province.offices[parent].code)\"" }
        add(.unitRegistered, data + "}", unit: office.code)
    }

    private mutating func addProcedure(_ procedure: ScenarioProcedure, _ index: Int) {
        let online = ["full", "full", "partial", "full", "partial", "none"][index % 6]
        let levels = procedure.levels.map { "\"\($0)\"" }.joined(separator: ",")
        var data = "{\"components\":\(procedure.components),\"levels\":[\(levels)]"
        data += ",\"limit\":{\"unit\":\"\(procedure.unit)\",\"value\":\(procedure.value)}"
        data += ",\"name\":\(Texts.quoted(procedure.name)),\"onlineLevel\":\"\(online)\""
        add(
            .procedurePublished,
            data + ",\"procedure\":\"\(procedure.code)\",\"sector\":\"\(procedure.sector)\"}"
        )
    }

    private mutating func addOfficers(of office: InjectionProvince.Office) {
        for (officers, role) in [
            (office.onestop, "onestop"), (office.handlers, "handler"), (office.leaders, "leader"),
        ] {
            for officer in officers {
                add(.officerAssigned, "{\"role\":\"\(role)\"}", unit: office.code, actor: officer)
            }
        }
    }
}
