internal import Audit

/// What a dossier is on a basis, in a few words.
enum StandingWords {
    static func name(_ kind: DossierStanding.Kind, _ language: Language) -> String {
        switch kind {
        case .absent: language.text(vi: "chưa có gì xảy ra", en: "nothing has happened yet")
        case .orphan: language.text(vi: "không rõ tiếp nhận", en: "no receipt is known")
        case .declinedAtIntake: language.text(vi: "từ chối tiếp nhận", en: "declined at intake")
        case .declined: language.text(vi: "đã trả lại, không giải quyết", en: "declined")
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

    /// The same with a word of its own for what was not there at one of two moments.
    static func place(_ kind: DossierStanding.Kind, _ language: Language) -> String {
        kind == .absent ? language.text(vi: "chưa có", en: "not there") : name(kind, language)
    }
}
