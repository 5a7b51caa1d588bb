import DossierModel
import Rules
import TestSupport
import Testing

/// Goal: dossiers judged without putting their events in order are judged like all others.
///
/// Method: a record is always made by the walk over the ordered events, a judgement of a plain dossier is not.
@Suite("plain dossiers")
struct PlainDossierTests {
    /// What may befall a plain dossier after its receipt.
    private static let types: [EventType] = [
        .transferred, .componentDemanded, .feeRequested, .feePaid, .apologised, .explained, .completed,
        .declined, .withdrawn, .returned, .rated,
    ]

    private static let start = time("2024-03-01 08:00")

    private static let procedures = [
        Code.fiveDays, Code.tenCalendarDays, Code.eightHours, Code.sameDay, Code.neverPublished,
    ]

    /// A procedure and a listing that change while dossiers are received, and a rule set from the middle on.
    private static let book = references { builder in
        let later = stamp("2024-03-03")
        let hours = ProcedureLimit(2, .workingHours)
        builder.publish(Code.fiveDays, limit: hours, sector: Code.civil, stamp: later)
        for (procedure, isListed, day) in [
            (Code.eightHours, true, "2024-03-02"), (Code.fiveDays, true, "2024-03-03"),
            (Code.fiveDays, false, "2024-03-05"),
        ] {
            builder.list(procedure, at: Code.office, isListed: isListed, stamp: stamp(day))
        }
        builder.merge(Code.branch, into: Code.successor, stamp: stamp("2024-03-04"))
    }

    /// How many days after the start something occurs and is recorded.
    private static func row(_ type: EventType, _ occurred: Int, _ recorded: Int) -> EventRow {
        let day = Instant.day
        var row = EventRow(
            type: type,
            occurredAt: Instant(rawValue: start.rawValue + Int64(occurred) * day),
            recordedAt: Instant(rawValue: start.rawValue + Int64(recorded) * day)
        )
        row.unit = Code.office
        return row
    }

    private static func question(at: Int, from: Int = 1, to: Int = 6) -> Question {
        let at = Instant(rawValue: start.rawValue + Int64(at) * Instant.day)
        let first = start.localDate
        return Question(asOf: at, at: at, from: first.adding(days: from), to: first.adding(days: to))
    }

    /// Whether both ways to judge come to the same, and to the same moment until which it lasts.
    private static func agrees(_ judge: inout DossierJudge, _ rows: [EventRow]) -> Bool {
        let recorded = judge.record(rows.span).judgements
        let until = judge.stableUntil
        return judge.judge(rows.span) == recorded && judge.stableUntil == until
    }

    /// One event with whatever it may carry, on few moments so that many are equal.
    private static func any(_ type: EventType, using numbers: inout SeededGenerator) -> EventRow {
        let occurred = numbers.number(in: 0...7)
        let late = numbers.chance(60) ? 0 : numbers.number(in: 0...4)
        var row = row(type, occurred, occurred + late)
        row.flags = EventFlags(rawValue: UInt16(numbers.next() & 0x3F))
        let codes = [CodeIndex.none, Code.office, Code.branch, Code.successor]
        row.number0 = row.occurredAt.rawValue + Int64(numbers.number(in: -1...9)) * Instant.day
        switch type {
        case .received:
            row.unit = numbers.pick(codes)
            row.code0 = numbers.pick(procedures)
            row.code1 = numbers.pick([.none, .none, Code.land])
            row.detail = UInt8(numbers.number(in: 0...2))
            row.number1 = 3
            row.number2 = 2
        case .transferred: row.code0 = numbers.pick(codes)
        case .feePaid: row.detail = UInt8(numbers.number(in: 0...2))
        case .completed: row.detail = UInt8(numbers.number(in: 0...1) + 4 * numbers.number(in: 0...2))
        case .rated:
            row.number0 = Int64(bitPattern: numbers.pick([4.0, 3.7, 0, -1, 5e15, .nan]).bitPattern)
            row.number1 = Int64(bitPattern: numbers.pick([5.0, 10, 0.1]).bitPattern)
        default: break
        }
        return row
    }

    @Test("random plain dossiers are judged like ordered ones", arguments: UInt64(0)..<40)
    func random(seed: UInt64) {
        var numbers = SeededGenerator(seed: seed)
        var at = 0
        var judge = DossierJudge(PlainDossierTests.question(at: 8), PlainDossierTests.book)
        for turn in 0..<5_000 {
            if turn % 500 == 0 {
                at = numbers.chance(30) ? 20 : numbers.number(in: 0...9)
                let from = numbers.number(in: 0...4)
                let to = from + numbers.number(in: 0...6)
                let question = PlainDossierTests.question(at: at, from: from, to: to)
                judge = DossierJudge(question, PlainDossierTests.book)
            }
            // One receipt; one finish but for a few with more, which are not plain, and some without a receipt.
            var types: [EventType] = numbers.chance(97) ? [.received] : []
            for _ in 0..<numbers.number(in: 0...6) {
                types.append(numbers.pick(PlainDossierTests.types))
            }
            if numbers.chance(2) {
                types.append(numbers.pick([.received, .reopened, .rescheduled, .eventVoided]))
            }
            let rows = numbers.shuffled(types).map { PlainDossierTests.any($0, using: &numbers) }
            #expect(PlainDossierTests.agrees(&judge, rows), "at \(at): \(rows)")
        }
    }

    /// Every way in which so many events of these types can stand on three moments of either clock.
    private func tryAll(_ types: [EventType], count: Int, moments: [Int], hasEvidence: Bool = true) {
        var judges = moments.map {
            DossierJudge(PlainDossierTests.question(at: $0, from: 0), PlainDossierTests.book)
        }
        var choices = types.flatMap { type in
            moments.flatMap { occurred in moments.map { PlainDossierTests.row(type, occurred, $0) } }
        }
        for index in choices.indices {
            choices[index].flags = [.hasDocument, .hasReason]
            if hasEvidence { choices[index].flags.insert(.hasEvidence) }
        }
        var receipt = PlainDossierTests.row(.received, moments[1], moments[1])
        receipt.code0 = Code.fiveDays
        var picks = [Int](repeating: 0, count: count)
        var isDone = false
        while !isDone {
            var rows = [receipt]
            for (place, pick) in picks.enumerated() {
                var row = choices[pick]
                // Which transfer counted is told by the unit.
                row.code0 = Code.code(place)
                rows.append(row)
            }
            for index in judges.indices {
                #expect(PlainDossierTests.agrees(&judges[index], rows), "at \(moments[index]): \(rows)")
            }
            isDone = true
            for place in picks.indices where isDone {
                picks[place] = (picks[place] + 1) % choices.count
                isDone = picks[place] == 0
            }
        }
    }

    @Test(
        "any two events on three moments of each clock are judged like ordered ones",
        arguments: [true, false]
    )
    func pairs(hasEvidence: Bool) {
        tryAll(PlainDossierTests.types, count: 2, moments: [0, 2, 6], hasEvidence: hasEvidence)
    }

    @Test(
        "any three that ask for their order are judged like ordered ones",
        arguments: [
            [EventType.transferred, .completed], [.completed, .returned], [.apologised, .declined],
            [.componentDemanded, .withdrawn],
        ]
    )
    func triples(types: [EventType]) {
        tryAll(types, count: 3, moments: [0, 2, 6])
    }
}
