/// A line of a feed that is written by hand.
struct EventLine: Sendable {
    private var fields: [String]
    private var data: [String] = []

    /// An event of no dossier.
    init(_ id: String, _ type: String, at time: String) {
        fields = [
            "\"id\":\"\(id)\"", "\"type\":\"\(type)\"", "\"occurredAt\":\"\(EventLine.written(time))\"",
        ]
    }

    /// A full time, from a date or from a date and a clock.
    private static func written(_ time: String) -> String {
        let clock = time.count > 10 ? time.suffix(5) : "08:00"
        return "\(time.prefix(10))T\(clock):00+07:00"
    }

    /// With a text of the envelope.
    func with(_ key: String, _ text: String) -> EventLine {
        var line = self
        line.fields.append("\"\(key)\":\"\(text)\"")
        return line
    }

    func recorded(_ time: String) -> EventLine { with("recordedAt", EventLine.written(time)) }

    /// With fields of the data, as JSON without the braces.
    func holding(_ json: String) -> EventLine {
        var line = self
        line.data.append(json)
        return line
    }

    var text: String {
        "{" + (fields + ["\"data\":{\(data.joined(separator: ","))}"]).joined(separator: ",") + "}"
    }

    /// A receipt at a unit.
    static func received(
        _ dossier: String,
        at time: String,
        unit: String = "U1",
        procedure: String = "P1",
        channel: String = "online",
        sector: String = "land"
    ) -> EventLine {
        EventLine("r-" + dossier, "dossier.received", at: time).with("dossier", dossier).with("unit", unit)
            .holding("\"procedure\":\"\(procedure)\",\"channel\":\"\(channel)\",\"sector\":\"\(sector)\"")
    }

    /// A step of a dossier at the unit U1; `type` without `dossier.`.
    static func step(_ id: String, _ type: String, of dossier: String, at time: String) -> EventLine {
        EventLine(id, "dossier." + type, at: time).with("dossier", dossier).with("unit", "U1")
    }

    /// A registration of a unit long before all dossiers.
    static func unit(_ code: String, _ level: String, below parent: String? = nil) -> EventLine {
        let above = parent.map { ",\"parent\":\"\($0)\"" } ?? ""
        return EventLine("u-" + code, "unit.registered", at: "2020-01-02").with("unit", code)
            .holding("\"name\":\"\(code)\",\"level\":\"\(level)\"\(above)")
    }

    /// A procedure of so many working days, published long before all dossiers.
    static func procedure(_ code: String, workingDays: Int) -> EventLine {
        EventLine("p-" + code, "procedure.published", at: "2020-01-02").holding(
            "\"procedure\":\"\(code)\",\"name\":\"\(code)\",\"sector\":\"land\","
                + "\"limit\":{\"value\":\(workingDays),\"unit\":\"workingDays\"},\"components\":1,"
                + "\"onlineLevel\":\"full\",\"levels\":[\"commune\"]"
        )
    }
}
