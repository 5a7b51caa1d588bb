internal import ArgumentParser
internal import Audit
internal import DossierModel
internal import LedgerStore

/// The command `dossier history`.
struct HistoryCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "history",
        abstract:
            "One dossier's life: both clocks, the due date step by step on both bases, and the verdict.",
        discussion: """
            Long tables are cut in the middle unless --all is given; JSON has everything. The picture of --svg is a time line \
            with working days, stops and both due dates.
            """
    )

    @Argument(
        help: ArgumentHelp(
            "The ledger's folder and the dossier's code; DOSSIER_LEDGER names the ledger where only a code is given.",
            valueName: "ledger> <dossier"
        )
    )
    var names: [String]

    @OptionGroup var knowledge: AsOfOption

    @Option(
        help: ArgumentHelp(
            "Where the dossier stood at that moment. Default: that of --as-of, which is also the latest.",
            valueName: "moment"
        ),
        transform: OptionValue.moment
    )
    var at: Instant?

    @Flag(help: "Leaves nothing out of the text, however many events there are.")
    var all = false

    @Option(help: ArgumentHelp("Draws the time line to a new file.", valueName: "file"))
    var svg: String?

    @OptionGroup var ruleFiles: RuleSetOptions
    @OptionGroup var answer: AnswerOptions

    func validate() throws {
        guard (1...2).contains(names.count) else {
            throw ValidationError(
                vi: "cần thư mục sổ và mã của một hồ sơ",
                en: "the ledger's folder and one dossier's code are due"
            )
        }
    }

    func run() throws {
        let language = answer.language
        if let svg { try PageFile.check(svg, language) }
        let path = try LedgerArgument.path(names.count == 2 ? names[0] : nil, language)
        let history = try DossierHistory.read(
            names[names.count - 1],
            in: LedgerArgument.open(path, language),
            asOf: knowledge.asOf,
            at: at,
            ruleSets: ruleFiles.files()
        )
        if let at, at > history.at {
            let vi = "lưu ý: chỉ biết đến \(history.at); hỏi muộn hơn thì thêm --as-of"
            let en = "note: nothing is known after \(history.at); for a later moment give --as-of as well"
            Console.say(language.text(vi: vi, en: en))
        }
        if let svg { try PageFile.write(HistoryPicture(history, language).document, to: svg) }
        switch answer.format {
        case .json: try Console.writeLine(history.json.description)
        case .text:
            let texts = HistoryTexts(history, language, isWhole: all, columns: Console.columns)
            try Console.write(texts.text)
        }
    }
}
