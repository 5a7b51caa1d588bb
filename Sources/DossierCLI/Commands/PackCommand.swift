internal import ArgumentParser
internal import Audit
internal import DossierModel
internal import LedgerStore
internal import MerkleLog
internal import Projections

/// The command `dossier pack`.
struct PackCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "pack",
        abstract:
            "An answer with the events that it follows from, and the proof that the signed ledger has them.",
        discussion: """
            The zip file can be checked without the ledger: dossier check-pack. It is proved against a checkpoint that the \
            ledger keeps; --key signs one now and keeps it. Before it is written the answer is worked out again from its events \
            alone.
            """
    )

    @OptionGroup var argument: LedgerArgument

    @Option(help: ArgumentHelp("Packs what `audit` answers to this claims file.", valueName: "file"))
    var claims: String?

    @Option(help: ArgumentHelp("Packs the history of this dossier.", valueName: "code"))
    var dossier: String?

    @Flag(help: "Packs what the detectors find.")
    var detect = false

    @Option(
        help: ArgumentHelp("Of --detect: only these detectors; several with commas.", valueName: "names"),
        transform: DetectCommand.detectors
    )
    var only: [Detector]?

    @Option(help: "Of --detect: a unit and all below it.")
    var unit: String?

    @Option(
        help: ArgumentHelp("Of --detect: hits of this day on.", valueName: "day"),
        transform: OptionValue.date
    )
    var from: LocalDate?

    @Option(
        help: ArgumentHelp("Of --detect: hits up to this day.", valueName: "day"),
        transform: OptionValue.date
    )
    var to: LocalDate?

    @Option(help: ArgumentHelp("The zip file to write; it must not be there yet.", valueName: "file"))
    var out: String

    @Flag(help: "Takes in the hash of every other event, so that it is known how many were withheld.")
    var whole = false

    @OptionGroup var knowledge: AsOfOption

    @Option(
        help: ArgumentHelp(
            "A kept checkpoint, by its number of events. Default: the newest",
            valueName: "size"
        ),
        transform: OptionValue.number
    )
    var checkpoint: UInt64?

    @Option(
        help: ArgumentHelp(
            "Signs a checkpoint of the ledger as it is with this key, and keeps it as dossier checkpoint does.",
            valueName: "file"
        )
    )
    var key: String?

    @OptionGroup var ruleFiles: RuleSetOptions
    @OptionGroup var answer: AnswerOptions

    func validate() throws {
        guard [claims != nil, dossier != nil, detect].count(where: { $0 }) == 1 else {
            throw ValidationError(
                vi: "cần đúng một trong --claims, --dossier và --detect",
                en: "one of --claims, --dossier and --detect is due"
            )
        }
        let hasFilter = only != nil || unit != nil || from != nil || to != nil
        guard detect || !hasFilter else {
            throw ValidationError(
                vi: "--only, --unit, --from và --to đi cùng --detect",
                en: "--only, --unit, --from and --to go with --detect"
            )
        }
        guard checkpoint == nil || key == nil else {
            throw ValidationError(
                vi: "--checkpoint nêu điểm kiểm tra đã giữ, còn --key ký điểm mới; hãy nêu một trong hai",
                en: "--checkpoint names a kept checkpoint and --key signs a new one; give one of them"
            )
        }
    }

    func run() throws {
        let language = answer.language
        try NewFile.check(out, language)
        var order = PackMaker.Order(asked, language: language.rawValue, program: DossierCommand.program)
        order.asOf = knowledge.asOf
        order.coverage = whole ? .whole : .subset
        order.claims = try claims.map { try FileContent.read($0) }
        order.claimsName = claims ?? order.claimsName
        order.ruleSets = try ruleFiles.files()
        let signing = try key.map { try KeyReading.signingKey($0, language) }
        let ledger =
            try signing == nil
            ? argument.open(language) : Ledger.open(at: argument.path(language), for: .appending)
        let signed =
            try signing.map { try PackCheckpoint.signed(with: $0, of: ledger) }
            ?? PackCheckpoint.kept(checkpoint, in: ledger)
        let line = StageLine(language: language)
        defer { line.finish() }
        let made = try PackMaker.make(
            order,
            signed,
            of: ledger,
            temporaryFolder: Environment.temporaryFolder,
            stage: line.show,
            page: PackPage.draw
        )
        let bytes = try PackArchive.bytes(of: made.files)
        try NewFile.write(bytes, to: out)
        line.finish()
        let texts = MadePackTexts(made, file: out, byteCount: bytes.count, language)
        switch answer.format {
        case .json: try Console.writeLine(texts.json.description)
        case .text: try Console.write(texts.text)
        }
    }

    private var asked: PackQuestion.Asked {
        if claims != nil { return .claims }
        if let dossier { return .dossier(dossier) }
        var filter = PackQuestion.DetectFilter()
        filter.only = only
        filter.unit = unit
        filter.from = from
        filter.to = to
        return .detect(filter)
    }
}
