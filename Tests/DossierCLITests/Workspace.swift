import Foundation
import TestSupport
import Testing

/// A folder of one test, gone with it.
final class Workspace {
    let url: URL

    init() throws {
        url = FileManager.default.temporaryDirectory
            .appendingPathComponent("dossier-" + UUID().uuidString, isDirectory: true)
        try FileManager.default.createDirectory(at: url, withIntermediateDirectories: false)
    }

    deinit {
        try? FileManager.default.removeItem(at: url)
    }

    /// The path of something in the folder.
    func path(_ name: String) -> String { url.appendingPathComponent(name).path }

    /// Makes an empty ledger without a calendar.
    func ledger(_ name: String = "ledger", events: [String] = []) throws -> String {
        let ledger = path(name)
        let made = try Dossier.run(["init", ledger, "--bare"])
        try #require(made.status == 0, "\(made.errorText)")
        guard !events.isEmpty else { return ledger }
        let fed = try Dossier.run(["import", ledger, "-"], input: events.joined(separator: "\n"))
        try #require(fed.status == 0, "\(fed.errorText)")
        return ledger
    }

    func write(_ text: String, _ name: String) throws -> String {
        try write(Array(text.utf8), name)
    }

    func write(_ bytes: [UInt8], _ name: String) throws -> String {
        try Data(bytes).write(to: url.appendingPathComponent(name))
        return path(name)
    }

    func read(_ name: String) throws -> [UInt8] {
        Array(try Data(contentsOf: url.appendingPathComponent(name)))
    }

    /// Copies a file or a folder with all that is in it.
    func copy(_ name: String, to other: String) throws {
        try FileManager.default.copyItem(
            at: url.appendingPathComponent(name),
            to: url.appendingPathComponent(other)
        )
    }

    /// The names and bytes of all files in a folder, but for the reader table that readers write.
    func content(of name: String) throws -> [String: [UInt8]] {
        var content: [String: [UInt8]] = [:]
        for file in try FileManager.default.contentsOfDirectory(atPath: path(name)) where file != "lock.mdb" {
            content[file] = try read("\(name)/\(file)")
        }
        return content
    }
}
