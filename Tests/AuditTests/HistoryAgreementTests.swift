import DossierModel
import LedgerStore
import Projections
import Rules
import TestSupport
import Testing

@testable import Audit

@Suite("a history and the report")
struct HistoryAgreementTests {
    /// Reads the history of every dossier of which something is known.
    private func histories(
        of ledger: Ledger,
        asOf: Instant? = nil,
        at: Instant? = nil
    ) throws -> [DossierHistory] {
        let files = try RuleSetFile.all(with: [])
        return try ledger.read { view in
            let tail = try view.tailRows()
            let names = try view.names(.dossier, tail: tail)
            return try view.withRows(tail: tail) { rows in
                var run = try HistoryRun(view, rows, tail: tail, asOf: asOf, at: at, files)
                var histories: [DossierHistory] = []
                for number in 0..<names.count {
                    let index = CodeIndex(rawValue: UInt32(number))
                    do {
                        histories.append(try run.history(of: names[index] ?? "", index, view))
                    } catch HistoryError.nothingKnown {
                        continue
                    }
                }
                return histories
            }
        }
    }

    private static let classes: [CountKey] = [
        .early, .onTime, .overdue, .undatedFinished, .declined, .withdrawn, .declinedAtIntake, .openInTime,
        .openOverdue, .stopped, .undatedOpen,
    ]

    private func compare(_ histories: [DossierHistory], _ total: FiguresPair, _ name: String) {
        for (basis, figures) in [(Basis.reported, total.reported), (.audited, total.audited)] {
            let standings = histories.map { $0[basis] }
            for key in HistoryAgreementTests.classes {
                let count = standings.count { $0.kind.rawValue == key.name }
                #expect(count == figures[key], "\(name), \(basis), \(key)")
            }
            #expect(standings.count { $0.kind == .orphan } == figures[.orphans], "\(name), \(basis)")
            let anomalies = standings.reduce(0) { $0 + $1.record.steps.count { $0.note.isAnomaly } }
            #expect(anomalies == figures[.anomalies], "\(name), \(basis)")
            for bucket in DaysLateBucket.allCases {
                let late = standings.filter {
                    $0.daysLate > 0 && DaysLateBucket(days: Int32($0.daysLate)) == bucket
                }
                #expect(late.count == figures[bucket], "\(name), \(basis), \(bucket)")
            }
        }
    }

    @Test(
        "class and due date of every golden dossier, summed, are the report's counts",
        .enabled(if: SharedFolder.isPresent, "the folder of golden streams is not beside the project"),
        arguments: GoldenAnswers.names
    )
    func golden(_ name: String) async throws {
        let golden = try GoldenAnswers(name)
        let ledger = try TemporaryLedger()
        try await ledger.take(golden.lines)
        let all = try histories(of: ledger.ledger)
        #expect(all.count > 500)
        compare(all, try ReportMaker.make(ReportQuery(), of: ledger.ledger).total, name)
        let (first, last) = (LocalDate(rawValue: 0), all.first?.at.localDate ?? LocalDate(rawValue: 0))
        let reading = try SlowReading(lines: golden.lines)
        let isWorking = try reading.workingDays(SlowQuery(from: first, to: last, by: []))
        for history in all {
            for basis in Basis.allCases {
                let name = "\(name), \(history.dossier), \(basis)"
                PaperCount(name: name, isWorking: isWorking).check(history[basis], at: history.at)
            }
        }
        // At an earlier moment, as a report of a period that ended then.
        for (query, _) in golden.answers.prefix(3) {
            let end = Instant.end(of: query.to)
            let then = try histories(of: ledger.ledger, asOf: query.asOf, at: end)
            var asked = ReportQuery(from: LocalDate(rawValue: 0), to: query.to)
            asked.asOf = query.asOf
            compare(then, try ReportMaker.make(asked, of: ledger.ledger).total, "\(name) by \(query.to)")
        }
    }

    @Test("what is shown of a random dossier adds up again", arguments: 5_001...5_004 as ClosedRange<UInt64>)
    func random(_ seed: UInt64) async throws {
        let feed = RandomFeed(seed: seed, dossiers: 60)
        let ledger = try await TemporaryLedger(feed.lines)
        let all = try histories(of: ledger.ledger)
        compare(all, try ReportMaker.make(ReportQuery(), of: ledger.ledger).total, "\(feed)")
        let last = all.first?.at.localDate ?? LocalDate(rawValue: 0)
        let query = SlowQuery(from: LocalDate(rawValue: 0), to: last, by: [])
        let isWorking = try SlowReading(lines: feed.lines).workingDays(query)
        for history in all {
            for basis in Basis.allCases {
                let name = "\(feed), \(history.dossier), \(basis)"
                PaperCount(name: name, isWorking: isWorking).check(history[basis], at: history.at)
            }
        }
    }
}
