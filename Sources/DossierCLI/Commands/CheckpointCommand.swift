internal import ArgumentParser
internal import Audit
internal import LedgerStore
internal import MerkleLog

/// The command `dossier checkpoint`.
struct CheckpointCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "checkpoint",
        abstract: "Signs the ledger as it is, keeps the note in the ledger and prints it.",
        discussion: """
            Give copies of the note to others: it is short, and whoever has it can later show whether the ledger has only \
            grown since (dossier verify LEDGER --since NOTE). Before it signs, the program hashes all events since the newest \
            checkpoint that it keeps again, proves that the ledger has grown out of that one, and refuses if not. What lies \
            before it, and what is derived from events, it does not check: run dossier verify for that.
            """
    )

    @OptionGroup var argument: LedgerArgument

    @Option(
        help: ArgumentHelp("Signs with the key of this file; may be given again.", valueName: "file")
    )
    var key: [String] = []

    @Option(
        help: ArgumentHelp(
            "The origin line. Default: that of the kept checkpoints, or the name of the first key",
            valueName: "name"
        )
    )
    var origin: String?

    @Option(
        help: ArgumentHelp(
            "Adds the lines of witnesses from this note of a kept checkpoint: those of the keys that --policy or --verifier names, verified; may be given again.",
            valueName: "file"
        )
    )
    var cosigned: [String] = []

    @Flag(help: "Verifies all kept checkpoints: each root against the events, each signature as asked.")
    var verify = false

    @Flag(help: "Prints sizes, roots and signers of the kept checkpoints.")
    var list = false

    @OptionGroup var trust: TrustOptions

    @Option(
        help: ArgumentHelp("Writes the note to this file too; it must not be there yet.", valueName: "file")
    )
    var out: String?

    @OptionGroup var answer: AnswerOptions

    func validate() throws {
        let signs = !key.isEmpty || !cosigned.isEmpty
        guard [signs, verify, list].count(where: { $0 }) == 1 else {
            throw ValidationError(
                vi: "cần một trong --key (hoặc --cosigned), --verify và --list",
                en: "one of --key (or --cosigned), --verify and --list is due"
            )
        }
        guard !key.isEmpty || origin == nil else {
            throw ValidationError(vi: "--origin đi với --key", en: "--origin goes with --key")
        }
        guard signs || out == nil else {
            throw ValidationError(
                vi: "--out đi với --key hoặc --cosigned",
                en: "--out goes with --key or --cosigned"
            )
        }
        let isTrustGiven = !trust.verifiers.isEmpty || trust.policyPath != nil
        guard verify || !cosigned.isEmpty || !isTrustGiven else {
            throw ValidationError(
                vi: "--verifier và --policy đi với --verify hoặc --cosigned",
                en: "--verifier and --policy go with --verify or --cosigned"
            )
        }
        guard cosigned.isEmpty || isTrustGiven else {
            throw ValidationError(
                vi: "--cosigned cần --policy TỆP hoặc --verifier KHÓA: chỉ nhận dòng của khóa được tin",
                en: "--cosigned needs --policy FILE or --verifier KEY: only lines of trusted keys are taken"
            )
        }
    }

    func run() throws {
        if verify { return try runVerify() }
        if list { return try runList() }
        try runSign()
    }

    private func runSign() throws {
        let language = answer.language
        if let out { try NewFile.check(out, language) }
        var order = CheckpointSigning.Order()
        order.keys = try key.map { try KeyReading.signingKey($0, language) }
        order.origin = origin.map { ExactText($0) }
        order.cosigned = try cosigned.map { ($0, try CheckpointCommand.note($0)) }
        if let policy = try trust.policy() {
            order.trusted = policy.logs.map(\.key) + policy.witnesses.map(\.key)
        }
        let ledger = try Ledger.open(at: argument.path(language), for: .appending)
        var line = ProgressLine(language)
        let what = language.text(vi: "sự kiện", en: "events")
        let made = try CheckpointSigning.keep(order, in: ledger) {
            line.show(Int($0), what, share: Double($0) / Double(max($1, 1)))
        }
        line.finish()
        guard let kept = made.note else { return }
        if !cosigned.isEmpty {
            let vi = "nhận \(made.taken) dòng mới; \(made.present) dòng đã có sẵn"
            let en = "lines taken: \(made.taken); there already: \(made.present)"
            Console.say(language.text(vi: vi, en: en))
        }
        if let out { try NewFile.write(kept.encode(), to: out) }
        switch answer.format {
        case .text: try Console.write(String(decoding: kept.encode(), as: UTF8.self))
        case .json:
            let note = JSONValue.string(String(decoding: kept.encode(), as: UTF8.self))
            try Console.writeLine(
                JSONValue.object(
                    ProofWords.json(kept.unverified) + [
                        ("linesTaken", .int(made.taken)), ("note", note),
                    ]
                ).description
            )
        }
    }

    private func runList() throws {
        let kept = try KeptCheckpoints.all(in: argument.open(answer.language))
        switch answer.format {
        case .text:
            if kept.isEmpty {
                let vi = "sổ chưa giữ điểm kiểm tra nào"
                Console.say(answer.language.text(vi: vi, en: "the ledger keeps no checkpoint yet"))
            }
            let words = ProofWords(language: answer.language)
            for checkpoint in kept {
                let signers = checkpoint.note.signatures.map { "\($0.name)+\($0.id)" }
                try Console.writeLine(
                    words.checkpoint(checkpoint.unverified) + "; "
                        + Shown.line(signers.joined(separator: ", "))
                )
            }
        case .json:
            let values = kept.map { checkpoint in
                let signers = checkpoint.note.signatures.map { JSONValue.string("\($0.name)+\($0.id)") }
                return JSONValue.object(
                    ProofWords.json(checkpoint.unverified) + [("signers", .array(signers))]
                )
            }
            try Console.writeLine(JSONValue.object([("checkpoints", .array(values))]).description)
        }
    }

    private func runVerify() throws {
        let language = answer.language
        let policy = try trust.policy()
        let ledger = try argument.open(language)
        var line = ProgressLine(language)
        let what = language.text(vi: "sự kiện", en: "events")
        let found = try CheckpointReview.make(of: ledger, policy: policy) {
            line.show(Int($0), what, share: Double($0) / Double(max($1, 1)))
        }
        line.finish()
        if found.answers.isEmpty { throw ProofError.noCheckpoint(asked: nil) }
        let texts = SinceAnswer(found: found)
        try Console.end(found.isSound ? .well : .fault) {
            switch answer.format {
            case .text: try Console.write(texts.text(language))
            case .json:
                let members: [(String, JSONValue)] = [("sound", .bool(found.isSound)), ("kept", texts.json)]
                try Console.writeLine(JSONValue.object(members).description)
            }
        }
    }

    /// Reads the note of a file.
    static func note(_ path: String) throws(CommandFailure) -> SignedCheckpoint {
        let content = try FileContent.read(path)
        do throws(CheckpointFault) {
            return try SignedCheckpoint(decoding: content)
        } catch {
            throw CommandFailure(.use, "\(path): \(error)")
        }
    }
}
