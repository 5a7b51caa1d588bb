internal import DossierModel

/// A value in an event's `data`, before it is written.
enum InjectedValue {
    case text(String)
    case number(Int)
    case flag(Bool)
    /// Seconds since the first day of the calendar, local time.
    case moment(Int)
    case date(Int)

    /// The value as RFC 8785 writes it.
    var json: String {
        switch self {
        case .text(let text): Texts.quoted(text)
        case .number(let number): String(number)
        case .flag(let flag): flag ? "true" : "false"
        case .moment(let moment): "\"\(InjectedValue.instant(moment))\""
        case .date(let day): "\"\(InjectedValue.localDate(day))\""
        }
    }

    /// The day of that number in the calendar.
    static func localDate(_ day: Int) -> LocalDate {
        LocalDate(rawValue: Int32(InjectionCalendar.dayZero + day))
    }

    static func instant(_ moment: Int) -> Instant {
        let (day, clock) = moment.quotientAndRemainder(dividingBy: ScenarioCalendar.secondsOfDay)
        return Instant(localDate(day), milliseconds: Int64(clock) * 1_000)
    }
}

/// An event as it was decided, before it has an id.
struct InjectedEvent {
    let type: EventType
    /// Seconds since the first day of the calendar, local time.
    let occurred: Int
    var recorded: Int
    let office: Int?
    let actor: String?
    let isEvidenced: Bool
    let data: [(key: String, value: InjectedValue)]
}

/// The life of one dossier of an injected stream.
struct InjectedLife {
    let procedure: ScenarioProcedure
    /// The unit that received it.
    let office: Int
    /// The unit that answers for it now.
    var answerable: Int
    /// Who filed it, as a number that the pseudonym is made from.
    let applicant: Int
    let receivedDay: Int
    /// The last day of the procedure's limit, before any stop; that of the receipt where there is none.
    let dueDay: Int
    /// The day that its code names.
    var codeDay: Int
    /// Whether a number of the day's sequence is missing before its own.
    var isAfterGap = false
    var number = 0
    /// When its last event happened.
    var latest: Int
    var events: [InjectedEvent] = []
    /// The days on which it was late on the audited basis.
    var lateDays: ClosedRange<Int>?
    /// The finish, by its place among the events.
    var finish: Int?
}

/// An event of the stream by where it was decided.
enum InjectedReference {
    /// An event of a dossier: the number of the life, and the place in it.
    case life(Int, Int)
    /// An event that is of no dossier, by its number among those.
    case other(Int)
}

/// What a detector must find: a line of the truth before the events have ids.
struct InjectedHit {
    let detector: InjectionKind
    /// The dossier that is hit; `nil` where a unit is.
    let life: Int?
    let office: Int
    /// The day of a unit's hit, or the first of its month.
    var day: Int?
    var officer: String?
    let events: [InjectedReference]
    /// The kind that was ordered, and the number of its case in the stream.
    let kind: InjectionKind
    let number: Int
}
