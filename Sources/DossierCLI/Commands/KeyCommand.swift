internal import ArgumentParser
internal import Audit
internal import MerkleLog

/// The command `dossier key`.
struct KeyCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "key",
        abstract: "Makes a key that checkpoints are signed with, and shows what others check them with.",
        subcommands: [New.self, Show.self]
    )

    /// The command `dossier key new`.
    struct New: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "new",
            abstract: "Makes a key, keeps it in a new file of mode 0600, and prints the verifier key.",
            discussion: """
                The verifier key is public. Whoever is to check checkpoints needs it by a way that they trust. The file is \
                secret: who has it can sign in the ledger's name. Keep a copy apart from the ledger.
                """
        )

        @Argument(help: "The file to write; it must not be there yet.")
        var file: String

        @Option(
            help: ArgumentHelp(
                "The origin of the ledger's checkpoints, unique in the world, as dossier.phutho.gov.vn/so-xay-dung.",
                valueName: "name"
            )
        )
        var name: String

        @Flag(
            name: .customLong("inside-ledger"),
            help: "Takes a file inside a ledger's folder too: who copies the ledger then has the key."
        )
        var isInsideLedger = false

        @OptionGroup var answer: AnswerOptions

        func run() throws {
            let language = answer.language
            let name: KeyName
            do throws(KeyFault) {
                name = try KeyName(self.name)
            } catch {
                throw CommandFailure(.use, "--name: \(FaultWords.text(error, language))")
            }
            guard Shown.isPlain(self.name) else {
                let vi = "--name: tên có ký tự điều khiển hoặc ký tự ẩn"
                let en = "--name: the name has a control or format character"
                throw CommandFailure(.use, language.text(vi: vi, en: en))
            }
            if !isInsideLedger, let ledger = KeyFile.ledger(around: file) {
                let vi =
                    "\(file) nằm trong sổ \(ledger); hãy để khóa ở nơi khác (hoặc --inside-ledger nếu biết rõ vì sao)"
                let en =
                    "\(file) lies in the ledger \(ledger); keep the key elsewhere (or --inside-ledger if you know why)"
                throw CommandFailure(.use, language.text(vi: vi, en: en))
            }
            let key = try KeyFile.make(name: name)
            try KeyFile.write(key, to: file)
            try KeyCommand.show(key, answer)
        }
    }

    /// The command `dossier key show`.
    struct Show: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "show",
            abstract: "Prints the verifier key of a key's file."
        )

        @Argument(help: "The file of the key.")
        var file: String

        @OptionGroup var answer: AnswerOptions

        func run() throws {
            try KeyCommand.show(KeyReading.signingKey(file, answer.language), answer)
        }
    }

    /// Prints the public half alone.
    private static func show(_ key: SigningKey, _ answer: AnswerOptions) throws {
        let verifier = key.verifier
        switch answer.format {
        case .text: try Console.writeLine(verifier.text)
        case .json:
            let members: [(String, JSONValue)] = [
                ("verifier", .string(verifier.text)),
                ("name", .string("\(verifier.name)")),
                ("id", .string("\(verifier.id)")),
            ]
            try Console.writeLine(JSONValue.object(members).description)
        }
    }
}
