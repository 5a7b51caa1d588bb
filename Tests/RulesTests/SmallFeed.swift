import DossierModel
import TestSupport

/// A feed of a few lines about the dossier `D`, with procedures of every limit published long before.
///
/// Days are of March 2024, in which the 4th is a Monday and nothing is a holiday: `"4"` is 2024-03-04T00:00,
/// `"4 09:00"` is nine o'clock on that day; a full date may stand in place of the number.
struct SmallFeed: Sendable {
    var lines: [String]

    /// A feed with the procedures `WD5`, `WD0`, `CD10`, `WH8` and `SD`, all of the sector `land`.
    init(_ events: [Line] = []) {
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
        Line("p-" + code, "procedure.published", "2020-01-02").with(
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

/// A line of a small feed.
struct Line: Sendable {
    private let id: String
    private let type: String
    private let occurredAt: String
    private let recordedAt: String?
    private var fields: [String]
    private var data = ""

    /// An event; where it is of a dossier, of `D` at the unit `U` by the officer `H`.
    init(_ id: String, _ type: String, _ occurredAt: String, recorded recordedAt: String? = nil) {
        self.id = id
        self.type = type
        self.occurredAt = occurredAt
        self.recordedAt = recordedAt
        fields = type.contains(".") ? [] : ["\"dossier\":\"D\"", "\"unit\":\"U\"", "\"actor\":\"H\""]
    }

    /// The line with these fields in its data, as JSON without the braces.
    func with(_ data: String) -> Line {
        var line = self
        line.data = data
        return line
    }

    /// The line with evidence of its time.
    var shown: Line { envelope("\"evidence\":\"VB-1\"") }

    /// The line with a further field of the envelope.
    func envelope(_ field: String) -> Line {
        var line = self
        line.fields.append(field)
        return line
    }

    var text: String {
        var all = ["\"id\":\"\(id)\"", "\"type\":\"\(type.contains(".") ? type : "dossier." + type)\""]
        all.append("\"occurredAt\":\"\(SmallFeed.written(occurredAt))\"")
        if let recordedAt { all.append("\"recordedAt\":\"\(SmallFeed.written(recordedAt))\"") }
        return "{" + (all + fields + ["\"data\":{\(data)}"]).joined(separator: ",") + "}"
    }

    /// The receipt of `D` for a procedure.
    static func received(_ at: String, _ procedure: String = "WD5", due: String? = nil) -> Line {
        let dueAt = due.map { ",\"dueAt\":\"\(SmallFeed.written($0))\"" } ?? ""
        return Line("a", "received", at).with("\"procedure\":\"\(procedure)\",\"channel\":\"online\"\(dueAt)")
    }

    static func completed(_ id: String, _ at: String, recorded: String? = nil) -> Line {
        Line(id, "completed", at, recorded: recorded).with("\"outcome\":\"granted\",\"form\":\"scan\"")
    }

    /// A pause as the law wants it.
    static func paused(_ id: String, _ at: String, recorded: String? = nil) -> Line {
        Line(id, "paused", at, recorded: recorded)
            .with("\"ground\":\"financialObligation\",\"document\":\"Q1\",\"approver\":\"B\"")
    }

    /// A pause on a ground of which no law knows, without a document.
    static func pausedUnlawfully(_ id: String, _ at: String, recorded: String? = nil) -> Line {
        Line(id, "paused", at, recorded: recorded).with("\"ground\":\"other\",\"approver\":\"B\"")
    }

    static func asked(_ id: String, _ at: String, recorded: String? = nil) -> Line {
        Line(id, "supplementRequested", at, recorded: recorded).with("\"notice\":\"N1\"")
    }

    /// A declaration of one day.
    static func declared(_ id: String, _ day: String, _ kind: String, recorded: String = "2020-01-02") -> Line
    {
        Line(id, "calendar.declared", "2020-01-02", recorded: recorded)
            .with("\"days\":[{\"date\":\"\(SmallFeed.date(day))\",\"kind\":\"\(kind)\"}]")
    }
}

extension SlowLife {
    /// Class, due, finish and stops in one line, days of March 2024 by their number.
    var summary: String {
        var words = [section7Class ?? "no class"]
        words.append(due.map { "due \(short($0.description))" } ?? "no due")
        if let finish { words.append("finished \(short(finish.time.description))") }
        for stop in stops {
            let end = stop.end.map { short($0.description) } ?? "open"
            let verdict =
                stop.reasons.isEmpty
                ? (stop.isAuthorised ? "" : " !") : " " + stop.reasons.joined(separator: "+")
            words.append("\(stop.kind) \(short(stop.start.description))…\(end)\(verdict)")
        }
        return (words + anomalies).joined(separator: ", ")
    }

    private func short(_ text: String) -> String {
        var text = text.replacing("+07:00", with: "").replacing("T00:00:00", with: "").replacing(
            "T",
            with: " "
        )
        if text.hasSuffix(":00") { text.removeLast(3) }
        if text.hasPrefix("2024-03-0") { return String(text.dropFirst(9)) }
        return text.hasPrefix("2024-03-") ? String(text.dropFirst(8)) : text
    }
}
