internal import Audit
internal import DossierModel
internal import Rules

/// The due date of a dossier on one basis, step by step, to be followed with a paper calendar.
struct DueTexts {
    let standing: DossierStanding
    let basis: Basis
    let words: HistoryWords

    private var record: LifeRecord { standing.record }

    /// The limit, the slip, and which of them holds; nothing for a dossier without a receipt.
    var base: [String] {
        guard let start = record.start else { return [] }
        let clock =
            basis == .reported
            ? words.text(vi: "giờ ghi nhận", en: "its recordedAt")
            : words.text(vi: "giờ xảy ra", en: "its occurredAt")
        let received = words.moment(start.received)
        let sequence = words.sequence(start.row)
        var lines = [
            words.text(
                vi: "Tiếp nhận: \(received) (\(sequence)), theo \(clock) (rules.md 3)",
                en: "Receipt: \(received) (\(sequence)), by \(clock) (rules.md 3)"
            )
        ]
        lines += limit(start)
        lines += slip(start)
        lines.append(choice(start))
        return lines
    }

    private func limit(_ start: LifeStart) -> [String] {
        let procedure = standing.procedure ?? "–"
        guard let terms = start.procedure, let publication = standing.publication else {
            return [
                words.text(
                    vi:
                        "Thời hạn: thủ tục \(procedure) chưa được công bố khi tiếp nhận: không có hạn theo quy định",
                    en:
                        "Limit: the procedure \(procedure) was not published by the receipt: there is no statutory due"
                )
            ]
        }
        let name = publication.name.map { " «\($0)»" } ?? ""
        let since = publication.occurredAt.map { words.language.date($0.localDate) } ?? "–"
        let limit = words.limit(terms.limit)
        let number = publication.number
        let head = words.text(
            vi:
                "Thời hạn: \(limit), thủ tục \(procedure)\(name), công bố ngày \(since) (\(publication.id), seq \(number))",
            en:
                "Limit: \(limit), procedure \(procedure)\(name), published \(since) (\(publication.id), seq \(number))"
        )
        let due = start.statutory.map { words.due($0) } ?? "–"
        let last = words.text(
            vi: "Hạn theo quy định: \(due) (rules.md 6)",
            en: "Statutory due: \(due) (rules.md 6)"
        )
        return [head] + statutory(start).map { "  " + $0 } + [last]
    }

    private func statutory(_ start: LifeStart) -> [String] {
        let day = words.day(start.received.localDate)
        switch standing.explanation.statutory {
        case .workingDays(let counted):
            return [
                words.text(
                    vi: "đếm ngày làm việc từ hôm sau ngày tiếp nhận \(day):",
                    en: "working days counted from the day after the receipt, \(day):"
                )
            ] + days(counted)
        case .calendarDays(let rolled):
            let count = start.procedure.map { words.limit($0.limit) } ?? ""
            let plain = words.text(
                vi: "\(day) + \(count) = \(words.day(rolled.date))",
                en: "\(day) + \(count) = \(words.day(rolled.date))"
            )
            return [plain] + self.rolled(rolled)
        case .workingHours(let counted):
            return [
                words.text(
                    vi: "giờ làm việc là 07:30–11:30 và 13:30–17:30 (rules.md 1):",
                    en: "working hours are 07:30–11:30 and 13:30–17:30 (rules.md 1):"
                )
            ] + time(counted)
        case .sameDay(let isWorkingDay, let isBeforeThree, let counted):
            guard let counted else {
                return [
                    words.text(
                        vi: "\(day) là ngày làm việc, tiếp nhận trước 15:00: trả ngay trong ngày",
                        en: "\(day) is a working day, and the receipt before 15:00: due that day"
                    )
                ]
            }
            let why =
                !isWorkingDay
                ? words.text(vi: "\(day) không phải ngày làm việc", en: "\(day) is no working day")
                : isBeforeThree
                    ? "" : words.text(vi: "tiếp nhận từ 15:00 trở đi", en: "received at 15:00 or later")
            return [words.text(vi: "\(why): ngày làm việc kế tiếp", en: "\(why): the next working day")]
                + days(counted)
        case nil: return []
        }
    }

    private func slip(_ start: LifeStart) -> [String] {
        guard let written = words.events[start.row].details.due else {
            return [words.text(vi: "Giấy hẹn: không ghi ngày trả", en: "Slip: no date is written")]
        }
        let head = words.text(vi: "Giấy hẹn: \(words.moment(written))", en: "Slip: \(words.moment(written))")
        guard let rolled = standing.explanation.slip, rolled.date != rolled.working else { return [head] }
        return [head] + self.rolled(rolled).map { "  " + $0 }
    }

    private func choice(_ start: LifeStart) -> String {
        guard let due = start.base.due else {
            return words.text(
                vi: "Hạn ban đầu: không có; hồ sơ không có hạn (rules.md 6)",
                en: "Due at first: none; the dossier is undated (rules.md 6)"
            )
        }
        let why =
            switch start.base.choice {
            case .none: ""
            case .slip:
                words.text(
                    vi: "giấy hẹn ghi thế nào thì hệ thống hiện thế ấy",
                    en: "the system shows the slip as written"
                )
            case .slipAlone:
                words.text(vi: "theo giấy hẹn, vì không rõ thời hạn", en: "the slip, for no limit is known")
            case .slipEarlier:
                words.text(
                    vi: "theo giấy hẹn, vì không muộn hơn hạn theo quy định",
                    en: "the slip, which is not later than the statutory due"
                )
            case .statutory:
                words.text(
                    vi: "theo quy định, vì giấy hẹn không ghi ngày",
                    en: "the statutory due, for the slip has none"
                )
            case .statutoryForEarlySlip:
                words.text(
                    vi: "theo quy định, vì ngày trên giấy hẹn trước khi tiếp nhận nên coi như không có",
                    en: "the statutory due, for the slip is dated before the receipt and counts as missing"
                )
            case .statutoryEarlier:
                words.text(
                    vi: "theo quy định, vì sớm hơn giấy hẹn: hẹn muộn hơn không kéo dài thời hạn",
                    en:
                        "the statutory due, which is earlier than the slip: a later promise makes no longer limit"
                )
            }
        return words.text(
            vi: "Hạn ban đầu: \(words.due(due)) – \(why) (rules.md 6)",
            en: "Due at first: \(words.due(due)) – \(why) (rules.md 6)"
        )
    }

    // MARK: - Counting

    /// Working days in parts, with their sum and the days that differ from the week.
    func days(_ counted: CountedDays) -> [String] {
        guard counted.count > 0 || !counted.exceptions.isEmpty else {
            return [words.text(vi: "  không có ngày làm việc nào", en: "  no working day")]
        }
        let shown = words.shortened(counted.parts, head: 24, tail: 8)
        var lines: [String] = []
        for part in shown.head { lines.append("  " + self.part(part)) }
        if shown.left > 0 { lines.append("  " + words.more(shown.left)) }
        for part in shown.tail { lines.append("  " + self.part(part)) }
        lines.append(
            words.text(
                vi: "  cộng: \(words.workingDays(counted.count))",
                en: "  in all: \(words.workingDays(counted.count))"
            )
        )
        return lines + exceptions(counted.exceptions)
    }

    private func part(_ part: CountedDays.Part) -> String {
        let days =
            part.first == part.last
            ? words.day(part.first) : "\(words.day(part.first)) – \(words.day(part.last))"
        return "\(days): \(part.days)"
    }

    private func exceptions(_ days: [DeclaredDay]) -> [String] {
        guard !days.isEmpty else { return [] }
        let shown = words.shortened(days, head: 24, tail: 0)
        let lines = shown.head.map { day in
            let kind =
                day.kind == .holiday
                ? words.text(vi: "nghỉ, không đếm", en: "off, not counted")
                : words.text(vi: "làm bù, có đếm", en: "worked, counted")
            let note = day.note.map { " «\($0)»" } ?? ""
            return "  \(words.day(day.date)): \(kind)\(note) (\(day.declaredBy))"
        }
        let head = words.text(vi: "  khác với tuần thường:", en: "  other than the week has it:")
        return [head] + lines.map { "  " + $0 } + (shown.left > 0 ? ["    " + words.more(shown.left)] : [])
    }

    /// A date that is rolled on, and over what.
    func rolled(_ day: RolledDay) -> [String] {
        guard day.date != day.working else {
            return [
                words.text(
                    vi: "\(words.day(day.date)) là ngày làm việc",
                    en: "\(words.day(day.date)) is a working day"
                )
            ]
        }
        let skipped = day.skipped.map { off in
            off.declared?.note.map { "\(words.day(off.date)) «\($0)»" } ?? words.day(off.date)
        }
        .joined(separator: ", ")
        return [
            words.text(
                vi: "nghỉ: \(skipped); ngày làm việc kế tiếp là \(words.day(day.working))",
                en: "off: \(skipped); the next working day is \(words.day(day.working))"
            )
        ]
    }

    /// Working time day by day.
    func time(_ counted: CountedTime) -> [String] {
        var lines = ["  \(words.moment(counted.start)) →: \(words.workingTime(counted.firstDay))"]
        if counted.whole.count > 0 {
            let whole = Int64(counted.whole.count) * CountedTime.wholeDay
            lines += days(counted.whole)
            lines.append("  = \(words.workingTime(whole))")
        }
        if counted.end.localDate > counted.start.localDate {
            lines.append("  → \(words.moment(counted.end)): \(words.workingTime(counted.lastDay))")
        }
        return lines + [
            words.text(
                vi: "  cộng: \(words.workingTime(counted.milliseconds))",
                en: "  in all: \(words.workingTime(counted.milliseconds))"
            )
        ]
    }

    // MARK: - Shifts

    /// A change of the due date with its arithmetic.
    func shift(_ place: Int) -> [String] {
        let shift = record.shifts[place]
        let before = shift.before.map { words.due($0) } ?? "–"
        let after = words.due(shift.after)
        let sequence = words.sequence(shift.row)
        guard let how = shift.standstill, let move = standing.explanation.moves[place] else {
            return [
                words.text(
                    vi: "hẹn lại (\(sequence)): \(before) → \(after); hệ thống lấy ngày hẹn mới (rules.md 6)",
                    en:
                        "rescheduled (\(sequence)): \(before) → \(after); the system takes the new date (rules.md 6)"
                )
            ]
        }
        let from = words.moment(shift.stoppedAt)
        let to = words.moment(shift.resumedAt)
        var lines = [
            words.text(
                vi: "đồng hồ dừng \(from) – \(to), chạy lại theo \(sequence): \(before) → \(after)",
                en: "the clock stood \(from) – \(to), until \(sequence): \(before) → \(after)"
            )
        ]
        lines += self.move(move).map { "  " + $0 }
        if how.counted != shift.after {
            lines.append(
                "  "
                    + words.text(
                        vi:
                            "\(words.due(how.counted)) sớm hơn lúc đồng hồ chạy lại, nên lấy \(after) (rules.md 6)",
                        en:
                            "\(words.due(how.counted)) is before the clock runs again, so it is \(after) (rules.md 6)"
                    )
            )
        }
        return lines
    }

    private func move(_ move: DueExplanation.Move) -> [String] {
        let stood = words.text(vi: "đồng hồ dừng:", en: "the clock stood:")
        let moved = words.text(vi: "cộng vào hạn cũ:", en: "added to the due:")
        switch move {
        case .workingDays(let still, let added):
            guard still.count > 0 else {
                return [
                    words.text(
                        vi: "không dừng trọn ngày làm việc nào: không dời",
                        en: "no working day went by: nothing is moved"
                    )
                ]
            }
            return [stood] + days(still) + [moved] + days(added)
        case .calendarDays(let count, let added):
            return ["\(stood) \(words.calendarDays(count))", "\(moved) \(words.day(added.date))"]
                + rolled(added)
        case .workingTime(let still, let added):
            return [stood] + time(still) + [moved] + time(added)
        }
    }

    /// A new appointment that moves nothing.
    func reschedule(_ reschedule: RescheduleRecord) -> String {
        let date = reschedule.promised.map { words.moment($0) } ?? "–"
        let sequence = words.sequence(reschedule.row)
        return words.text(
            vi:
                "hẹn lại \(date) (\(sequence)): không dời hạn; hẹn lại là phép lịch sự, thời hạn vẫn là thời hạn (rules.md 6)",
            en:
                "a new appointment for \(date) (\(sequence)) moves nothing: it is a courtesy, the deadline was the deadline (rules.md 6)"
        )
    }
}
