internal import Audit
internal import LedgerStore

/// What the store's refusals are called in both languages, and what to do about them.
enum StoreTexts {
    static func text(_ error: StoreError, _ language: Language) -> String {
        switch error {
        case .noSuchFolder(let path):
            language.text(
                vi: "không có thư mục \(path); tạo sổ mới bằng: dossier init \(path)",
                en: "there is no folder \(path); make a ledger with: dossier init \(path)"
            )
        case .notALedger(let path):
            language.text(vi: "\(path) không phải là sổ hồ sơ", en: "\(path) is not a ledger")
        case .alreadyExists(let path):
            language.text(
                vi: "\(path) đã có và không trống; không thay đổi gì",
                en: "\(path) is there already and is not empty; nothing was changed"
            )
        case .newerFormat, .olderFormat, .noOlderFormat: formatText(error, language)
        case .damaged(let what):
            language.text(
                vi: "sổ bị hỏng: \(what); không thay đổi gì, xem thêm: dossier verify",
                en: "the ledger is damaged: \(what); it was not touched, see: dossier verify"
            )
        case .lockedByAnotherWriter(let path):
            language.text(
                vi: "một tiến trình khác đang ghi vào \(path); thử lại khi nó xong",
                en: "another process is appending to \(path); try again when it is done"
            )
        case .tooManyReaders(let path):
            language.text(
                vi: "quá nhiều tiến trình đang đọc \(path); thử lại khi một số đã xong",
                en: "too many processes are reading \(path); try again when some of them are done"
            )
        case .notPermitted(let path):
            language.text(vi: "không có quyền với \(path)", en: "no permission for \(path)")
        case .diskFull(let path):
            language.text(
                vi: "đĩa chứa \(path) đã đầy; sổ giữ nguyên như trước",
                en: "the disk of \(path) is full; the ledger is as it was"
            )
        case .sizeLimit(let path, let limit):
            language.text(
                vi:
                    "\(path) đã đạt giới hạn \(language.count(limit)) byte; sổ giữ nguyên, tăng bằng --max-size",
                en:
                    "\(path) has reached its limit of \(language.count(limit)) bytes; it is as it was, raise it with --max-size"
            )
        case .unexpectedPosition(let expected, let next):
            language.text(
                vi: "vị trí mong đợi là \(expected) nhưng vị trí kế tiếp là \(next); không ghi gì",
                en: "position \(expected) was expected, but the next one is \(next); nothing was written"
            )
        case .readOnly(let path):
            language.text(vi: "\(path) chỉ được mở để đọc", en: error.description)
        case .alreadyOpen(let path):
            language.text(vi: "\(path) đang được mở trong chính tiến trình này", en: error.description)
        case .previousWriteFailed:
            language.text(vi: "lần ghi trước không thành; hãy mở lại sổ", en: error.description)
        case .failed:
            error.description
        }
    }

    /// What is said of a ledger's format.
    private static func formatText(_ error: StoreError, _ language: Language) -> String {
        switch error {
        case .newerFormat(let path, let format, let known):
            language.text(
                vi:
                    "\(path) có định dạng \(format), mới hơn chương trình này (đến \(known)); hãy cập nhật chương trình",
                en:
                    "\(path) has format \(format), newer than this program knows (up to \(known)); use a newer program"
            )
        case .olderFormat(let path, let format, let known):
            language.text(
                vi:
                    "\(path) có định dạng cũ \(format) (hiện nay: \(known)); chuyển sang sổ mới bằng: dossier upgrade \(path) SỔ-MỚI",
                en:
                    "\(path) has the older format \(format) (now: \(known)); take it into a new ledger with: dossier upgrade \(path) NEW"
            )
        case .noOlderFormat(let path, let format):
            language.text(
                vi: "\(path) có định dạng \(format), không cần chuyển",
                en: "\(path) has format \(format) and needs no upgrade"
            )
        default: error.description
        }
    }

    /// An unknown code in a filter, with the codes that may have been meant.
    static func unknown(_ dimension: Dimension, _ code: String, _ nearest: [String], _ language: Language)
        -> String
    {
        let name =
            switch dimension {
            case .unit: language.text(vi: "đơn vị", en: "unit")
            case .sector: language.text(vi: "lĩnh vực", en: "sector")
            case .procedure: language.text(vi: "thủ tục", en: "procedure")
            case .channel: language.text(vi: "kênh", en: "channel")
            }
        let start = language.text(vi: "không có \(name) «\(code)»", en: "there is no \(name) \"\(code)\"")
        guard !nearest.isEmpty else { return start }
        let list = nearest.joined(separator: ", ")
        return start + language.text(vi: "; gần nhất: \(list)", en: "; the nearest: \(list)")
    }
}
