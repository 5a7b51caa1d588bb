import Testing

/// What a type of events must and may hold: a second reading of events.md section 3, as JSON.
struct TypeSample: CustomTestStringConvertible {
    enum Kind {
        case code
        case documentNumber
        case text
        case word
        case time
        case date
        case count
        case number
        case truth
        case list
        case object
    }

    struct Member {
        let name: String
        let kind: Kind
        let value: String
        let isRequired: Bool
    }

    let type: String
    let envelope: [String]
    let data: [Member]

    var testDescription: String { type }

    init(_ type: String, _ envelope: String, _ data: [Member]) {
        self.type = type
        self.envelope = envelope.split(separator: " ").map(String.init)
        self.data = data
    }

    var required: [Member] { data.filter(\.isRequired) }

    /// `data` of such an event with one member replaced, or (where `nil`) left out.
    func data(_ name: String = "", _ value: String? = nil, onlyRequired: Bool = false) -> String {
        var members: [String] = []
        for member in data where member.isRequired || !onlyRequired || member.name == name {
            let value = member.name == name ? value : member.value
            if let value { members.append("\"\(member.name)\":\(value)") }
        }
        return "{" + members.joined(separator: ",") + "}"
    }

    private static func must(_ name: String, _ kind: Kind, _ value: String) -> Member {
        Member(name: name, kind: kind, value: value, isRequired: true)
    }

    private static func may(_ name: String, _ kind: Kind, _ value: String) -> Member {
        Member(name: name, kind: kind, value: value, isRequired: false)
    }

    private static let dossier = "unit dossier"

    static let all: [TypeSample] = reference + life + outcome

    private static let reference: [TypeSample] = [
        TypeSample(
            "calendar.declared",
            "",
            [must("days", .list, #"[{"date":"2024-05-01","kind":"holiday"}]"#)]
        ),
        TypeSample(
            "rules.adopted",
            "",
            [must("ruleset", .text, #""vn-2018""#), must("effectiveFrom", .date, #""2018-06-21""#)]
        ),
        TypeSample(
            "unit.registered",
            "unit",
            [
                must("name", .text, #""Sở Xây dựng""#), must("level", .word, #""department""#),
                may("parent", .code, #""H1""#), may("nameEn", .text, #""Construction""#),
            ]
        ),
        TypeSample("unit.merged", "unit", [must("into", .code, #""H2""#)]),
        TypeSample(
            "procedure.published",
            "",
            [
                must("procedure", .code, #""1.004242""#), must("name", .text, #""Cấp giấy phép""#),
                must("sector", .text, #""Xây dựng""#),
                must("limit", .object, #"{"value":15,"unit":"workingDays"}"#),
                must("components", .count, "4"), must("onlineLevel", .word, #""full""#),
                must("levels", .list, #"["province","commune"]"#), may("steps", .list, #"["Tiếp nhận"]"#),
            ]
        ),
        TypeSample("procedure.withdrawn", "", [must("procedure", .code, #""1.004242""#)]),
        TypeSample("procedure.listed", "unit", [must("procedure", .code, #""1.004242""#)]),
        TypeSample("procedure.unlisted", "unit", [must("procedure", .code, #""1.004242""#)]),
        TypeSample(
            "officer.assigned",
            "unit actor",
            [must("role", .word, #""onestop""#), may("secondment", .truth, "true")]
        ),
        TypeSample("officer.released", "unit actor", []),
        TypeSample(
            "target.set",
            "",
            [
                must("metric", .text, #""onTimeRate""#), must("value", .number, "0.95"),
                must("from", .date, #""2024-01-01""#), may("to", .date, #""2024-12-31""#),
                may("citation", .text, #""NQ 01""#),
            ]
        ),
        TypeSample(
            "lateness.published",
            "unit",
            [
                must("from", .date, #""2024-01-01""#), must("to", .date, #""2024-03-31""#),
                must("dossiers", .count, "12"), must("officers", .count, "3"),
            ]
        ),
        TypeSample(
            "feedback.received",
            "unit",
            [
                may("dossier", .code, #""D-1""#), must("topic", .text, #""phiền hà""#),
                may("resolvedAt", .time, #""2024-04-01T00:00:00Z""#),
            ]
        ),
        TypeSample(
            "paper.entered",
            "unit",
            [
                must("paperNo", .documentNumber, #""12/SĐK""#), must("sector", .text, #""Đất đai""#),
                may("procedure", .code, #""1.004242""#), may("dossier", .code, #""D-1""#),
            ]
        ),
        TypeSample(
            "event.voided",
            "",
            [must("target", .code, #""e-0""#), must("reason", .text, #""nhập nhầm""#)]
        ),
    ]

    private static let life: [TypeSample] = [
        TypeSample(
            "dossier.received",
            dossier,
            [
                must("procedure", .code, #""1.004242""#), must("channel", .word, #""online""#),
                may("dueAt", .time, #""2024-03-15T17:00:00+07:00""#), may("sector", .text, #""Đất đai""#),
                may("paperNo", .documentNumber, #""12/SĐK""#), may("applicant", .text, #""p-1""#),
                may("applicantKind", .word, #""citizen""#), may("components", .count, "5"),
                may("digitisedComponents", .count, "2"),
            ]
        ),
        TypeSample(
            "dossier.transferred",
            dossier,
            [
                may("toUnit", .code, #""H2""#), may("toActor", .code, #""cb.2""#),
                may("step", .text, #""Thẩm định""#),
            ]
        ),
        TypeSample(
            "dossier.componentDemanded",
            dossier,
            [must("component", .text, #""Sổ hộ khẩu""#), may("legalBasis", .text, #""NĐ 61""#)]
        ),
        TypeSample(
            "dossier.feeRequested",
            dossier,
            [must("amount", .count, "50000"), must("kind", .word, #""fee""#)]
        ),
        TypeSample(
            "dossier.supplementRequested",
            dossier,
            [may("notice", .documentNumber, #""5/TB""#), may("items", .count, "2")]
        ),
        TypeSample(
            "dossier.paused",
            dossier,
            [
                must("ground", .text, #""payment""#), may("document", .documentNumber, #""7/QĐ""#),
                may("approver", .code, #""ld.1""#), may("reason", .text, #""chờ""#),
            ]
        ),
        TypeSample(
            "dossier.feePaid",
            dossier,
            [
                must("amount", .count, "50000"), must("kind", .word, #""tax""#),
                must("via", .word, #""transfer""#),
            ]
        ),
        TypeSample("dossier.supplemented", dossier, []),
        TypeSample("dossier.resumed", dossier, []),
    ]

    private static let outcome: [TypeSample] = [
        TypeSample(
            "dossier.rescheduled",
            dossier,
            [
                must("newDueAt", .time, #""2024-03-20T17:00:00+07:00""#),
                may("notice", .documentNumber, #""5/TB""#),
            ]
        ),
        TypeSample(
            "dossier.apologised",
            dossier,
            [
                may("letter", .documentNumber, #""9/XL""#), may("reason", .text, #""thiếu người""#),
                may("newDueAt", .time, #""2024-03-20T17:00:00+07:00""#), may("medium", .word, #""sms""#),
            ]
        ),
        TypeSample("dossier.explained", dossier, [may("report", .documentNumber, #""3/BC""#)]),
        TypeSample("dossier.reopened", dossier, [may("reason", .text, #""khiếu nại""#)]),
        TypeSample(
            "dossier.completed",
            dossier,
            [
                must("outcome", .word, #""refused""#), may("notice", .documentNumber, #""5/TB""#),
                must("form", .word, #""paper""#), may("signed", .truth, "true"),
            ]
        ),
        TypeSample(
            "dossier.declined",
            dossier,
            [must("reason", .text, #""sai thẩm quyền""#), may("notice", .documentNumber, #""5/TB""#)]
        ),
        TypeSample("dossier.withdrawn", dossier, [may("reason", .text, #""đổi ý""#)]),
        TypeSample("dossier.returned", dossier, [may("receipt", .documentNumber, #""8/PN""#)]),
        TypeSample("dossier.rated", dossier, [must("score", .number, "4.5"), must("max", .number, "5")]),
    ]
}
