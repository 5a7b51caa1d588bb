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
        let file = URL(fileURLWithPath: #filePath)
            .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
            .appendingPathComponent("fixtures/rules/minh-giang-2025.json")
        return try RuleSetFile(Array(try Data(contentsOf: file)), file: "minh-giang-2025.json")
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
        let day = try #require(all.hits.map(\.day).sorted().dropFirst(20).first)
        let early = try await detect(feed.lines) { $0.to = day }
        #expect(early.hits.count == all.hits.count { $0.day <= day })
        let few = try await detect(feed.lines) { $0.limit = 1 }
        #expect(few.counts == all.counts)
        #expect(few.hits.count == Detector.allCases.count)
    }

    @Test("a unit that hits three times as often as its like stands out")
    func outlier() {
        func count(_ hits: Int, _ dossiers: Int, _ others: (Int, Int)) -> Bool {
            Detection.UnitCount(
                unit: "U",
                level: .commune,
                detector: .lateTick,
                hits: hits,
                dossiers: dossiers,
                othersHits: others.0,
                othersDossiers: others.1
            ).isOutlier
        }
        #expect(count(3, 100, (1, 100)))
        #expect(count(3, 100, (0, 100)))
        #expect(!count(3, 101, (1, 100)))
        #expect(!count(2, 100, (0, 100)))
        #expect(!count(3, 100, (0, 0)))
    }
}
