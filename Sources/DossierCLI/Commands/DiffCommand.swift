internal import ArgumentParser
internal import Audit
internal import DossierModel
internal import LedgerStore
internal import Synchronization

/// The command `dossier diff`.
struct DiffCommand: AsyncParsableCommand {
    enum Format: String, CaseIterable, ExpressibleByArgument {
        case text
        case json
        case csv
    }

    static let configuration = CommandConfiguration(
        commandName: "diff",
        abstract: "What became known between two moments, and what it did to the figures.",
        discussion: """
            Both sides are of one period. Each is counted at the earlier of its moment and the period's end, as a report is: \
            where the moments lie in the period the world moved on too. --at holds it still, so that only knowledge \
            differs. The report as of the first moment and these differences give the report as of the second; the \
            earlier moment comes first.
            """
    )

    @OptionGroup var argument: LedgerArgument

    @Option(
        name: .customLong("as-of"),
        help: ArgumentHelp("The earlier moment of knowledge.", valueName: "moment"),
        transform: OptionValue.moment
    )
    var asOf: Instant

    @Option(
        help: ArgumentHelp("The later one. Default: the latest recordedAt", valueName: "moment"),
        transform: OptionValue.moment
    )
    var and: Instant?

    @Option(
        help: ArgumentHelp("The moment of the world at which both sides are counted.", valueName: "moment"),
        transform: OptionValue.moment
    )
    var at: Instant?

    @OptionGroup var filters: FilterOptions
    @OptionGroup var ruleFiles: RuleSetOptions

    @Option(
        help: ArgumentHelp(
            "How many dossiers are listed. Default: 20 in text, all elsewhere",
            valueName: "n"
        ),
        transform: OptionValue.number
    )
    var limit: UInt64?

    @Flag(help: "In CSV: the figures of units in place of the dossiers.")
    var figures = false

    @Option(help: "The form of the answer: text, json or csv.")
    var format = Format.text

    @OptionGroup var speech: LanguageOptions

    func run() async throws {
        let language = speech.language
        if figures, format != .csv {
            let vi = "--figures cần --format csv"
            throw CommandFailure(.use, language.text(vi: vi, en: "--figures needs --format csv"))
        }
        let ledger = try argument.open(language)
        var query = DiffQuery(filters.query, and: and, at: at)
        query.report.asOf = asOf
        query.report.ruleSets = try ruleFiles.files()
        let isEmpty = try LedgerArgument.isWithoutDossiers(ledger)
        // Several threads tell how far they are.
        let line = Mutex(ProgressLine(language))
        defer { line.withLock { $0.finish() } }
        let what = language.text(vi: "hồ sơ", en: "dossiers")
        var writer = DiffWriter(format, isOfFigures: figures, limit: shown, language)
        try DiffMaker.run(
            query,
            of: ledger,
            limit: shown,
            progress: { done, all in
                line.withLock { $0.show(done, what, share: Double(done) / Double(max(all, 1))) }
            },
            answer: { diff in
                line.withLock { $0.finish() }
                if isEmpty { LedgerArgument.sayEmpty(language) }
                note(diff, language)
                try writer.begin(diff)
            },
            change: { try writer.add($0) }
        )
        try writer.end()
    }

    /// How many dossiers are listed; `nil` for all.
    private var shown: Int? {
        if figures { return 0 }
        guard let limit else { return format == .text ? 20 : nil }
        return Int(clamping: limit)
    }

    private func note(_ diff: KnowledgeDiff, _ language: Language) {
        guard let unit = filters.unit, let other = diff.mergedInto else { return }
        let vi = "lưu ý: \(unit) đã sáp nhập vào \(other); số liệu là của \(other)"
        let en = "note: \(unit) was merged into \(other); the figures are those of \(other)"
        Console.say(language.text(vi: vi, en: en))
    }
}

/// Writes a comparison as it comes, in pieces.
private struct DiffWriter {
    private let format: DiffCommand.Format
    private let isOfFigures: Bool
    private let limit: Int?
    private let language: Language
    private var diff: KnowledgeDiff?
    private var text = ""
    private var count = 0

    /// What is kept before it is written, in bytes.
    private static let piece = 1 << 18

    init(_ format: DiffCommand.Format, isOfFigures: Bool, limit: Int?, _ language: Language) {
        self.format = format
        self.isOfFigures = isOfFigures
        self.limit = limit
        self.language = language
    }

    mutating func begin(_ diff: KnowledgeDiff) throws {
        self.diff = diff
        switch format {
        case .json: text = diff.jsonHead + ", \"dossiers\": ["
        case .csv: text = isOfFigures ? DiffCSV.figures(diff) : DiffCSV.header
        case .text: text = DiffTexts(diff, language, limit: limit ?? .max).text
        }
        try write(isLast: false)
    }

    mutating func add(_ change: DossierChange) throws {
        guard let diff else { return }
        switch format {
        case .json: text += (count > 0 ? ", " : "") + change.json(diff).description
        case .csv: text += DiffCSV.lines(change, diff)
        case .text: text += DossierChangeTexts(change, diff, language).text
        }
        count += 1
        try write(isLast: false)
    }

    mutating func end() throws {
        if format == .json { text += "]}\n" }
        try write(isLast: true)
    }

    private mutating func write(isLast: Bool) throws {
        guard isLast || text.utf8.count >= DiffWriter.piece else { return }
        try Console.write(text)
        text = ""
    }
}
