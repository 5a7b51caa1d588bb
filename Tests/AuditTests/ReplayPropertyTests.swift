import DossierModel
import Foundation
import LedgerStore
import MerkleLog
import Projections
import Rules
import TestSupport
import Testing

@testable import Audit

/// What must hold of every ledger (rules.md section 11), on random feeds.
@Suite("What must hold")
struct ReplayPropertyTests {
    private static let seeds: [UInt64] = [1_001, 1_002]

    private func feed(_ seed: UInt64) -> RandomFeed { RandomFeed(seed: seed, dossiers: 20) }

    /// The questions whose answers do not depend on the order of the log.
    private func queries(_ feed: RandomFeed) -> [SlowQuery] {
        feed.queries.filter { $0.logSize == nil && $0.unit == nil && $0.sector == nil && $0.procedure == nil }
    }

    private func figures(_ ledger: TemporaryLedger, _ queries: [SlowQuery]) async throws -> [String] {
        var figures: [String] = []
        for query in queries { figures.append(try await ledger.report(query).figures) }
        return figures
    }

    @Test("shuffling the lines of a feed changes no figure", arguments: seeds)
    func shuffled(_ seed: UInt64) async throws {
        let feed = feed(seed)
        let expected = try await figures(try await TemporaryLedger(feed.lines), queries(feed))
        var generator = SeededGenerator(seed: seed)
        for _ in 0..<3 {
            let ledger = try await TemporaryLedger(generator.shuffled(feed.lines))
            #expect(try await figures(ledger, queries(feed)) == expected, "\(feed)")
        }
    }

    @Test("a feed split into files and imports gives the same figures and the same root", arguments: seeds)
    func split(_ seed: UInt64) async throws {
        let feed = feed(seed)
        let whole = try await TemporaryLedger(feed.lines)
        let expected = try await figures(whole, queries(feed))
        let cuts = [0, feed.lines.count / 5, feed.lines.count / 2, feed.lines.count]
        let parts = zip(cuts, cuts.dropFirst()).map { Array(feed.lines[$0..<$1]) }
        let inFiles = try TemporaryLedger()
        let files = try parts.map { lines in
            try inFiles.write(Array((lines.joined(separator: "\r\n") + "\r\n").utf8))
        }
        try await inFiles.takeFiles(files)
        let inImports = try TemporaryLedger()
        for part in parts { try await inImports.take(part) }
        for ledger in [inFiles, inImports] {
            #expect(try ledger.root() == whole.root(), "\(feed)")
            #expect(try await figures(ledger, queries(feed)) == expected, "\(feed)")
        }
        // The parts in the other order make another log with the same meaning.
        let backwards = try TemporaryLedger()
        for part in parts.reversed() { try await backwards.take(part) }
        #expect(try await figures(backwards, queries(feed)) == expected, "\(feed)")
    }

    @Test("feeding a file twice appends nothing and changes no byte of a report", arguments: seeds)
    func twice(_ seed: UInt64) async throws {
        let feed = feed(seed)
        let ledger = try TemporaryLedger()
        let first = try await ledger.take(feed.lines)
        let before = try await ledger.report(feed.queries[0]).json
        var generator = SeededGenerator(seed: seed)
        let second = try await ledger.take(generator.shuffled(feed.lines))
        #expect(second.appended == 0)
        #expect(second.quarantined == 0)
        #expect(second.duplicates == first.read)
        #expect(second.root == first.root)
        #expect(second.logSize == first.logSize)
        #expect(try await ledger.report(feed.queries[0]).json == before)
    }

    @Test("figures as of a moment do not change when later events are appended", arguments: seeds)
    func laterEvents(_ seed: UInt64) async throws {
        let feed = feed(seed)
        var recorded: [(line: String, at: Instant)] = []
        for line in feed.lines {
            guard let event = try SlowReading(lines: [line]).events.first else { continue }
            recorded.append((line, event.recordedAt))
        }
        let moments = recorded.map(\.at).sorted()
        for moment in [moments[moments.count / 3], moments[moments.count * 2 / 3]] {
            let ledger = try await TemporaryLedger(recorded.filter { $0.at <= moment }.map(\.line))
            var asked = queries(feed)
            for index in asked.indices { asked[index].asOf = moment }
            let before = try await figures(ledger, asked)
            let later = try await ledger.take(recorded.filter { $0.at > moment }.map(\.line))
            #expect(later.appended > 0)
            #expect(try await figures(ledger, asked) == before, "\(feed), as of \(moment)")
        }
    }

    @Test("a log size of N is a ledger of the first N events", arguments: seeds)
    func logSizes(_ seed: UInt64) async throws {
        let feed = feed(seed)
        let whole = try await TemporaryLedger(feed.lines)
        let events = try whole.events()
        for size in [0, 1, events.count / 3, events.count - 1, events.count] {
            let part = try await TemporaryLedger(Array(events.prefix(size)))
            for query in queries(feed) {
                var bounded = query
                bounded.logSize = size
                let expected = try await part.report(query).json
                #expect(try await whole.report(bounded).json == expected, "\(feed), \(size)")
            }
        }
    }

    @Test("the tally of a whole is the merge of the tallies of its parts", arguments: seeds)
    func parts(_ seed: UInt64) async throws {
        let feed = feed(seed)
        let ledger = try await TemporaryLedger(feed.lines)
        let query = feed.queries[0]
        let builtIn = try RuleSetFile.builtIn()
        try ledger.ledger.read { view in
            let tail = try view.tailRows()
            try view.withRows(tail: tail) { rows in
                let knowledge = try KnowledgeReader.read(
                    view,
                    rows,
                    tail: tail,
                    asOf: nil,
                    logSize: nil,
                    ruleSets: builtIn
                )
                let question = Question(asOf: knowledge.asOf, from: query.from, to: query.to)
                let part = ReportPart(question, knowledge, Scope(), [.unit, .sector, .channel, .procedure])
                let whole = try tally(0..<rows.dossierCount, part, rows, knowledge.filter, view)
                #expect(!whole.rows.isEmpty)
                for count in [1, 2, 3, 7] {
                    let cuts = (0...count).map { rows.dossierCount * $0 / count }
                    // In the order in which threads might end: the last first.
                    var merged = ReportTally(grouping: whole.grouping)
                    for (first, next) in zip(cuts, cuts.dropFirst()).reversed() {
                        merged.merge(try tally(first..<next, part, rows, knowledge.filter, view))
                    }
                    #expect(merged.total == whole.total, "\(feed), \(count) parts")
                    #expect(merged.rows == whole.rows, "\(feed), \(count) parts")
                }
            }
        }
    }

    /// The tally of some of the dossiers.
    private func tally(
        _ dossiers: Range<Int>,
        _ empty: ReportPart,
        _ rows: LedgerRows,
        _ filter: RowFilter,
        _ view: borrowing LedgerView
    ) throws -> ReportTally {
        var part = empty
        var (reader, order) = (rows.makeReader(filter), IDOrder())
        for dossier in dossiers {
            try reader.read(dossier..<dossier + 1)
            try order.take(dossier, reader, in: view)
            if !order.rows.isEmpty { part.take(dossier, order.rows.span, order.numbers.span) }
        }
        return part.tally
    }

    @Test("two replays give the same bytes, also once the ledger was closed and opened", arguments: seeds)
    func replays(_ seed: UInt64) async throws {
        let feed = feed(seed)
        let ledger = try await TemporaryLedger(feed.lines)
        for query in feed.queries.prefix(4) {
            let first = try await ledger.report(query).json
            #expect(try await ledger.report(query).json == first)
            let copy = ledger.folder.appendingPathComponent("copy-\(UUID().uuidString)")
            try FileManager.default.copyItem(at: ledger.folder.appendingPathComponent("ledger"), to: copy)
            let opened = try Ledger.open(at: copy.path, for: .reading, sizeLimitBytes: 1 << 28)
            let report = try ReportMaker.make(ReportQuery(query), of: opened)
            #expect(report.json == first)
        }
    }

    @Test("two spellings of one letter are two codes everywhere")
    func spellings() async throws {
        // "ú" as one code point and as two.
        let (composed, decomposed) = ("Ph\u{FA}", "Phu\u{301}")
        var lines: [String] = []
        for (index, code) in [composed, decomposed, decomposed].enumerated() {
            let line = EventLine.received(
                code + "\(index / 2)",
                at: "2024-03-04",
                unit: code,
                procedure: code,
                sector: code
            )
            lines.append(line.text)
        }
        let ledger = try await TemporaryLedger(lines)
        #expect(try ledger.events().count == 3)
        for dimension in [Dimension.unit, .sector, .procedure] {
            let query = ReportQuery("2024-01-01", "2024-12-31", by: [dimension])
            let report = try ReportMaker.make(query, of: ledger.ledger)
            // Byte by byte the decomposed one, which begins "Phu", comes first.
            #expect(
                report.rows.map { $0.group[0].map { Array($0.utf8) } ?? [] }
                    == [Array(decomposed.utf8), Array(composed.utf8)]
            )
            #expect(report.rows.map { $0.figures.reported[.received] } == [2, 1])
        }
        var query = ReportQuery("2024-01-01", "2024-12-31")
        query.unit = composed
        #expect(try ReportMaker.make(query, of: ledger.ledger)[.received] == 1)
    }
}
