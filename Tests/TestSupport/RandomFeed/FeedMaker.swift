import DossierModel

/// Makes the events of a random feed.
struct FeedMaker {
    /// How fine the clock of a register is.
    enum Precision: CaseIterable {
        case day
        case minute
        case millisecond
    }

    var generator: SeededGenerator
    private(set) var events: [FeedEvent] = []
    private var numbers: [Int]
    /// About when most dossiers are received.
    let season: LocalDate
    let units: [String]
    let procedures: [String]
    let officers: [String]
    let sectors: [String]
    /// The codes of the dossiers made, with or without a receipt.
    var codes: [String] = []
    /// What a paper entry can be matched by.
    var receipts: [(unit: String, paperNo: String, occurredAt: Instant)] = []

    init(seed: UInt64) {
        generator = SeededGenerator(seed: seed)
        // Two spellings of one letter are two codes; numbers and bytes order these differently.
        let codes = [
            "H50", "H9", "H10", "H50.1", "h50", "Ph\u{FA} Th\u{1ECD}", "Phu\u{301} Th\u{1ECD}", "H50/2",
        ]
        units = Array(generator.shuffled(codes).prefix(generator.number(in: 2...codes.count)))
        procedures = ["1.000009", "1.00001", "1.000010", "2.1", "2.10", "TT-\u{110}\u{1EA5}t", "3.9"]
        officers = ["L1", "L2", "L10", "cb.\u{1EF3}", "X"]
        sectors = ["land", "civilStatus", "h\u{1ED9} t\u{1ECB}ch", "Land", "construction"]
        numbers = []
        let edges = [
            (2_024, 1, 24), (2_024, 4, 10), (2_024, 7, 20), (2_025, 6, 16), (2_018, 6, 8), (2_024, 12, 12),
        ]
        let edge = generator.pick(edges)
        season = LocalDate(
            rawValue: Int32(LocalDate.daysSinceEpoch(year: edge.0, month: edge.1, day: edge.2))
        )
    }

    // MARK: - Moments

    /// The days on which dossiers of the feed are received: most in one season, around the edges of the rule
    /// sets.
    mutating func receiptDate() -> LocalDate {
        if generator.chance(65) { return season.adding(days: generator.number(in: 0...25)) }
        let edges = [
            (2_024, 1, 2, 330), (2_024, 7, 20, 30), (2_025, 6, 16, 45), (2_018, 6, 4, 30), (2_025, 1, 15, 30),
        ]
        let edge = generator.chance(50) ? edges[0] : generator.pick(edges)
        return date(edge.0, edge.1, edge.2).adding(days: generator.number(in: 0...edge.3))
    }

    func date(_ year: Int, _ month: Int, _ day: Int) -> LocalDate {
        LocalDate(rawValue: Int32(LocalDate.daysSinceEpoch(year: year, month: month, day: day)))
    }

    /// A moment of a date; often one at an edge of the working day or of the limit `sameDay`.
    mutating func moment(_ date: LocalDate, _ precision: Precision) -> Instant {
        let minute: Int64 = 60_000
        switch precision {
        case .day:
            return Instant(date)
        case .minute:
            let edges: [Int64] = [0, 450, 480, 600, 690, 720, 810, 900, 1_020, 1_050, 1_200, 1_439]
            let time = generator.chance(50) ? generator.pick(edges) : Int64(generator.number(in: 0...1_439))
            return Instant(date, milliseconds: time * minute)
        case .millisecond:
            let edges: [Int64] = [0, 1, 53_999_999, 54_000_000, 27_000_001, 63_000_000, 86_399_999]
            let time =
                generator.chance(40) ? generator.pick(edges) : Int64(generator.number(in: 0...86_399_999))
            return Instant(date, milliseconds: time)
        }
    }

    /// A later moment: often the same, or the same day, or within two weeks; now and then far off or earlier.
    mutating func moment(after time: Instant, _ precision: Precision) -> Instant {
        let kind = generator.number(in: 0...99)
        if kind < 15 { return time }
        let days =
            switch kind {
            case ..<30: 0
            case ..<80: generator.number(in: 1...5)
            case ..<93: generator.number(in: 6...25)
            case ..<94: generator.number(in: 100...900)
            default: -generator.number(in: 1...12)
            }
        return moment(time.localDate.adding(days: days), precision)
    }

    /// When an event was written down: mostly at once, often some days later.
    mutating func recording(of time: Instant, _ precision: Precision) -> Instant {
        let kind = generator.number(in: 0...99)
        if kind < 50 { return time }
        let days = kind < 65 ? 0 : kind < 90 ? generator.number(in: 1...5) : generator.number(in: 6...50)
        return max(time, moment(time.localDate.adding(days: days), precision))
    }

    // MARK: - Events

    /// Adds an event and gives its id; fields that are nil are left out, spelt null or left empty.
    @discardableResult
    mutating func add(
        _ type: String,
        at occurredAt: Instant,
        recordedAt: Instant,
        envelope: [(String, String?)] = [],
        data: [(String, FeedValue?)] = []
    ) -> String {
        let id = nextID()
        var fields: [(String, FeedValue)] = [("id", .text(id)), ("type", .text(type))]
        fields.append(("occurredAt", .text(written(occurredAt))))
        if recordedAt != occurredAt || generator.chance(50) {
            fields.append(("recordedAt", .text(written(recordedAt))))
        } else if generator.chance(10) {
            fields.append(("recordedAt", .null))
        }
        for (key, value) in envelope {
            if let value {
                fields.append((key, .text(value)))
            } else if let missing = missingValue() {
                fields.append((key, missing))
            }
        }
        if generator.chance(70) { fields.append(("source", .text("m\u{1ED9}t c\u{1EED}a"))) }
        if generator.chance(5) {
            fields.append(("x-note", .list([.null, .text("\u{1F4C4} \"\\"), .count(7)])))
        }
        let given = self.given(data)
        if !given.isEmpty || generator.chance(50) { fields.append(("data", .object(given))) }
        events.append(
            FeedEvent(id: id, type: type, occurredAt: occurredAt, recordedAt: recordedAt, fields: fields)
        )
        return id
    }

    private mutating func given(_ data: [(String, FeedValue?)]) -> [(String, FeedValue)] {
        var given: [(String, FeedValue)] = []
        for (key, value) in data {
            if let value {
                given.append((key, value))
            } else if let missing = missingValue() {
                given.append((key, missing))
            }
        }
        if generator.chance(4) { given.append(("ghiCh\u{FA}", .text("l\u{E0} ngh\u{129}a\nkh\u{E1}c"))) }
        return given
    }

    /// How an optional text that is missing is written; nil is not at all.
    private mutating func missingValue() -> FeedValue? {
        let kind = generator.number(in: 0...9)
        return kind == 0 ? .null : kind == 1 ? .text("") : nil
    }

    /// An id that was not used, in no order of time; numbers and bytes order the ids differently.
    private mutating func nextID() -> String {
        if numbers.isEmpty {
            let base = events.count
            numbers = generator.shuffled(Array(base + 1...base + 200))
        }
        let prefix = generator.pick(["", "e-", "E", "\u{111}", "e\u{301}", "\u{E9}"])
        return prefix + "\(numbers.removeLast())"
    }

    /// An instant with an offset and as many digits as it pleases.
    mutating func written(_ instant: Instant) -> String {
        let offsets = [420, 420, 420, 0, -210, 840]
        let offset = generator.pick(offsets)
        // The instant's own text is at +07:00; one moved by the difference reads as the time elsewhere.
        let moved = Instant(rawValue: instant.rawValue + Int64(offset - 420) * 60_000)
        var text = String(moved.description.dropLast(6))
        if generator.chance(5) { text += text.contains(".") ? "000" : ".0" }
        if offset == 0, generator.chance(60) { return text + "Z" }
        let minutes = abs(offset)
        return text + (offset < 0 ? "-" : "+") + padded(minutes / 60, 2) + ":" + padded(minutes % 60, 2)
    }

    /// The lines: shuffled, some doubled, with blank ones between.
    mutating func written() -> [String] {
        var lines: [String] = []
        for event in events {
            lines.append(event.line(&generator))
            if generator.chance(8) { lines.append(event.line(&generator)) }
        }
        for _ in 0..<lines.count / 50 { lines.append("") }
        return generator.shuffled(lines)
    }
}
