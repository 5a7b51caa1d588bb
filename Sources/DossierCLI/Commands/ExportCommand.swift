internal import ArgumentParser
internal import Audit
internal import DossierModel
internal import LedgerStore

/// The command `dossier export`.
struct ExportCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "export",
        abstract: "Writes the events again: as lines, or as a log for process mining, or as a table.",
        discussion: """
            ndjson: canonical bytes, one event a line, in log order. The root of the ledger can be computed from these \
            lines with a JSON library and SHA-256 (tools/ledger_root.py), and importing them gives the same root.
            xes: IEEE 1849, a trace for each dossier. ocel: OCEL 2.0 in its JSON form. csv: one row an event. \
            These three hold the line of each event too, so that nothing is lost.
            """
    )

    @OptionGroup var argument: LedgerArgument

    @Option(help: ArgumentHelp("The form: ndjson, xes, ocel or csv.", valueName: "form"))
    var format = ExportForm.ndjson

    @OptionGroup var part: LogSizeOption

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
        var progress = ProgressLine(language)
        let what = language.text(vi: "sự kiện", en: "events")
        try ledger.read { view in
            let logSize = part.logSize
            let size = min(logSize ?? view.size, view.size)
            if let logSize, logSize > view.size {
                throw ReportError.noSuchLogSize(asked: logSize, size: view.size)
            }
            // Made only now: a refusal leaves no file behind.
            var writer = try ExportWriter(path: output)
            var failure: CommandFailure?
            try EventExport.write(format, ofFirst: size, of: view) { done in
                progress.show(Int(done), what, share: Double(done) / Double(size))
            } to: { text in
                do throws(CommandFailure) {
                    try writer.write(&text)
                } catch {
                    failure = error
                }
                return failure == nil
            }
            if let failure { throw failure }
            try writer.finish()
        }
        progress.finish()
    }
}

extension ExportForm: ExpressibleByArgument {}
