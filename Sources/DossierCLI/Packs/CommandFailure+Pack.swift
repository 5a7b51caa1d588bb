internal import Audit

extension CommandFailure {
    init(_ error: PackError, _ language: Language) {
        switch error {
        case .noCheckpoint(nil):
            let vi =
                "sổ chưa giữ điểm kiểm tra nào; hãy ký bằng --key TỆP hoặc: dossier checkpoint SỔ --key TỆP"
            let en =
                "the ledger keeps no checkpoint; sign one with --key FILE, or: dossier checkpoint LEDGER --key FILE"
            self.init(.use, language.text(vi: vi, en: en))
        case .noCheckpoint(let size?):
            let vi = "sổ không giữ điểm kiểm tra nào của \(size) sự kiện"
            self.init(.use, language.text(vi: vi, en: "the ledger keeps no checkpoint of \(size) events"))
        case .checkpointNotOfLedger(let size):
            let vi =
                "điểm kiểm tra \(size) sự kiện không phải của lịch sử này; hãy chạy: dossier verify SỔ --since TỆP"
            let en =
                "the checkpoint of \(size) events is not of this history; run: dossier verify LEDGER --since FILE"
            self.init(.fault, language.text(vi: vi, en: en))
        case .noEvents:
            let vi = "không có sự kiện nào để đóng gói"
            self.init(.use, language.text(vi: vi, en: "there are no events to be packed"))
        case .ruleSetName(let name):
            let vi = "bộ quy tắc «\(name)» có tên không dùng làm tên tệp được (chữ cái, chữ số, - _ .)"
            let en = "the rule set \"\(name)\" has a name that no file can have (letters, digits, - _ .)"
            self.init(.use, language.text(vi: vi, en: en))
        case .tooMuch(let fault):
            let vi = "nhiều hơn mức một gói được có: \(fault.words.vi)"
            self.init(.use, language.text(vi: vi, en: "more than a pack may hold: \(fault)"))
        case .answerDiffers:
            let vi = "lỗi chương trình: sự kiện của gói không cho cùng câu trả lời với sổ; không ghi gì"
            let en =
                "program error: the events of the pack do not give the ledger's answer; nothing was written"
            self.init(.fault, language.text(vi: vi, en: en))
        case .notAPack(let reason):
            self.init(
                .use,
                language.text(vi: "không phải gói bằng chứng: \(reason)", en: "not a pack: \(reason)")
            )
        }
    }
}
