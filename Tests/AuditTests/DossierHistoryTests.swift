import DossierModel
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
}
