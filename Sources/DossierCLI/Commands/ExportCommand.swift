internal import ArgumentParser
internal import Audit
internal import DossierModel
internal import LedgerStore

/// The command `dossier export`.
struct ExportCommand: ParsableCommand {
    enum Format: String, CaseIterable, ExpressibleByArgument {
        case ndjson
    }

    static let configuration = CommandConfiguration(
        commandName: "export",
        abstract: "Writes the events again: canonical bytes, one event a line, in log order.",
        discussion: """
            The root of the ledger can be computed from these lines with a JSON library and SHA-256 \
            (tools/ledger_root.py), and importing them gives the same root.
            """
    )

    @OptionGroup var argument: LedgerArgument

    @Option(help: "The form: ndjson.")
    var format = Format.ndjson

    @Option(
        name: .customLong("log-size"),
        help: ArgumentHelp("Only the first so many events.", valueName: "n"),
        transform: OptionValue.number
    )
    var logSize: UInt64?

    @Option(
        name: .shortAndLong,
        help: ArgumentHelp(
            "The file to write; it must not be there yet. Default: standard output",
            valueName: "file"
        )
    )
    var output: String?

    @OptionGroup var speech: LanguageOptions

    func run() throws {
        let language = speech.language
        let ledger = try argument.open(language)
        // Before the file is made: a refusal leaves nothing behind.
        let size = try ledger.read { view in view.size }
        if let logSize, logSize > size { throw ReportError.noSuchLogSize(asked: logSize, size: size) }
        var writer = try ExportWriter(path: output)
        var progress = ProgressLine(language)
        let what = language.text(vi: "sự kiện", en: "events")
        try ledger.read { view in
            let size = logSize ?? view.size
            var failure: CommandFailure?
            try view.forEachEvent(0..<size) { number, event throws(StoreError) in
                do throws(CommandFailure) {
                    try writer.writeLine(event)
                } catch {
                    failure = error
                    return false
                }
                if number.rawValue % 4_096 == 0 {
                    progress.show(Int(number.rawValue), what, share: Double(number.rawValue) / Double(size))
                }
                return true
            }
            if let failure { throw failure }
            try writer.finish()
        }
        progress.finish()
    }
}
