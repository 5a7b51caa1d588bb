import Audit
import DossierModel
import Foundation
import LedgerStore
import Projections
import TestSupport
import Testing

/// A comparison against the reports of its two sides, and against the dossiers' own histories.
@Suite("What two moments differ in")
struct DiffPropertyTests {
    @Test(
        "the report at the first moment and the differences give the report at the second",
        arguments: UInt64(0)..<48
    )
    func figures(_ seed: UInt64) async throws {
        let feed = RandomFeed(seed: 3 * seed)
        let ledger = try await TemporaryLedger(feed.lines)
        let moments = try DiffPropertyTests.moments(feed.lines)
        var generator = SeededGenerator(seed: seed)
        for query in feed.queries where query.logSize == nil {
            let (one, other) = (generator.pick(moments), generator.pick(moments))
            var asked = DiffQuery(ReportQuery(query), and: max(one, other))
            asked.report.by = []
            asked.report.asOf = min(one, other)
            if generator.chance(30) { asked.report.to = nil }
            if generator.chance(15) { asked.report.from = nil }
            try DiffPropertyTests.compare(asked, ledger, "\(feed), \(query), \(one), \(other)")
        }
    }

    @Test(
        "so they do for the golden streams",
        .enabled(if: SharedFolder.isPresent, "the folder of golden streams is not beside the project"),
        arguments: GoldenAnswers.names
    )
    func golden(_ name: String) async throws {
        let golden = try GoldenAnswers(name)
        let ledger = try await TemporaryLedger(golden.lines)
        let moments = try DiffPropertyTests.moments(golden.lines)
        var total = 0
        for (index, share) in [0, 1, 3, 5, 7, 9].enumerated() {
            let before = moments[moments.count * share / 10]
            let after = moments[min(moments.count - 1, moments.count * (share + 1 + index) / 10)]
            for (query, _) in golden.answers {
                var asked = DiffQuery(ReportQuery(query), and: after)
                asked.report.by = []
                asked.report.asOf = before
                total += try DiffPropertyTests.compare(asked, ledger, "\(name), \(query), \(before)")
            }
        }
        #expect(total > 100)
    }

    @Test("it names exactly the dossiers whose histories differ, and their events", arguments: UInt64(0)..<24)
    func dossiers(_ seed: UInt64) async throws {
        let feed = RandomFeed(seed: 11 * seed + 5)
        let ledger = try await TemporaryLedger(feed.lines)
        let moments = try DiffPropertyTests.moments(feed.lines)
        var generator = SeededGenerator(seed: seed)
        let events = try DiffPropertyTests.events(ledger)
        for _ in 0..<3 {
            let (one, other) = (generator.pick(moments), generator.pick(moments))
            var asked = DiffQuery(and: max(one, other))
            asked.report.asOf = min(one, other)
            let result = try DiffResult(asked, of: ledger)
            let name = "\(feed), \(one), \(other)"
            #expect(result.dossiers.count == result.diff.moved, "\(name)")
            #expect(Set(result.dossiers.map { Array($0.dossier.utf8) }).count == result.dossiers.count)
            var known: [[UInt8]: DossierChange] = [:]
            for change in result.dossiers { known[Array(change.dossier.utf8)] = change }
            for code in Set(events.compactMap { $0.dossier.map { Array($0.utf8) } }) {
                let dossier = String(decoding: code, as: UTF8.self)
                let before = try DiffPropertyTests.places(dossier, ledger, min(one, other))
                let after = try DiffPropertyTests.places(dossier, ledger, max(one, other))
                guard let change = known[code] else {
                    #expect(before == after, "\(name), \(dossier)")
                    continue
                }
                // The sector is no part of a history on each basis.
                let hasMoved =
                    before != after
                    || Basis.allCases.contains { basis in
                        change.places(basis).before.sector != change.places(basis).after.sector
                    }
                #expect(hasMoved, "\(name), \(dossier)")
                #expect(!change.causes.isEmpty, "\(name), \(dossier)")
                #expect(Place.pair(change, isBefore: true) == before, "\(name), \(dossier)")
                #expect(Place.pair(change, isBefore: false) == after, "\(name), \(dossier)")
                let ids = Set(change.events.map { Array($0.event.id.utf8) })
                let expected = DiffPropertyTests.news(events, min(one, other), max(one, other)) {
                    $0.dossier.map { Array($0.utf8) } == code
                }
                #expect(ids == expected, "\(name), \(dossier)")
                #expect(change.causes.contains(.references) == !change.references.isEmpty)
            }
            let references = Set(result.diff.references.map { Array($0.change.event.id.utf8) })
            let expected = DiffPropertyTests.news(events, min(one, other), max(one, other)) {
                DiffPropertyTests.referenceTypes.contains($0.type)
            }
            #expect(references == expected, "\(name)")
        }
    }

    @Test("two replays give the same bytes, and a limit cuts the list and nothing else")
    func replays() async throws {
        let feed = RandomFeed(seed: 400)
        let ledger = try await TemporaryLedger(feed.lines)
        let moments = try DiffPropertyTests.moments(feed.lines)
        var query = DiffQuery(and: moments[moments.count - 1])
        query.report.asOf = moments[moments.count / 3]
        let whole = try DiffResult(query, of: ledger)
        #expect(whole.dossiers.count > 5)
        #expect(try DiffResult(query, of: ledger).json == whole.json)
        let cut = try DiffResult(query, of: ledger, limit: 3)
        #expect(cut.diff.jsonHead == whole.diff.jsonHead)
        #expect(cut.dossiers.map(\.dossier) == whole.dossiers.prefix(3).map(\.dossier))
    }

    // MARK: - Figures

    /// Compares a diff with the reports of its sides, and gives how many dossiers it moved.
    @discardableResult
    private static func compare(_ query: DiffQuery, _ ledger: TemporaryLedger, _ name: String) throws -> Int {
        let diff: KnowledgeDiff
        do {
            diff = try DiffResult(query, of: ledger, limit: 0).diff
        } catch ReportError.unknownCode, ReportError.emptyPeriod {
            return 0
        }
        var asked = query.report
        (asked.from, asked.to, asked.by) = (diff.from, diff.to, [.unit])
        asked.asOf = diff.before.asOf
        let before = try ReportMaker.make(asked, of: ledger.ledger)
        asked.asOf = diff.after.asOf
        let after = try ReportMaker.make(asked, of: ledger.ledger)
        #expect(before.at == diff.before.at && after.at == diff.after.at, "\(name)")
        expect(diff.total, before.total, after.total, isTotal: true, "\(name), total")
        var rows: [[UInt8]: (before: FiguresPair, after: FiguresPair)] = [:]
        let empty = (before: FiguresPair(), after: FiguresPair())
        for row in before.rows { rows[unit(row.group[0]), default: empty].before = row.figures }
        for row in after.rows { rows[unit(row.group[0]), default: empty].after = row.figures }
        for row in diff.rows {
            guard let expected = rows.removeValue(forKey: unit(row.unit)) else {
                Issue.record("\(name): \(row.unit ?? "null") is in no report")
                continue
            }
            #expect(expected.before != expected.after, "\(name), \(row.unit ?? "null")")
            expect(row, expected.before, expected.after, isTotal: false, "\(name), \(row.unit ?? "null")")
        }
        // What is left did not change.
        for (_, row) in rows { #expect(row.before == row.after, "\(name)") }
        expectMoves(diff, before, after, name)
        return diff.moved
    }

    private static func unit(_ code: String?) -> [UInt8] { code.map { [1] + Array($0.utf8) } ?? [] }

    /// What is said to have changed, added to the figures before, gives those after: for every count.
    private static func expect(
        _ row: KnowledgeDiff.Row,
        _ before: FiguresPair,
        _ after: FiguresPair,
        isTotal: Bool,
        _ name: String
    ) {
        for basis in Basis.allCases {
            var counts: [String: Int] = [:]
            for key in CountKey.allCases { counts[key.name] = before[basis][key] }
            for key in DaysLateBucket.allCases { counts["daysLate." + key.name] = before[basis][key] }
            for change in row.changes(basis, isTotal: isTotal) {
                guard case .count(let one, let other) = change.value else { continue }
                counts[change.name, default: 0] += other - one
            }
            for key in CountKey.allCases {
                #expect(counts[key.name] == after[basis][key], "\(name), \(basis), \(key)")
            }
            for key in DaysLateBucket.allCases {
                #expect(counts["daysLate." + key.name] == after[basis][key], "\(name), \(basis), \(key)")
            }
            for key in RateKey.allCases {
                #expect(row.after[basis].rate(key)?.value == after[basis].rate(key)?.value, "\(name), \(key)")
            }
        }
    }

    /// Open dossiers count whatever the period: what went to a class, less what left it, is the difference.
    private static func expectMoves(
        _ diff: KnowledgeDiff,
        _ before: Report,
        _ after: Report,
        _ name: String
    ) {
        let kinds: [(DossierStanding.Kind, CountKey)] = [
            (.openInTime, .openInTime), (.openOverdue, .openOverdue), (.stopped, .stopped),
            (.undatedOpen, .undatedOpen), (.orphan, .orphans),
        ]
        for basis in Basis.allCases {
            for (kind, key) in kinds {
                var change = 0
                for move in diff.moves(basis) {
                    if move.after == kind { change += move.dossiers }
                    if move.before == kind { change -= move.dossiers }
                }
                let expected = after.total[basis][key] - before.total[basis][key]
                #expect(change == expected, "\(name), \(basis), \(key)")
            }
        }
    }

    // MARK: - Dossiers

    /// Where a dossier stands, as its history tells.
    private struct Place: Equatable {
        var kind: DossierStanding.Kind = .absent
        var finish: String?
        var unit: [UInt8]?

        static func pair(_ change: DossierChange, isBefore: Bool) -> [Place] {
            Basis.allCases.map { basis in
                let places = change.places(basis)
                let place = isBefore ? places.before : places.after
                return Place(kind: place.kind, finish: place.finish, unit: place.unit.map { Array($0.utf8) })
            }
        }
    }

    private static func places(
        _ dossier: String,
        _ ledger: TemporaryLedger,
        _ asOf: Instant
    ) throws -> [Place] {
        do {
            let history = try DossierHistory.read(dossier, in: ledger.ledger, asOf: asOf)
            return [history.reported, history.audited].map {
                Place(kind: $0.kind, finish: $0.finish, unit: $0.unit.map { Array($0.utf8) })
            }
        } catch HistoryError.nothingKnown {
            return [Place(), Place()]
        }
    }

    private struct Event {
        let id: String
        let type: String
        let dossier: String?
        let recordedAt: Instant
        let target: String?
    }

    private static let referenceTypes: Set<String> = [
        "calendar.declared", "rules.adopted", "unit.registered", "unit.merged", "procedure.published",
        "procedure.listed", "procedure.unlisted", "officer.assigned", "officer.released",
    ]

    private static func events(_ ledger: TemporaryLedger) throws -> [Event] {
        try ledger.events().map { line in
            let json = try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any] ?? [:]
            func text(_ key: String) -> String? { (json[key] as? String).flatMap { $0.isEmpty ? nil : $0 } }
            let recorded = (text("recordedAt") ?? text("occurredAt")).flatMap { Instant($0) }
            return Event(
                id: text("id") ?? "",
                type: text("type") ?? "",
                dossier: text("type")?.hasPrefix("dossier.") == true ? text("dossier") : nil,
                recordedAt: recorded ?? .distantPast,
                target: (json["data"] as? [String: Any])?["target"] as? String
            )
        }
    }

    /// The ids of the events that are known at one of the moments alone.
    private static func news(
        _ events: [Event],
        _ before: Instant,
        _ after: Instant,
        where isMeant: (Event) -> Bool
    ) -> Set<[UInt8]> {
        func known(_ asOf: Instant) -> Set<[UInt8]> {
            let recorded = events.filter { $0.recordedAt <= asOf }
            let voided = Set(
                recorded.filter { $0.type == "event.voided" }.compactMap { $0.target.map { Array($0.utf8) } }
            )
            return Set(recorded.filter(isMeant).map { Array($0.id.utf8) }.filter { !voided.contains($0) })
        }
        return known(before).symmetricDifference(known(after))
    }

    /// The distinct moments at which anything was written down, and one before all and one after all.
    private static func moments(_ lines: [String]) throws -> [Instant] {
        let recorded = Set(try SlowReading(lines: lines).events.map(\.recordedAt)).sorted()
        guard let first = recorded.first, let last = recorded.last else { return [] }
        return [Instant(rawValue: first.rawValue - 1)] + recorded + [
            Instant(rawValue: last.rawValue + 86_400_000)
        ]
    }
}
