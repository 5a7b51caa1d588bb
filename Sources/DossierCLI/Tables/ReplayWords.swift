internal import Audit
internal import DossierModel
internal import Projections

/// The words in which a unit's history is played.
struct ReplayWords {
    let language: Language

    func text(vi: String, en: String) -> String { language.text(vi: vi, en: en) }

    func basis(_ basis: Basis) -> String { BasisWords.heading(basis, language) }

    /// A day with its weekday, as it stands on a wall calendar.
    func day(_ date: LocalDate) -> String {
        let vi = ["T2", "T3", "T4", "T5", "T6", "T7", "CN"]
        let en = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"]
        return text(vi: vi[date.weekday], en: en[date.weekday]) + " " + language.date(date)
    }

    /// The local time of the day, with seconds where there are any.
    func clock(_ instant: Instant) -> String {
        let time = Int(instant.millisecondsOfDay)
        let minutes = "\(padded(time / 3_600_000, 2)):\(padded(time / 60_000 % 60, 2))"
        return time % 60_000 == 0 ? minutes : minutes + ":" + padded(time / 1_000 % 60, 2)
    }

    func stepping(_ stepping: ReplayStepping) -> String {
        switch stepping {
        case .day: text(vi: "từng ngày", en: "by day")
        case .week: text(vi: "từng tuần", en: "by week")
        case .month: text(vi: "từng tháng", en: "by month")
        case .event: text(vi: "từng sự kiện", en: "by event")
        }
    }

    /// What a step is called.
    func name(_ step: ReplayStep, _ stepping: ReplayStepping) -> String {
        if stepping == .event { return day(step.first) + " " + clock(step.at) }
        return step.first == step.last ? day(step.first) : day(step.first) + " – " + day(step.last)
    }

    /// What the step without events behind the last of events is.
    var endOfPeriod: String { text(vi: "hết kỳ", en: "end of the period") }

    /// What happened in a step, in one line.
    func happened(_ step: ReplayStep) -> String {
        let all = step.happened.reduce(0) { $0 + $1.count }
        let later = text(
            vi: "\(language.count(step.recordings)) ghi sau ngày xảy ra",
            en: "\(language.count(step.recordings)) written down on a later day"
        )
        let parts =
            step.happened.map { "\(name($0.type)) \(language.count($0.count))" }
            + (step.recordings > 0 ? [later] : [])
        if parts.isEmpty { return text(vi: "không có sự kiện", en: "nothing happened") }
        let start =
            all == 0
            ? "" : text(vi: "\(language.count(all)) sự kiện: ", en: "\(language.count(all)) events: ")
        return (all == 1 ? text(vi: "1 sự kiện: ", en: "1 event: ") : start) + parts.joined(separator: ", ")
    }

    /// An event's type in words, short enough for a column.
    func name(_ type: EventType) -> String {
        switch type {
        case .received: text(vi: "tiếp nhận", en: "received")
        case .transferred: text(vi: "chuyển", en: "transferred")
        case .componentDemanded: text(vi: "đòi thêm giấy", en: "component asked")
        case .feeRequested: text(vi: "báo nộp phí", en: "fee asked")
        case .supplementRequested: text(vi: "yêu cầu bổ sung", en: "supplement asked")
        case .paused: text(vi: "tạm dừng", en: "paused")
        case .feePaid: text(vi: "nộp phí", en: "fee paid")
        case .supplemented: text(vi: "đã bổ sung", en: "supplemented")
        case .resumed: text(vi: "tiếp tục", en: "resumed")
        case .rescheduled: text(vi: "hẹn lại", en: "rescheduled")
        case .apologised: text(vi: "xin lỗi", en: "apologised")
        case .explained: text(vi: "giải trình", en: "explained")
        case .reopened: text(vi: "mở lại", en: "reopened")
        case .completed: text(vi: "có kết quả", en: "completed")
        case .declined: text(vi: "trả lại", en: "declined")
        case .withdrawn: text(vi: "rút", en: "withdrawn")
        case .returned: text(vi: "trả kết quả", en: "returned")
        case .rated: text(vi: "đánh giá", en: "rated")
        case .paperEntered: text(vi: "ghi sổ giấy", en: "paper entry")
        default: type.name
        }
    }

    /// What is wrong with an event's clocks, in a few letters; empty where it was written down on its day.
    func clocks(_ event: ReplayEvent) -> String {
        let (occurred, recorded) = (event.occurredAt.localDate, event.recordedAt.localDate)
        if event.mark.isRecording {
            return text(
                vi: "← xảy ra \(language.date(occurred))",
                en: "← occurred \(language.date(occurred))"
            )
        }
        guard occurred != recorded else { return "" }
        return text(vi: "→ ghi \(language.date(recorded))", en: "→ recorded \(language.date(recorded))")
    }

    func merged(_ unit: String, into other: String) -> String { language.merger(of: unit, into: other) }

    func cutShort(_ replay: UnitReplay) -> String {
        text(
            vi: "chỉ biết đến \(language.moment(replay.asOf)); sau đó không có bước nào",
            en: "nothing is known after \(language.moment(replay.asOf)); there are no steps beyond"
        )
    }

    func nothing(_ replay: UnitReplay) -> String {
        text(
            vi: "\(replay.unit) không có hồ sơ, sự kiện hay dòng sổ giấy nào trong kỳ",
            en: "\(replay.unit) has no dossier, event or paper entry in the period"
        )
    }

    /// A rate, or a dash where there is nothing to divide.
    func rate(_ key: RateKey, _ figures: Figures) -> String {
        figures.rate(key).map { language.percent(hundredths: $0.hundredthsOfPercent) } ?? "–"
    }

    // MARK: - On a terminal

    /// A figure that has a name.
    enum Figure {
        case count(CountKey)
        case rate(RateKey)
    }

    /// A figure's name beside its numbers, of at most 24 columns.
    func label(of figure: Figure) -> String {
        switch figure {
        case .count(.open): text(vi: "Đang giải quyết", en: "Open")
        case .count(.openOverdue): text(vi: "  trễ hạn", en: "  late")
        case .count(.stopped): text(vi: "  đang dừng", en: "  stopped")
        case .count(.pausedOpenUnauthorised):
            text(vi: "  tạm dừng sai quy định", en: "  paused, no authority")
        case .count(.received): text(vi: "Tiếp nhận", en: "Received")
        case .count(.finished): text(vi: "Đã giải quyết", en: "Finished")
        case .count(.offSystem): text(vi: "Nhận ngoài hệ thống", en: "Received off the system")
        case .count(.pausesUnauthorised): text(vi: "Lượt tạm dừng sai", en: "Unauthorised pauses")
        case .count(let key): FigureTexts.name(key, language)
        case .rate(.onTimeRate): text(vi: "Tỷ lệ đúng hạn", en: "On-time rate")
        case .rate(let key): FigureTexts.name(key, language)
        }
    }

    /// A difference of rates in percentage points, with its sign.
    func points(_ hundredths: Int) -> String {
        let (whole, rest) = (Int(hundredths.magnitude) / 100, Int(hundredths.magnitude) % 100)
        return (hundredths < 0 ? Language.minus : "+") + "\(whole)\(text(vi: ",", en: "."))\(padded(rest, 2))"
    }

    /// Day and month.
    func shortDay(_ date: LocalDate) -> String {
        language == .vi ? String(language.date(date).prefix(5)) : String("\(date)".dropFirst(5))
    }

    /// What the keys do, and what is shown.
    var help: [String] {
        let text = text(
            vi: """
                PHÍM
                  → l phím cách    bước sau
                  ← h              bước trước
                  PgDn PgUp        mười bước
                  Home End         bước đầu, bước cuối
                  s                cỡ bước: ngày, tuần, tháng, sự kiện
                  g                đến một ngày
                  ↑ ↓              chọn sự kiện của bước
                  Enter o          mở hồ sơ của sự kiện, như nó đứng ở cuối bước
                  ?                trang này
                  q                thoát, hoặc trở lại

                SỐ LIỆU
                  Bên phải mỗi số là thay đổi so với cuối bước trước (bước sự kiện: so với ngay trước đó). Dấu ≠ ở chỗ hai \
                cơ sở khác nhau. Số liệu bằng số của dossier report từ ngày đầu đến cuối bước.
                  Dấu → là ghi vào một ngày sau ngày xảy ra; dấu ← là xảy ra từ trước, đến lúc ấy mới ghi.
                """,
            en: """
                KEYS
                  → l space        next step
                  ← h              step before
                  PgDn PgUp        ten steps
                  Home End         first step, last step
                  s                step size: day, week, month, event
                  g                go to a date
                  ↑ ↓              choose an event of the step
                  Enter o          open the event's dossier, as it stood at the end of the step
                  ?                this page
                  q                quit, or back

                FIGURES
                  Beside each number is its change since the end of the step before (of an event: since just before it). A \
                ≠ marks where the bases differ. The figures are those of dossier report from the first day to the end of the \
                step.
                  A → is written down on a later day than it occurred; a ← had occurred before, and was written down then.
                """
        )
        return text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    }
}
