import DossierModel
import Foundation
import Projections
import Synthetic
import TestSupport
import Testing

@testable import Audit

/// The detectors of findings.md section 4: on streams whose faults are known, and against a literal second reading.
@Suite("Detection")
struct DetectionTests {
    /// What a hit is about; several of one kind count several times.
    private struct About: Hashable, CustomStringConvertible {
        let detector: String
        let dossier: String?
        let unit: String

        var description: String { "\(detector) \(dossier ?? "–") \(unit)" }
    }

    private static func provincialSet() throws -> RuleSetFile {
        let file = project("fixtures/rules/minh-giang-2025.json")
        return try RuleSetFile(Array(try Data(contentsOf: file)), file: "minh-giang-2025.json")
    }

    /// A file of the project.
    private static func project(_ path: String) -> URL {
        URL(fileURLWithPath: #filePath)
            .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
            .appendingPathComponent(path)
    }

    private func detect(_ lines: [String], _ change: (inout DetectionQuery) -> Void = { _ in }) async throws
        -> Detection
    {
        let ledger = try await TemporaryLedger(lines)
        var query = DetectionQuery()
        query.ruleSets = [try DetectionTests.provincialSet()]
        change(&query)
        return try DetectionMaker.make(query, of: ledger.ledger)
    }

    private func count(_ hits: [About]) -> [About: Int] {
        hits.reduce(into: [:]) { $0[$1, default: 0] += 1 }
    }

    /// What one has and the other has not.
    private func difference(_ detection: Detection, _ expected: [SlowHit]) -> [String] {
        let found = detection.hits.map {
            About(detector: $0.detector.rawValue, dossier: $0.dossier, unit: $0.unit ?? "")
        }
        var counts = count(found)
        for hit in expected {
            counts[About(detector: hit.detector, dossier: hit.dossier, unit: hit.unit), default: 0] -= 1
        }
        return counts.filter { $0.value != 0 }.map { "\($0.value > 0 ? "extra" : "missed") \($0.key)" }
            .sorted()
    }

    @Test("recall and precision are 1 on streams with every fault", arguments: UInt64(0)..<20)
    func injected(_ seed: UInt64) async throws {
        let feed = try InjectedFeed(InjectedFeed.all(2), dossiers: 450, seed: seed)
        let detection = try await detect(feed.lines)
        let difference = difference(detection, feed.truth)
        #expect(difference.isEmpty, "\(difference.prefix(10))")
        for detector in Detector.allCases { #expect(detection.counts[detector] ?? 0 >= 2, "\(detector)") }
        // Whatever shows a fault in the truth shows it here.
        var shown: [About: [Set<String>]] = [:]
        for hit in detection.hits {
            let about = About(detector: hit.detector.rawValue, dossier: hit.dossier, unit: hit.unit ?? "")
            shown[about, default: []].append(Set(hit.events.map(\.id)))
        }
        for hit in feed.truth {
            let about = About(detector: hit.detector, dossier: hit.dossier, unit: hit.unit)
            let isShown = shown[about]?.contains { $0.isSuperset(of: hit.events) } ?? false
            #expect(isShown, "\(hit)")
        }
    }

    @Test("the README's table of detectors is what the streams of twenty seeds give")
    func table() async throws {
        var put: [String: Int] = [:]
        var hits: [String: Int] = [:]
        var right: [String: Int] = [:]
        for seed in UInt64(0)..<20 {
            let feed = try InjectedFeed(InjectedFeed.all(2), dossiers: 450, seed: seed)
            let truth = count(
                feed.truth.map { About(detector: $0.detector, dossier: $0.dossier, unit: $0.unit) }
            )
            let detection = try await detect(feed.lines)
            let found = count(
                detection.hits.map {
                    About(detector: $0.detector.rawValue, dossier: $0.dossier, unit: $0.unit ?? "")
                }
            )
            for (about, count) in truth { put[about.detector, default: 0] += count }
            for (about, count) in found {
                hits[about.detector, default: 0] += count
                right[about.detector, default: 0] += min(count, truth[about] ?? 0)
            }
        }
        let rows = Detector.allCases.map { detector in
            let name = detector.rawValue
            let (put, hits, right) = (put[name] ?? 0, hits[name] ?? 0, right[name] ?? 0)
            let recall = String(format: "%.3f", Double(right) / Double(put))
            let precision = String(format: "%.3f", Double(right) / Double(hits))
            return "| `\(name)` | \(put) | \(hits) | \(recall) | \(precision) |\n"
        }
        let readme = try String(contentsOf: DetectionTests.project("README.md"), encoding: .utf8)
        #expect(readme.contains(rows.joined()), "the table is:\n\(rows.joined())")
    }

    @Test("nothing is found in a clean stream", arguments: UInt64(0)..<20)
    func clean(_ seed: UInt64) async throws {
        let feed = try InjectedFeed(InjectionOrder(), dossiers: 300, seed: seed)
        let detection = try await detect(feed.lines)
        #expect(detection.hits.isEmpty, "\(detection.hits.prefix(3))")
        #expect(detection.units.isEmpty)
    }

    /// Detectors that the literal reading and the product may read apart on feeds that no register makes.
    ///
    /// It takes events in the order before ties are put right, names units that are spelt in two ways alike, and counts a
    /// dossier for each of the late entries that came at once.
    private static let unlike: Set<Detector> = [
        .earlyTick, .pauseBeforeDue, .supplementAtDue, .listNotPublished, .retroactiveImprovement,
        .secondmentLength,
    ]

    @Test("random feeds are read as the literal reading reads them", arguments: UInt64(3_001)..<3_041)
    func random(_ seed: UInt64) async throws {
        // The literal reading names units as they are written.
        let lines = RandomFeed(seed: seed, dossiers: 15).lines.filter { !$0.contains("unit.merged") }
        let names = Set(DetectionTests.unlike.map(\.rawValue))
        let expected = try SlowDetectors.hits(in: SlowReading(lines: lines)).filter {
            !names.contains($0.detector)
        }
        let detection = try await detect(lines) { query in
            query.ruleSets = []
            query.detectors = Detector.allCases.filter { !DetectionTests.unlike.contains($0) }
        }
        let difference = difference(detection, expected)
        #expect(difference.isEmpty, "\(difference.prefix(10))")
        #expect(!detection.hits.isEmpty)
    }

    @Test("a hit outside of what is asked for is left out")
    func filters() async throws {
        let feed = try InjectedFeed(InjectedFeed.all(2), dossiers: 450, seed: 7)
        let all = try await detect(feed.lines)
        let unit = try #require(all.hits.first { $0.detector == .lateTick }?.unit)
        let some = try await detect(feed.lines) { query in
            query.detectors = [.lateTick, .codeGap]
            query.unit = unit
        }
        #expect(some.detectors == [.codeGap, .lateTick])
        let expected = all.hits.filter { $0.unit == unit && some.detectors.contains($0.detector) }
        #expect(some.hits.map(\.dossier) == expected.map(\.dossier))
        // A unit is compared with all others, whether they are asked for or not.
        let ofUnit = { (detection: Detection) in
            detection.units.filter { $0.unit == unit && some.detectors.contains($0.detector) }
                .map { [$0.hits, $0.hit, $0.lookedAt, $0.othersHit, $0.othersLookedAt, $0.othersDossiers] }
        }
        #expect(!ofUnit(some).isEmpty && ofUnit(some) == ofUnit(all))
        let day = try #require(all.hits.map(\.day).sorted().dropFirst(20).first)
        let early = try await detect(feed.lines) { $0.to = day }
        #expect(early.hits.count == all.hits.count { $0.day <= day })
        let few = try await detect(feed.lines) { $0.limit = 1 }
        #expect(few.counts == all.counts)
        #expect(few.hits.count == Detector.allCases.count)
    }

    private func hits(_ lines: [String], _ detector: Detector) async throws -> [Detection.Hit] {
        try await detect(lines) { $0.detectors = [detector] }.hits
    }

    @Test("a result that was handed over before the finish was taken back is not the one that stands")
    func returnBeforeReopening() async throws {
        func step(_ id: String, _ type: String, _ day: String) -> String {
            let line = EventLine.step(id, type, of: "A", at: day).with("evidence", "1/QD")
            return type == "completed"
                ? line.holding("\"outcome\":\"granted\",\"form\":\"paper\",\"notice\":\"1\"").text : line.text
        }
        let lines = [
            EventLine.received("A", at: "2024-03-04").text, step("c1", "completed", "2024-03-06"),
            step("r1", "returned", "2024-03-06"), step("o", "reopened", "2024-03-20"),
            step("c2", "completed", "2024-03-21"), EventLine.received("B", at: "2024-05-06").text,
        ]
        #expect(try await hits(lines, .resultNotReturned).map(\.dossier) == ["A"])
        let returned = lines + [step("r2", "returned", "2024-03-22")]
        #expect(try await hits(returned, .resultNotReturned).isEmpty)
    }

    @Test("a secondment ends where the officer is assigned for good, whatever the order of the log")
    func permanent() async throws {
        func post(_ id: String, _ type: String, _ day: String, _ data: String) -> String {
            EventLine(id, "officer." + type, at: day).with("unit", "U1").with("actor", "S").holding(data).text
        }
        let lines = [
            post("a", "assigned", "2022-01-03", "\"role\":\"onestop\",\"secondment\":true"),
            post("b", "assigned", "2023-01-03", "\"role\":\"onestop\",\"secondment\":false"),
            EventLine.received("A", at: "2025-05-06").text,
        ]
        #expect(try await hits(lines, .secondmentLength).isEmpty)
        #expect(try await hits(lines.reversed(), .secondmentLength).isEmpty)
        #expect(try await hits([lines[0], lines[2]], .secondmentLength).count == 1)
    }

    @Test("two lists of a month in time are as good as one, and a day left out is not")
    func twoLists() async throws {
        func list(_ id: String, _ from: String, _ to: String) -> String {
            EventLine(id, "lateness.published", at: "2024-04-02").with("unit", "U1")
                .holding("\"from\":\"\(from)\",\"to\":\"\(to)\",\"dossiers\":1,\"officers\":1").text
        }
        let done = EventLine.step("c", "completed", of: "A", at: "2024-03-28").with("evidence", "1")
            .holding("\"outcome\":\"granted\",\"form\":\"paper\"").text
        let lines = [
            EventLine.procedure("P1", workingDays: 3).text, EventLine.received("A", at: "2024-03-04").text,
            done,
            EventLine.received("B", at: "2024-05-06").text,
        ]
        #expect(try await hits(lines, .listNotPublished).count == 1)
        let first = list("l1", "2024-03-01", "2024-03-15")
        #expect(
            try await hits(lines + [first, list("l2", "2024-03-16", "2024-03-31")], .listNotPublished).isEmpty
        )
        #expect(
            try await hits(lines + [first, list("l2", "2024-03-17", "2024-03-31")], .listNotPublished).count
                == 1
        )
    }

    @Test("what was written down in time together with a late entry is not put down to it")
    func batch() async throws {
        func late(_ evidence: Bool, _ day: String) -> String {
            var line = EventLine.step("c", "completed", of: "A", at: "2024-03-06").with("recordedAt", day)
            if evidence { line = line.with("evidence", "1") }
            return line.holding("\"outcome\":\"granted\",\"form\":\"paper\"").text
        }
        let base = [
            EventLine.procedure("P1", workingDays: 3).text, EventLine.received("A", at: "2024-03-04").text,
            EventLine.received("B", at: "2024-05-06").text,
        ]
        let rated = EventLine.step("r", "rated", of: "A", at: "2024-03-07")
            .with("recordedAt", "2024-03-20T08:00:00+07:00").holding("\"score\":5,\"max\":5").text
        let inTime = base + [late(true, "2024-03-20T08:00:00+07:00"), rated]
        #expect(try await hits(inTime, .retroactiveImprovement).map { $0.events.map(\.id) } == [["c", "r"]])
        let onlyRated = base + [late(true, "2024-03-08T08:00:00+07:00"), rated]
        #expect(try await hits(onlyRated, .retroactiveImprovement).isEmpty)
    }

    @Test("a unit that hits three times as often as its like stands out")
    func outlier() {
        func count(
            _ hits: Int,
            _ lookedAt: Int,
            _ others: (Int, Int),
            _ detector: Detector = .lateTick,
            othersDossiers: Int? = nil
        ) -> Bool {
            Detection.UnitCount(
                unit: "U",
                level: .commune,
                detector: detector,
                hits: hits,
                hit: hits,
                lookedAt: lookedAt,
                othersHit: others.0,
                othersLookedAt: others.1,
                othersDossiers: othersDossiers ?? others.1
            ).isOutlier
        }
        #expect(count(3, 100, (1, 100)))
        #expect(count(3, 100, (0, 100)))
        #expect(!count(3, 101, (1, 100)))
        #expect(!count(2, 100, (0, 100)))
        #expect(!count(3, 100, (0, 0)))
        // Others that worked, and kept no paper register, have nothing off the system.
        #expect(count(92, 378, (0, 0), .offSystemReceipt, othersDossiers: 100))
        #expect(!count(92, 378, (0, 0), .offSystemReceipt, othersDossiers: 0))
        #expect(!count(2, 378, (0, 0), .offSystemReceipt, othersDossiers: 100))
        #expect(!count(3, 300, (1, 100), .codeGap))
    }

    @Test("every detector has a rate in streams with every fault, and its facts beside its hits")
    func ratesAndFacts() async throws {
        let feed = try InjectedFeed(InjectedFeed.all(2), dossiers: 450, seed: 3)
        let detection = try await detect(feed.lines)
        #expect(Set(detection.units.map(\.detector)) == Set(Detector.allCases))
        for unit in detection.units {
            #expect(unit.rate != nil && unit.hit <= unit.lookedAt, "\(unit)")
            #expect(unit.hit >= 1 && unit.hit <= max(unit.hits, unit.lookedAt), "\(unit)")
        }
        for hit in detection.hits {
            #expect(!hit.details.isEmpty, "\(hit.detector)")
            let names = hit.details.map(\.0)
            #expect(Set(names).count == names.count, "\(hit.details)")
        }
        let lookedAt = detection.lookedAt
        #expect(lookedAt.dossiers >= 450 && lookedAt.others > 0)
    }

    @Test("facts of a hit are those of the dossier")
    func facts() async throws {
        let lines = [
            EventLine.procedure("P1", workingDays: 3).text,
            EventLine.received("A", at: "2024-03-04").text,
            EventLine.step("x", "apologised", of: "A", at: "2024-03-05").holding("\"letter\":\"1\"").text,
            EventLine.step("m", "rescheduled", of: "A", at: "2024-03-06").with("evidence", "1")
                .holding("\"newDueAt\":\"2024-03-12T17:00:00+07:00\"").text,
            EventLine.step("n", "rescheduled", of: "A", at: "2024-03-08").with("evidence", "1")
                .holding("\"newDueAt\":\"2024-03-15T17:00:00+07:00\"").text,
            EventLine.step("c", "completed", of: "A", at: "2024-03-14").with("evidence", "1")
                .holding("\"outcome\":\"granted\",\"form\":\"paper\"").text,
        ]
        func details(_ detector: Detector) async throws -> [String] {
            try await hits(lines, detector).flatMap { $0.details.map { "\($0.0)=\($0.1)" } }
        }
        #expect(try await details(.lateNoExplanation) == ["due=2024-03-07", "daysLate=5"])
        #expect(try await details(.apologyIncomplete) == ["missing=reason, newDueAt"])
        #expect(
            try await details(.dueMoved) == [
                "moves=2", "allowed=1", "withoutApology=0",
                "appointments=2024-03-07 → 2024-03-12, 2024-03-12 → 2024-03-15",
            ]
        )
        #expect(try await details(.noResultDocument) == ["finishedOn=2024-03-14"])
    }

    @Test("a unit and a time without anything to look at are told from a clean bill")
    func nothingToLookAt() async throws {
        let lines = [
            EventLine.received("A", at: "2024-03-04").text, EventLine.received("B", at: "2024-05-06").text,
        ]
        let all = try await detect(lines)
        #expect(all.lookedAt.dossiers == 2)
        let early = try await detect(lines) { $0.to = LocalDate(year: 2023, month: 1, day: 1) }
        #expect(early.hits.isEmpty && early.lookedAt.isNothing)
        #expect(early.json.description.contains("\"note\": {\"vi\":"))
        #expect(all.json.description.contains("\"note\": null"))
    }
}
