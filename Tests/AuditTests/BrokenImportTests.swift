import Audit
import DossierModel
import Foundation
import Interchange
import LedgerStore
import TestSupport
import Testing

/// Imports that end before their feed does: what is there, and whether it is what is counted.
@Suite("An import that breaks off")
struct BrokenImportTests {
    private func importing(_ ledger: TemporaryLedger, quarantine: String? = nil) throws -> FeedImport {
        let options = FeedImport.Options(quarantinePath: quarantine ?? ledger.quarantine.path)
        return try FeedImport(into: ledger.ledger, options, now: { TemporaryLedger.appendedAt })
    }

    /// Takes in a file and gives the error with which that ends.
    private func failure(_ feed: FeedImport, _ path: String) async -> FeedError? {
        do throws(FeedError) {
            _ = try await feed.run([path])
            return nil
        } catch {
            return error
        }
    }

    @Test("after a batch that the ledger refuses none is appended, and the counts add up")
    func ledgerRefuses() async throws {
        // The second batch does not fit, the third, a handful, would.
        let ledger = try TemporaryLedger(sizeLimitBytes: 2 << 20)
        var generator = SeededGenerator(seed: 1)
        var lines: [String] = []
        for index in 0..<(2 * Limits.segmentEvents + 5) {
            // Digits that no compression makes much of.
            var evidence = "k"
            if index >= Limits.segmentEvents {
                for _ in 0..<12 { evidence += String(generator.next(), radix: 36) }
            }
            lines.append(EventLine.received("D\(index)", at: "2024-03-04").with("evidence", evidence).text)
        }
        lines.insert("bad", at: 10)
        lines.append("worse")
        let path = try ledger.write(Array(lines.joined(separator: "\n").utf8))
        let feed = try importing(ledger)
        let failure = await failure(feed, path)
        guard case .ledger(.sizeLimit) = failure else {
            Issue.record("\(String(describing: failure))")
            return
        }
        let answer = feed.answer
        let events = try ledger.events()
        #expect(answer.appended == events.count)
        #expect(answer.logSize == UInt64(events.count))
        #expect(events.count == Limits.segmentEvents)
        let kept = try QuarantineRecord.all(ledger.quarantine)
        #expect(answer.quarantined == kept.count)
        #expect(answer.read == events.count + kept.count)
        for (index, event) in events.enumerated() {
            #expect(event.contains("\"D\(index)\""))
        }
    }

    @Test(
        "where the quarantine file takes nothing, what was appended is counted, and no line that is nowhere"
    )
    func quarantineRefuses() async throws {
        let ledger = try TemporaryLedger()
        let good = (0..<3).map { EventLine.received("D\($0)", at: "2024-03-04").text }
        let conflict = good[0].replacing("online", with: "postal")
        let path = try ledger.write(Array((good + ["bad", conflict]).joined(separator: "\n").utf8))
        let feed = try importing(ledger, quarantine: "/dev/full")
        let failure = await failure(feed, path)
        guard case .quarantine(_, .cannotWrite(errno: 28)) = failure else {
            Issue.record("\(String(describing: failure))")
            return
        }
        #expect((feed.answer.read, feed.answer.appended, feed.answer.quarantined) == (3, 3, 0))
        #expect(try ledger.events().count == 3)
    }
}
