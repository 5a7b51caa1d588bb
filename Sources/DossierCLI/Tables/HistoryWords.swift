internal import Audit
internal import DossierModel
internal import Rules

/// The words in which a dossier's history is told.
struct HistoryWords {
    let language: Language
    let events: [DossierHistory.Event]

    func text(vi: String, en: String) -> String { language.text(vi: vi, en: en) }

    func text(_ text: BilingualText) -> String { language.text(vi: text.vi, en: text.en) }

    /// The event of a row by its place in the ledger.
    func sequence(_ row: Int) -> String { "seq \(events[row].number)" }

    /// An event's type in the words of `replay`, with its name.
    func event(_ type: EventType) -> String {
        let words = ReplayWords(language: language).name(type)
        return words == type.name ? words : "«\(words)» \(type.name)"
    }

    /// A date with its weekday, as it stands on a wall calendar.
    func day(_ date: LocalDate) -> String {
        let vi = ["T2", "T3", "T4", "T5", "T6", "T7", "CN"]
        let en = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"]
        return "\(text(vi: vi[date.weekday], en: en[date.weekday])) \(language.date(date))"
    }

    /// A local time with the weekday of its date.
    func moment(_ instant: Instant) -> String {
        let (day, clock) = (day(instant.localDate), language.clock(instant))
        return text(vi: "\(clock) \(day)", en: "\(day) \(clock)")
    }

    /// A local time as it stands in tables.
    func stamp(_ instant: Instant) -> String { language.stamp(instant) }

    func due(_ due: DueDate) -> String { due.instant.map { moment($0) } ?? day(due.date) }

    func workingDays(_ count: Int) -> String {
        text(vi: "\(language.count(count)) ngày làm việc", en: plural(count, "working day"))
    }

    func calendarDays(_ count: Int) -> String {
        text(vi: "\(language.count(count)) ngày", en: plural(count, "calendar day"))
    }

    /// A working time in hours and minutes.
    func workingTime(_ milliseconds: Int64) -> String {
        let minutes = Int(milliseconds / 60_000)
        let rest = Int(milliseconds % 60_000)
        var parts: [String] = []
        if minutes >= 60 || (minutes == 0 && rest == 0) {
            parts.append(text(vi: "\(language.count(minutes / 60)) giờ", en: plural(minutes / 60, "hour")))
        }
        if minutes % 60 > 0 {
            parts.append(text(vi: "\(minutes % 60) phút", en: plural(minutes % 60, "minute")))
        }
        if rest > 0 {
            let seconds = "\(rest / 1_000)" + (rest % 1_000 == 0 ? "" : "." + padded(rest % 1_000, 3))
            parts.append(text(vi: "\(seconds) giây", en: "\(seconds) s"))
        }
        return parts.joined(separator: " ") + text(vi: " làm việc", en: " of work")
    }

    private func plural(_ count: Int, _ noun: String) -> String {
        "\(language.count(count)) \(noun)\(count == 1 ? "" : "s")"
    }

    /// The time between the two clocks in calendar and working days; in hours or minutes within a day.
    func lag(_ event: DossierHistory.Event) -> String {
        let minutes = (event.recordedAt.rawValue - event.occurredAt.rawValue) / 60_000
        guard event.lagDays > 0 else {
            if minutes == 0 { return "–" }
            return minutes < 60
                ? text(vi: "\(minutes) phút", en: "\(minutes) min")
                : text(vi: "\(minutes / 60) giờ", en: "\(minutes / 60) h")
        }
        let vi = "\(event.lagDays) ngày (\(event.lagWorkingDays) lv)"
        return text(vi: vi, en: "\(event.lagDays) d (\(event.lagWorkingDays) wd)")
    }

    func limit(_ limit: ProcedureLimit) -> String {
        let value = language.count(Int(limit.value))
        return switch limit.unit {
        case .workingDays: workingDays(Int(limit.value))
        case .calendarDays: calendarDays(Int(limit.value))
        case .workingHours: text(vi: "\(value) giờ làm việc", en: plural(Int(limit.value), "working hour"))
        case .sameDay: text(vi: "trong ngày", en: "the same day")
        }
    }

    func basis(_ basis: Basis) -> String { BasisWords.name(basis, language).uppercased() }

    func name(_ kind: DossierStanding.Kind) -> String { StandingWords.name(kind, language) }

    func kind(_ kind: StopKind) -> String {
        kind == .pause
            ? text(vi: "tạm dừng", en: "pause") : text(vi: "chờ bổ sung", en: "supplement")
    }

    /// An anomaly in words (rules.md section 4).
    func anomaly(_ note: StepNote) -> String? {
        switch note {
        case .receipt, .counts: nil
        case .duplicateReceipt:
            text(vi: "tiếp nhận lần nữa, không tính", en: "a further receipt, which changes nothing")
        case .reopened:
            text(vi: "mở lại, lần kết thúc trước coi như không có", en: "reopened: the finish is forgotten")
        case .reopenOfOpen: text(vi: "mở lại khi chưa kết thúc", en: "reopened while it was open")
        case .afterFinish:
            text(vi: "sau khi đã kết thúc, không tính", en: "after the finish, which changes nothing")
        case .closeWithoutStop:
            text(vi: "tiếp tục khi không có lần dừng nào", en: "ends a stop that there is not")
        }
    }

    /// Why an event takes effect when it does (rules.md section 3).
    func source(_ time: TimeRecord) -> String {
        let cause = time.causeRow.map { " (\(sequence($0)))" } ?? ""
        return switch time.source {
        case .recorded: text(vi: "tính từ khi ghi nhận", en: "as it was recorded")
        case .occurred: text(vi: "như đã khai", en: "as asserted")
        case .noEvidence:
            text(
                vi: "tính từ khi ghi nhận: có lợi cho đơn vị mà không có giấy tờ chứng minh",
                en: "as it was recorded: the time favours the unit, and no evidence shows it"
            )
        case .beforeReceipt:
            text(
                vi: "tính từ khi ghi nhận: giấy tờ ghi thời điểm trước khi tiếp nhận",
                en: "as it was recorded: the time shown lies before the receipt"
            )
        case .receipt:
            text(
                vi: "tính từ khi tiếp nhận: không có gì xảy ra trước đó",
                en: "that of the receipt: nothing happens before it"
            )
        case .served:
            text(
                vi: "khi trả kết quả có giấy tờ\(cause): người nhận kết quả là đã được giải quyết",
                en: "that of the return that is shown\(cause): who holds the result was served"
            )
        case .question:
            text(
                vi: "không trước điều mà nó trả lời\(cause)",
                en: "no earlier than what it answers\(cause)"
            )
        }
    }
}

extension HistoryWords {
    /// The first and the last of many, and how many are left out between them.
    func shortened<Item>(_ items: [Item], head: Int, tail: Int) -> (head: [Item], left: Int, tail: [Item]) {
        guard items.count > head + tail else { return (items, 0, []) }
        return (Array(items.prefix(head)), items.count - head - tail, Array(items.suffix(tail)))
    }

    /// That some are left out.
    func more(_ count: Int) -> String {
        text(
            vi: "… còn \(language.count(count)) mục nữa, có trong --format json",
            en: "… \(language.count(count)) more, which are in --format json"
        )
    }
}
