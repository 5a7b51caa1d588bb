import Audit
import DossierModel
import Foundation
import TestSupport
import Testing

/// The product against the slow reading, which shares no rule with it, on random feeds.
@Suite("Product and slow reading")
struct DifferentialTests {
    /// Seeds that once failed, run first.
    @Test("agree on the seeds that once failed", arguments: try RegressionSeed.all())
    func regressions(_ seed: RegressionSeed) async throws {
        try await compare(RandomFeed(seed: seed.seed, dossiers: seed.dossiers))
    }

    @Test("agree on every figure of every question", arguments: seeds())
    func figures(_ seed: UInt64) async throws {
        try await compare(RandomFeed(seed: seed))
    }

    /// The first 240 seeds, or those of `DOSSIER_SEEDS=FIRST-LAST` for a longer hunt.
    private static func seeds() -> ClosedRange<UInt64> {
        let asked = ProcessInfo.processInfo.environment["DOSSIER_SEEDS"] ?? ""
        let ends = asked.split(separator: "-").compactMap { UInt64($0) }
        return ends.count == 2 && ends[0] <= ends[1] ? ends[0]...ends[1] : 0...239
    }

    @Test(
        "agree by rule sets of a province's own, adopted on days among the receipts",
        arguments: UInt64(500)..<512
    )
    func ownRuleSets(_ seed: UInt64) async throws {
        let feed = RandomFeed(seed: seed, dossiers: 16)
        var generator = SeededGenerator(seed: seed)
        let sets = ["own-a", "own-b"].map { ProvincialSet($0, &generator) }
        var lines = feed.lines
        let receipts = try SlowReading(lines: lines).events.filter { $0.type == "dossier.received" }
        for (number, set) in sets.enumerated() {
            let day = generator.pick(receipts).occurredAt.localDate
            lines.append(
                EventLine("adopt-\(number)", "rules.adopted", at: "2018-01-02")
                    .holding("\"ruleset\":\"\(set.name)\",\"effectiveFrom\":\"\(day)\"").text
            )
        }
        try await compare(feed, lines: generator.shuffled(lines), sets)
    }

    private func compare(
        _ feed: RandomFeed,
        lines: [String]? = nil,
        _ sets: [ProvincialSet] = []
    ) async throws {
        let lines = lines ?? feed.lines
        let ledger = try TemporaryLedger()
        let answer = try await ledger.take(lines)
        #expect(answer.quarantined == 0, "\(feed)")
        let reading = try SlowReading(lines: lines, ruleSets: sets.map(\.slow))
        #expect(answer.appended == reading.events.count, "\(feed)")
        let files = try sets.map { try $0.file() }
        for query in feed.queries {
            let expected = try reading.answer(query)
            let given: SlowAnswer
            do {
                given = SlowAnswer(try await ledger.report(query, files))
            } catch ReportError.unknownCode {
                // The slow reading does not look a filter's code up, and finds nothing.
                #expect(expected.rows.isEmpty, "\(feed), \(query)")
                continue
            }
            let difference = given.difference(from: expected)
            #expect(
                difference.isEmpty,
                "\(feed), \(query): product against slow reading: \(difference.prefix(12))"
            )
        }
        try JudgementComparison(ledger, files).compare(reading, feed)
    }
}
