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
}
