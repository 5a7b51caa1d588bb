import Audit
import DossierModel
import Foundation
import Interchange
import LedgerStore
import MerkleLog
import TestSupport

/// A real ledger in a folder of its own, which goes with it.
final class TemporaryLedger {
    let folder: URL
    let ledger: Ledger
    private var files = 0

    /// When everything is appended; no figure depends on it.
    static let appendedAt = Instant(rawValue: 1_800_000_000_000)

    /// Makes an empty ledger; unless it is to be bare, with the national calendar.
    init(isBare: Bool = true, sizeLimitBytes: Int = 1 << 28) throws {
        folder = FileManager.default.temporaryDirectory
            .appendingPathComponent("dossier-audit-tests-" + UUID().uuidString, isDirectory: true)
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        ledger = try LedgerCreation.create(
            at: folder.appendingPathComponent("ledger").path,
            isBare: isBare,
            // Address space: many ledgers are open beside each other.
            sizeLimitBytes: sizeLimitBytes,
            now: TemporaryLedger.appendedAt
        )
    }

    /// Makes a bare ledger of the events of a feed.
    convenience init(_ lines: [String]) async throws {
        try self.init()
        try await take(lines)
    }

    deinit {
        try? FileManager.default.removeItem(at: folder)
    }

    /// The file for lines that are no events.
    var quarantine: URL { folder.appendingPathComponent("quarantine") }

    /// Writes a file beside the ledger and gives its path.
    func write(_ bytes: [UInt8]) throws -> String {
        files += 1
        let file = folder.appendingPathComponent("feed-\(files)")
        try Data(bytes).write(to: file)
        return file.path
    }

    /// Takes in lines as one file.
    @discardableResult
    func take(_ lines: [String]) async throws -> ImportAnswer {
        try await takeFiles([try write(Array((lines.joined(separator: "\n") + "\n").utf8))])
    }

    /// Takes in files in one import.
    @discardableResult
    func takeFiles(
        _ paths: [String],
        source: String? = nil,
        mapping: EventMapping? = nil
    ) async throws -> ImportAnswer {
        let options = FeedImport.Options(
            sourceName: source,
            mapping: mapping,
            quarantinePath: quarantine.path
        )
        return try await FeedImport(into: ledger, options, now: { TemporaryLedger.appendedAt }).run(paths)
    }

    /// The root over all events, in hexadecimal.
    func root() throws -> String {
        try ledger.read { view in view.root.hex }
    }

    /// The events in log order, as canonical JSON.
    func events() throws -> [String] {
        try ledger.read { view in
            var events: [String] = []
            try view.forEachEvent(0..<view.size) { _, event in
                events.append(event.withUnsafeBytes { String(decoding: $0, as: UTF8.self) })
                return true
            }
            return events
        }
    }

    /// The report that answers the slow reading's question.
    func report(_ query: SlowQuery, _ ruleSets: [RuleSetFile] = []) async throws -> Report {
        var asked = ReportQuery(query)
        asked.ruleSets = ruleSets
        return try ReportMaker.make(asked, of: ledger)
    }
}
