import DossierModel
import Interchange
import Synthetic
import Testing

@Suite("a free scenario")
struct FreeScenarioTests {
    @Test("every line is a valid event in canonical form", arguments: [UInt64(0), 7, 2_025])
    func validLines(seed: UInt64) throws {
        var scenario = FreeScenario(events: 50_000, seed: seed)
        var reader = EventReader()
        var line: [UInt8] = []
        var canonical: [UInt8] = []
        var count = 0
        while scenario.next(into: &line) {
            let text = line.dropLast()
            _ = try text.withUnsafeBytes { try reader.read($0, into: &canonical) }
            if canonical != Array(text) || line.last != 0x0A {
                Issue.record("line \(count) is not canonical: \(String(decoding: line, as: UTF8.self))")
            }
            count += 1
            line.removeAll(keepingCapacity: true)
            canonical.removeAll(keepingCapacity: true)
        }
        #expect(count == 50_000)
    }

    @Test(
        "exactly as many lines come out as are asked for",
        arguments: [UInt64(0), 1, 2, 100, 999, 5_000, 20_000]
    )
    func exactCount(events: UInt64) {
        let feed = Feed(events: events, seed: 3)
        #expect(feed.lines.count == Int(events))
        #expect(feed.truth.lines == events)
    }

    @Test("the lines stay the same from version to version, as seeds are written into test logs")
    func knownBytes() {
        // The digest is FNV-1a over all bytes: a change of the generator changes it, and must say so here.
        var digest: UInt64 = 0xCBF2_9CE4_8422_2325
        for line in Feed(events: 30_000, seed: 42).lines {
            for byte in line.utf8 { digest = (digest ^ UInt64(byte)) &* 0x100_0000_01B3 }
        }
        #expect(digest == 11_993_103_753_602_196_008)
    }

    @Test("the same seed gives the same lines, another seed others")
    func sameSeed() {
        let feed = Feed(events: 8_000, seed: 11)
        #expect(feed.lines == Feed(events: 8_000, seed: 11).lines)
        #expect(feed.lines != Feed(events: 8_000, seed: 12).lines)
        #expect(feed.truth == Feed(events: 8_000, seed: 11).truth)
    }

    @Test("a stream covers two years, with more dossiers a day where it has more events")
    func period() throws {
        for feed in [Feed.small, Feed.large] {
            let days = feed.dossierEvents.map(\.recordedAt.localDate.rawValue)
            let first = try #require(days.first)
            let last = try #require(days.max())
            // 2024-01-02, and the weeks around the end of 2025.
            #expect(first == 19_724)
            #expect(
                (20_425...20_475).contains(last),
                "\(feed.lines.count) events end at \(LocalDate(rawValue: last))"
            )
        }
    }
}
