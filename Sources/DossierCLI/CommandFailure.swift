internal import Audit
internal import DossierModel
internal import Glibc
internal import Interchange
internal import LedgerStore
internal import MerkleLog
internal import Spreadsheet

/// How a command ends other than well: what to say, and with which status (interfaces.md).
struct CommandFailure: Error {
    enum Status: Int32 {
        case well = 0
        /// The data shows a fault: lines quarantined, verification failed.
        case fault = 1
        /// Wrong use: an unknown option, a bad date, no such unit.
        case use = 2
        /// The world refused: disk full, no permission, ledger locked.
        case world = 3
    }

    let status: Status

    /// One line without a full stop; empty where the answer says it all.
    let message: String

    init(_ status: Status, _ message: String = "") {
        self.status = status
        self.message = message
    }
}

extension CommandFailure {
    /// What an error from below means for the user.
    init(_ error: any Error, _ language: Language) {
        switch error {
        case let failure as CommandFailure: self = failure
        case let error as StoreError: self.init(error, language)
        case let error as FeedError: self.init(error, language)
        case let error as ReportError: self.init(error, language)
        case let error as ReplayError: self.init(error, language)
        case let error as HistoryError: self.init(error, language)
        case let error as DiffError: self.init(error, language)
        case let error as UnitReplayError: self.init(error, language)
        case let error as RuleSetFileError: self.init(.use, error.description)
        case let error as ClaimsFileError: self.init(.use, error.description)
        case let error as SpreadsheetError: self.init(error)
        case let error as PackError: self.init(error, language)
        case let error as PackFault:
            self.init(.fault, language.text(vi: error.words.vi, en: error.words.en))
        case let error as CheckpointFault: self.init(.fault, FaultWords.text(error, language))
        case let error as ProofFault: self.init(.fault, FaultWords.text(error, language))
        case let error as ProofFileFault: self.init(.fault, FaultWords.text(error, language))
        case let error as NoteFault: self.init(.fault, FaultWords.text(error, language))
        case let error as KeyFault: self.init(.use, FaultWords.text(error, language))
        case let error as PolicyFault: self.init(.use, FaultWords.text(error, language))
        case let error as ProofError: self.init(error, language)
        case let error as TileFolderError: self.init(error, language)
        case let error as EventFault:
            self.init(.use, "\(error.path.isEmpty ? "" : error.path + ": ")\(error.message)")
        default: self.init(.world, "\(error)")
        }
    }

    private init(_ error: StoreError, _ language: Language) {
        let status: Status =
            switch error {
            case .noSuchFolder, .notALedger, .alreadyExists, .readOnly, .olderFormat, .noOlderFormat: .use
            case .damaged: .fault
            default: .world
            }
        self.init(status, StoreTexts.text(error, language))
    }

    private init(_ error: SpreadsheetError) {
        var isThere = false
        if case .cannotCreate(_, let number) = error { isThere = number == EEXIST }
        self.init(isThere ? .use : .world, error.description)
    }

    private init(_ error: FeedError, _ language: Language) {
        switch error {
        case .ledger(let error): self.init(error, language)
        case .mapping(let file, let fault): self.init(.use, "\(file): \(fault.description)")
        case .quarantineIsSource(let file):
            let vi = "\(file) cũng là tệp cách ly; hãy đổi tên nó hoặc dùng --quarantine TỆP-KHÁC"
            let en = "\(file) is the quarantine file too; move it or name another with --quarantine"
            self.init(.use, language.text(vi: vi, en: en))
        case .quarantine(let file, let fault): self.init(.world, "\(file): \(fault)")
        case .input(let file, let fault):
            switch fault {
            case .cannotOpen(_, let number):
                // A file that is not there is a slip of the pen; one that may not be read is not.
                self.init(number == 2 ? .use : .world, fault.description)
            case .gzipCutShort, .gzipCorrupt: self.init(.fault, "\(file): \(fault)")
            case .cannotRead: self.init(.world, "\(file): \(fault)")
            }
        }
    }

    private init(_ error: ReplayError, _ language: Language) {
        switch error {
        case .store(let error): self.init(error, language)
        case .ruleSet(let error): self.init(.use, error.description)
        case .unknownRuleSet(let name, let event):
            let vi = "sự kiện \(event) áp dụng bộ quy tắc «\(name)» nhưng không có tệp; hãy thêm --rules TỆP"
            let en =
                "event \(event) adopts the rule set \"\(name)\", whose file is not at hand; give it with --rules FILE"
            self.init(.use, language.text(vi: vi, en: en))
        }
    }

    private init(_ error: HistoryError, _ language: Language) {
        switch error {
        case .unknownDossier(let code, let nearest):
            let vi = "không có sự kiện nào của hồ sơ \(code)"
            let start = language.text(vi: vi, en: "no event of the ledger is of dossier \(code)")
            let list = nearest.joined(separator: ", ")
            let end = language.text(vi: "; gần nhất: \(list)", en: "; the nearest: \(list)")
            self.init(.use, nearest.isEmpty ? start : start + end)
        case .nothingKnown(let code, let asOf, let first):
            let vi = "đến \(asOf) chưa biết gì về hồ sơ \(code)"
            let start = language.text(vi: vi, en: "nothing of dossier \(code) was known by \(asOf)")
            guard let first, first > asOf else {
                self.init(.use, start + language.text(vi: ": đã hủy hết", en: ": all of it is voided"))
                return
            }
            let end = language.text(vi: "; sớm nhất là \(first)", en: "; the first was recorded \(first)")
            self.init(.use, start + end)
        }
    }

    private init(_ error: DiffError, _ language: Language) {
        switch error {
        case .backwards(let first, let second):
            let vi = "--and \(second) đứng trước --as-of \(first); hãy nêu mốc sớm hơn ở --as-of"
            let en = "--and \(second) is before --as-of \(first); name the earlier moment with --as-of"
            self.init(.use, language.text(vi: vi, en: en))
        case .atTooLate(let at, let latest):
            let vi = "--at \(at) quá muộn; cả hai bên chỉ tính được đến \(latest)"
            let en = "--at \(at) is too late; both sides can be counted at \(latest) at the latest"
            self.init(.use, language.text(vi: vi, en: en))
        }
    }

    private init(_ error: UnitReplayError, _ language: Language) {
        switch error {
        case .tooManyDays(let from, let to):
            let most = language.count(UnitReplayQuery.mostDays)
            let vi = "từ \(from) đến \(to) là quá \(most) ngày; hãy nêu --from và --to gần nhau hơn"
            let en = "from \(from) to \(to) are more than \(most) days; give --from and --to that are closer"
            self.init(.use, language.text(vi: vi, en: en))
        }
    }

    private init(_ error: ReportError, _ language: Language) {
        switch error {
        case .replay(let error): self.init(error, language)
        case .noEvents:
            let vi = "sổ chưa có sự kiện nào; hãy nhập bằng: dossier import SỔ TỆP"
            self.init(
                .use,
                language.text(
                    vi: vi,
                    en: "there are no events yet; bring some in with: dossier import LEDGER FILE"
                )
            )
        case .emptyPeriod(let from, let to):
            let told = PeriodOptions.reversed(from: from, to: to)
            self.init(.use, language.text(vi: told.vi, en: told.en))
        case .unknownCode(let dimension, let code, let nearest):
            self.init(.use, StoreTexts.unknown(dimension, code, nearest, language))
        case .noSuchLogSize(let asked, let size):
            let vi = "--log-size \(asked): sổ chỉ có \(size) sự kiện"
            self.init(.use, language.text(vi: vi, en: "--log-size \(asked): the ledger has \(size) events"))
        case .balance(let group):
            let name = group.map { $0 ?? "null" }.joined(separator: " · ")
            let vi = "lỗi chương trình: số liệu của [\(name)] không cân đối; không có báo cáo"
            let en = "program error: the balance of [\(name)] does not close; there is no report"
            self.init(.fault, language.text(vi: vi, en: en))
        }
    }
}
