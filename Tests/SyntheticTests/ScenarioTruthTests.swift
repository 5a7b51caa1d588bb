import DossierModel
import Synthetic
import Testing

/// What the scenario says of itself against what its lines say, read anew.
@Suite("the truth of a scenario")
struct ScenarioTruthTests {
    private static let feeds = [Feed.small, Feed.large]

    @Test("duplicates are exact copies, and no id stands on two different lines", arguments: feeds)
    func duplicates(feed: Feed) {
        let distinct = Set(feed.lines)
        #expect(feed.truth.duplicates == UInt64(feed.lines.count - distinct.count))
        #expect(feed.truth.duplicates > 0)
        #expect(Set(feed.events.map(\.id)).count == distinct.count)
    }

    @Test("the counts by type are those of the lines", arguments: feeds)
    func counts(feed: Feed) {
        var counts: [EventType: UInt64] = [:]
        for event in feed.events {
            if let type = event.type { counts[type, default: 0] += 1 }
        }
        for type in EventType.allCases {
            #expect(feed.truth.count(of: type) == counts[type, default: 0], "\(type.name)")
        }
        #expect(counts.values.reduce(0, +) == feed.truth.events)
    }

    @Test(
        "orphans are the dossiers without a receipt, and no line stands before its dossier's receipt",
        arguments: feeds
    )
    func orphans(feed: Feed) {
        var received: Set<String> = []
        var early: Set<String> = []
        for event in feed.dossierEvents {
            if event.type == .received {
                received.insert(event.dossier)
            } else if !received.contains(event.dossier) {
                early.insert(event.dossier)
            }
        }
        #expect(early.isDisjoint(with: received))
        #expect(UInt64(early.count) == feed.truth.orphans)
        #expect(UInt64(received.count) == feed.truth.dossiers)
        #expect(!early.isEmpty)
    }

    @Test("late records are those of a later day", arguments: feeds)
    func recordedLate(feed: Feed) {
        let late = feed.events.count {
            $0.type != .paperEntered && $0.recordedAt.localDate > $0.occurredAt.localDate
        }
        #expect(feed.truth.recordedLate == UInt64(late))
    }

    @Test("every void names an earlier event", arguments: feeds)
    func voids(feed: Feed) {
        var ids: Set<String> = []
        var voids: UInt64 = 0
        for event in feed.events {
            if event.type == .eventVoided {
                voids += 1
                #expect(ids.contains(event["data.target"] ?? ""))
            }
            ids.insert(event.id)
        }
        #expect(voids == feed.truth.voids)
        #expect(voids > 0)
    }

    @Test("paper entries off the system are those that no receipt answers to", arguments: feeds)
    func offSystem(feed: Feed) {
        var dossiers: Set<String> = []
        var numbers: Set<String> = []
        for event in feed.events where event.type == .received {
            dossiers.insert(event.dossier)
            if let number = event["data.paperNo"] { numbers.insert(Self.key(event, number)) }
        }
        let entries = feed.events.filter { $0.type == .paperEntered }
        let offSystem = entries.filter { entry in
            if let dossier = entry["data.dossier"] { return !dossiers.contains(dossier) }
            return !numbers.contains(Self.key(entry, entry["data.paperNo"] ?? ""))
        }
        #expect(feed.truth.paperEntries == UInt64(entries.count))
        #expect(feed.truth.paperEntriesOffSystem == UInt64(offSystem.count))
        #expect(!offSystem.isEmpty && offSystem.count < entries.count)
    }

    private static func key(_ event: Feed.Event, _ number: String) -> String {
        "\(event.unit) \(event.occurredAt.localDate.year) \(number)"
    }

    @Test(
        "a pause is unauthorised by its ground, papers, approver or date as rules §5 says",
        arguments: feeds
    )
    func pauses(feed: Feed) {
        let reading = PauseReading(feed.events)
        #expect(feed.truth.pauses == UInt64(reading.count))
        #expect(feed.truth.pausesUnauthorised == UInt64(reading.unauthorised))
        #expect(reading.unauthorised > 0 && reading.unauthorised < reading.count)
    }
}
