import Audit
import DossierModel
import LedgerStore
import MerkleLog
import TestSupport
import Testing

/// Figures of ledgers whose events lie in sealed segments, in the tail and on both sides of the border.
@Suite("Sealed segments")
struct SealedLedgerTests {
    /// Events long before all others, of which no figure is made.
    private func noise(_ count: Int) -> [String] {
        (0..<count).map { number in
            EventLine("noise-\(number)", "feedback.received", at: "2000-01-01")
                .with("unit", "noise \(number % 40)").holding("\"topic\":\"t\"").text
        }
    }

    @Test("a kept tally is followed across the border of a segment", arguments: [UInt64(3_003), 3_004])
    func keptTally(_ seed: UInt64) async throws {
        let feed = RandomFeed(seed: seed, dossiers: 24)
        let isOfDossier = { (line: String) in line.contains("\"dossier.") }
        let references = feed.lines.filter { !isOfDossier($0) }
        let steps = feed.lines.filter(isOfDossier)
        let half = references + steps.prefix(steps.count / 2)
        let count = try SlowReading(lines: half).events.count
        let ledger = try TemporaryLedger()
        // The tally is kept a few events before the segment is full.
        try await ledger.take(noise(Limits.segmentEvents - count - 5))
        try await ledger.take(half)
        var query = ReportQuery()
        query.by = [.unit, .sector]
        let first = try ReportMaker.answer(query, of: ledger.ledger, checkpointsFrom: 0)
        let checkpoint = try #require(first.checkpoint)
        try ledger.ledger.keepTally(checkpoint.bytes, under: checkpoint.key)
        var (sealed, followed) = (false, 0)
        for line in steps.dropFirst(steps.count / 2) {
            try await ledger.take([line])
            let answer = try ReportMaker.answer(query, of: ledger.ledger, checkpointsFrom: 0)
            #expect(answer.report.json == (try ReportMaker.make(query, of: ledger.ledger).json))
            sealed = try ledger.ledger.read { view in view.layout.sealedSegments == 1 }
            followed += sealed && answer.isFromCheckpoint ? 1 : 0
        }
        #expect(sealed)
        #expect(followed > 0)
    }

    @Test("figures do not depend on where the segments are cut", arguments: [UInt64(3_001), 3_002])
    func cut(_ seed: UInt64) async throws {
        let feed = RandomFeed(seed: seed, dossiers: 24)
        let reading = try SlowReading(lines: feed.lines)
        let before = Limits.segmentEvents - reading.events.count / 2
        let ledger = try TemporaryLedger()
        try await ledger.take(noise(before))
        let cut = Int(seed % 7) * feed.lines.count / 7
        try await ledger.take(Array(feed.lines[..<cut]))
        try await ledger.take(Array(feed.lines[cut...]))
        let layout = try ledger.ledger.read { view in view.layout }
        #expect(layout.sealedSegments == 1)
        #expect(layout.tailEvents > 0)
        for query in feed.queries {
            var shifted = query
            shifted.logSize = query.logSize.map { before + $0 }
            let expected = try reading.answer(query)
            let given = SlowAnswer(try await ledger.report(shifted))
            #expect(given.difference(from: expected).isEmpty, "\(feed), \(query)")
        }
        // Roots of cut logs are those of the ledgers that held no more.
        let events = try ledger.events()
        for size in [before + 7, Limits.segmentEvents, Limits.segmentEvents + 5] {
            var query = feed.queries[0]
            query.logSize = size
            let part = try await TemporaryLedger(Array(events.prefix(size)))
            let report = try await ledger.report(query)
            #expect(report.root.hex == (try part.root()))
            #expect(report.figures == (try await part.report(feed.queries[0]).figures))
        }
    }
}
