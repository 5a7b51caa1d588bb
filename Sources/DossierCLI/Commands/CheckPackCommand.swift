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

    @Option(
        help: ArgumentHelp(
            "A verifier key that must have signed, or a file with one a line; may be given again: one is enough.",
            valueName: "key"
        )
    )
    var verifier: [String] = []

    @Option(
        help: ArgumentHelp(
            "A policy of logs and witnesses (C2SP tlog-policy), in place of keys.",
            valueName: "file"
        )
    )
    var policy: String?

    @Option(
        name: .customLong("max-bytes"),
        help: ArgumentHelp("What the pack may unpack to, as 4GiB. Default: 1GiB", valueName: "size"),
        transform: OptionValue.byteCount
    )
    var maxBytes = 1 << 30

    @OptionGroup var answer: AnswerOptions

    func validate() throws {
        guard policy == nil || verifier.isEmpty else {
            throw ValidationError("--policy stands in the place of --verifier; give one of them")
        }
    }

    func run() throws {
        let language = answer.language
        let line = StageLine(language: language)
        defer { line.finish() }
        let inspection = try PackChecker.check(
            FileContent.read(file, limit: maxBytes),
            maxBytes: maxBytes,
            trust: trust(),
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

    private func trust() throws -> PackTrust {
        if let policy { return .policy(try KeyReading.policy(policy)) }
        return verifier.isEmpty ? .nobody : .keys(try verifier.flatMap { try KeyReading.verifierKeys($0) })
    }
}
