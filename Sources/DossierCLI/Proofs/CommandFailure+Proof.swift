internal import Audit

extension CommandFailure {
    init(_ error: ProofError, _ language: Language) {
        switch error {
        case .noEvents:
            let vi = "sổ chưa có sự kiện nào; không có gì để ký"
            self.init(
                .use,
                language.text(vi: vi, en: "there are no events yet; there is nothing to be signed")
            )
        case .noCheckpoint(nil):
            let vi = "sổ chưa giữ điểm kiểm tra nào; hãy ký bằng: dossier checkpoint SỔ --key TỆP"
            let en = "the ledger keeps no checkpoint; sign one with: dossier checkpoint LEDGER --key FILE"
            self.init(.use, language.text(vi: vi, en: en))
        case .noCheckpoint(let size?):
            let vi = "sổ không giữ điểm kiểm tra nào của \(size) sự kiện; xem: dossier checkpoint SỔ --list"
            let en =
                "the ledger keeps no checkpoint of \(size) events; see: dossier checkpoint LEDGER --list"
            self.init(.use, language.text(vi: vi, en: en))
        case .keptUnreadable(let size, let fault):
            let vi = "điểm kiểm tra \(size) sự kiện trong sổ bị hỏng: \(FaultWords.text(fault, language))"
            self.init(
                .fault,
                language.text(vi: vi, en: "the kept checkpoint of \(size) events is damaged: \(fault)")
            )
        case .notOfLedger(let size):
            let vi =
                "sổ không còn là sổ đã ký ở \(size) sự kiện; không ký và không chứng minh gì. Hãy chạy: dossier checkpoint SỔ --verify"
            let en =
                "the ledger is not the one that was signed at \(size) events; nothing is signed or proved. Run: dossier checkpoint LEDGER --verify"
            self.init(.fault, language.text(vi: vi, en: en))
        case .notSound, .lines, .noLines, .otherOrigin, .sizeTaken, .noKeyOfOrigin:
            self = CommandFailure.ofSigning(error, language)
        case .noSuchEvent(let name):
            let vi = "không có sự kiện nào mang số hay mã \(name)"
            self.init(.use, language.text(vi: vi, en: "there is no event of the number or id \(name)"))
        case .notCounted(let event, let size):
            let counted = size.map { " \($0)" } ?? ""
            let vi =
                "điểm kiểm tra\(counted) sự kiện chưa tính sự kiện \(event); hãy ký lại: dossier checkpoint SỔ --key TỆP"
            let en =
                "the checkpoint of\(counted) events does not count event \(event); sign again: dossier checkpoint LEDGER --key FILE"
            self.init(.use, language.text(vi: vi, en: en))
        case .sizesReversed(let from, let to):
            let vi = "--from \(from) lớn hơn điểm kiểm tra \(to) sự kiện"
            self.init(
                .use,
                language.text(vi: vi, en: "--from \(from) is above the checkpoint of \(to) events")
            )
        }
    }

    /// What is said where nothing is signed or taken.
    private static func ofSigning(_ error: ProofError, _ language: Language) -> CommandFailure {
        switch error {
        case .notSound:
            let vi = "sự kiện trong sổ không cho ra gốc mà sổ giữ; không ký gì. Hãy chạy: dossier verify SỔ"
            let en =
                "the events do not have the root that the ledger keeps; nothing was signed. Run: dossier verify LEDGER"
            return CommandFailure(.fault, language.text(vi: vi, en: en))
        case .lines(let name, let fault): return CommandFailure(.fault, "\(name): \(fault)")
        case .noLines:
            let vi =
                "không nhận dòng nào: trong tệp đã nêu không có chữ ký mới nào đúng của khóa được tin; sổ giữ nguyên"
            let en =
                "no line was taken: the notes have no new right signature of a key that is trusted; the ledger is as it was"
            return CommandFailure(.fault, language.text(vi: vi, en: en))
        case .otherOrigin(let kept, let asked):
            let vi =
                "các điểm kiểm tra đến nay mang tên \(kept), khóa mang tên \(asked); nếu đúng ý: dossier checkpoint SỔ --key TỆP --origin \(asked)"
            let en =
                "the checkpoints so far are of \(kept), and the key is called \(asked); if that is meant: dossier checkpoint LEDGER --key FILE --origin \(asked)"
            return CommandFailure(.use, language.text(vi: vi, en: en))
        case .sizeTaken(let size, let origin):
            let vi = "sổ đã giữ một điểm kiểm tra khác của \(size) sự kiện, mang tên \(origin); không ký"
            let en =
                "the ledger keeps another checkpoint of \(size) events already, of \(origin); nothing was signed"
            return CommandFailure(.fault, language.text(vi: vi, en: en))
        case .noKeyOfOrigin(let origin):
            let vi = "không khóa nào mang tên \(origin); cần ít nhất một khóa có tên đúng như --origin"
            let en = "no key is called \(origin); one key at least needs the name of the origin"
            return CommandFailure(.use, language.text(vi: vi, en: en))
        default: return CommandFailure(.fault, "\(error)")
        }
    }

    init(_ error: TileFolderError, _ language: Language) {
        switch error {
        case .system(let path, let number): self.init(.world, "\(path): \(systemText(number))")
        case .notTiles(let path):
            let vi = "\(path) có những thứ không phải tile; hãy nêu thư mục khác"
            self.init(
                .use,
                language.text(vi: vi, en: "\(path) holds other things than tiles; name another folder")
            )
        case .locked(let path):
            let vi = "\(path): một tiến trình khác đang ghi tile vào đây; hãy đợi nó xong"
            let en = "\(path): another process writes tiles there; wait until it is done"
            self.init(.world, language.text(vi: vi, en: en))
        case .noCheckpoint(let path):
            let vi =
                "\(path) có tile nhưng thiếu tệp checkpoint; hãy đặt lại tệp đó, xóa thư mục, hoặc nêu thư mục khác"
            let en =
                "\(path) has tiles but no file checkpoint; put it back, remove the folder, or name another one"
            self.init(.use, language.text(vi: vi, en: en))
        case .checkpoint(let path, let fault):
            self.init(.fault, "\(path): \(FaultWords.text(fault, language))")
        case .fork(let size):
            let vi = "RẼ NHÁNH: thư mục có \(size) sự kiện của một lịch sử khác; không ghi gì"
            let en = "FORK: the folder has \(size) events of another history; nothing was written"
            self.init(.fault, language.text(vi: vi, en: en))
        case .ahead(let folder, let ledger):
            let vi =
                "thư mục có \(folder) sự kiện, nhiều hơn điểm kiểm tra mới nhất (\(ledger)); không ghi gì"
            let en =
                "the folder has \(folder) events, more than the newest checkpoint (\(ledger)); nothing was written"
            self.init(.fault, language.text(vi: vi, en: en))
        case .tile(let fault):
            let vi = "\(fault); không ghi gì. --hashes-only bỏ phần nội dung sự kiện"
            self.init(
                .fault,
                language.text(
                    vi: vi,
                    en: "\(fault); nothing was written. --hashes-only leaves the events out"
                )
            )
        }
    }
}
