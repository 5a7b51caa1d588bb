internal import ArgumentParser
internal import Audit
internal import LedgerStore
internal import MerkleLog

/// The command `dossier upgrade`.
struct UpgradeCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "upgrade",
        abstract: "Takes the events of a ledger of an older format into a new ledger.",
        discussion: """
            The new ledger has the same events in the same order, with the moments at which they were appended, and the \
            same root; that is checked. The old ledger stays as it is.
            """
    )

    @Argument(help: "The folder of the ledger of the older format.")
    var ledger: String

    @Argument(help: "The folder of the ledger to be made.")
    var new: String

    @OptionGroup var size: SizeOptions
    @OptionGroup var answer: AnswerOptions

    func run() throws {
        let language = answer.language
        var line = ProgressLine(language)
        let what = language.text(vi: "sự kiện", en: "events")
        let made = try LedgerUpgrade.run(
            from: ledger,
            to: new,
            sizeLimitBytes: size.maxSizeBytes,
            makeFactsReader: Ledger.canonicalFacts
        ) { done, all in
            line.show(Int(done), what, share: Double(done) / Double(max(all, 1)))
        }
        line.finish()
        switch answer.format {
        case .json:
            let members: [(String, JSONValue)] = [
                ("logSize", .int(Int(made.size))), ("root", .string(made.root.hex)),
            ]
            try Console.writeLine(JSONValue.object(members).description)
        case .text:
            let count = language.count(Int(made.size))
            try Console.writeLine(
                language.text(
                    vi: "Đã tạo sổ \(new) gồm \(count) sự kiện của \(ledger), cùng gốc \(made.root.hex)",
                    en:
                        "Made the ledger \(new) with the \(count) events of \(ledger), of the same root \(made.root.hex)"
                )
            )
        }
    }
}
