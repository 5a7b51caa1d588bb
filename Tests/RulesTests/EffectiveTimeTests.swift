import DossierModel
import Rules
import Testing

/// 2024-03-04 is a Monday.
@Suite("effective times and order (rules §3)")
struct EffectiveTimeTests {
    private static let favourable: Set<EventType> = [
        .completed, .declined, .withdrawn, .returned, .supplementRequested, .paused, .rescheduled,
        .apologised,
        .explained,
    ]

    /// The effective time of a row on a basis; `nil` for one that has not happened.
    private func effective(_ row: Int, _ record: LifeRecord) -> Instant? {
        record.steps.first { $0.row == row }?.effective
    }

    @Test(
        "a time that favours the unit counts where evidence shows it, every other type when it occurred",
        arguments: EventType.allCases.filter { $0.isOfDossier && $0 != .received }
    )
    func ownTime(_ type: EventType) {
        let isFavourable = EffectiveTimeTests.favourable.contains(type)
        for evidence in [true, false] {
            var dossier = Dossier("2024-03-04 08:00")
            dossier.add(type, "2024-03-05", recorded: "2024-03-07", evidence: evidence)
            let record = dossier.record()
            #expect(effective(1, record.reported) == time("2024-03-07"))
            let shown = evidence || !isFavourable ? "2024-03-05" : "2024-03-07"
            #expect(effective(1, record.audited) == time(shown))
        }
    }

    @Test(
        "evidence of a time before the receipt shows nothing, and no event comes before the receipt",
        arguments: EventType.allCases.filter { $0.isOfDossier && $0 != .received }
    )
    func beforeReceipt(_ type: EventType) {
        var dossier = Dossier("2024-03-04 08:00")
        dossier.add(type, "2024-03-01", recorded: "2024-03-07")
        let isFavourable = EffectiveTimeTests.favourable.contains(type)
        let moved = isFavourable ? "2024-03-07" : "2024-03-04 08:00"
        #expect(effective(1, dossier.record().audited) == time(moved))
        dossier.add(type, "2024-03-01", recorded: "2024-03-02")
        #expect(effective(2, dossier.record().reported) == time("2024-03-04 08:00"))
    }

    @Test("the receipt is the earliest on its basis, and the two bases may stand on different ones")
    func receipts() {
        var dossier = Dossier("2024-03-05", unit: Code.office)
        dossier.receive("2024-03-04", recorded: "2024-03-06", unit: Code.branch)
        let record = dossier.record()
        #expect(record.judgements.reported.unit == Code.office)
        #expect(record.judgements.audited.unit == Code.branch)
        #expect(record.reported.steps.map(\.note) == [.receipt, .duplicateReceipt])
        #expect(record.audited.steps.map(\.row) == [1, 0])
        #expect(record.judgements.audited.anomalies == 1)
    }

    @Test("of receipts recorded at one time the first to occur is the receipt, then the lesser id")
    func equalReceipts() {
        var dossier = Dossier("2024-03-05", recorded: "2024-03-06", unit: Code.office)
        dossier.receive("2024-03-04", recorded: "2024-03-06", unit: Code.branch)
        dossier.receive("2024-03-04", recorded: "2024-03-06", unit: Code.successor)
        #expect(dossier.reported().unit == Code.branch)
        #expect(dossier.audited().unit == Code.branch)
    }

    /// Who holds the result was served: completed on 12 March without evidence, recorded on the 14th.
    @Test(
        "a completion takes effect by a return with evidence, unless the dossier was reopened by then",
        arguments: [
            (true, nil, "2024-03-08"), (false, nil, "2024-03-14"), (true, "2024-03-20", "2024-03-14"),
            (true, "2025-03-20", "2024-03-08"),
        ] as [(Bool, String?, String)]
    )
    func servedByReturn(_ evidence: Bool, _ reopened: String?, _ finished: String) {
        var dossier = Dossier("2024-03-04")
        dossier.add(.completed, "2024-03-12", recorded: "2024-03-14", evidence: false)
        dossier.add(.returned, "2024-03-08", recorded: "2024-03-09", evidence: evidence)
        if let reopened { dossier.add(.reopened, reopened) }
        let record = dossier.record()
        #expect(effective(1, record.audited) == time(finished))
        #expect(effective(1, record.reported) == time("2024-03-14"))
    }

    @Test("an answer takes effect no earlier than what it answers")
    func answerAfterQuestion() {
        for (ask, answer) in [(EventType.paused, EventType.resumed), (.supplementRequested, .supplemented)] {
            var dossier = Dossier("2024-03-04")
            dossier.add(ask, "2024-03-05", recorded: "2024-03-08", evidence: false)
            dossier.add(answer, "2024-03-06")
            let record = dossier.record()
            #expect(effective(2, record.audited) == time("2024-03-08"))
            #expect(record.audited.stops.count == 1)
            #expect(record.audited.stops.first?.end == time("2024-03-08"))
        }
    }

    @Test("an answer answers what was asked from the answer before it on, that moment included")
    func answerWindow() {
        for asked in ["2024-03-06", "2024-03-07"] {
            var dossier = Dossier("2024-03-04")
            dossier.add(.paused, "2024-03-05")
            dossier.add(.resumed, "2024-03-06")
            dossier.add(.paused, asked, recorded: "2024-03-12", evidence: false)
            dossier.add(.resumed, "2024-03-08")
            let record = dossier.record()
            #expect(effective(2, record.audited) == time("2024-03-06"))
            #expect(effective(4, record.audited) == time("2024-03-12"))
        }
    }

    @Test("an answer to nothing stays where it is")
    func answerToNothing() {
        var dossier = Dossier("2024-03-04")
        dossier.add(.resumed, "2024-03-06")
        dossier.add(.paused, "2024-03-07", recorded: "2024-03-12", evidence: false)
        let record = dossier.record()
        #expect(effective(1, record.audited) == time("2024-03-06"))
        #expect(record.audited.steps.map(\.note) == [.receipt, .closeWithoutStop, .counts])
    }

    @Test("what takes effect after the moment asked for has not happened")
    func afterAt() {
        var dossier = Dossier("2024-03-04")
        dossier.add(.completed, "2024-03-06", recorded: "2024-03-08")
        let record = dossier.record(at: "2024-03-07")
        #expect(record.judgements.audited.finish == .granted)
        #expect(record.judgements.reported.finish == .open)
        #expect(dossier.record(at: "2024-03-03 23:59").judgements.audited.presence == .absent)
    }

    /// Goal: events of one moment stand in the order of life.
    ///
    /// Method: one of each type, handed over backwards;
    /// only the pairs of step 7 stand otherwise.
    @Test("events of one moment stand in the order of life")
    func orderOfLife() {
        var dossier = Dossier("2024-03-04")
        let types: [EventType] = [
            .rated, .returned, .completed, .explained, .apologised, .rescheduled, .supplemented, .feePaid,
            .supplementRequested, .feeRequested, .componentDemanded, .transferred, .received,
        ]
        for type in types { dossier.add(type, "2024-03-05") }
        #expect(dossier.record().audited.steps.map(\.row) == [0] + (1...13).reversed())
    }

    @Test("at equal effective times the earlier occurredAt stands first")
    func orderByOccurrence() {
        var dossier = Dossier("2024-03-04")
        dossier.add(.transferred, "2024-03-06", recorded: "2024-03-07")
        dossier.add(.completed, "2024-03-05", recorded: "2024-03-07")
        let record = dossier.record().reported
        #expect(record.steps.map(\.row) == [0, 2, 1])
        #expect(record.steps.last?.note == .afterFinish)
    }

    @Test("without a known receipt a dossier that was declined never came in, any other is an orphan")
    func withoutReceipt() {
        var dossier = Dossier()
        #expect(dossier.audited().presence == .absent)
        dossier.add(.paused, "2024-03-05")
        #expect(dossier.audited().presence == .orphan)
        dossier.add(.declined, "2024-03-06", recorded: "2024-03-09") { $0.unit = Code.branch }
        dossier.add(.declined, "2024-03-07", recorded: "2024-03-08") { $0.unit = Code.office }
        let record = dossier.record()
        #expect(record.judgements.audited.presence == .declinedAtIntake)
        #expect(record.judgements.audited.unit == Code.branch)
        #expect(record.judgements.audited.beganAt == time("2024-03-06"))
        #expect(record.judgements.reported.unit == Code.office)
        #expect(record.judgements.audited.sector == Code.unknownSector)
        #expect(record.judgements.audited.channel == nil)
        #expect(record.judgements.audited.procedure == .none)
        #expect(dossier.audited(at: "2024-03-05 12:00").presence == .orphan)
        #expect(dossier.audited(at: "2024-03-04").presence == .absent)
    }

    @Test("rows that are no step in a dossier's life are passed over")
    func otherRows() {
        var dossier = Dossier()
        dossier.add(.paperEntered, "2024-03-05")
        #expect(dossier.audited().presence == .absent)
        dossier.receive("2024-03-04")
        #expect(dossier.record().audited.steps.count == 1)
    }

    /// Every order of rows of different types or times is handed over: 720 of them.
    @Test("the order in which rows are handed over changes nothing")
    func anyOrder() {
        var dossier = Dossier("2024-03-04", due: "2024-03-20")
        dossier.pause("2024-03-05", recorded: "2024-03-07", evidence: false)
        dossier.add(.resumed, "2024-03-06")
        dossier.add(.supplementRequested, "2024-03-06")
        dossier.add(.completed, "2024-03-08", recorded: "2024-03-15")
        dossier.add(.returned, "2024-03-08", recorded: "2024-03-15")
        let expected = dossier.record().judgements
        let book = plainReferences
        for order in permutations(Array(dossier.rows.indices)) {
            var other = Dossier()
            other.rows = order.map { dossier.rows[$0] }
            #expect(other.record(book).judgements == expected)
        }
    }

    private func permutations(_ items: [Int]) -> [[Int]] {
        guard items.count > 1 else { return [items] }
        return items.indices.flatMap { index in
            var rest = items
            let item = rest.remove(at: index)
            return permutations(rest).map { [item] + $0 }
        }
    }
}
