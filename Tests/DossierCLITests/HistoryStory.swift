import Testing

/// The life of a dossier D that shows some part of a history.
struct HistoryStory: Sendable, CustomTestStringConvertible {
    let name: String
    let events: [String]
    var options = ""
    var dossier: String { "D" }

    var testDescription: String { name }

    static let all = [
        paused, hours, calendarDays, sameDay, orphan, atIntake, undated, merged, unproven,
    ]

    // MARK: - References

    /// Holidays and a swapped Saturday in spring 2024, four procedures, two units and their leader.
    static let references = [
        line("cal", "calendar.declared", "2024-01-01T08:00", "", "\"days\":[\(days)]"),
        published("P", "5", "workingDays", "land"), published("H", "12", "workingHours", "civil"),
        published("C", "10", "calendarDays", "civil"), published("S", "0", "sameDay", "civil"),
        line(
            "u1",
            "unit.registered",
            "2024-01-01T08:00",
            "\"unit\":\"U1\",",
            "\"name\":\"U1\",\"level\":\"commune\""
        ),
        line(
            "u2",
            "unit.registered",
            "2024-01-01T08:00",
            "\"unit\":\"U2\",",
            "\"name\":\"U2\",\"level\":\"commune\""
        ),
        line(
            "l1",
            "officer.assigned",
            "2024-01-01T08:00",
            "\"unit\":\"U1\",\"actor\":\"LEAD\",",
            "\"role\":\"leader\""
        ),
        line(
            "l2",
            "officer.assigned",
            "2024-01-01T08:00",
            "\"unit\":\"U1\",\"actor\":\"CLERK\",",
            "\"role\":\"handler\""
        ),
    ]

    private static let days = [
        ("2024-04-29", "holiday", "Nghỉ bù"), ("2024-04-30", "holiday", "Ngày Chiến thắng"),
        ("2024-05-01", "holiday", "Quốc tế Lao động"), ("2024-05-04", "working", "Làm bù 29/4"),
    ]
    .map { "{\"date\":\"\($0.0)\",\"kind\":\"\($0.1)\",\"note\":\"\($0.2)\"}" }.joined(separator: ",")

    private static func published(_ code: String, _ value: String, _ unit: String, _ sector: String) -> String
    {
        line(
            "p-" + code,
            "procedure.published",
            "2024-01-01T08:00",
            "",
            "\"procedure\":\"\(code)\",\"name\":\"Thủ tục \(code)\",\"sector\":\"\(sector)\","
                + "\"limit\":{\"value\":\(value),\"unit\":\"\(unit)\"},\"components\":1,\"onlineLevel\":\"full\","
                + "\"levels\":[\"commune\"]"
        )
    }

    /// A line of a feed.
    private static func line(_ id: String, _ type: String, _ time: String, _ envelope: String, _ data: String)
        -> String
    {
        "{\"id\":\"\(id)\",\"type\":\"\(type)\",\"occurredAt\":\"\(time):00+07:00\",\(envelope)\"data\":{\(data)}}"
    }

    /// An event of the dossier D at the unit U1.
    static func event(
        _ id: String,
        _ type: String,
        _ time: String,
        _ data: String = "",
        recorded: String? = nil,
        actor: String = "CLERK",
        evidence: String? = nil
    ) -> String {
        var envelope = "\"dossier\":\"D\",\"unit\":\"U1\",\"actor\":\"\(actor)\","
        if let recorded { envelope += "\"recordedAt\":\"\(recorded):00+07:00\"," }
        if let evidence { envelope += "\"evidence\":\"\(evidence)\"," }
        return line(id, "dossier." + type, time, envelope, data)
    }

    private static func received(_ time: String, _ procedure: String, due: String? = nil) -> String {
        let slip = due.map { ",\"dueAt\":\"\($0):00+07:00\"" } ?? ""
        return event("r", "received", time, "\"procedure\":\"\(procedure)\",\"channel\":\"online\"\(slip)")
    }

    private static let granted = "\"outcome\":\"granted\",\"form\":\"electronic\",\"signed\":true"

    // MARK: - Stories

    /// Two pauses, one of them unlawful, a transfer and a reschedule, over the holidays.
    static let paused = HistoryStory(
        name: "paused",
        events: [
            received("2024-04-22T08:00", "P", due: "2024-05-06T17:00"),
            event(
                "p1",
                "paused",
                "2024-04-24T09:00",
                "\"ground\":\"coordinationOpinion\",\"approver\":\"LEAD\"",
                evidence: "TB-1"
            ),
            event("q1", "resumed", "2024-04-26T16:00"),
            event(
                "t1",
                "transferred",
                "2024-04-26T16:30",
                "\"toUnit\":\"U2\",\"toActor\":\"EXPERT\",\"step\":\"thẩm định\""
            ),
            event(
                "p2",
                "paused",
                "2024-04-26T17:00",
                "\"ground\":\"financialObligation\",\"document\":\"TBT-2\",\"approver\":\"LEAD\"",
                evidence: "TBT-2"
            ),
            event("q2", "resumed", "2024-05-03T08:00"),
            event(
                "x1",
                "rescheduled",
                "2024-05-06T08:00",
                "\"newDueAt\":\"2024-05-20T17:00:00+07:00\"",
                evidence: "HL-1"
            ),
            event(
                "f",
                "completed",
                "2024-05-10T10:00",
                granted,
                recorded: "2024-05-10T10:05",
                actor: "EXPERT",
                evidence: "QD-9"
            ),
        ]
    )

    /// A limit in working hours with a stop at noon.
    static let hours = HistoryStory(
        name: "hours",
        events: [
            received("2024-04-25T10:00", "H"),
            event("s1", "supplementRequested", "2024-04-26T08:00", "\"notice\":\"YC-1\"", evidence: "YC-1"),
            event("s2", "supplemented", "2024-05-02T10:30"),
            event("f", "completed", "2024-05-03T11:00", granted, evidence: "QD-1"),
        ]
    )

    /// A limit in calendar days that ends on a holiday, with a stop; a second request is too many.
    static let calendarDays = HistoryStory(
        name: "calendar-days",
        events: [
            received("2024-04-20T09:00", "C"),
            event("s1", "supplementRequested", "2024-04-22T08:00", "\"notice\":\"YC-1\"", evidence: "YC-1"),
            event("s2", "supplemented", "2024-04-24T08:00"),
            event("s3", "supplementRequested", "2024-05-02T08:00", "\"notice\":\"YC-2\"", evidence: "YC-2"),
            event("s4", "supplemented", "2024-05-08T08:00"),
        ],
        options: "--as-of 2024-05-20"
    )

    /// Received after three in the afternoon; written down as finished a day late without evidence.
    static let sameDay = HistoryStory(
        name: "same-day",
        events: [
            received("2024-05-03T15:00", "S"),
            event("f", "completed", "2024-05-04T16:00", granted, recorded: "2024-05-06T08:00"),
        ]
    )

    static let orphan = HistoryStory(
        name: "orphan",
        events: [event("t", "transferred", "2024-05-02T08:00", "\"toUnit\":\"U2\"")]
    )

    static let atIntake = HistoryStory(
        name: "declined-at-intake",
        events: [event("d", "declined", "2024-05-02T08:00", "\"reason\":\"thiếu\"", evidence: "TC-1")]
    )

    static let undated = HistoryStory(name: "undated", events: [received("2024-05-02T08:00", "unpublished")])

    /// The unit was merged; the dossier is late and open.
    static let merged = HistoryStory(
        name: "merged",
        events: [
            received("2024-05-02T08:00", "P"),
            line("m", "unit.merged", "2024-05-15T08:00", "\"unit\":\"U1\",", "\"into\":\"U2\""),
        ],
        options: "--as-of 2024-05-31"
    )

    /// Everything that favours the unit lacks its paper, and is written down late.
    static let unproven = HistoryStory(
        name: "unproven",
        events: [
            received("2024-05-06T08:00", "P"),
            event(
                "p",
                "paused",
                "2024-05-07T08:00",
                "\"ground\":\"violationReview\",\"approver\":\"CLERK\"",
                recorded: "2024-05-20T08:00"
            ),
            event("q", "resumed", "2024-05-09T08:00", recorded: "2024-05-20T08:05"),
            event("w", "completed", "2024-05-13T16:00", granted, recorded: "2024-05-20T09:00"),
            event("z", "returned", "2024-05-17T09:00", evidence: "BN-1"),
            event("y", "resumed", "2024-05-21T08:00"),
        ]
    )
}
