internal import ArgumentParser
internal import Audit
internal import DossierModel
internal import LedgerStore

/// The command `dossier weekly`.
struct WeeklyCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "weekly",
        abstract: "The weekly report: the week's figures, the late dossiers, the units that need attention.",
        discussion: """
            Name the week by its last day (--week-ending, seven days) or by both (--from, --to). With --campaign-start the \
            progress of the campaign at the end of the week is told as well. --html FILE writes the report as a page for A4 \
            in place of the text. A report that was sent is made again, byte by byte, with the --as-of and --log-size \
            that it names.
            """
    )

    @OptionGroup var argument: LedgerArgument

    @Option(
        name: .customLong("week-ending"),
        help: ArgumentHelp("The last day of seven.", valueName: "day"),
        transform: OptionValue.date
    )
    var weekEnding: LocalDate?

    @Option(help: ArgumentHelp("The first day.", valueName: "day"), transform: OptionValue.date)
    var from: LocalDate?

    @Option(help: ArgumentHelp("The last day.", valueName: "day"), transform: OptionValue.date)
    var to: LocalDate?

    @Option(help: "A unit and all below it.")
    var unit: String?

    @Option(
        name: .customLong("campaign-start"),
        help: ArgumentHelp("The first day of a campaign against late dossiers.", valueName: "day"),
        transform: OptionValue.date
    )
    var campaignStart: LocalDate?

    @Option(help: ArgumentHelp("How many days the campaign has.", valueName: "n"))
    var days: Int = 45

    @OptionGroup var knowledge: AsOfOption

    @OptionGroup var part: LogSizeOption

    @Option(
        help: ArgumentHelp(
            "A file for the report as a page to print or send; it must not be there yet.",
            valueName: "file"
        )
    )
    var html: String?

    @OptionGroup var ruleFiles: RuleSetOptions
    @OptionGroup var answer: AnswerOptions

    func validate() throws {
        guard (weekEnding == nil) != (from == nil && to == nil), (from == nil) == (to == nil) else {
            throw WeeklyCommand.noWeek
        }
        if let from, let to {
            let days = Int(to.rawValue) - Int(from.rawValue) + 1
            guard (1...WeeklyQuery.mostDays).contains(days) else {
                throw ValidationError(
                    vi: "kỳ có từ 1 đến \(WeeklyQuery.mostDays) ngày",
                    en: "the period has from 1 to \(WeeklyQuery.mostDays) days"
                )
            }
        }
        guard (1...CampaignQuery.mostDays).contains(days) else {
            throw ValidationError(
                vi: "--days từ 1 đến \(CampaignQuery.mostDays)",
                en: "--days is from 1 to \(CampaignQuery.mostDays)"
            )
        }
    }

    func run() async throws {
        let language = answer.language
        let path = try argument.path(language)
        let ledger = try LedgerArgument.open(path, language)
        // Before the work, not after it.
        if let html { try PageFile.check(html, language) }
        let query = try query()
        let report = try CampaignCommand.withProgress(language) { progress in
            try WeeklyReport.make(query, of: ledger, progress: progress)
        }
        try LedgerArgument.sayIfEmpty(ledger, language)
        CampaignCommand.sayMerger(unit, report.week.mergedInto, language)
        if let html {
            let asked = AskedWeek(ledger: path, query: query, rules: ruleFiles.paths)
            try PageFile.write(WeeklyPage(report, asked, language).bytes, to: html)
        }
        switch answer.format {
        case .json: try Console.writeLine(report.json)
        case .text where html == nil: try Console.write(WeeklyTexts(report, language).text)
        case .text: break
        }
    }

    private static var noWeek: ValidationError {
        ValidationError(
            vi: "hãy nêu tuần bằng --week-ending, hoặc bằng --from và --to",
            en: "name the week by --week-ending, or by --from and --to"
        )
    }

    private func query() throws -> WeeklyQuery {
        let last = weekEnding ?? to
        guard let last else { throw WeeklyCommand.noWeek }
        var query = WeeklyQuery(from: from ?? last.adding(days: -6), to: last)
        query.unit = unit
        query.campaignStart = campaignStart
        query.campaignDays = days
        query.asOf = knowledge.asOf
        query.logSize = part.logSize
        query.ruleSets = try ruleFiles.files()
        return query
    }
}
