import Audit
import DossierModel
import Foundation
import Interchange
import TestSupport
import Testing

/// Feeds that an import refuses before it reads them.
@Suite("A feed that is refused whole")
struct FeedRefusalTests {
    private static let good = EventLine.received("D1", at: "2024-03-04").text

    /// The error with which an import ends.
    private func failure(_ ledger: TemporaryLedger, _ paths: [String]) async throws -> FeedError? {
        let options = FeedImport.Options(quarantinePath: ledger.quarantine.path)
        let feed = try FeedImport(into: ledger.ledger, options, now: { TemporaryLedger.appendedAt })
        do throws(FeedError) {
            _ = try await feed.run(paths)
            return nil
        } catch {
            return error
        }
    }

    @Test("the import's own quarantine file is refused unread, by whatever name it comes")
    func ownQuarantine() async throws {
        let ledger = try TemporaryLedger()
        try await ledger.take(["bad", "worse"])
        let kept = try Data(contentsOf: ledger.quarantine)
        let files = FileManager.default
        let soft = ledger.folder.appendingPathComponent("soft")
        let hard = ledger.folder.appendingPathComponent("hard")
        try files.createSymbolicLink(at: soft, withDestinationURL: ledger.quarantine)
        try files.linkItem(at: ledger.quarantine, to: hard)
        for path in [ledger.quarantine.path, soft.path, hard.path] {
            let failure = try await failure(ledger, [path])
            guard case .quarantineIsSource(path) = failure else {
                Issue.record("\(path): \(String(describing: failure))")
                continue
            }
        }
        #expect(try Data(contentsOf: ledger.quarantine) == kept)
    }

    @Test("a quarantine file that the import itself has made is refused as its next file")
    func ownQuarantineLater() async throws {
        let ledger = try TemporaryLedger()
        let paths = [try ledger.write(Array("bad\n".utf8)), ledger.quarantine.path]
        let failure = try await failure(ledger, paths)
        guard case .quarantineIsSource = failure else {
            Issue.record("\(String(describing: failure))")
            return
        }
        #expect(try QuarantineRecord.all(ledger.quarantine).count == 1)
    }

    @Test("a quarantine file under another name is a feed like any other")
    func movedQuarantine() async throws {
        let ledger = try TemporaryLedger()
        try await ledger.take([FeedRefusalTests.good + " x"])
        let moved = ledger.folder.appendingPathComponent("moved")
        try FileManager.default.moveItem(at: ledger.quarantine, to: moved)
        let answer = try await ledger.takeFiles([moved.path])
        #expect((answer.read, answer.quarantined) == (2, 2))
    }
}
