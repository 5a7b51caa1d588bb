import DossierModel
import Testing

@testable import LedgerStore

@Suite("targets of voids")
struct VoidTargetTests {
    private let folder: TemporaryFolder

    init() throws {
        folder = try TemporaryFolder()
    }

    private static func void(_ id: String, _ target: String) -> String {
        #"{"data":{"reason":"r","target":"\#(target)"},"id":"\#(id)","occurredAt":"2026-03-02T08:00:00+07:00","#
            + #""type":"event.voided"}"#
    }

    /// The ledger's voids by their ids: what `number0` holds, less one.
    private func targets(_ view: borrowing LedgerView, _ voids: [Int: String]) throws -> [String: Int] {
        var found: [String: Int] = [:]
        for entry in try view.allRows() where entry.row.type == .eventVoided {
            found[voids[Int(entry.number)] ?? "?"] = Int(entry.row.number0) - 1
        }
        return found
    }

    @Test(
        "are events of the ledger to the end of the segment, in the tail those before, however batches were cut"
    )
    func places() throws {
        let segment = Limits.segmentEvents
        var lines = (0..<segment + 100).map { SampleEvents.line(id: "e-\($0)") }
        let voids: [Int: (target: String, found: Int)] = [
            10: ("e-3", 3), 11: ("e-12", 12), 12_000: ("e-16383", 16_383), 16_000: ("e-16384", -1),
            16_001: ("none", -1), 16_002: ("e-16002", 16_002), 16_003: ("e-10", 10),
            segment + 5: ("e-7", 7), segment + 6: ("e-\(segment + 1)", segment + 1),
            segment + 7: ("e-\(segment + 50)", -1), segment + 8: ("e-\(segment + 8)", -1),
            segment + 51: ("e-\(segment + 50)", segment + 50),
        ]
        for (number, void) in voids { lines[number] = VoidTargetTests.void("e-\(number)", void.target) }
        let batch = SampleEvents.batch(lines)
        let expected = Dictionary(uniqueKeysWithValues: voids.map { ("e-\($0.key)", $0.value.found) })
        let names = Dictionary(uniqueKeysWithValues: voids.keys.map { ($0, "e-\($0)") })
        let plain = PlainLog(batch)
        for cuts in [[lines.count], [12, segment + 6, lines.count], [segment + 52, lines.count]] {
            let path = folder.at("ledger-\(cuts.count)-\(cuts[0])")
            let ledger = try Ledger.create(at: path, makeFactsReader: sampleFacts)
            var start = 0
            for end in cuts {
                let part = SampleEvents.batch(Array(lines[start..<end]))
                _ = try ledger.append(part, appendedAt: Instant(rawValue: 0))
                start = end
            }
            try ledger.read { view in
                let found = try targets(view, names)
                #expect(found == expected)
                let rows = try view.allRows().map { $0.row }
                #expect(rows == plain.rows.map { $0.row })
                #expect(try view.verify(isDeep: true) { _ in }.faults.isEmpty)
            }
        }
    }

    @Test("that a later event turns out to be are found when the segment is sealed")
    func sealing() throws {
        let ledger = try Ledger.create(at: folder.at("ledger"), makeFactsReader: sampleFacts)
        let early = SampleEvents.batch([VoidTargetTests.void("v", "e-5")])
        _ = try ledger.append(early, appendedAt: Instant(rawValue: 0))
        try ledger.read { view in
            let found = try targets(view, [0: "v"])
            #expect(found == ["v": -1])
        }
        let lines = (1..<Limits.segmentEvents).map { SampleEvents.line(id: "e-\($0)") }
        _ = try ledger.append(SampleEvents.batch(lines), appendedAt: Instant(rawValue: 0))
        try ledger.read { view in
            let found = try targets(view, [0: "v"])
            #expect(found == ["v": 5])
        }
    }
}
