package import Foundation

/// The folder of specifications and golden data that stands beside the project, where it is there.
///
/// It is the environment variable `DOSSIER_SHARED`, else the folder `shared` beside the repository.
package enum SharedFolder {
    package static var url: URL {
        if let path = ProcessInfo.processInfo.environment["DOSSIER_SHARED"] {
            return URL(fileURLWithPath: path, isDirectory: true)
        }
        // This file is at Tests/TestSupport in the repository.
        return URL(fileURLWithPath: #filePath)
            .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent().appendingPathComponent("shared", isDirectory: true)
    }

    /// Whether the folder is there; tests that need it are skipped where it is not.
    package static var isPresent: Bool {
        FileManager.default.fileExists(atPath: url.appendingPathComponent("golden").path)
    }

    /// The lines of a text file in the folder.
    package static func lines(_ path: String) throws -> [String] {
        let text = try String(contentsOf: url.appendingPathComponent(path), encoding: .utf8)
        return text.split(separator: "\n", omittingEmptySubsequences: false).map { String($0) }
    }
}
