import DossierModel
import Rules
import TestSupport

/// Codes of the small ledger that the tests of the rules play in.
enum Code {
    static let unknownSector = code(0)
    static let land = code(1)
    static let civil = code(2)

    /// Five working days, `land`.
    static let fiveDays = code(0)
    /// Ten calendar days, `civil`.
    static let tenCalendarDays = code(1)
    /// Eight working hours, `civil`.
    static let eightHours = code(2)
    /// The same day, `civil`.
    static let sameDay = code(3)
    /// Never published.
    static let neverPublished = code(9)

    static let office = code(0)
    static let branch = code(1)
    static let successor = code(2)

    static let grounds = [
        "financialObligation", "taxDetermination", "violationReview", "applicantRequest",
        "coordinationOpinion",
    ]

    static let leader = code(0)
    static let handler = code(1)
    static let stranger = code(2)
    static let author = code(3)

    static func code(_ number: Int) -> CodeIndex { CodeIndex(rawValue: UInt32(number)) }

    static func ground(_ name: String) -> CodeIndex? { grounds.firstIndex(of: name).map(code) }

    static func sector(_ name: String) -> CodeIndex? {
        ["unknown", "land", "civil"].firstIndex(of: name).map(code)
    }
}

/// A local time as `2024-03-04 08:00`; a date alone is its midnight.
func time(_ text: String) -> Instant {
    let parts = text.split(separator: " ")
    guard let date = LocalDate(parts[0]) else { preconditionFailure("no date: \(text)") }
    guard parts.count > 1 else { return Instant(date) }
    let clock = parts[1].split(separator: ":").compactMap { Int64($0) }
    let seconds = clock[0] * 3_600 + clock[1] * 60 + (clock.count > 2 ? clock[2] : 0)
    return Instant(date, milliseconds: seconds * 1_000)
}

func date(_ text: String) -> LocalDate { time(text).localDate }

/// A stamp of a reference event that was recorded when it occurred, unless told otherwise.
///
/// An id is one character. The numbers of events run against their ids, so that nobody can take one for the other.
func stamp(_ occurred: String, recorded: String? = nil, id: Character = "r") -> ReferenceStamp {
    ReferenceStamp(
        occurredAt: time(occurred),
        recordedAt: time(recorded ?? occurred),
        number: 1_000 - UInt64(id.asciiValue ?? 0)
    )
}

/// The numbers of stamps in the order of their ids.
func orderByID(_ numbers: [UInt64]) -> [UInt64] { numbers.sorted(by: >) }

/// The days that differ from the week in spring 2024: 29 April to 1 May free, Saturday 4 May worked.
func springDays() -> DeclaredDays {
    var days = DeclaredDays()
    for (position, day) in ["2024-04-29", "2024-04-30", "2024-05-01"].enumerated() {
        days.declare(date(day), .holiday, recordedAt: time("2024-01-01"), id: [1], position: position)
    }
    days.declare(date("2024-05-04"), .working, recordedAt: time("2024-01-01"), id: [1], position: 3)
    return days
}

/// The references of the small ledger as they are; made once, for a calendar takes its time.
let plainReferences = references { _ in }

/// The references of the small ledger, with whatever a test adds.
func references(
    rules: [RuleSet] = RuleSet.builtIn,
    _ change: (inout ReferenceBuilder) -> Void = { _ in }
) -> ReferenceBook {
    var builder = ReferenceBuilder()
    builder.days = springDays()
    let start = stamp("2020-01-01")
    builder.publish(Code.fiveDays, limit: ProcedureLimit(5, .workingDays), sector: Code.land, stamp: start)
    builder.publish(
        Code.tenCalendarDays,
        limit: ProcedureLimit(10, .calendarDays),
        sector: Code.civil,
        stamp: start
    )
    builder.publish(
        Code.eightHours,
        limit: ProcedureLimit(8, .workingHours),
        sector: Code.civil,
        stamp: start
    )
    builder.publish(Code.sameDay, limit: ProcedureLimit(0, .sameDay), sector: Code.civil, stamp: start)
    builder.post(Code.leader, at: Code.office, as: .leader, stamp: start)
    builder.post(Code.handler, at: Code.office, as: .handler, stamp: start)
    change(&builder)
    return builder.build(
        builtIn: rules,
        unknownSector: Code.unknownSector,
        ground: Code.ground,
        sector: Code.sector,
        orderByID: orderByID
    )
}

/// The events of one dossier, written down as a test tells its story.
struct Dossier {
    var rows: [EventRow] = []

    /// Begins with a receipt.
    init(
        _ received: String,
        recorded: String? = nil,
        procedure: CodeIndex = Code.fiveDays,
        due: String? = nil,
        sector: CodeIndex = .none,
        unit: CodeIndex = Code.office
    ) {
        receive(received, recorded: recorded, procedure: procedure, due: due, sector: sector, unit: unit)
    }

    /// Begins without a receipt.
    init() {}

    mutating func receive(
        _ received: String,
        recorded: String? = nil,
        procedure: CodeIndex = Code.fiveDays,
        due: String? = nil,
        sector: CodeIndex = .none,
        unit: CodeIndex = Code.office
    ) {
        add(.received, received, recorded: recorded, due: due) {
            $0.code0 = procedure
            $0.code1 = sector
            $0.unit = unit
        }
    }

    /// A pause in good order, but for what is told otherwise.
    mutating func pause(
        _ occurred: String,
        recorded: String? = nil,
        evidence: Bool = true,
        document: Bool = true,
        ground: String = "violationReview",
        approver: CodeIndex = Code.leader,
        author: CodeIndex = Code.author
    ) {
        add(.paused, occurred, recorded: recorded, evidence: evidence, document: document) {
            $0.code0 = Code.ground(ground) ?? .none
            $0.code1 = approver
            $0.code2 = author
        }
    }

    /// Any event.
    mutating func add(
        _ type: EventType,
        _ occurred: String,
        recorded: String? = nil,
        evidence: Bool = true,
        document: Bool = true,
        due: String? = nil,
        _ change: (inout EventRow) -> Void = { _ in }
    ) {
        var row = EventRow(
            type: type,
            occurredAt: time(occurred),
            recordedAt: time(recorded ?? occurred)
        )
        row.unit = Code.office
        if evidence { row.flags.insert(.hasEvidence) }
        if document { row.flags.insert(.hasDocument) }
        if let due {
            row.flags.insert(.hasDue)
            row.number0 = time(due).rawValue
        }
        change(&row)
        rows.append(row)
    }

    /// Judges and tells how, for the year 2024 at its end unless told otherwise.
    func record(
        at: String = "2024-12-31 23:59",
        from: String = "2024-01-01",
        to: String = "2024-12-31",
        _ book: ReferenceBook = plainReferences
    ) -> RecordedJudgement {
        let question = Question(
            asOf: time("2030-01-01"),
            at: time(at),
            from: date(from),
            to: date(to)
        )
        var judge = DossierJudge(question, book)
        let recorded = judge.record(rows.span)
        precondition(judge.judge(rows.span) == recorded.judgements, "a record changes no judgement")
        return recorded
    }

    /// Judges on the audited basis.
    func audited(at: String = "2024-12-31 23:59", _ book: ReferenceBook = plainReferences) -> Judgement {
        record(at: at, book).judgements.audited
    }

    /// Judges on the reported basis.
    func reported(at: String = "2024-12-31 23:59", _ book: ReferenceBook = plainReferences) -> Judgement {
        record(at: at, book).judgements.reported
    }
}
