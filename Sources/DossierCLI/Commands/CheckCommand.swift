internal import ArgumentParser
internal import Audit
internal import MerkleLog

/// The command `dossier check`.
struct CheckCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "check",
        abstract: "Checks a proof with nothing but its file, what is proved, and a verifier key.",
        discussion: """
            The verifier key has to come from a place that is trusted, not from the ledger or the proof. Exit status 0 if the \
            proof holds, 1 if it does not, 2 where something is missing for the check.
            """
    )

    @Argument(help: "The proof: what dossier prove has written, or a C2SP tlog-proof of any other log.")
    var file: String

    @Option(
        help: ArgumentHelp(
            "Of a proof of an event: the file of its canonical bytes, with a newline or without.",
            valueName: "file"
        )
    )
    var event: String?

    @Option(
        help: ArgumentHelp("Of a proof of consistency: the checkpoint that was kept.", valueName: "file")
    )
    var old: String?

    @OptionGroup var trust: TrustOptions
    @OptionGroup var answer: AnswerOptions

    /// What a proof was found to prove.
    private struct Proved {
        let checkpoint: VerifiedCheckpoint
        let event: UInt64?
        let old: Checkpoint?
    }

    func run() throws {
        let language = answer.language
        let bytes = try FileContent.read(file)
        let isEvent = bytes.starts(with: Array("c2sp.org/tlog-proof".utf8))
        guard isEvent || bytes.starts(with: Array("old ".utf8)) else {
            let vi = "\(file) không phải tệp chứng minh"
            throw CommandFailure(.use, language.text(vi: vi, en: "\(file) is no proof"))
        }
        let needed = isEvent ? event : old
        guard let needed, (isEvent ? old : event) == nil else {
            let option = isEvent ? "--event" : "--old"
            let vi = "\(file) cần \(option) TỆP, và chỉ tùy chọn đó"
            throw CommandFailure(
                .use,
                language.text(vi: vi, en: "\(file) takes \(option) FILE, and that alone")
            )
        }
        guard let policy = try trust.policy() else {
            let vi = "chưa biết tin khóa nào; hãy thêm --verifier KHÓA hoặc --policy TỆP"
            let en = "nothing says which key is trusted; add --verifier KEY or --policy FILE"
            throw CommandFailure(.use, language.text(vi: vi, en: en))
        }
        let given = isEvent ? try FileContent.read(needed) : []
        let earlier = isEvent ? nil : try CheckpointCommand.note(needed)
        let outcome = Result { () throws(ProofFileFault) in try prove(bytes, given, earlier, policy) }
        switch outcome {
        case .success(let proved): try say(proved, language)
        case .failure(let fault): try say(fault, language)
        }
    }

    private func prove(
        _ bytes: [UInt8],
        _ event: [UInt8],
        _ earlier: SignedCheckpoint?,
        _ policy: WitnessPolicy
    ) throws(ProofFileFault) -> Proved {
        if let earlier {
            let file = try ConsistencyProofFile(decoding: bytes)
            let checkpoint = try file.check(since: earlier, policy: policy)
            return Proved(checkpoint: checkpoint, event: nil, old: earlier.unverified)
        }
        let file = try EventProofFile(decoding: bytes)
        let checkpoint: VerifiedCheckpoint
        do throws(ProofFileFault) {
            checkpoint = try file.check(event: event.span, policy: policy)
        } catch {
            // A canonical event has no newline at its end, and one that is there is the line's; an entry of another log may.
            guard event.last == 0x0A else { throw error }
            checkpoint = try file.check(event: Array(event.dropLast()).span, policy: policy)
        }
        return Proved(checkpoint: checkpoint, event: file.index, old: nil)
    }

    private func say(_ proved: Proved, _ language: Language) throws {
        let words = ProofWords(language: language)
        switch answer.format {
        case .json:
            var members: [(String, JSONValue)] = [("holds", .bool(true))]
            members.append(("event", proved.event.map { .int(Int($0)) } ?? .null))
            members.append(("oldSize", proved.old.map { .int(Int($0.size.rawValue)) } ?? .null))
            members += ProofWords.json(proved.checkpoint.checkpoint)
            members.append(("signatures", ProofWords.json(proved.checkpoint.signatures)))
            try Console.writeLine(JSONValue.object(members).description)
        case .text:
            let ledger = words.checkpoint(proved.checkpoint.checkpoint)
            let start: String
            if let number = proved.event {
                let vi = "ĐÚNG: sự kiện số \(number) có trong sổ đã ký\n"
                start = language.text(
                    vi: vi,
                    en: "HOLDS: the event is number \(number) of the signed ledger\n"
                )
            } else {
                let size = language.count(Int(proved.old?.size.rawValue ?? 0))
                let vi = "ĐÚNG: \(size) sự kiện đã ký trước còn nguyên ở đầu sổ\n"
                let en =
                    "HOLDS: the \(size) events that were signed before stand unchanged at the beginning\n"
                start = language.text(vi: vi, en: en)
            }
            try Console.write(start + "  \(ledger)\n" + words.signatures(proved.checkpoint))
        }
    }

    private func say(_ fault: ProofFileFault, _ language: Language) throws {
        try Console.end(.fault) {
            switch answer.format {
            case .json:
                let members: [(String, JSONValue)] = [
                    ("holds", .bool(false)), ("fault", .string(fault.code)), ("what", .string("\(fault)")),
                ]
                try Console.writeLine(JSONValue.object(members).description)
            case .text:
                let start = language.text(vi: "KHÔNG ĐÚNG: ", en: "DOES NOT HOLD: ")
                try Console.writeLine(start + Shown.line(FaultWords.text(fault, language)))
            }
        }
    }
}
