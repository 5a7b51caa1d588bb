import Archive
import Foundation
import Testing

@testable import Audit

/// Packs that would cost whoever checks them more than they cost whoever sent them.
@Suite("Packs that ask for too much")
struct PackLimitTests {
    private let bench: PackBench
    private let files: [ArchiveFile]

    private static func claims(_ count: Int) -> [UInt8] {
        let claims = (0..<count).map { number in
            #"{"id":"c\#(number)","says":"s","metric":"received","scope":{"unit":"H50.17.02"},"from":"2025-07-01","#
                + #""to":"2025-09-30","basis":"reported","relation":"equals","value":18}"#
        }
        let head =
            #"{"document":{"id":"d","title":"T","issuer":"I","date":"2025-10-05","citation":"C"},"claims":["#
        return Array((head + claims.joined(separator: ",") + "]}").utf8)
    }

    init() async throws {
        let ledger = try TemporaryLedger(isBare: false)
        let stream = URL(fileURLWithPath: #filePath)
            .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
            .appendingPathComponent("fixtures/streams/demo.ndjson").path
        try await ledger.takeFiles([stream])
        bench = try PackBench(ledger)
        files = try bench.pack(.claims, claims: PackLimitTests.claims(2))
    }

    private func forged(_ changes: [String: [UInt8]]) throws -> PackInspection {
        var changed = files
        for (name, bytes) in changes { changed[name] = bytes }
        return try bench.check(PackBench.refitted(changed))
    }

    /// The checks that were not come to.
    private func unchecked(_ found: PackInspection) -> [PackInspection.Check] {
        PackInspection.Check.allCases.filter {
            if case .notChecked = found.outcomes[$0] { true } else { false }
        }
    }

    @Test("lines that are too short for an event are none, and nothing is kept of them")
    func lines() throws {
        let count = 305
        let numbers = Array((0..<count).map { "\($0)\n" }.joined().utf8)
        let empty = try forged([
            "events.ndjson": [UInt8](repeating: 10, count: count), "numbers": numbers,
        ])
        #expect(empty.reasons == "proofs: events.ndjson: line 1: shorter than any event")
        #expect(unchecked(empty) == [.events, .rules, .answer, .page])
        let many = try forged(["events.ndjson": [UInt8](repeating: 10, count: 306), "numbers": numbers])
        #expect(many.reasons == "proofs: numbers: 305 numbers for 306 events")
        // The shortest line that is let through is told to be no event by who reads it.
        let line = [UInt8](repeating: UInt8(ascii: "x"), count: 60) + [10]
        let short = try forged(["events.ndjson": line, "numbers": Array("0\n".utf8)])
        #expect(short.failed.contains(.events))
    }

    @Test(
        "a file that is longer than such a file may be is not unpacked",
        arguments: [
            ("manifest.json", 256 << 10), ("question.json", 64 << 10), ("claims.json", 4 << 20),
            ("rules/vn-2018.json", 4 << 20), ("checkpoint", 64 << 10),
        ]
    )
    func lengths(_ name: String, _ limit: Int) throws {
        for (count, isOver) in [(limit, false), (limit + 1, true)] {
            var changed = files
            changed[name] += [UInt8](repeating: UInt8(ascii: " "), count: count - changed[name].count)
            let found = try bench.check(changed)
            #expect((found.failed == [.archive]) == isOver, "\(found.reasons)")
            let words = "archive: \(name): unpacks to more than the \(limit) bytes that it may have"
            #expect((found.reasons == words) == isOver)
        }
    }

    @Test("more claims than are taken are not packed, and not worked out")
    func claims() throws {
        let many = PackLimitTests.claims(1_001)
        #expect(throws: PackError.self) { try bench.pack(.claims, claims: many) }
        let found = try forged(["claims.json": many])
        #expect(found.reasons == "answer: claims.json: claims: 1001, where 1000 are taken")
        #expect(found.account == nil)
    }

    @Test("nothing is worked out from files that do not fit the manifest, or that no proof leads from")
    func order() throws {
        var changed = files
        changed["claims.json"] = PackLimitTests.claims(3)
        let unfit = try bench.check(changed)
        #expect(unfit.failed == [.files] && unfit.account == nil)
        #expect(unchecked(unfit) == [.events, .rules, .answer, .page])
        var hashes = files["hashes"]
        hashes[0] ^= 1
        let unproved = try forged(["hashes": hashes])
        #expect(unproved.failed == [.proofs] && unproved.account == nil)
        #expect(unchecked(unproved) == [.answer, .page])
    }
}
