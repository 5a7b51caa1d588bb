internal import ArgumentParser
internal import Audit
internal import DossierModel
internal import LedgerStore

/// The command `dossier replay`.
struct ReplayCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "replay",
        abstract: "A unit's history played forward: what happened in each step, and the figures then.",
        discussion: """
            A step is a day, a week, a month, or the moment of an event. The figures are those of report for the unit and all \
            below it, from the first day to the end of the step. On a terminal the history is stepped with keys (? tells \
            them); anywhere else, with --print or as JSON all steps are printed.
            """
    )

    @OptionGroup var argument: LedgerArgument

    @Option(help: "A unit and all below it.")
    var unit: String

    @OptionGroup var period: PeriodOptions

    @Option(help: "How far a step goes: day, week, month or event.", transform: ReplayCommand.stepping)
    var step = ReplayStepping.day

    @Flag(help: "Prints all steps, on a terminal too.")
    var print = false

    @OptionGroup var knowledge: AsOfOption
    @OptionGroup var ruleFiles: RuleSetOptions
    @OptionGroup var answer: AnswerOptions

    func validate() throws {
        if let from = period.from, let to = period.to, to < from {
            let told = PeriodOptions.reversed(from: from, to: to)
            throw ValidationError(vi: told.vi, en: told.en)
        }
    }

    func run() async throws {
        let language = answer.language
        let ledger = try argument.open(language)
        var query = UnitReplayQuery(unit: unit, from: period.from, to: period.to)
        query.asOf = knowledge.asOf
        query.ruleSets = try ruleFiles.files()
        let isStepped = answer.format == .text && !print && RawTerminal.isThere
        var ending: CInt?
        try CampaignCommand.withProgress(language) { progress in
            try UnitReplayMaker.run(query, of: ledger, progress: progress) { replay, view in
                if isStepped {
                    ending = try ReplayTerminal.run(replay, step, language, view)
                } else {
                    try LedgerArgument.sayIfEmpty(ledger, language)
                    CampaignCommand.sayMerger(unit, replay.mergedInto, language)
                    try printAll(&replay, view)
                }
            }
        }
        // Whoever waits for the program is to see what ended it.
        if let ending { RawTerminal.end(by: ending) }
    }

    private func printAll(_ replay: inout UnitReplay, _ view: borrowing LedgerView) throws {
        switch answer.format {
        case .json: try ReplayPrinter(stepping: step).printJSON(&replay, view)
        case .text: try ReplayPrinter(stepping: step).printText(&replay, view, answer.language)
        }
    }

    private static func stepping(_ text: String) throws -> ReplayStepping {
        if let stepping = ReplayStepping(rawValue: text) { return stepping }
        throw ValidationError(oneOf: ReplayStepping.allCases.map(\.rawValue))
    }
}

/// Prints all steps of a unit's history, one after the other.
struct ReplayPrinter {
    let stepping: ReplayStepping

    /// So much is written at a time.
    private static let pieceBytes = 1 << 16

    func printText(
        _ replay: inout UnitReplay,
        _ view: borrowing LedgerView,
        _ language: Language
    ) throws {
        let texts = ReplayTexts(replay, stepping, language)
        var text = texts.heading
        for index in 0..<replay.count(stepping) {
            let step = try replay.step(stepping, index, view)
            text += texts.text(step, try events(step, &replay, view) ?? [])
            try flush(&text)
        }
        try Console.write(text + texts.footing)
    }

    func printJSON(_ replay: inout UnitReplay, _ view: borrowing LedgerView) throws {
        let head = JSONValue.object(replay.heading(stepping)).description
        var text = String(head.dropLast()) + ", \"steps\": ["
        for index in 0..<replay.count(stepping) {
            let step = try replay.step(stepping, index, view)
            text += index == 0 ? "\n" : ",\n"
            text += step.json(try events(step, &replay, view)).description
            try flush(&text)
        }
        try Console.write(text + "\n]}\n")
    }

    /// The events of a step, where they are told one by one.
    private func events(
        _ step: ReplayStep,
        _ replay: inout UnitReplay,
        _ view: borrowing LedgerView
    ) throws -> [ReplayEvent]? {
        stepping == .event ? try replay.events(step.marks, view) : nil
    }

    private func flush(_ text: inout String) throws {
        guard text.utf8.count >= ReplayPrinter.pieceBytes else { return }
        try Console.write(text)
        text = ""
    }
}
