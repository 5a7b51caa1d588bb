import Audit
import DossierModel
import Foundation
import Interchange
import TestSupport
import Testing

/// The rows of CSV files on their way into a ledger.
@Suite("Import of rows")
struct RowImportTests {
    private static let mapping = """
        {"csv": {"delimiter": ","}, "case": "code",
         "times": {"t": {"pattern": "yyyy-MM-dd HH:mm", "offset": "+07:00"}},
         "common": {"dossier": {"column": "code"}, "unit": {"constant": "U1"},
                    "occurredAt": {"column": "at", "time": "t"}},
         "events": [
          {"type": "dossier.received", "rows": "firstOfCase", "id": "{code}/r",
           "data": {"channel": {"constant": "online"}, "procedure": {"constant": "P1"}}},
          {"type": "dossier.transferred", "id": "{code}/{step}", "actor": {"column": "actor"},
           "data": {"step": {"column": "step"}}}
         ]}
        """

    private func mapping() throws -> EventMapping {
        try EventMapping(json: Array(RowImportTests.mapping.utf8))
    }

    @Test("of a packed file that was cut short all whole rows are taken, and the cut one is kept")
    func cutShort() async throws {
        let ledger = try TemporaryLedger()
        let rows = (0..<50).map { "D\($0),2024-03-04 08:00,s,A\n" }
        let bytes = Array(("code,at,step,actor\n" + rows.joined()).utf8)
        // The packed bytes stand as they are, between ten bytes of header, five of the block, and eight at the end.
        let cut = Array(StoredGzip.member(bytes)[..<(15 + bytes.count - 4)])
        let options = FeedImport.Options(mapping: try mapping(), quarantinePath: ledger.quarantine.path)
        let feed = try FeedImport(into: ledger.ledger, options, now: { TemporaryLedger.appendedAt })
        let path = try ledger.write(cut)
        var failure: FeedError?
        do throws(FeedError) {
            _ = try await feed.run([path])
        } catch {
            failure = error
        }
        guard case .input(_, .gzipCutShort(position: cut.count)) = failure else {
            Issue.record("\(String(describing: failure))")
            return
        }
        #expect((feed.answer.read, feed.answer.appended, feed.answer.quarantined) == (99, 98, 1))
        let kept = try QuarantineRecord.all(ledger.quarantine)
        #expect(kept.map(\.bytes) == [Array(rows[49].utf8.dropLast(4))])
        #expect(kept.map(\.line) == [51])
    }
}
