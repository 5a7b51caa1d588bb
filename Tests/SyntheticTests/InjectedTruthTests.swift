import DossierModel
import Synthetic
import TestSupport
import Testing

/// The truth of injected streams against a literal second reading of every detector.
@Suite("the truth of an injected stream")
struct InjectedTruthTests {
    @Test("no detector finds anything in a clean stream", arguments: [UInt64(0), 1, 2, 3])
    func clean(seed: UInt64) throws {
        let feed = try InjectedFeed(InjectionOrder(), seed: seed)
        #expect(feed.truth.isEmpty)
        let difference = InjectedFeed.difference(try feed.hits(), from: [])
        #expect(difference.isEmpty, "\(difference.prefix(10))")
    }

    @Test("every detector finds exactly the truth where all kinds are in one stream", arguments: 0..<4)
    func all(seed: Int) throws {
        let count = 1 + seed
        let feed = try InjectedFeed(
            InjectedFeed.all(count),
            dossiers: 250 + 110 * count,
            seed: UInt64(seed)
        )
        let difference = InjectedFeed.difference(try feed.hits(), from: feed.truth)
        #expect(difference.isEmpty, "\(difference.prefix(20))")
        for kind in InjectionKind.allCases {
            #expect(feed.truth.contains { $0.detector == kind.rawValue }, "\(kind)")
        }
    }

    @Test("every detector finds exactly the truth of a kind alone", arguments: InjectionKind.allCases)
    func alone(kind: InjectionKind) throws {
        var order = InjectionOrder()
        order[kind] = 6
        let feed = try InjectedFeed(order, dossiers: 260, seed: 11)
        let difference = InjectedFeed.difference(try feed.hits(), from: feed.truth)
        #expect(difference.isEmpty, "\(difference.prefix(10))")
        #expect(feed.truth.count { $0.detector == kind.rawValue } == 6)
    }

    @Test("the truth holds where there is nothing but the cases", arguments: InjectionKind.allCases)
    func barest(kind: InjectionKind) throws {
        var order = InjectionOrder()
        order[kind] = 3
        let needed = try InjectedFeed.needed(order, seed: 4)
        let feed = try InjectedFeed(order, dossiers: needed, seed: 4)
        let difference = InjectedFeed.difference(try feed.hits(), from: feed.truth)
        #expect(difference.isEmpty, "\(difference.prefix(10))")
        #expect(feed.count(kind) == 3)
    }

    /// Detectors that are shown by what happened, and not by what did not.
    private static let shownByEvents: [InjectionKind] = [
        .offSystemReceipt, .unauthorisedPause, .pauseBeforeDue, .pauseAfterDue, .endlessPause,
        .secondSupplement,
        .lateSupplement, .supplementAtDue, .componentDemanded, .dueMoved, .earlyTick, .split, .massClosing,
        .registeredLate, .codeDateMismatch, .unlistedProcedure, .noDueDate, .inflatedDue, .reentered,
        .secondmentLength, .retroactiveImprovement,
    ]

    @Test("a detector finds nothing any more where the events of the truth are taken away")
    func withoutEvents() throws {
        let feed = try InjectedFeed(InjectedFeed.all(2), seed: 12)
        let kinds = Set(InjectedTruthTests.shownByEvents.map(\.rawValue))
        let shown = Set(feed.truth.filter { kinds.contains($0.detector) }.flatMap(\.events))
        let lines = feed.lines.filter { line in Feed.Event(line: line).map { !shown.contains($0.id) } ?? false
        }
        #expect(lines.count == feed.lines.count - shown.count)
        let reading = try SlowReading(lines: lines, ruleSets: [InjectedFeed.provincialSet])
        let found = try SlowDetectors.hits(in: reading).filter { kinds.contains($0.detector) }
        #expect(found.isEmpty, "\(found.prefix(5))")
    }

    @Test("the clean stream comes as near to the faults as it can")
    func nearMisses() throws {
        let feed = try InjectedFeed(InjectionOrder(), dossiers: 3_000, seed: 2)
        let near = NearMisses(feed.lines)
        #expect(near.longestPause == 29)
        #expect(near.longestWait == 3)
        #expect(near.longestRegistration == 1)
        #expect(near.mostReceiptsOfApplicant == 2)
        #expect(near.shortestReturn > 30 && near.shortestReturn < 40)
    }
}
