internal import ArgumentParser
internal import Audit
internal import MerkleLog

/// The command `dossier check-pack`.
struct CheckPackCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "check-pack",
        abstract: "Checks an evidence pack without its ledger, and works its answer out again.",
        discussion: """
            The verifier key has to come from a place that is trusted, not from the pack. Exit status 0 if nothing failed, 1 if \
            anything did, 2 where the file is no pack.
            """
    )

    @Argument(help: "The pack.")
    var file: String

    @OptionGroup var trust: TrustOptions

    @Option(
        name: .customLong("max-bytes"),
        help: ArgumentHelp("What the pack may unpack to, as 4GiB. Default: 512MiB", valueName: "size"),
        transform: OptionValue.byteCount
    )
    var maxBytes = 512 << 20

    @OptionGroup var answer: AnswerOptions

    func run() throws {
        let language = answer.language
        let line = StageLine(language: language)
        defer { line.finish() }
        let inspection = try PackChecker.check(
            FileContent.read(file, limit: maxBytes),
            maxBytes: maxBytes,
            trust: trust.policy().map { .policy($0) } ?? .nobody,
            temporaryFolder: Environment.temporaryFolder,
            stage: line.show,
            page: PackPage.draw
        )
        line.finish()
        let texts = PackTexts(inspection, language)
        try Console.end(inspection.verdict == .failed ? .fault : .well) {
            switch answer.format {
            case .json: try Console.writeLine(texts.json.description)
            case .text: try Console.write(texts.text)
            }
        }
    }
}
