import DossierModel
import Interchange
import Synthetic
import Testing

/// What holds in the stream of any document.
@Suite("the stream of a document")
struct DocumentScenarioTests {
    /// Each document at a scale of about ten thousand lines.
    static let small = [
        ("phu-tho-2026", "0.003"), ("to-cong-tac-7-2025", "1"), ("hanh-chinh-cong-2021", "0.02"),
        ("quang-tri-2023-h1", "0.02"), ("tra-vinh-2023", "0.2"),
    ]

    private static func digest(_ document: String, _ scale: String, seed: UInt64) throws -> UInt64 {
        var scenario = DocumentScenario(
            try #require(Document.named(document)),
            seed: seed,
            scale: try #require(Scale(scale))
        )
        var digest: UInt64 = 0xCBF2_9CE4_8422_2325
        var line: [UInt8] = []
        while scenario.next(into: &line) {
            for byte in line { digest = (digest ^ UInt64(byte)) &* 0x100_0000_01B3 }
            line.removeAll(keepingCapacity: true)
        }
        return digest
    }

    @Test("the same seed gives the same bytes, another seed others", arguments: small)
    func sameSeed(document: String, scale: String) throws {
        let first = try DocumentScenarioTests.digest(document, scale, seed: 4)
        #expect(try DocumentScenarioTests.digest(document, scale, seed: 4) == first)
        #expect(try DocumentScenarioTests.digest(document, scale, seed: 5) != first)
    }

    @Test(
        "every line is a valid event in canonical form, and comes in the order of recordedAt",
        arguments: small
    )
    func validLines(document: String, scale: String) throws {
        let feed = try Feed(document: document, seed: 21, scale: scale)
        var reader = EventReader()
        for line in feed.lines {
            var canonical: [UInt8] = []
            let text = Array(line.utf8.dropLast())
            _ = try text.withUnsafeBytes { try reader.read($0, into: &canonical) }
            if canonical != text || line.utf8.last != 0x0A { Issue.record("not canonical: \(line)") }
        }
        #expect(feed.events.count == feed.lines.count)
        #expect(Set(feed.events.map(\.id)).count == feed.lines.count)
        let isOrdered = zip(feed.events, feed.events.dropFirst()).allSatisfy {
            $0.recordedAt <= $1.recordedAt
        }
        #expect(isOrdered)
        let last = try #require(feed.events.last?.recordedAt.localDate)
        #expect(last <= (try #require(Document.named(document))).date)
    }

    @Test(
        "receipts fall in working hours, and their codes count a unit's day without a gap",
        arguments: small
    )
    func receipts(document: String, scale: String) throws {
        let feed = try Feed(document: document, seed: 8, scale: scale)
        let holidays = Set(feed.events.flatMap { $0.days("holiday") })
        let worked = Set(feed.events.flatMap { $0.days("working") })
        #expect(!holidays.isEmpty)
        var numbers: [String: Int] = [:]
        for event in feed.events where event.type == .received {
            let date = event.occurredAt.localDate
            let minute = event.occurredAt.millisecondsOfDay / 60_000
            #expect((450..<690).contains(minute) || (810..<1_020).contains(minute))
            #expect(!holidays.contains(date) && (date.weekday < 5 || worked.contains(date)))
            let stem = "\(event.unit)-\(date.description.filter { $0 != "-" }.dropFirst(2))"
            numbers[stem, default: 0] += 1
            #expect(event.dossier == "\(stem)-\(padded(numbers[stem] ?? 0, 4))")
        }
        #expect(!numbers.isEmpty)
    }

    @Test("units, procedures and officers are known before the first receipt", arguments: small)
    func references(document: String, scale: String) throws {
        let feed = try Feed(document: document, seed: 3, scale: scale)
        let first = try #require(feed.events.firstIndex { $0.type?.isOfDossier == true })
        let reference = feed.events.prefix(first)
        let units = Set(reference.filter { $0.type == .unitRegistered }.map(\.unit))
        let procedures = Set(reference.filter { $0.type == .procedurePublished }.map(\.procedure))
        let officers = Set(reference.filter { $0.type == .officerAssigned }.compactMap { $0["actor"] })
        #expect(procedures.count == 39)
        // Of every document, so that the claims of any can be asked of any stream.
        #expect(units.isSuperset(of: ["H44.T.VP", "TCT7", "P21.TT.TTTT", "H50", "H59.TP.CN", "H59.TP.P7"]))
        for event in feed.dossierEvents {
            #expect(units.contains(event.unit))
            #expect(event["actor"].map { officers.contains($0) } ?? true)
            #expect(event.type != .received || procedures.contains(event.procedure))
        }
    }

    @Test("a life begins with its receipt and ends once; what comes later may come later", arguments: small)
    func lives(document: String, scale: String) throws {
        let after: Set<EventType> = [.returned, .rated, .feePaid]
        for life in DocumentLives(try Feed(document: document, seed: 13, scale: scale)).byCode.values {
            let receipt = try #require(life.receipt)
            #expect(life.count(.received) == 1)
            #expect(life.count(.completed) + life.count(.declined) + life.count(.withdrawn) <= 1)
            for (type, events) in life.events {
                #expect(events.allSatisfy { $0.occurredAt >= receipt.occurredAt })
                guard let finish = life.finish, !after.contains(type) else { continue }
                #expect(
                    events.allSatisfy { $0.recordedAt <= finish.recordedAt },
                    "\(receipt.dossier) \(type)"
                )
            }
        }
    }

    @Test("the lines stay the same from version to version, as those of a free scenario do")
    func knownBytes() throws {
        let digest = try DocumentScenarioTests.digest("to-cong-tac-7-2025", "1", seed: 42)
        #expect(digest == 11_064_692_092_584_664_206)
    }

    @Test("no document has another name, and a name is whole")
    func names() {
        #expect(Document.all.count == 5)
        #expect(Document.named("tra-vinh") == nil)
        #expect(Document.named("") == nil)
        #expect(Document.named("Tra-Vinh-2023") == nil)
    }

    @Test(
        "a scale is a decimal number over 0 and up to 10",
        arguments: ["1", "0.01", "10", "2.5", "00.5", "0.000001"]
    )
    func scales(text: String) {
        #expect(Scale(text) != nil)
    }

    @Test(
        "anything else is no scale",
        arguments: [
            "", "0", "0.0", "10.1", "11", "-1", "+1", "1e1", ".5", "1.", "1,5", "1.2.3", " 1", "0.0000001",
            "100",
        ]
    )
    func noScales(text: String) {
        #expect(Scale(text) == nil)
    }

    @Test("at half the scale half as many dossiers come in, and at twice the scale twice as many")
    func scaled() throws {
        let document = try #require(Document.named("quang-tri-2023-h1"))
        let full = DocumentScenario(document, seed: 1).dossiers
        #expect(full == 152_493 + 3_200)
        for (text, factor) in [("0.5", 0.5), ("2", 2), ("0.1", 0.1)] {
            let dossiers = DocumentScenario(document, seed: 1, scale: try #require(Scale(text))).dossiers
            #expect(abs(Double(dossiers) - factor * Double(full)) < 30)
        }
    }
}
