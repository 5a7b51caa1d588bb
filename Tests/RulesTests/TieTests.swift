import DossierModel
import Rules
import Testing

/// Registers that know only days write many events of one moment.
@Suite("ties (rules §3, step 7)")
struct TieTests {
    /// The order of the events of 5 March, as types.
    private func order(_ dossier: Dossier) -> [EventType] {
        dossier.record().audited.steps
            .filter { $0.effective == time("2024-03-05") }
            .map { dossier.rows[$0.row].type }
    }

    private static let pairs: [(EventType, EventType)] = [
        (.paused, .resumed), (.supplementRequested, .supplemented), (.completed, .reopened),
    ]

    @Test("a pair begins with the second side if it had begun before, else with the first", arguments: pairs)
    func begins(_ first: EventType, _ second: EventType) {
        var fresh = Dossier("2024-03-04")
        fresh.add(first, "2024-03-05")
        fresh.add(second, "2024-03-05")
        #expect(order(fresh) == [first, second])
        var begun = Dossier("2024-03-04")
        begun.add(first, "2024-03-04 12:00")
        begun.add(first, "2024-03-05")
        begun.add(second, "2024-03-05")
        #expect(order(begun) == [second, first])
    }

    @Test("the sides alternate, and what is left of one follows", arguments: pairs)
    func alternates(_ first: EventType, _ second: EventType) {
        for (firsts, seconds) in [(3, 1), (1, 3), (2, 2), (3, 0), (0, 2)] {
            var dossier = Dossier("2024-03-04")
            for _ in 0..<seconds { dossier.add(second, "2024-03-05") }
            for _ in 0..<firsts { dossier.add(first, "2024-03-05") }
            var expected: [EventType] = []
            for index in 0..<3 {
                if index < firsts { expected.append(first) }
                if index < seconds { expected.append(second) }
            }
            #expect(order(dossier) == expected)
        }
    }

    @Test("the events of a pair fill their own places, all others keep theirs")
    func places() {
        var dossier = Dossier("2024-03-04")
        dossier.pause("2024-03-04 12:00")
        for type in [EventType.resumed, .supplemented, .feePaid, .paused, .supplementRequested, .explained] {
            dossier.add(type, "2024-03-05")
        }
        let expected: [EventType] = [
            .supplementRequested, .resumed, .feePaid, .supplemented, .paused, .explained,
        ]
        #expect(order(dossier) == expected)
    }

    @Test("finishes of one moment stand in the order of life, with reopenings between them")
    func finishes() {
        var dossier = Dossier("2024-03-04")
        for type in [EventType.withdrawn, .reopened, .declined, .reopened, .completed] {
            dossier.add(type, "2024-03-05")
        }
        #expect(order(dossier) == [.completed, .reopened, .declined, .reopened, .withdrawn])
        #expect(dossier.audited().finish == .withdrawn)
    }

    @Test("the receipt belongs to no tie")
    func receipt() {
        var dossier = Dossier("2024-03-05")
        dossier.add(.transferred, "2024-03-05")
        dossier.receive("2024-03-05")
        #expect(order(dossier) == [.received, .received, .transferred])
    }

    @Test("what was the case before the tie is asked on the basis at hand")
    func standingOfBasis() {
        // On the audited basis the payment ended the pause, so a new one begins; on the reported one it is open.
        var dossier = Dossier("2024-03-04")
        dossier.pause("2024-03-04 12:00", ground: "financialObligation")
        dossier.add(.feePaid, "2024-03-04 14:00")
        dossier.pause("2024-03-05")
        dossier.add(.resumed, "2024-03-05")
        let record = dossier.record()
        #expect(record.audited.steps.suffix(2).map(\.row) == [3, 4])
        #expect(record.reported.steps.suffix(2).map(\.row) == [4, 3])
    }

    @Test("ten thousand events of one moment are put in order")
    func large() {
        var dossier = Dossier("2024-03-04")
        for index in 0..<10_000 { dossier.add(index % 2 == 0 ? .resumed : .paused, "2024-03-05") }
        let record = dossier.record()
        #expect(record.audited.stops.count == 5_000)
        #expect(record.judgements.audited.anomalies == 0)
    }
}
