internal import Audit
internal import DossierModel

/// The words of a comparison in a language.
struct DiffWords {
    private let language: Language

    init(_ language: Language) {
        self.language = language
    }

    func basis(_ basis: Basis) -> String {
        basis == .reported
            ? language.text(vi: "báo cáo", en: "reported") : language.text(vi: "kiểm toán", en: "audited")
    }

    /// `31/12/2025` in Vietnamese, `2025-12-31` in English.
    func day(_ date: LocalDate) -> String {
        guard language == .vi else { return "\(date)" }
        let (year, month, day) = date.civil
        return "\(padded(day, 2))/\(padded(month, 2))/\(year)"
    }

    func moment(_ instant: Instant) -> String {
        let minutes = Int(instant.millisecondsOfDay / 60_000)
        let clock = "\(padded(minutes / 60, 2)):\(padded(minutes % 60, 2))"
        return language == .vi ? "\(clock) \(day(instant.localDate))" : "\(day(instant.localDate)) \(clock)"
    }

    /// A due date, or in hours the instant.
    func due(_ text: String) -> String {
        LocalDate(text).map { day($0) } ?? Instant(text).map { moment($0) } ?? text
    }

    /// What a dossier is, in a few words.
    func standing(_ kind: DossierStanding.Kind) -> String {
        switch kind {
        case .absent: language.text(vi: "chưa có", en: "not there")
        case .orphan: language.text(vi: "không rõ tiếp nhận", en: "no receipt known")
        case .declinedAtIntake: language.text(vi: "từ chối tiếp nhận", en: "declined at intake")
        case .declined: language.text(vi: "trả lại, không giải quyết", en: "declined")
        case .withdrawn: language.text(vi: "đã rút", en: "withdrawn")
        case .early: language.text(vi: "trả trước hạn", en: "finished early")
        case .onTime: language.text(vi: "trả đúng hạn", en: "finished on time")
        case .overdue: language.text(vi: "trả quá hạn", en: "finished late")
        case .undatedFinished: language.text(vi: "đã trả, không có hạn", en: "finished, undated")
        case .openInTime: language.text(vi: "đang giải quyết, trong hạn", en: "open, in time")
        case .openOverdue: language.text(vi: "đang giải quyết, quá hạn", en: "open, overdue")
        case .stopped: language.text(vi: "đang dừng", en: "stopped")
        case .undatedOpen: language.text(vi: "đang giải quyết, không có hạn", en: "open, undated")
        }
    }
}
