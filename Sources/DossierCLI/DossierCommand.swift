internal import ArgumentParser
internal import LedgerStore

/// The command `dossier`.
struct DossierCommand: AsyncParsableCommand {
    /// The name and version of the program.
    static let program = "dossier 0.1.0"

    static let configuration = CommandConfiguration(
        commandName: "dossier",
        abstract:
            "Keeps every step of a dossier for ever, and reports on them as claimed and as the rules say.",
        discussion: """
            A ledger is a folder. Begin with:

              dossier init LEDGER
              dossier import LEDGER events.ndjson
              dossier report LEDGER --by unit

            Exit status: 0 well; 1 the data shows a fault; 2 wrong use; 3 the world refused.
            """,
        version: "\(program) (ledger format 2, \(storageLibraryVersion))",
        subcommands: [
            InitCommand.self, ImportCommand.self, AppendCommand.self, ReportCommand.self, FormCommand.self,
            AuditCommand.self, DetectCommand.self, DiffCommand.self, HistoryCommand.self,
            ReplayCommand.self, CampaignCommand.self,
            WeeklyCommand.self, ExportCommand.self,
            KeyCommand.self, CheckpointCommand.self, ProveCommand.self, CheckCommand.self, TilesCommand.self,
            PackCommand.self, CheckPackCommand.self,
            VerifyCommand.self, StatsCommand.self, UpgradeCommand.self, SynthesiseCommand.self,
        ]
    )
}

/// Runs the program: parses, runs, and ends with the exit status of interfaces.md.
package enum DossierProgram {
    /// - Parameter arguments: Without the program's own name.
    /// - Returns: The exit status.
    package static func run(_ arguments: [String]) async -> Int32 {
        await ParserWords.$language.withValue(language(of: arguments)) { await end(of: arguments) }
    }

    private static func end(of arguments: [String]) async -> Int32 {
        do {
            try check(arguments.first)
            var command = try DossierCommand.parseAsRoot(arguments)
            if var command = command as? any AsyncParsableCommand {
                try await command.run()
            } else {
                try command.run()
            }
            return CommandFailure.Status.well.rawValue
        } catch {
            return end(error)
        }
    }

    /// Refuses a first word that is no command: the parser would only say that there is one word too many.
    private static func check(_ name: String?) throws {
        guard let name, !name.hasPrefix("-") else { return }
        let names = DossierCommand.configuration.subcommands.compactMap { $0.configuration.commandName }
        guard name != "help", !names.contains(name) else { return }
        let due = names.joined(separator: ", ")
        throw ValidationError(
            vi: "không có lệnh \(name); cần một trong các lệnh: \(due)",
            en: "there is no command \(name); one of these is due: \(due)"
        )
    }

    private static func end(_ error: any Error) -> Int32 {
        if DossierCommand.exitCode(for: error) == .success {
            // Help and version are answers.
            let text = DossierCommand.fullMessage(for: error)
            return (try? Console.writeLine(text)) == nil ? CommandFailure.Status.world.rawValue : 0
        }
        if DossierCommand.exitCode(for: error) == .validationFailure {
            Console.say(Shown.lines("dossier: \(ParserWords.text(DossierCommand.message(for: error)))"))
            return CommandFailure.Status.use.rawValue
        }
        let failure = CommandFailure(error, ParserWords.language)
        if !failure.message.isEmpty { Console.say(Shown.lines("dossier: \(failure.message)")) }
        return failure.status.rawValue
    }

    /// The language that was asked for, also where the arguments could not be parsed.
    private static func language(of arguments: [String]) -> Language {
        for (index, argument) in arguments.enumerated() {
            if argument == "--lang", index + 1 < arguments.count {
                return Language(rawValue: arguments[index + 1]) ?? .ofEnvironment
            }
            if argument.hasPrefix("--lang=") {
                return Language(rawValue: String(argument.dropFirst(7))) ?? .ofEnvironment
            }
        }
        return .ofEnvironment
    }
}
