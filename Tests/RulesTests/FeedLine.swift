/// A line of a small feed.
struct FeedLine: Sendable {
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
    func with(_ data: String) -> FeedLine {
        var line = self
        line.data = data
        return line
    }

    /// The line with evidence of its time.
    var shown: FeedLine { envelope("\"evidence\":\"VB-1\"") }

    /// The line with a further field of the envelope.
    func envelope(_ field: String) -> FeedLine {
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
    static func received(_ at: String, _ procedure: String = "WD5", due: String? = nil) -> FeedLine {
        let dueAt = due.map { ",\"dueAt\":\"\(SmallFeed.written($0))\"" } ?? ""
        return FeedLine("a", "received", at).with(
            "\"procedure\":\"\(procedure)\",\"channel\":\"online\"\(dueAt)"
        )
    }

    static func completed(_ id: String, _ at: String, recorded: String? = nil) -> FeedLine {
        FeedLine(id, "completed", at, recorded: recorded).with("\"outcome\":\"granted\",\"form\":\"scan\"")
    }

    /// A pause as the law wants it.
    static func paused(_ id: String, _ at: String, recorded: String? = nil) -> FeedLine {
        FeedLine(id, "paused", at, recorded: recorded)
            .with("\"ground\":\"financialObligation\",\"document\":\"Q1\",\"approver\":\"B\"")
    }

    /// A pause on a ground of which no law knows, without a document.
    static func pausedUnlawfully(_ id: String, _ at: String, recorded: String? = nil) -> FeedLine {
        FeedLine(id, "paused", at, recorded: recorded).with("\"ground\":\"other\",\"approver\":\"B\"")
    }

    static func asked(_ id: String, _ at: String, recorded: String? = nil) -> FeedLine {
        FeedLine(id, "supplementRequested", at, recorded: recorded).with("\"notice\":\"N1\"")
    }

    /// A declaration of one day.
    static func declared(_ id: String, _ day: String, _ kind: String, recorded: String = "2020-01-02")
        -> FeedLine
    {
        FeedLine(id, "calendar.declared", "2020-01-02", recorded: recorded)
            .with("\"days\":[{\"date\":\"\(SmallFeed.date(day))\",\"kind\":\"\(kind)\"}]")
    }
}
