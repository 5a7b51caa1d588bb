import DossierModel
import Foundation
import LedgerStore
import Rules
import TestSupport
import Testing

@testable import Audit

/// What a history says would change a verdict is done to the feed, and the history is asked again.
@Suite("what would change a verdict, done to the feed")
struct WhatIfAgreementTests {
    private static let demo = URL(fileURLWithPath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        .appendingPathComponent("fixtures/streams/demo.ndjson")

    private func demoLines() throws -> [String] {
        try String(contentsOf: WhatIfAgreementTests.demo, encoding: .utf8).split(separator: "\n").map(
            String.init
        )
    }

    /// The histories of all dossiers of a feed that have a receipt.
    private func histories(_ lines: [String], asOf: Instant? = nil) async throws -> [DossierHistory] {
        let ledger = try await TemporaryLedger(lines)
        let files = try RuleSetFile.all(with: [])
        return try ledger.ledger.read { view in
            let tail = try view.tailRows()
            let names = try view.names(.dossier, tail: tail)
            return try view.withRows(tail: tail) { rows in
                var run = try HistoryRun(view, rows, tail: tail, asOf: asOf, at: asOf, files)
                var found: [DossierHistory] = []
                for number in 0..<names.count {
                    let index = CodeIndex(rawValue: UInt32(number))
                    do {
                        found.append(try run.history(of: names[index] ?? "", index, view))
                    } catch HistoryError.nothingKnown {
                        continue
                    }
                }
                return found
            }
        }
    }

    /// Does every change of every dossier to the feed, one of each dossier at a time, and compares.
    private func check(_ lines: [String], rounds: Int) async throws -> Int {
        let before = try await histories(lines)
        let asOf = try #require(before.first?.asOf)
        var checked = 0
        for round in 0..<rounds {
            var feed = ChangedFeed(lines, asOf: asOf)
            var promised: [String: (basis: Basis, change: DossierStanding.Change)] = [:]
            for history in before {
                let changes = Basis.allCases.flatMap { basis in history[basis].changes.map { (basis, $0) } }
                guard round < changes.count, feed.apply(changes[round].1.showings, history) else { continue }
                promised[history.dossier] = changes[round]
            }
            if promised.isEmpty { break }
            for history in try await histories(feed.lines, asOf: asOf) {
                guard let (basis, change) = promised[history.dossier] else { continue }
                checked += 1
                let name = "\(history.dossier), \(basis), \(change.showings)"
                #expect(history[basis].kind == change.kind, "\(name)")
                #expect(history[basis].due == change.due, "\(name)")
            }
        }
        return checked
    }

    @Test("every answer for the demo holds when the events are sent")
    func demo() async throws {
        let checked = try await check(try demoLines(), rounds: 12)
        #expect(checked > 20)
    }

    @Test("every answer for a random feed holds", arguments: 6_101...6_104 as ClosedRange<UInt64>)
    func random(_ seed: UInt64) async throws {
        #expect(try await check(RandomFeed(seed: seed, dossiers: 60).lines, rounds: 8) > 20)
    }

    // MARK: - Those that were missing

    private func changes(_ dossier: String, _ basis: Basis) async throws -> [(what: [String], kind: String)] {
        let all = try await histories(try demoLines())
        let history = try #require(all.first { $0.dossier == dossier })
        return history[basis].changes.map { change in
            (change.showings.map { ChangedFeed.name($0, history) }, change.kind.rawValue)
        }
    }

    @Test("a late finish was in time if the result was handed over by the due")
    func returned() async throws {
        let found = try await changes("H50.17.02-250908-0001", .audited)
        #expect(found.contains { $0 == (["returned 2025-09-22T17:00:00+07:00"], "onTime") })
        #expect(
            !(try await changes("H50.17.02-250908-0001", .reported)).contains {
                $0.what[0].hasPrefix("returned")
            }
        )
    }

    @Test("a reopening that is voided leaves the first finish, on both bases")
    func reopened() async throws {
        for basis in Basis.allCases {
            let found = try await changes("H50.17.02-251015-0001", basis)
            #expect(found.contains { $0 == (["voided demo-0280"], "onTime") }, "\(basis)")
        }
    }

    @Test("a finish that stands on two papers falls with both, and with neither alone")
    func twoPapers() async throws {
        let found = try await changes("H50.17.02-251007-0001", .audited)
        let both = found.filter { Set($0.what) == ["noEvidence demo-0274", "noEvidence demo-0279"] }
        #expect(both.map(\.kind) == ["overdue"])
        #expect(!found.contains { $0.what.count == 1 && $0.what[0].hasPrefix("noEvidence") })
    }

    @Test("a ground that is not lawful would have to be another one", arguments: ["250709", "250806"])
    func ground(_ day: String) async throws {
        let found = try await changes("H50.17.02-\(day)-0001", .audited)
        #expect(found.contains { $0.what.contains { $0.hasPrefix("lawfulGround") } }, "\(found)")
    }
}

/// A feed to which things are done that a history supposes.
private struct ChangedFeed {
    private(set) var lines: [String]
    private let asOf: Instant
    private var places: [String: [Int]] = [:]

    init(_ lines: [String], asOf: Instant) {
        self.lines = lines
        self.asOf = asOf
        for (place, line) in lines.enumerated() {
            if let id = ChangedFeed.object(line)?["id"] as? String { places[id, default: []].append(place) }
        }
    }

    private static func object(_ line: String) -> [String: Any]? {
        (try? JSONSerialization.jsonObject(with: Data(line.utf8))) as? [String: Any]
    }

    static func name(_ showing: Showing, _ history: DossierHistory) -> String {
        func of(_ what: String, _ row: Int) -> String { "\(what) \(history.events[row].id)" }
        return switch showing {
        case .evidence(let row): of("evidence", row)
        case .document(let row): of("document", row)
        case .leader(let row): of("leader", row)
        case .lawfulGround(let row): of("lawfulGround", row)
        case .noEvidence(let row): of("noEvidence", row)
        case .noDocument(let row): of("noDocument", row)
        case .voided(let row): of("voided", row)
        case .finish(let end): "finish \(end)"
        case .returned(let end): "returned \(end)"
        }
    }

    /// Does all of it; false, and nothing is promised, where a feed has no sure way to say it.
    mutating func apply(_ showings: [Showing], _ history: DossierHistory) -> Bool {
        // Another ground is lawful only as long as nothing asks which: a paid fee ends a stop of that ground alone.
        let isPaid = history.events.contains { $0.type == .feePaid }
        let hasGround = showings.contains { if case .lawfulGround = $0 { true } else { false } }
        if isPaid && hasGround { return false }
        for showing in showings { apply(showing, history) }
        return true
    }

    private mutating func apply(_ showing: Showing, _ history: DossierHistory) {
        func event(_ row: Int) -> DossierHistory.Event { history.events[row] }
        func paper(_ row: Int) -> String { event(row).type == .paused ? "document" : "notice" }
        switch showing {
        case .evidence(let row): change(event(row).id) { $0["evidence"] = "PAPER" }
        case .noEvidence(let row): change(event(row).id) { $0["evidence"] = nil }
        case .document(let row): changeData(event(row).id, paper(row), "PAPER")
        case .noDocument(let row): changeData(event(row).id, paper(row), nil)
        case .leader(let row): changeData(event(row).id, "approver", "NOBODY-KNOWS-HIM")
        case .lawfulGround(let row): changeData(event(row).id, "ground", "financialObligation")
        case .finish(let end): append("completed", end, history, ["outcome": "granted", "form": "paper"])
        case .returned(let end): append("returned", end, history, ["receipt": "PAPER"])
        case .voided(let row):
            let id = event(row).id
            add([
                "id": "void-" + id, "type": "event.voided", "occurredAt": "\(asOf)", "recordedAt": "\(asOf)",
                "data": ["target": id, "reason": "sai"],
            ])
        }
    }

    private mutating func append(
        _ type: String,
        _ end: Instant,
        _ history: DossierHistory,
        _ data: [String: String]
    ) {
        var line: [String: Any] = [
            "id": "shown-" + type + history.dossier, "type": "dossier." + type, "occurredAt": "\(end)",
            "recordedAt": "\(asOf)", "dossier": history.dossier, "evidence": "PAPER", "data": data,
        ]
        line["unit"] = history.events.compactMap(\.unit).first ?? "U"
        add(line)
    }

    private mutating func add(_ object: [String: Any]) {
        guard let data = try? JSONSerialization.data(withJSONObject: object) else { return }
        lines.append(String(decoding: data, as: UTF8.self))
    }

    private mutating func changeData(_ id: String, _ key: String, _ value: String?) {
        change(id) { object in
            var data = object["data"] as? [String: Any] ?? [:]
            data[key] = value
            object["data"] = data
        }
    }

    private mutating func change(_ id: String, _ body: (inout [String: Any]) -> Void) {
        for place in places[id] ?? [] {
            guard var object = ChangedFeed.object(lines[place]) else { continue }
            body(&object)
            guard let data = try? JSONSerialization.data(withJSONObject: object) else { continue }
            lines[place] = String(decoding: data, as: UTF8.self)
        }
    }
}
