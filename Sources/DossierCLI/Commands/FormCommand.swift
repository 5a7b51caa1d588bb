internal import ArgumentParser
internal import Audit
internal import DossierModel
internal import LedgerStore
internal import Spreadsheet
internal import Synchronization

/// The command `dossier form`.
struct FormCommand: AsyncParsableCommand {
    enum Format: String, CaseIterable, ExpressibleByArgument {
        case text
        case json
        case csv
        case xlsx
    }

    enum Form: String, CaseIterable, ExpressibleByArgument {
        case settlement = "II.06a"
    }

    static let configuration = CommandConfiguration(
        commandName: "form",
        abstract: "A periodic form as the authorities ask for it, filled in from the ledger.",
        discussion: """
            II.06a: what became of the dossiers of a unit in a period, by sector. Its columns are counts of the report; what \
            the form has no column for (declined, withdrawn, undated) stands in the remarks, so that every equation of the \
            form closes. With --check-carry-over what was carried in is held against what the form before left open; \
            exit status 1 where they differ, with the dossiers named.
            """
    )

    @OptionGroup var argument: LedgerArgument

    @Option(help: ArgumentHelp("The form: II.06a.", valueName: "form"))
    var form = Form.settlement

    @Option(help: ArgumentHelp("The first day.", valueName: "day"), transform: OptionValue.date)
    var from: LocalDate

    @Option(help: ArgumentHelp("The last day.", valueName: "day"), transform: OptionValue.date)
    var to: LocalDate

    @Option(help: "The unit that reports, with all below it.")
    var unit: String?

    @Option(
        help: ArgumentHelp(
            "Whom the form goes to. Default: the unit above, as it is registered",
            valueName: "name"
        )
    )
    var receiver: String?

    @Option(help: "reported or audited.", transform: OptionValue.basis)
    var basis = Basis.reported

    @Flag(help: "A line for every procedure too, below its sector.")
    var procedures = false

    @Option(
        name: .customLong("check-carry-over"),
        help: ArgumentHelp(
            "Holds column (6) against column (11) of the form of that period.",
            valueName: "from..to"
        ),
        transform: OptionValue.period
    )
    var previous: FormPeriod?

    @Option(
        name: .customLong("previous-as-of"),
        help: ArgumentHelp("When the form before was made. Default: that of --as-of", valueName: "moment"),
        transform: OptionValue.moment
    )
    var previousAsOf: Instant?

    @OptionGroup var knowledge: AsOfOption
    @OptionGroup var ruleFiles: RuleSetOptions

    @Option(help: "The form of the answer: text, json, csv or xlsx.")
    var format = Format.text

    @Option(
        name: .shortAndLong,
        help: ArgumentHelp(
            "The file to write; it must not be there yet. Default: standard output",
            valueName: "file"
        )
    )
    var output: String?

    @OptionGroup var speech: LanguageOptions

    func run() async throws {
        let language = speech.language
        if format == .xlsx, output == nil {
            let vi = "--format xlsx cần tên tệp: -o TỆP"
            throw CommandFailure(.use, language.text(vi: vi, en: "--format xlsx needs a file: -o FILE"))
        }
        if previousAsOf != nil, previous == nil {
            let vi = "--previous-as-of cần --check-carry-over TỪ..ĐẾN"
            let en = "--previous-as-of needs --check-carry-over FROM..TO"
            throw CommandFailure(.use, language.text(vi: vi, en: en))
        }
        if let previous, previous.to >= from {
            let vi = "kỳ của --check-carry-over phải kết thúc trước \(from)"
            throw CommandFailure(
                .use,
                language.text(vi: vi, en: "the period of --check-carry-over has to end before \(from)")
            )
        }
        let form = try filledIn(language)
        if let unit, let other = form.mergedInto {
            let vi = "lưu ý: \(unit) đã sáp nhập vào \(other); số liệu là của \(other)"
            let en = "note: \(unit) was merged into \(other); the figures are those of \(other)"
            Console.say(language.text(vi: vi, en: en))
        }
        let holds = form.carryOver?.holds ?? true
        try Console.end(holds ? .well : .fault) { try write(form, language) }
    }

    private func filledIn(_ language: Language) throws -> SettlementForm {
        let ledger = try argument.open(language)
        var query = FormQuery(period: FormPeriod(from: from, to: to))
        query.basis = basis
        query.unit = unit
        query.hasProcedures = procedures
        query.asOf = knowledge.asOf
        query.previous = previous
        query.previousAsOf = previousAsOf
        query.ruleSets = try ruleFiles.files()
        // Several threads tell how far they are.
        let line = Mutex(ProgressLine(language))
        defer { line.withLock { $0.finish() } }
        let what = language.text(vi: "hồ sơ", en: "dossiers")
        let form = try FormMaker.make(query, of: ledger) { done, all in
            line.withLock { $0.show(done, what, share: Double(done) / Double(max(all, 1))) }
        }
        line.withLock { $0.finish() }
        try LedgerArgument.sayIfEmpty(ledger, language)
        return form
    }

    private func write(_ form: SettlementForm, _ language: Language) throws {
        switch format {
        case .text: try write(FormTable(form, receiver: receiver, language).text)
        case .json: try write(form.json.description + "\n")
        case .csv:
            try write(FormCSV(language).text(form))
            // A table has no place for it.
            guard let carryOver = form.carryOver else { return }
            let said = CarryOverTexts(carryOver, FormTexts(language))
            for line in [said.summary] + said.details { Console.say(line) }
        case .xlsx:
            guard let output else { return }
            try FormSheet.document(form, receiver: receiver, language).write(to: output)
        }
    }

    private func write(_ text: String) throws(CommandFailure) {
        var writer = try ExportWriter(path: output)
        var bytes = Array(text.utf8)
        try writer.write(&bytes)
        try writer.finish()
    }
}
