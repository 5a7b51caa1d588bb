/// Lines of a small feed, written down when they occurred.
enum ReplayFeed {
    static func unit(_ code: String, below parent: String? = nil) -> String {
        let above = parent.map { ",\"parent\":\"\($0)\"" } ?? ""
        return
            "{\"id\":\"u-\(code)\",\"type\":\"unit.registered\",\"occurredAt\":\"2020-01-02T08:00:00+07:00\","
            + "\"unit\":\"\(code)\",\"data\":{\"name\":\"\(code)\",\"level\":\"commune\"\(above)}}"
    }

    static func received(_ dossier: String, unit: String, at moment: String) -> String {
        "{\"id\":\"r-\(dossier)\",\"type\":\"dossier.received\",\"occurredAt\":\"\(moment)\","
            + "\"unit\":\"\(unit)\",\"dossier\":\"\(dossier)\","
            + "\"data\":{\"procedure\":\"P1\",\"channel\":\"online\",\"sector\":\"land\"}}"
    }
}
