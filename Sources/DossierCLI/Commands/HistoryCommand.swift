internal import ArgumentParser
internal import Audit
internal import DossierModel
internal import LedgerStore

/// The command `dossier history`.
struct HistoryCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "history",
        abstract: "One dossier's life: every event with both clocks, and where it stands on both bases."
    )

    @Argument(
        help: ArgumentHelp(
            "The ledger's folder and the dossier's code; DOSSIER_LEDGER names the ledger where only a code is given.",
            valueName: "ledger> <dossier"
        )
    )
    var names: [String]

    @OptionGroup var knowledge: AsOfOption

    @OptionGroup var ruleFiles: RuleSetOptions
    @OptionGroup var answer: AnswerOptions

    func validate() throws {
        guard (1...2).contains(names.count) else {
            throw ValidationError("the ledger's folder and one dossier's code are due")
        }
    }

    func run() throws {
        let language = answer.language
        let path = try LedgerArgument.path(names.count == 2 ? names[0] : nil, language)
        let history = try DossierHistory.read(
            names[names.count - 1],
            in: LedgerArgument.open(path, language),
            asOf: knowledge.asOf,
            ruleSets: ruleFiles.files()
        )
        switch answer.format {
        case .json: try Console.writeLine(history.json.description)
        case .text: try Console.write(HistoryTexts(history, language).text)
        }
    }
}
