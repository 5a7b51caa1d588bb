internal import ArgumentParser
internal import Audit
internal import DossierModel
internal import LedgerStore
internal import Synchronization

/// The command `dossier campaign`.
struct CampaignCommand: AsyncParsableCommand {
    enum Format: String, CaseIterable, ExpressibleByArgument {
        case text
        case json
        case csv
    }

    static let configuration = CommandConfiguration(
        commandName: "campaign",
        abstract: "The dossiers that were late when a campaign began, and what became of them day by day.",
        discussion: """
            The stock is what is late and open at the end of the day before the start. It stays with the unit that held it \
            then; a pause, a new appointment or a transfer clears nothing. What became late since is counted apart. The \
            line clears the stock evenly over the working days. The forecast takes the working days so far for a sample of \
            those to come: four cases of five lie between earliest and latest.
            """
    )

    @OptionGroup var argument: LedgerArgument

    @Option(help: ArgumentHelp("The first day.", valueName: "day"), transform: OptionValue.date)
    var start: LocalDate

    @Option(help: ArgumentHelp("How many days it has, days off among them.", valueName: "n"))
    var days: Int = 45

    @Option(
        help: ArgumentHelp("The last day to look at. Default: the campaign's last", valueName: "day"),
        transform: OptionValue.date
    )
    var to: LocalDate?

    @Option(help: "A unit and all below it.")
    var unit: String?

    @OptionGroup var knowledge: AsOfOption

    @OptionGroup var part: LogSizeOption

    @Option(
        help: "The basis of the tables by day and unit: audited or reported. JSON and CSV have both.",
        transform: OptionValue.basis
    )
    var basis = Basis.audited

    @Option(help: "Adds the units: unit.", transform: CampaignCommand.isByUnit)
    var by = false

    @OptionGroup var ruleFiles: RuleSetOptions

    @Option(help: "The form of the answer: text, json or csv.")
    var format = Format.text

    @OptionGroup var speech: LanguageOptions

    func validate() throws {
        guard (1...CampaignQuery.mostDays).contains(days) else {
            throw ValidationError(
                vi: "--days từ 1 đến \(CampaignQuery.mostDays)",
                en: "--days is from 1 to \(CampaignQuery.mostDays)"
            )
        }
        if let to, to < start {
            throw ValidationError(vi: "--to đứng trước --start", en: "--to comes before --start")
        }
    }

    func run() async throws {
        let language = speech.language
        let ledger = try argument.open(language)
        var query = CampaignQuery(start: start, days: days)
        query.through = to
        query.unit = unit
        query.asOf = knowledge.asOf
        query.logSize = part.logSize
        query.ruleSets = try ruleFiles.files()
        let campaign = try CampaignCommand.withProgress(language) { progress in
            try CampaignMaker.make(query, of: ledger, progress: progress)
        }
        try LedgerArgument.sayIfEmpty(ledger, language)
        CampaignCommand.sayMerger(unit, campaign.mergedInto, language)
        switch format {
        case .json: try Console.writeLine(campaign.json(byUnit: by).description)
        case .csv: try Console.write(CampaignCSV.text(campaign, byUnit: by))
        case .text: try Console.write(CampaignTexts(campaign, language).text(basis, byUnit: by))
        }
    }

    private static func isByUnit(_ text: String) throws -> Bool {
        guard text == "unit" else { throw ValidationError(oneOf: ["unit"]) }
        return true
    }

    /// Shows how far a pass over the dossiers is, which several threads tell.
    static func withProgress<Answer>(
        _ language: Language,
        _ body: (@escaping @Sendable (_ done: Int, _ all: Int) -> Void) throws -> Answer
    ) throws -> Answer {
        let line = SharedLine(language)
        defer { line.finish() }
        let what = language.text(vi: "hồ sơ", en: "dossiers")
        return try body { done, all in line.show(done, what, share: Double(done) / Double(max(all, 1))) }
    }

    /// Says where a unit that was merged away is counted.
    static func sayMerger(_ unit: String?, _ other: String?, _ language: Language) {
        guard let unit, let other else { return }
        Console.say(language.text(vi: "lưu ý: ", en: "note: ") + language.merger(of: unit, into: other))
    }
}

/// A progress line that several threads write to.
private final class SharedLine: Sendable {
    private let line: Mutex<ProgressLine>

    init(_ language: Language) {
        line = Mutex(ProgressLine(language))
    }

    func show(_ done: Int, _ what: String, share: Double) {
        line.withLock { $0.show(done, what, share: share) }
    }

    func finish() {
        line.withLock { $0.finish() }
    }
}
