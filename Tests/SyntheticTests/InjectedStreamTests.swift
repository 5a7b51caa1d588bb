import DossierModel
import Interchange
import Synthetic
import TestSupport
import Testing

/// The form of injected streams, and what a seed changes.
@Suite("an injected stream")
struct InjectedStreamTests {
    private static func order(_ text: String) throws -> InjectionOrder { try InjectionOrder(text) }

    @Test(
        "every line is a valid event in canonical form, in the order of recording",
        arguments: [UInt64(1), 2]
    )
    func validLines(seed: UInt64) throws {
        let feed = try InjectedFeed(InjectedFeed.all(2), dossiers: 600, seed: seed)
        var reader = EventReader()
        var canonical: [UInt8] = []
        var ids: Set<String> = []
        var latest = Instant.earliest
        for line in feed.lines {
            let bytes = Array(line.utf8)
            _ = try bytes.withUnsafeBytes { try reader.read($0, into: &canonical) }
            #expect(canonical == bytes, "\(line)")
            canonical.removeAll()
            let event = try #require(Feed.Event(line: line))
            #expect(ids.insert(event.id).inserted)
            #expect(event.recordedAt >= latest && event.recordedAt >= event.occurredAt, "\(line)")
            latest = event.recordedAt
        }
        // The last list of the period is out, and nothing is of a time that no list covers yet.
        #expect(latest.localDate.description.hasPrefix("2026-01-"))
    }

    @Test("the same seed gives the same bytes; another changes them all, and no count")
    func seeds() throws {
        let order = InjectedFeed.all(2)
        let feed = try InjectedFeed(order, seed: 5)
        let same = try InjectedFeed(order, seed: 5)
        let other = try InjectedFeed(order, seed: 6)
        #expect(feed.lines == same.lines)
        #expect(feed.truthText == same.truthText)
        #expect(feed.lines != other.lines)
        #expect(Set(feed.truth).isDisjoint(with: other.truth))
        for kind in InjectionKind.allCases { #expect(feed.count(kind) == other.count(kind), "\(kind)") }
        #expect(feed.receipts.count == 500)
        #expect(other.receipts.count == 500)
    }

    @Test("the bytes stay the same from version to version, as seeds are written into test logs")
    func knownBytes() throws {
        // FNV-1a over the lines and the truth: a change of the generator changes it, and must say so here.
        var digest: UInt64 = 0xCBF2_9CE4_8422_2325
        let feed = try InjectedFeed(InjectedFeed.all(2), dossiers: 400, seed: 42)
        for text in feed.lines + [feed.truthText] {
            for byte in text.utf8 { digest = (digest ^ UInt64(byte)) &* 0x100_0000_01B3 }
        }
        #expect(digest == 17_772_519_296_540_373_482)
    }

    @Test("the truth is sorted by detector and case, and its events and dossiers are in the stream")
    func truth() throws {
        let feed = try InjectedFeed(InjectedFeed.all(3), seed: 8)
        let detectors = feed.truth.map(\.detector)
        #expect(detectors == detectors.sorted())
        let ids = Set(feed.lines.compactMap { Feed.Event(line: $0)?.id })
        let dossiers = Set(feed.receipts.map(\.dossier))
        for hit in feed.truth {
            #expect(!hit.events.isEmpty && ids.isSuperset(of: hit.events), "\(hit)")
            if let dossier = hit.dossier { #expect(dossiers.contains(dossier), "\(hit)") }
        }
        // A dossier is of one case, so that a detector cannot be right by another's fault.
        var cases: [String: Set<String>] = [:]
        for (line, hit) in zip(feed.truthText.split(separator: "\n"), feed.truth) {
            let number = line.dropFirst("{\"case\":".count).prefix { $0 != "," }
            if let dossier = hit.dossier { cases[dossier, default: []].insert(String(number)) }
        }
        #expect(cases.values.allSatisfy { $0.count == 1 })
    }

    @Test("codes are unit, date and number; the clean stream has each number from 1 on")
    func codes() throws {
        let feed = try InjectedFeed(InjectionOrder(), dossiers: 1_500, seed: 4)
        var numbers: [Substring: [Int]] = [:]
        for receipt in feed.receipts {
            let parts = receipt.dossier.split(separator: "-")
            #expect(parts.count == 3 && String(parts[0]) == receipt.unit)
            let date = receipt.occurredAt.localDate.description.filter { $0 != "-" }.dropFirst(2)
            #expect(parts[1] == date)
            numbers[receipt.dossier.dropLast(5), default: []].append(Int(parts[2]) ?? 0)
        }
        for (day, found) in numbers { #expect(found.sorted() == Array(1...found.count), "\(day)") }
    }

    @Test("a clean stream has all kinds of limit and channel, both rule sets, and lives of every sort")
    func variety() throws {
        let feed = try InjectedFeed(InjectionOrder(), dossiers: 2_000, seed: 1)
        var limits: [String: String] = [:]
        var types: [EventType: Int] = [:]
        for event in feed.events {
            if event.type == .procedurePublished { limits[event.procedure] = event["data.limit.unit"] }
            if let type = event.type { types[type, default: 0] += 1 }
        }
        let used = Set(feed.receipts.compactMap { limits[$0.procedure] })
        #expect(used == ["workingDays", "calendarDays", "workingHours", "sameDay"])
        #expect(Set(feed.receipts.compactMap { $0["data.channel"] }) == ["counter", "online", "postal"])
        #expect(Set(feed.receipts.map(\.unit)).count == 13)
        let days = feed.receipts.map(\.occurredAt.localDate.description)
        #expect(days.contains { $0 < "2025-07-01" } && days.contains { $0 >= "2025-07-01" })
        for type in [
            EventType.componentDemanded, .supplementRequested, .paused, .rescheduled, .apologised, .explained,
            .declined, .withdrawn, .returned, .rated, .feePaid, .transferred, .paperEntered, .officerReleased,
            .latenessPublished,
        ] {
            #expect(types[type, default: 0] > 0, "\(type)")
        }
        #expect(types[.eventVoided] == nil && types[.rulesAdopted] == nil && types[.reopened] == nil)
    }

    @Test("an order is read as it was written; a wrong one says what there is, the nearest first")
    func orders() throws {
        let order = try InjectionOrder("lateTick=3,split=0")
        #expect(order[.lateTick] == 3)
        #expect(order[.split] == 0 && order[.codeGap] == 0)
        #expect(try InjectionOrder("") == InjectionOrder())
        #expect(try InjectionOrder("none") == InjectionOrder())
        for kind in InjectionKind.allCases { #expect(try InjectionOrder("\(kind.rawValue)=1")[kind] == 1) }
        let kinds = InjectionKind.nearest(to: "latetik")
        #expect(kinds.first == "lateTick" && kinds.count == InjectionKind.allCases.count)
        expect("latetik=1", .unknownKind("latetik", kinds: kinds))
        expect("lateTick=1,", .unknownKind("", kinds: InjectionKind.nearest(to: "")))
        expect("lateTick=1,lateTick=2", .doubleKind(.lateTick))
        for text in ["lateTick", "lateTick=", "lateTick=-1", "lateTick=1.5", "lateTick= 1", "lateTick=2001"] {
            expect(text, .badCount(.lateTick, kinds: InjectionKind.nearest(to: "lateTick")))
        }
    }

    private func expect(_ text: String, _ fault: InjectionFault) {
        do throws(InjectionFault) {
            _ = try InjectionOrder(text)
            Issue.record("\(text) was taken")
        } catch {
            #expect(error == fault, "\(text)")
        }
    }

    @Test("a stream with fewer dossiers than its cases is refused, and says how many they are")
    func tooFew() throws {
        let order = try InjectionOrder("split=2,reentered=3")
        do throws(InjectionFault) {
            _ = try InjectedStream(order: order, dossiers: 5, seed: 1)
            Issue.record("the stream was made")
        } catch {
            guard case .tooFewDossiers(asked: 5, let needed) = error else {
                Issue.record("\(error)")
                return
            }
            // Each split has three or four, each re-entry two.
            #expect((12...14).contains(needed))
            #expect(try InjectedStream(order: order, dossiers: needed, seed: 1).dossiers == needed)
        }
    }

    @Test(
        "the most cases of a kind have units, days and months of their own",
        arguments: [
            InjectionKind.listNotPublished, .codeGap, .split, .secondmentLength,
        ]
    )
    func mostCases(kind: InjectionKind) throws {
        var order = InjectionOrder()
        order[kind] = InjectionOrder.maxCases
        let stream = try InjectedStream(order: order, dossiers: 12_000, seed: 3)
        let truth = try SlowHit.truth(String(decoding: stream.truth, as: UTF8.self))
        #expect(truth.count == InjectionOrder.maxCases)
        let places = Set(truth.map { "\($0.unit) \($0.date ?? "") \($0.officer ?? "")" })
        #expect(places.count == InjectionOrder.maxCases)
    }

    @Test("one dossier, and many more than there are names of communes for")
    func sizes() throws {
        #expect(try InjectedFeed(InjectionOrder(), dossiers: 1, seed: 1).receipts.count == 1)
        let large = try InjectedFeed(InjectionOrder(), dossiers: 30_000, seed: 1)
        let names = large.lines.filter { $0.contains("unit.registered") }
            .compactMap { Feed.Event(line: $0)?["data.name"] }
        #expect(names.count > 150 && Set(names).count == names.count)
    }
}

extension InjectedFeed {
    /// All events, read by Foundation.
    var events: [Feed.Event] { lines.compactMap { Feed.Event(line: $0) } }

    var receipts: [Feed.Event] { events.filter { $0.type == .received } }
}
