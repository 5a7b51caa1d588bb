internal import ArgumentParser
internal import Audit
internal import Glibc
internal import MerkleLog

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
                vi: "--verifier, --policy và --tiles đi cùng --since",
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
                throw CommandFailure(.use, "\(path): \(FaultWords.text(error, ParserWords.language))")
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
