internal import ArgumentParser
internal import Audit
internal import DossierModel
internal import LedgerStore
internal import Synchronization

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
            As reported: what the one-stop system would show. As audited: what the rules make of the same events. The difference \
            is what an inspection looks for. Dates are YYYY-MM-DD; moments are RFC 3339 or a date for the end of that day.
            """
    )

    @OptionGroup var argument: LedgerArgument

    @OptionGroup var filters: FilterOptions

    @Option(
        help: ArgumentHelp(
            "Rows by unit, sector, channel, procedure; several with commas.",
            valueName: "groups"
        ),
        transform: OptionValue.dimensions
    )
    var by: [Dimension] = []

    @OptionGroup var knowledge: AsOfOption

    @OptionGroup var part: LogSizeOption

    @Flag(help: "Adds a row for every unit above, with all below it.")
    var rollup = false

    @Flag(
        name: .customLong("no-cache"),
        help: "Counts every event again, and keeps nothing in the ledger for the next report."
    )
    var isWithoutCache = false

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
        let path = try argument.path(language)
        let answer = try answer(path, language)
        try write(answer.report, language)
        if let checkpoint = answer.checkpoint { keep(checkpoint, in: path, language) }
    }

    private func answer(_ path: String, _ language: Language) throws -> ReportAnswer {
        let ledger = try LedgerArgument.open(path, language)
        let fewest = isWithoutCache ? nil : ReportMaker.fewestEventsForCheckpoint
        // Several threads tell how far they are.
        let line = Mutex(ProgressLine(language))
        defer { line.withLock { $0.finish() } }
        let what = language.text(vi: "hồ sơ", en: "dossiers")
        let answer = try ReportMaker.answer(query(), of: ledger, checkpointsFrom: fewest) { done, all in
            line.withLock { $0.show(done, what, share: Double(done) / Double(max(all, 1))) }
        }
        line.withLock { $0.finish() }
        try LedgerArgument.sayIfEmpty(ledger, language)
        return answer
    }

    /// Keeps a checkpoint for the next report, after this one was given: a ledger that somebody appends to just now, or
    /// that may only be read, goes without.
    private func keep(_ checkpoint: ReportAnswer.Checkpoint, in path: String, _ language: Language) {
        do {
            try CheckpointShelf.keep(checkpoint, inLedgerAt: path)
        } catch {
            let reason = CommandFailure(error, language).message
            let vi = "lưu ý: không lưu được số liệu cho lần báo cáo sau: \(reason)"
            Console.say(
                language.text(vi: vi, en: "note: the tally could not be kept for the next report: \(reason)")
            )
        }
    }

    private func write(_ report: Report, _ language: Language) throws {
        if let unit = filters.unit, let other = report.mergedInto {
            let vi = "lưu ý: \(unit) đã sáp nhập vào \(other); số liệu là của \(other)"
            Console.say(
                language.text(
                    vi: vi,
                    en: "note: \(unit) was merged into \(other); the figures are those of \(other)"
                )
            )
        }
        switch format {
        case .json: try Console.write(bytes: report.jsonBytes + [0x0A], to: 1, "standard output")
        case .csv: try Console.write(ReportCSV.text(report))
        case .text: try Console.write(ReportTable(report, language).text)
        }
    }

    private func query() throws -> ReportQuery {
        var query = filters.query
        query.by = by
        query.asOf = knowledge.asOf
        query.logSize = part.logSize
        query.hasRollup = rollup
        query.ruleSets = try ruleFiles.files()
        return query
    }
}
