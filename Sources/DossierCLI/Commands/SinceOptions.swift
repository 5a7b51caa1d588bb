internal import ArgumentParser
internal import Audit
internal import Glibc
internal import MerkleLog

/// Whose signatures count.
struct TrustOptions: ParsableArguments {
    @Option(
        name: .customLong("verifier"),
        help: ArgumentHelp(
            "A verifier key (name+id+base64) that must have signed, or a file that holds it; may be given again.",
            valueName: "key"
        )
    )
    var verifiers: [String] = []

    @Option(
        name: .customLong("policy"),
        help: ArgumentHelp("A policy (C2SP tlog-policy): keys, witnesses, quorum.", valueName: "file")
    )
    var policyPath: String?

    func validate() throws {
        guard verifiers.isEmpty || policyPath == nil else {
            throw ValidationError(
                vi: "--verifier và --policy thay cho nhau; hãy nêu một trong hai",
                en: "--verifier and --policy stand for each other; give one of them"
            )
        }
    }

    /// Who is trusted; `nil` where nobody was named.
    func policy() throws(CommandFailure) -> WitnessPolicy? {
        if let policyPath {
            let content = try FileContent.read(policyPath)
            do throws(PolicyFault) {
                return try WitnessPolicy(decoding: content)
            } catch {
                throw CommandFailure(.use, "\(policyPath): \(error)")
            }
        }
        guard !verifiers.isEmpty else { return nil }
        var keys: [VerifierKey] = []
        for text in verifiers { keys.append(try TrustOptions.key(text)) }
        return WitnessPolicy(logs: keys)
    }

    /// A key by its text, or by the file that holds it.
    private static func key(_ text: String) throws(CommandFailure) -> VerifierKey {
        if let key = try? VerifierKey(text: text) { return key }
        var content = text
        if access(text, F_OK) == 0 {
            content = String(decoding: try FileContent.read(text), as: UTF8.self)
            if content.last == "\n" { content.removeLast() }
        }
        do throws(KeyFault) {
            return try VerifierKey(text: content)
        } catch {
            throw CommandFailure(.use, "--verifier: \(error)")
        }
    }
}

/// What a ledger is held against.
struct SinceOptions: ParsableArguments {
    @Option(
        name: .customLong("since"),
        help: ArgumentHelp(
            "A checkpoint that was signed earlier: shows that the ledger has only grown since, or the first difference; may be given again.",
            valueName: "checkpoint"
        )
    )
    var paths: [String] = []

    @OptionGroup var trust: TrustOptions

    @Option(
        help: ArgumentHelp(
            "A folder of tiles that were written then: names the first event that differs.",
            valueName: "folder"
        )
    )
    var tiles: String?

    func validate() throws {
        guard paths.isEmpty else { return }
        guard trust.verifiers.isEmpty, trust.policyPath == nil, tiles == nil else {
            throw ValidationError(
                vi: "--verifier, --policy và --tiles đi với --since",
                en: "--verifier, --policy and --tiles go with --since"
            )
        }
    }

    /// The question, or `nil` where no checkpoint was named.
    func query() throws(CommandFailure) -> SinceQuery? {
        guard !paths.isEmpty else { return nil }
        if let tiles, !FileContent.isFolder(tiles) {
            throw CommandFailure(.world, "--tiles \(tiles): \(systemText(errno == 0 ? ENOTDIR : errno))")
        }
        var given: [SinceQuery.Given] = []
        for path in paths {
            guard access(path, R_OK) == 0 else {
                throw CommandFailure(.world, "\(path): \(systemText(errno))")
            }
            let content = try FileContent.read(path)
            do throws(CheckpointFault) {
                given.append(
                    SinceQuery.Given(name: path, checkpoint: try SignedCheckpoint(decoding: content))
                )
            } catch {
                throw CommandFailure(.use, "\(path): \(error)")
            }
        }
        return SinceQuery(given: given, policy: try trust.policy(), readTile: tiles.map(SinceOptions.reader))
    }

    /// Reads tiles below a folder.
    ///
    /// A tree that has grown since holds wider tiles in the place of partial ones; they begin with the same hashes.
    private static func reader(_ folder: String) -> (TilePath) throws(TileFault) -> [UInt8] {
        { path throws(TileFault) in
            for width in path.width...TilePath.fullWidth {
                guard let wider = TilePath(path.kind, index: path.index, width: width),
                    let content = try? FileContent.read(folder + "/" + wider.text)
                else { continue }
                guard width > path.width else { return content }
                return Array(content.prefix(path.width * Digest.byteCount))
            }
            throw .missing(path)
        }
    }
}
