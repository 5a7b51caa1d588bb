internal import ArgumentParser
internal import Audit
internal import LedgerStore
internal import MerkleLog

/// The command `dossier prove`.
struct ProveCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "prove",
        abstract: "Writes a proof that can be checked without the ledger.",
        subcommands: [Event.self, Consistency.self]
    )

    /// The command `dossier prove event`.
    struct Event: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "event",
            abstract: "Proves an event to be in a checkpoint that the ledger keeps (C2SP tlog-proof).",
            discussion: "Checked with: dossier check PROOF --event EVENT --verifier KEY"
        )

        @Argument(
            help: ArgumentHelp(
                "The ledger's folder, and the event's number in it, from 0, or its id; DOSSIER_LEDGER names the ledger where only an event is given.",
                valueName: "ledger> <event"
            )
        )
        var names: [String]

        @Option(
            help: ArgumentHelp(
                "A kept checkpoint, by its number of events. Default: the newest",
                valueName: "size"
            ),
            transform: OptionValue.number
        )
        var checkpoint: UInt64?

        @Option(help: ArgumentHelp("The proof's file. Default: standard output", valueName: "file"))
        var out: String?

        @Option(
            name: .customLong("event-out"),
            help: ArgumentHelp("Writes the event's canonical bytes, which are proved.", valueName: "file")
        )
        var eventOut: String?

        @OptionGroup var speech: LanguageOptions

        func validate() throws {
            guard (1...2).contains(names.count) else {
                throw ValidationError(
                    vi: "cần thư mục sổ và một sự kiện",
                    en: "the ledger's folder and one event are due"
                )
            }
        }

        func run() throws {
            let language = speech.language
            for path in [out, eventOut].compactMap({ $0 }) { try NewFile.check(path, language) }
            if let out, let eventOut, NewFile.isSame(out, eventOut) {
                let vi = "--out và --event-out là cùng một tệp; hãy nêu hai tên"
                let en = "--out and --event-out are one file; name two"
                throw CommandFailure(.use, language.text(vi: vi, en: en))
            }
            let path = try LedgerArgument.path(names.count == 2 ? names[0] : nil, language)
            let opened = try LedgerArgument.open(path, language)
            let proof = try ProofMaking.event(names[names.count - 1], checkpoint: checkpoint, of: opened)
            if let eventOut { try NewFile.write(proof.event, to: eventOut) }
            try ProveCommand.write(proof.file.encode(), to: out)
        }
    }

    /// The command `dossier prove consistency`.
    struct Consistency: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "consistency",
            abstract: "Proves a kept checkpoint to have grown out of an earlier size.",
            discussion: """
                What is written can be sent to a witness as it is (C2SP tlog-witness, add-checkpoint). \
                Checked with: dossier check PROOF --old CHECKPOINT --verifier KEY
                """
        )

        @OptionGroup var argument: LedgerArgument

        @Option(
            help: ArgumentHelp("How many events the earlier checkpoint counts.", valueName: "size"),
            transform: OptionValue.number
        )
        var from: UInt64

        @Option(
            help: ArgumentHelp(
                "How many events the later one counts; it must be kept. Default: the newest",
                valueName: "size"
            ),
            transform: OptionValue.number
        )
        var to: UInt64?

        @Option(help: ArgumentHelp("The proof's file. Default: standard output", valueName: "file"))
        var out: String?

        @OptionGroup var speech: LanguageOptions

        func run() throws {
            let language = speech.language
            if let out { try NewFile.check(out, language) }
            let file = try ProofMaking.consistency(from: from, to: to, of: argument.open(language))
            try ProveCommand.write(file.encode(), to: out)
        }
    }

    private static func write(_ bytes: [UInt8], to path: String?) throws {
        guard let path else { return try Console.write(bytes: bytes, to: 1, "standard output") }
        try NewFile.write(bytes, to: path)
    }
}
