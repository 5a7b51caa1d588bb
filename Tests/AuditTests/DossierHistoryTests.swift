import DossierModel
import Foundation
import LedgerStore
import Projections
import TestSupport
import Testing

@testable import Audit

@Suite("one dossier's history")
struct DossierHistoryTests {
    /// Where a dossier stands, as the report by procedure counts it.
    @Test(
        "what history says of every dossier, summed, is what the report counts",
        arguments: 3_001...3_006 as ClosedRange<UInt64>
    )
    func sums(_ seed: UInt64) async throws {
        let feed = RandomFeed(seed: seed, dossiers: 30)
        let ledger = try await TemporaryLedger(feed.lines)
        let names = try ledger.ledger.read { view in
            let names = try view.names(.dossier, tail: try view.tailRows())
            return (0..<names.count).compactMap { names[CodeIndex(rawValue: UInt32($0))] }
        }
        var counts: [Basis: [String: Int]] = [.reported: [:], .audited: [:]]
        for name in names {
            // A paper register may name dossiers of which nothing else is known; all of one may be voided.
            guard let history = try? DossierHistory.read(name, in: ledger.ledger) else { continue }
            counts[.reported, default: [:]][history.reported.kind.rawValue, default: 0] += 1
            counts[.audited, default: [:]][history.audited.kind.rawValue, default: 0] += 1
        }
        let total = try ReportMaker.make(ReportQuery(), of: ledger.ledger).total
        for (basis, figures) in [(Basis.reported, total.reported), (.audited, total.audited)] {
            let found = counts[basis] ?? [:]
            for key in [
                CountKey.early, .onTime, .overdue, .undatedFinished, .declined, .withdrawn, .declinedAtIntake,
                .openInTime, .openOverdue, .stopped, .undatedOpen,
            ] {
                #expect(found[key.name, default: 0] == figures[key], "\(feed), \(basis), \(key)")
            }
            #expect(found["orphan", default: 0] == figures[.orphans], "\(feed), \(basis)")
        }
    }

    @Test("a dossier that no event names, or that was not known by then, is an error")
    func unknown() async throws {
        let ledger = try await TemporaryLedger([EventLine.received("A", at: "2024-03-04").text])
        #expect(throws: HistoryError.self) { try DossierHistory.read("B", in: ledger.ledger) }
        #expect(throws: HistoryError.self) {
            try DossierHistory.read("A", in: ledger.ledger, asOf: Instant(LocalDate(rawValue: 0)))
        }
        let history = try DossierHistory.read("A", in: ledger.ledger)
        #expect(history.events.map(\.id) == ["r-A"])
        #expect(history.audited.kind == .undatedOpen)
    }

    /// A pause, its end and a transfer are of one minute, and the receipt is of the same as another transfer.
    @Test(
        "the events of the JSON stand as they occurred, ties as the rules have them, in whatever order they came"
    )
    func order() async throws {
        let paused = EventLine.step("a-pause", "paused", of: "A", at: "2024-03-05").holding(
            "\"ground\":\"other\""
        )
        let lines = [
            EventLine.received("A", at: "2024-03-04"),
            EventLine.step("a-move", "transferred", of: "A", at: "2024-03-04").holding("\"toUnit\":\"U2\""),
            EventLine.step("z-move", "transferred", of: "A", at: "2024-03-05").holding("\"toUnit\":\"U1\""),
            paused, EventLine.step("0-end", "resumed", of: "A", at: "2024-03-05"),
            EventLine.step("1-move", "transferred", of: "A", at: "2024-03-06").holding("\"toUnit\":\"U2\""),
        ]
        .map(\.text)
        let expected = ["r-A", "a-move", "z-move", "a-pause", "0-end", "1-move"]
        for turn in 0..<lines.count {
            let shuffled = Array(lines[turn...].reversed() + lines[..<turn])
            let ledger = try await TemporaryLedger(shuffled)
            let json = try DossierHistory.read("A", in: ledger.ledger).json.description
            let object = try JSONSerialization.jsonObject(with: Data(json.utf8)) as? [String: Any]
            let events = try #require(object?["events"] as? [[String: Any]])
            #expect(events.map { $0["id"] as? String } == expected, "turn \(turn)")
        }
    }
}
