import DossierModel
import TestSupport

/// A feed of a few lines about the dossier `D`, with procedures of every limit published long before.
///
/// Days are of March 2024, in which the 4th is a Monday and nothing is a holiday: `"4"` is 2024-03-04T00:00,
/// `"4 09:00"` is nine o'clock on that day; a full date may stand in place of the number.
struct SmallFeed: Sendable {
    var lines: [String]

    /// A feed with the procedures `WD5`, `WD0`, `CD10`, `WH8` and `SD`, all of the sector `land`.
    init(_ events: [FeedLine] = []) {
        lines = [("WD5", 5, "workingDays"), ("WD0", 0, "workingDays"), ("CD10", 10, "calendarDays")]
            .map { SmallFeed.procedure($0.0, $0.1, $0.2) }
        lines.append(SmallFeed.procedure("WH8", 8, "workingHours"))
        lines.append(SmallFeed.procedure("SD", 0, "sameDay"))
        lines += events.map(\.text)
    }

    /// The dossier `D` as of the end of the feed, or at the end of a day, with all known.
    func dossier(at end: String? = nil, asOf: String? = nil) throws -> SlowDossier? {
        var query = SlowQuery(
            from: SmallFeed.date("1"),
            to: end.map(SmallFeed.date) ?? SmallFeed.date("2199-12-31")
        )
        query.asOf = (asOf ?? end.map { _ in "2199-12-31" }).map(SmallFeed.instant)
        return try SlowReading(lines: lines).dossiers(query)["D"]
    }

    /// The figures of March 2024 in total, or of days of it.
    func total(from: String = "1", to: String = "31", asOf: String? = nil) throws -> SlowAnswer.Row {
        var query = SlowQuery(from: SmallFeed.date(from), to: SmallFeed.date(to))
        query.asOf = asOf.map(SmallFeed.instant)
        return try SlowReading(lines: lines).answer(query).total
    }

    private static func procedure(_ code: String, _ value: Int, _ unit: String) -> String {
        FeedLine("p-" + code, "procedure.published", "2020-01-02").with(
            "\"procedure\":\"\(code)\",\"sector\":\"land\",\"limit\":{\"value\":\(value),\"unit\":\"\(unit)\"}"
        ).text
    }

    static func date(_ text: String) -> LocalDate {
        LocalDate(text) ?? LocalDate(year: 2_024, month: 3, day: Int(text) ?? 1) ?? LocalDate(rawValue: 0)
    }

    static func instant(_ text: String) -> Instant {
        Instant(written(text)) ?? .distantPast
    }

    /// A time in RFC 3339 at +07:00.
    static func written(_ text: String) -> String {
        let parts = text.split(separator: " ")
        let clock = parts.count > 1 ? String(parts[1]) : "00:00"
        return "\(date(String(parts[0])))T\(clock)\(clock.count == 5 ? ":00" : "")+07:00"
    }
}
