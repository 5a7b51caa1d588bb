internal import Audit
internal import DossierModel
internal import Projections

/// What makes a hit one, in words.
extension DetectionTexts {
    /// A detail with its name.
    func told(_ detail: (String, String)) -> String { "\(name(detail.0)) \(value(detail))" }

    /// What a detail says: days and months in the form of the language, names of the rules in words.
    private func value(_ detail: (String, String)) -> String {
        switch detail.0 {
        case "codeDate", "receivedOn", "month", "from", "to", "openOn", "writtenDue", "apologyDue",
            "apologisedOn", "returnedOn":
            language.date(detail.1)
        case "due", "reportedDue", "statutoryDue": due(detail.1)
        case "finishedOn": parts(detail.1) { language.date($0) }
        case "appointments": parts(detail.1) { move($0) }
        case "reasons": parts(detail.1) { StopReasonWords.text($0, language) }
        case "missing": parts(detail.1) { part($0) }
        case "later": parts(detail.1) { event($0) }
        case "outcome":
            detail.1 == "declined"
                ? language.text(vi: "trả lại", en: "declined") : language.text(vi: "từ chối", en: "refused")
        case "classBefore", "classAfter": dossierClass(detail.1)
        default: detail.1
        }
    }

    /// The parts of a list, each in words.
    private func parts(_ list: String, _ word: (String) -> String) -> String {
        list.split(separator: ",").map { word(String($0.drop { $0 == " " })) }.joined(separator: ", ")
    }

    /// A due day, or in hours a moment.
    private func due(_ text: String) -> String {
        Instant(text).map { language.stamp($0) } ?? language.date(text)
    }

    /// From one day to another.
    private func move(_ text: String) -> String {
        text.split(separator: " ").map { $0 == "→" ? "→" : language.date(String($0)) }.joined(separator: " ")
    }

    /// What an apology lacks; numbers of a sequence that are missing stay as they are.
    private func part(_ name: String) -> String {
        switch name {
        case "letter": language.text(vi: "văn bản xin lỗi", en: "its letter")
        case "reason": language.text(vi: "lý do", en: "its reason")
        case "newDueAt": language.text(vi: "ngày hẹn mới", en: "a new date")
        default: name
        }
    }

    private func event(_ name: String) -> String {
        EventType(name: name).map { ReplayWords(language: language).name($0) } ?? name
    }

    private func dossierClass(_ name: String) -> String {
        guard name != "ended" else {
            return language.text(vi: "đã rút hoặc trả lại", en: "withdrawn or declined")
        }
        let kinds: [DossierStanding.Kind] = [
            .early, .onTime, .overdue, .undatedFinished, .openInTime, .openOverdue, .stopped, .undatedOpen,
        ]
        return kinds.first { "\($0)" == name }.map { StandingWords.name($0, language) } ?? name
    }

    /// A detail's name in words.
    private func name(_ detail: String) -> String {
        switch detail {
        case "codeDate": language.text(vi: "ngày trong mã", en: "date in the code")
        case "receivedOn": language.text(vi: "tiếp nhận", en: "received on")
        case "reasons": language.text(vi: "lý do:", en: "reasons:")
        case "missing": language.text(vi: "thiếu", en: "missing")
        case "finished": language.text(vi: "đã xong", en: "finished")
        case "median": language.text(vi: "trung vị", en: "median")
        case "month": language.text(vi: "tháng", en: "month")
        case "late": language.text(vi: "hồ sơ trễ", en: "late dossiers")
        case "after": language.text(vi: "sau hồ sơ", en: "after")
        case "receipts": language.text(vi: "tiếp nhận", en: "receipts")
        case "from": language.text(vi: "từ", en: "from")
        case "to": language.text(vi: "đến", en: "to")
        case "openOn": language.text(vi: "còn đến", en: "still on")
        case "months": language.text(vi: "số tháng được phép", en: "months allowed")
        default: factName(detail)
        }
    }

    /// The name of what is told of one dossier.
    private func factName(_ detail: String) -> String {
        switch detail {
        case "due": language.text(vi: "hạn", en: "due")
        case "reportedDue": language.text(vi: "hạn theo hệ thống", en: "due as reported")
        case "daysLate": language.text(vi: "số ngày làm việc trễ", en: "working days late")
        case "statutoryDue": language.text(vi: "hạn theo quy định", en: "statutory due")
        case "writtenDue": language.text(vi: "hạn ghi trên biên nhận", en: "written due")
        case "apologyDue": language.text(vi: "phải xin lỗi chậm nhất", en: "apology due")
        case "apologisedOn": language.text(vi: "xin lỗi ngày", en: "apologised on")
        case "moves": language.text(vi: "số lần hẹn lại", en: "moves")
        case "allowed": language.text(vi: "được phép", en: "allowed")
        case "withoutApology": language.text(vi: "không xin lỗi", en: "without apology")
        case "appointments": language.text(vi: "ngày hẹn", en: "appointments")
        case "workingDays": language.text(vi: "số ngày làm việc", en: "working days")
        case "number": language.text(vi: "lần thứ", en: "number")
        case "demanded": language.text(vi: "số giấy tờ", en: "components")
        case "procedure": language.text(vi: "thủ tục", en: "procedure")
        case "sector": language.text(vi: "lĩnh vực", en: "sector")
        case "paperNo": language.text(vi: "số sổ", en: "register no.")
        case "outcome": language.text(vi: "kết quả:", en: "outcome:")
        case "finishedOn": language.text(vi: "kết thúc", en: "finished on")
        case "returnedOn": language.text(vi: "trả ngày", en: "returned on")
        case "later": language.text(vi: "sau đó:", en: "then:")
        case "classBefore": language.text(vi: "trước:", en: "before:")
        case "classAfter": language.text(vi: "sau:", en: "after:")
        default: detail
        }
    }
}
