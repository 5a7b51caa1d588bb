import Foundation
import TestSupport

/// The command `dossier` as it was built with the tests, run as a child process.
enum Dossier {
    /// The command lies beside the test bundle that runs.
    static let path: String = {
        let program = (try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")) ?? ""
        return URL(fileURLWithPath: program).deletingLastPathComponent().appendingPathComponent("dossier")
            .path
    }()

    /// What the command finds in its environment: English, no ledger, and where the language's libraries are.
    static func environment(_ changes: [String: String] = [:]) -> [String: String] {
        var environment = ["LANG": "en_US.UTF-8", "PATH": "/usr/local/bin:/usr/bin:/bin"]
        environment["LD_LIBRARY_PATH"] = ProcessInfo.processInfo.environment["LD_LIBRARY_PATH"]
        return environment.merging(changes) { $1 }
    }

    /// Runs the command to its end.
    static func run(
        _ arguments: [String],
        input: String = "",
        environment changes: [String: String] = [:]
    ) throws -> ChildProcess.Outcome {
        try run(arguments, input: Array(input.utf8), environment: changes)
    }

    /// Runs the command to its end.
    static func run(
        _ arguments: [String],
        input: [UInt8],
        environment changes: [String: String] = [:]
    ) throws -> ChildProcess.Outcome {
        try ChildProcess(path, arguments, environment: environment(changes), input: .bytes(input)).finish()
    }

    /// Starts the command with both ends at hand.
    static func start(
        _ arguments: [String],
        input: ChildProcess.Input = .pipe,
        output: ChildProcess.Output = .pipe
    ) throws -> ChildProcess {
        try ChildProcess(path, arguments, environment: environment(), input: input, output: output)
    }

    /// The members of an answer in JSON.
    static func json(_ outcome: ChildProcess.Outcome) throws -> [String: Any] {
        let value = try JSONSerialization.jsonObject(with: Data(outcome.output))
        return value as? [String: Any] ?? [:]
    }
}
