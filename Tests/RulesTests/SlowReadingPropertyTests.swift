import DossierModel
import TestSupport
import Testing

/// What must hold of any reading (rules.md section 11), of the slow one.
@Suite struct SlowReadingPropertyTests {
    @Test("the balance closes on random feeds, for each question", arguments: 0..<200)
    func balance(seed: Int) throws {
        let feed = RandomFeed(seed: UInt64(seed))
        let reading = try SlowReading(lines: feed.lines)
        // The answer throws where a balance does not close.
        for query in feed.queries { _ = try reading.answer(query) }
    }

    @Test("shuffling and doubling the lines changes no figure", arguments: 0..<30)
    func order(seed: Int) throws {
        let feed = RandomFeed(seed: UInt64(seed), dossiers: 12)
        var generator = SeededGenerator(seed: UInt64(seed) &+ 1_000)
        let reading = try SlowReading(lines: feed.lines)
        let again = try SlowReading(lines: generator.shuffled(feed.lines + feed.lines))
        // What the first lines of a feed are does depend on their order.
        for query in feed.queries where query.logSize == nil {
            let difference = try reading.answer(query).difference(from: again.answer(query))
            #expect(difference.isEmpty, "\(feed), \(query):\n\(difference.joined(separator: "\n"))")
        }
    }

    @Test("what is recorded after a moment changes no figure as of it", arguments: 0..<30)
    func laterEvents(seed: Int) throws {
        let feed = RandomFeed(seed: UInt64(seed), dossiers: 12)
        let reading = try SlowReading(lines: feed.lines)
        for query in feed.queries where query.logSize == nil {
            guard let asOf = query.asOf else { continue }
            let known = try feed.lines.filter { line in
                try SlowReading(lines: [line]).events.allSatisfy { $0.recordedAt <= asOf }
            }
            let before = try SlowReading(lines: known).answer(query)
            let difference = try reading.answer(query).difference(from: before)
            #expect(difference.isEmpty, "\(feed), \(query):\n\(difference.joined(separator: "\n"))")
        }
    }

    @Test("a seed makes the same feed again, another seed another")
    func determinism() {
        let lines = RandomFeed(seed: 5).lines
        #expect(RandomFeed(seed: 5).lines == lines)
        #expect(RandomFeed(seed: 6).lines != lines)
    }

    @Test("random feeds come to every class, reason and anomaly on some seed")
    func coverage() throws {
        var met: Set<String> = []
        for seed in UInt64(0)..<40 {
            let feed = RandomFeed(seed: seed, dossiers: 25)
            let reading = try SlowReading(lines: feed.lines)
            for query in feed.queries {
                for dossier in try reading.dossiers(query).values {
                    for life in [dossier.reported, dossier.audited].compactMap({ $0 }) {
                        met.formUnion(life.anomalies)
                        if let name = life.section7Class { met.insert(name) }
                        for stop in life.stops { met.formUnion(stop.reasons) }
                    }
                }
            }
        }
        let wanted: Set = [
            "early", "onTime", "overdue", "openInTime", "openOverdue", "stopped", "undatedOpen",
            "groundNotLawful", "noDocument", "noApprover", "selfApproved", "approverNotLeader",
            "secondSupplement", "afterDue", "duplicateReceipt", "reopened", "reopenOfOpen", "afterFinish",
            "closeWithoutStop",
        ]
        #expect(wanted.subtracting(met).isEmpty)
    }
}
