import Foundation
import MerkleLog

/// The conformance vectors that others wrote, read where they stand.
///
/// They are in the folder `shared` beside the repository, or where `DOSSIER_SHARED` says.
enum SharedVectors {
    static let folder: URL = {
        if let named = ProcessInfo.processInfo.environment["DOSSIER_SHARED"], !named.isEmpty {
            return URL(filePath: named).appending(path: "vectors")
        }
        return repository.deletingLastPathComponent().appending(path: "shared/vectors")
    }()

    /// The root of the repository: three folders above this file's.
    static let repository = URL(filePath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

    /// Whether the vectors are on this machine; tests that need them are skipped where they are not.
    static let areThere = FileManager.default.fileExists(atPath: folder.path())

    static func bytes(_ path: String) throws -> [UInt8] {
        Array(try Data(contentsOf: folder.appending(path: path)))
    }

    /// The paths of the JSON files below `path`, sorted.
    static func jsonFiles(below path: String) -> [String] {
        let base = folder.appending(path: path).path()
        let found = FileManager.default.enumerator(atPath: base)?.compactMap { $0 as? String } ?? []
        return found.filter { $0.hasSuffix(".json") }.map { path + "/" + $0 }.sorted()
    }

    static func json<Value: Decodable>(_ path: String, as type: Value.Type) throws -> Value {
        try JSONDecoder().decode(type, from: Data(try bytes(path)))
    }
}
