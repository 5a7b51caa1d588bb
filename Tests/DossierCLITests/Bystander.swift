import Foundation
import Glibc
import TestSupport

/// Somebody who may read a ledger and not write to it.
enum Bystander {
    private static let program = "/usr/bin/setpriv"
    private static let options = ["--reuid=65534", "--regid=65534", "--clear-groups"]

    /// Root needs `setpriv` (util-linux) to become somebody else; anybody else takes the right to write from himself.
    static let isPossible: Bool = {
        guard getuid() == 0 else { return true }
        let outcome = try? ChildProcess(
            program,
            options + [Dossier.path, "--version"],
            environment: Dossier.environment()
        )
        .finish()
        return outcome?.status == 0
    }()

    static func run(_ arguments: [String], input: [UInt8] = []) throws -> ChildProcess.Outcome {
        guard getuid() == 0 else { return try Dossier.run(arguments, input: input) }
        return try ChildProcess(
            program,
            options + [Dossier.path] + arguments,
            environment: Dossier.environment(),
            input: .bytes(input)
        ).finish()
    }

    /// Takes the right to write from a folder and its files.
    static func lock(_ folder: String) throws {
        for name in try FileManager.default.contentsOfDirectory(atPath: folder) {
            chmod("\(folder)/\(name)", 0o444)
        }
        chmod(folder, 0o555)
    }

    static func unlock(_ folder: String) {
        chmod(folder, 0o755)
    }
}
