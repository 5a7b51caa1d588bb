import Foundation

/// A folder of a test's own, gone when the test is.
final class TemporaryFolder: Sendable {
    let path: String

    init() throws {
        let name = "ledger-store-tests-\(UUID().uuidString)"
        let location = FileManager.default.temporaryDirectory.appendingPathComponent(name)
        try FileManager.default.createDirectory(at: location, withIntermediateDirectories: true)
        path = location.path
    }

    deinit {
        try? FileManager.default.removeItem(atPath: path)
    }

    /// The path of something in the folder.
    func at(_ name: String) -> String { path + "/" + name }

    /// Writes a file into the folder, or into a folder inside it.
    func write(_ bytes: [UInt8], to name: String) throws {
        let file = URL(fileURLWithPath: at(name))
        try FileManager.default.createDirectory(
            at: file.deletingLastPathComponent(),
            withIntermediateDirectories: true
        )
        try Data(bytes).write(to: file)
    }

    func read(_ name: String) throws -> [UInt8] {
        Array(try Data(contentsOf: URL(fileURLWithPath: at(name))))
    }

    /// The names in a folder inside the folder, sorted.
    func names(in name: String) throws -> [String] {
        try FileManager.default.contentsOfDirectory(atPath: at(name)).sorted()
    }

    /// Copies the data file of a ledger into a new ledger folder inside this one.
    func copyLedger(_ original: String, to name: String) throws {
        try FileManager.default.createDirectory(atPath: at(name), withIntermediateDirectories: true)
        try FileManager.default.copyItem(atPath: original + "/data.mdb", toPath: at(name) + "/data.mdb")
    }
}
