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

    @Argument(help: "The ledger's folder.")
    var ledger: String

    @Argument(help: "The folder of the tiles; it is made if it is not there.")
    var folder: String

    @Flag(name: .customLong("hashes-only"), help: "Leaves the events themselves out.")
    var hashesOnly = false

    @OptionGroup var answer: AnswerOptions

    func run() throws {
        let language = answer.language
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
            ]
            try Console.writeLine(JSONValue.object(ProofWords.json(checkpoint) + members).description)
        case .text:
            let words = ProofWords(language: language).checkpoint(checkpoint)
            let files = language.count(written.written)
            let earlier = language.count(Int(written.earlier))
            try Console.writeLine(
                language.text(
                    vi: "\(folder): \(words); trước đó \(earlier) sự kiện; ghi \(files) tệp mới",
                    en: "\(folder): \(words); it had \(earlier) events before; \(files) new files"
                )
            )
        }
    }
}
