internal import ArgumentParser
internal import Audit
internal import LedgerStore
internal import MerkleLog

/// The command `dossier tiles`.
struct TilesCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "tiles",
        abstract: "Writes the hash tree and the events as static files (C2SP tlog-tiles).",
        discussion: """
            What monitors and witnesses follow, for the newest checkpoint that the ledger keeps. A folder of tiles is \
            extended: full tiles are never written again, and the checkpoint comes last. A folder of another history is \
            refused.
            """
    )

    @Argument(
        help: ArgumentHelp(
            "The ledger's folder and that of the tiles, which is made if it is not there; DOSSIER_LEDGER names the ledger where only one is given.",
            valueName: "ledger> <folder"
        )
    )
    var names: [String]

    @Flag(name: .customLong("hashes-only"), help: "Leaves the events themselves out.")
    var hashesOnly = false

    @OptionGroup var answer: AnswerOptions

    func validate() throws {
        guard (1...2).contains(names.count) else {
            throw ValidationError(
                vi: "cần thư mục sổ và thư mục tile",
                en: "the ledger's folder and that of the tiles are due"
            )
        }
    }

    func run() throws {
        let language = answer.language
        let folder = names[names.count - 1]
        let ledger = try LedgerArgument.path(names.count == 2 ? names[0] : nil, language)
        let opened = try LedgerArgument.open(ledger, language)
        var line = ProgressLine(language)
        let what = language.text(vi: "sự kiện", en: "events")
        let written = try TileWriting.write(opened, to: folder, hashesOnly: hashesOnly) {
            line.show(Int($0), what, share: Double($0) / Double(max($1, 1)))
        }
        line.finish()
        let checkpoint = written.checkpoint.unverified
        switch answer.format {
        case .json:
            let members: [(String, JSONValue)] = [
                ("earlierSize", .int(Int(written.earlier))), ("files", .int(written.written)),
                ("restored", .int(written.restored)),
            ]
            try Console.writeLine(JSONValue.object(ProofWords.json(checkpoint) + members).description)
        case .text:
            let words = ProofWords(language: language).checkpoint(checkpoint)
            let files = language.count(written.written)
            let earlier = language.count(Int(written.earlier))
            if written.restored > 0 {
                let count = language.count(written.restored)
                let vi = "lưu ý: \(count) tệp cũ bị thiếu hoặc sai độ dài đã được ghi lại"
                let en = "note: \(count) earlier files were missing or cut, and were written again"
                Console.say(language.text(vi: vi, en: en))
            }
            try Console.writeLine(
                language.text(
                    vi: "\(folder): \(words); trước đó \(earlier) sự kiện; ghi \(files) tệp mới",
                    en: "\(folder): \(words); it had \(earlier) events before; \(files) new files"
                )
            )
        }
    }
}
