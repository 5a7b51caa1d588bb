internal import ArgumentParser
internal import MerkleLog

/// Whose signatures count, alike for every command that checks them.
struct TrustOptions: ParsableArguments {
    @Option(
        name: .customLong("verifier"),
        help: ArgumentHelp(
            "A verifier key (name+id+base64), or a file with one a line; may be given again: one of them must have signed.",
            valueName: "key"
        )
    )
    var verifiers: [String] = []

    @Option(
        name: .customLong("policy"),
        help: ArgumentHelp(
            "In place of keys a policy (C2SP tlog-policy): logs, witnesses, quorum.",
            valueName: "file"
        )
    )
    var policyPath: String?

    func validate() throws {
        guard verifiers.isEmpty || policyPath == nil else {
            throw ValidationError(
                vi: "--policy dùng thay cho --verifier; chỉ nêu một trong hai",
                en: "--policy stands in the place of --verifier; give one of them"
            )
        }
    }

    /// Who is trusted; `nil` where nobody was named.
    func policy() throws(CommandFailure) -> WitnessPolicy? {
        let language = ParserWords.language
        if let policyPath { return try KeyReading.policy(policyPath, language) }
        guard !verifiers.isEmpty else { return nil }
        var keys: [VerifierKey] = []
        for text in verifiers { keys += try KeyReading.verifierKeys(text, language) }
        return WitnessPolicy(logs: keys)
    }
}
