internal import ArgumentParser
internal import Audit
internal import Glibc
internal import Interchange
internal import LedgerStore
internal import MerkleLog

/// The command `dossier import`.
struct ImportCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "import",
        abstract: "Takes files of events into a ledger.",
        discussion: """
            NDJSON, plain or gzip; `-` is standard input. With --mapping the files are CSV. Lines that are no events go \
            to the quarantine file, byte for byte, and the lines around them are appended. Feeding a file twice changes \
            nothing.
            """
    )

    @Argument(help: "The ledger's folder, unless DOSSIER_LEDGER names it; then the files.")
    var paths: [String] = []

    @Option(help: "The file for lines that are no events; it is added to. Default: LEDGER.quarantine")
    var quarantine: String?

    @Option(help: "The source of lines that name none.")
    var source: String?

    @Option(help: "How the rows of CSV files become events: a mapping file.")
    var mapping: String?

    @OptionGroup var size: SizeOptions
    @OptionGroup var answer: AnswerOptions

    func run() async throws {
        let language = answer.language
        let (path, files) = try ledgerAndFiles(language)
        if mapping == nil { try refuseTables(files, language) }
        let ledger = try Ledger.open(at: path, for: .appending, sizeLimitBytes: size.maxSizeBytes)
        let quarantinePath = quarantine ?? trimmed(path) + ".quarantine"
        let options = FeedImport.Options(
            sourceName: source,
            mapping: try mapping.map { try readMapping($0) },
            quarantinePath: quarantinePath
        )
        var line = ProgressLine(language)
        let what = language.text(vi: "dòng", en: "lines")
        let feed = try FeedImport(into: ledger, options, now: now) { progress in
            let share = progress.size.map { Double(progress.position) / Double(max($0, 1)) }
            line.show(progress.read, what, share: share)
        }
        do {
            let done = try await feed.run(files)
            line.finish()
            try Console.end(done.quarantined > 0 ? .fault : .well) {
                try show(done, quarantinePath, language)
            }
        } catch let error as FeedError {
            line.finish()
            // What was appended before stays: say how much, and then why it ended.
            if feed.answer.read > 0 { try? show(feed.answer, quarantinePath, language) }
            throw error
        }
    }

    /// A table that is fed without a mapping would go to quarantine row by row, and nobody meant that.
    private func refuseTables(_ files: [String], _ language: Language) throws(CommandFailure) {
        guard let table = files.first(where: { $0.hasSuffix(".csv") || $0.hasSuffix(".csv.gz") }) else {
            return
        }
        let vi = "\(table) là bảng CSV: thêm --mapping TỆP để nói cột nào là gì"
        let en = "\(table) is a CSV file: say with --mapping FILE which column is what"
        throw CommandFailure(.use, language.text(vi: vi, en: en))
    }

    /// The ledger is named first, or by the environment; then a first argument that is no folder is a file.
    private func ledgerAndFiles(_ language: Language) throws(CommandFailure) -> (String, [String]) {
        let named = Environment.value("DOSSIER_LEDGER") ?? ""
        if let first = paths.first, named.isEmpty || isFolder(first) {
            guard paths.count > 1 else {
                let vi = "thiếu tệp sự kiện; dùng - cho đầu vào chuẩn"
                throw CommandFailure(
                    .use,
                    language.text(vi: vi, en: "name at least one file, or - for standard input")
                )
            }
            return (first, Array(paths.dropFirst()))
        }
        guard !named.isEmpty else {
            let vi = "thiếu thư mục sổ và tệp: dossier import SỔ TỆP…"
            throw CommandFailure(
                .use,
                language.text(vi: vi, en: "name the ledger and the files: dossier import LEDGER FILE…")
            )
        }
        guard !paths.isEmpty else {
            let vi = "thiếu tệp sự kiện; dùng - cho đầu vào chuẩn"
            throw CommandFailure(
                .use,
                language.text(vi: vi, en: "name at least one file, or - for standard input")
            )
        }
        return (named, paths)
    }

    private func isFolder(_ path: String) -> Bool {
        var information = stat()
        return stat(path, &information) == 0 && information.st_mode & S_IFMT == S_IFDIR
    }

    private func trimmed(_ path: String) -> String {
        var path = path
        while path.count > 1, path.hasSuffix("/") { path.removeLast() }
        return path
    }

    private func readMapping(_ path: String) throws -> EventMapping {
        let content = try FileContent.read(path)
        do throws(EventMappingError) {
            return try EventMapping(json: content)
        } catch {
            throw FeedError.mapping(file: path, error)
        }
    }

    private func show(_ done: ImportAnswer, _ quarantinePath: String, _ language: Language) throws {
        switch answer.format {
        case .json:
            let members: [(String, JSONValue)] = [
                ("read", .int(done.read)),
                ("appended", .int(done.appended)),
                ("duplicates", .int(done.duplicates)),
                ("quarantined", .int(done.quarantined)),
                ("logSize", .int(Int(done.logSize))),
                ("root", .string(done.root.hex)),
            ]
            try Console.writeLine(JSONValue.object(members).description)
        case .text:
            try Console.write(ImportTexts.text(done, quarantinePath, language))
        }
    }
}
