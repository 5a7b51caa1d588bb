internal import ArgumentParser
internal import Audit
internal import DossierModel
internal import LedgerStore
internal import Projections
internal import Synchronization

/// The command `dossier detect`.
struct DetectCommand: AsyncParsableCommand {
    enum Format: String, CaseIterable, ExpressibleByArgument {
        case text
        case json
        case csv
    }

    static let configuration = CommandConfiguration(
        commandName: "detect",
        abstract: "What inspectors look for: each indication with the events that show it.",
        discussion: """
            A hit is an indication until the paper file is seen; each detector says what would refute it. Rates stand \
            beside those of the other units of the same level, so that one that stands out is seen.
            """
    )

    @OptionGroup var argument: LedgerArgument

    @Option(
        help: ArgumentHelp("Only these detectors; several with commas. Default: all", valueName: "names"),
        transform: detectors
    )
    var only: [Detector] = Detector.allCases

    @Option(help: "A unit and all below it.")
    var unit: String?

    @Option(help: ArgumentHelp("Hits of this day on.", valueName: "day"), transform: OptionValue.date)
    var from: LocalDate?

    @Option(help: ArgumentHelp("Hits up to this day.", valueName: "day"), transform: OptionValue.date)
    var to: LocalDate?

    @Option(
        help: ArgumentHelp(
            "Hits of each detector that are told in full. Default: 5 as text, all as json and csv",
            valueName: "n"
        ),
        transform: OptionValue.number
    )
    var limit: UInt64?

    @OptionGroup var knowledge: AsOfOption
    @OptionGroup var ruleFiles: RuleSetOptions

    @Flag(
        name: .customLong("summary"),
        help: "In CSV: the summary by unit and detector in place of the events."
    )
    var isSummary = false

    @Option(help: "The form of the answer: text, json or csv.")
    var format = Format.text

    @OptionGroup var speech: LanguageOptions

    func run() async throws {
        let language = speech.language
        if isSummary, format != .csv {
            let vi = "--summary cần --format csv"
            throw CommandFailure(.use, language.text(vi: vi, en: "--summary needs --format csv"))
        }
        let ledger = try argument.open(language)
        var query = DetectionQuery()
        query.detectors = only
        query.unit = unit
        query.from = from
        query.to = to
        query.asOf = knowledge.asOf
        query.limit = limit.map { Int(min($0, UInt64(Int.max))) } ?? (format == .text ? 5 : nil)
        query.ruleSets = try ruleFiles.files()
        if isSummary { query.limit = 0 }
        let detection = try detect(query, in: ledger, language)
        try LedgerArgument.sayIfEmpty(ledger, language)
        CampaignCommand.sayMerger(unit, detection.mergedInto, language)
        switch format {
        case .json: try Console.writeLine(detection.json.description)
        case .csv where isSummary: try Console.write(DetectionCSV.summary(detection))
        case .csv: try Console.write(DetectionCSV.events(detection, language))
        case .text: try Console.write(DetectionTexts(detection, language).text)
        }
    }

    private func detect(_ query: DetectionQuery, in ledger: Ledger, _ language: Language) throws -> Detection
    {
        // Several threads tell how far they are.
        let line = Mutex(ProgressLine(language))
        defer { line.withLock { $0.finish() } }
        let what = language.text(vi: "hồ sơ", en: "dossiers")
        return try DetectionMaker.make(query, of: ledger) { done, all in
            line.withLock { $0.show(done, what, share: Double(done) / Double(max(all, 1))) }
        }
    }

    /// Names of detectors with commas between them.
    static func detectors(_ text: String) throws -> [Detector] {
        let all = Detector.allCases.map(\.rawValue)
        guard !text.isEmpty else { throw ValidationError(oneOf: all) }
        var detectors: [Detector] = []
        for name in text.split(separator: ",", omittingEmptySubsequences: false).map(String.init) {
            guard let detector = Detector(rawValue: name) else {
                let near = NearestCodes.of(name, among: all).joined(separator: ", ")
                throw ValidationError(
                    vi: "không có dấu hiệu nào tên là «\(name)»; gần nhất: \(near)",
                    en: "there is no detector \"\(name)\"; the nearest: \(near)"
                )
            }
            if !detectors.contains(detector) { detectors.append(detector) }
        }
        return detectors
    }
}
