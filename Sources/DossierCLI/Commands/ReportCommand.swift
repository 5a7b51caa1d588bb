internal import ArgumentParser
internal import Audit
internal import DossierModel
internal import LedgerStore

/// The command `dossier report`.
struct ReportCommand: AsyncParsableCommand {
    enum Format: String, CaseIterable, ExpressibleByArgument {
        case text
        case json
        case csv
    }

    static let configuration = CommandConfiguration(
        commandName: "report",
        abstract: "The figures of a period, as the system would report them and as the rules say.",
        discussion: """
            Reported: what the one-stop system would show. Audited: what the rules make of the same events. The difference \
            is what an inspection looks for. Dates are YYYY-MM-DD; moments are RFC 3339 or a date for the end of that day.
            """
    )

    @OptionGroup var argument: LedgerArgument

    @Option(
        help: ArgumentHelp("The first day. Default: that on which anything happened first", valueName: "day"),
        transform: OptionValue.date
    )
    var from: LocalDate?

    @Option(
        help: ArgumentHelp("The last day. Default: the day of --as-of", valueName: "day"),
        transform: OptionValue.date
    )
    var to: LocalDate?

    @Option(
        help: ArgumentHelp(
            "Rows by unit, sector, channel, procedure; several with commas.",
            valueName: "groups"
        ),
        transform: OptionValue.dimensions
    )
    var by: [Dimension] = []

    @Option(help: "A unit and all below it.")
    var unit: String?

    @Option(help: "A sector.")
    var sector: String?

    @Option(help: "A channel: counter, online or postal.", transform: OptionValue.channel)
    var channel: Channel?

    @Option(help: "A procedure.")
    var procedure: String?

    @Option(
        help: "Units of a level: national, province, department, branch, district, commune or centre.",
        transform: OptionValue.level
    )
    var level: UnitLevel?

    @Option(
        name: .customLong("as-of"),
        help: ArgumentHelp(
            "What was known at that moment. Default: the latest recordedAt",
            valueName: "moment"
        ),
        transform: OptionValue.moment
    )
    var asOf: Instant?

    @Option(
        name: .customLong("log-size"),
        help: ArgumentHelp("Only the first so many events of the ledger.", valueName: "n"),
        transform: OptionValue.number
    )
    var logSize: UInt64?

    @Flag(help: "Adds a row for every unit above, with all below it.")
    var rollup = false

    @OptionGroup var ruleFiles: RuleSetOptions

    @Option(help: "The form of the answer: text, json or csv.")
    var format = Format.text

    @OptionGroup var speech: LanguageOptions

    func run() async throws {
        let language = speech.language
        if rollup, !by.contains(.unit) {
            let vi = "--rollup cần --by có unit"
            throw CommandFailure(
                .use,
                language.text(vi: vi, en: "--rollup needs unit among the groups of --by")
            )
        }
        let ledger = try argument.open(language)
        let report = try await ReportMaker.make(query(), of: ledger)
        if let unit, let other = report.mergedInto {
            let vi = "lưu ý: \(unit) đã sáp nhập vào \(other); số liệu là của \(other)"
            Console.say(
                language.text(
                    vi: vi,
                    en: "note: \(unit) was merged into \(other); the figures are those of \(other)"
                )
            )
        }
        switch format {
        case .json: try Console.writeLine(report.json.description)
        case .csv: try Console.write(ReportCSV.text(report))
        case .text: try Console.write(ReportTable(report, language).text)
        }
    }

    private func query() throws -> ReportQuery {
        var query = ReportQuery(from: from, to: to)
        query.by = by
        query.unit = unit
        query.sector = sector
        query.channel = channel
        query.procedure = procedure
        query.level = level
        query.asOf = asOf
        query.logSize = logSize
        query.hasRollup = rollup
        query.ruleSets = try ruleFiles.files()
        return query
    }
}
