import Archive
import DossierModel
import Foundation
import LedgerStore
import MerkleLog
import Projections
import TestSupport
import Testing

@testable import Audit

/// Packs that somebody changed: each change is found, and named where it is.
@Suite("Changed packs")
struct PackTamperTests {
    private let bench: PackBench
    private let files: [ArchiveFile]
    private let whole: [ArchiveFile]

    private static let claims = Array(
        #"""
        {"document":{"id":"d","title":"T","issuer":"I","date":"2025-10-05","citation":"C"},
         "claims":[
          {"id":"received","says":"s","metric":"received","scope":{"unit":"H50.17.02"},
           "from":"2025-07-01","to":"2025-09-30","basis":"reported","relation":"equals","value":18},
          {"id":"overdue","says":"s","metric":"overdue","scope":{"unit":"H50.17.02"},
           "from":"2025-07-01","to":"2025-09-30","basis":"audited","relation":"equals","value":3}]}
        """#.utf8
    )

    init() async throws {
        let ledger = try TemporaryLedger(isBare: false)
        let stream = URL(fileURLWithPath: #filePath)
            .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
            .appendingPathComponent("fixtures/streams/demo.ndjson").path
        try await ledger.takeFiles([stream])
        bench = try PackBench(ledger)
        files = try bench.pack(.claims, claims: PackTamperTests.claims)
        whole = try bench.pack(.claims, .whole, claims: PackTamperTests.claims)
    }

    private func lines(_ files: [ArchiveFile], _ name: String) -> [String] {
        files.text(name).split(separator: "\n").map(String.init)
    }

    private func bytes(_ lines: [String]) -> [UInt8] {
        Array(lines.map { $0 + "\n" }.joined().utf8)
    }

    @Test("the packs hold as they are, and the same question gives the same bytes")
    func sound() throws {
        for (files, coverage) in [(files, PackCoverage.subset), (whole, .whole)] {
            let found = try bench.check(files)
            #expect(found.verdict == .holds, "\(found.reasons)")
            #expect(found.signatures.map(\.key) == [bench.key.verifier])
            #expect(found.account?.withheld == 306 - UInt64(lines(files, "events.ndjson").count))
            let again = try bench.pack(.claims, coverage, claims: PackTamperTests.claims)
            #expect(try PackArchive.bytes(of: again) == PackArchive.bytes(of: files))
        }
        #expect(files.map(\.name) == whole.map(\.name))
        #expect(
            files.map(\.name) == [
                "manifest.json", "checkpoint", "events.ndjson", "numbers", "hashes", "question.json",
                "claims.json",
                "rules/vn-2018.json", "rules/vn-2025.json", "answer.json", "page.html",
            ]
        )
    }

    @Test("without a key nothing says whose ledger it is; with another key it does not hold")
    func trust() throws {
        #expect(try bench.check(files, .nobody).verdict == .unsigned)
        let other = try bench.check(files, .keys([PackBench.key(2).verifier]))
        #expect(other.verdict == .failed)
        #expect(other.failed == [.signature])
        let policy = WitnessPolicy(logs: [bench.key.verifier])
        #expect(try bench.check(files, .policy(policy)).verdict == .holds)
    }

    @Test("any byte of any file that is changed is found by its hash")
    func bytes() throws {
        for name in files.map(\.name).dropFirst() {
            let content = files[name]
            for place in Set([0, content.count / 3, content.count / 2, content.count - 1]).sorted() {
                var changed = files
                var bytes = content
                bytes[place] ^= 1
                changed[name] = bytes
                let found = try bench.check(changed)
                #expect(found.failed.contains(.files), "\(name) \(place)")
                #expect(
                    found.reasons.contains("\(name): its hash is not that of the manifest"),
                    "\(name) \(place)"
                )
                #expect(found.verdict == .failed)
            }
        }
    }

    @Test("a manifest with any byte changed does not hold, or is none")
    func manifest() throws {
        let content = files["manifest.json"]
        for place in content.indices where place % 7 == 0 {
            var changed = files
            var bytes = content
            bytes[place] ^= 1
            changed["manifest.json"] = bytes
            do {
                let found = try bench.check(changed)
                let isProgram = found.manifest.map { $0.program != "test 1" } ?? false
                #expect(found.verdict == .failed || isProgram, "\(place)")
            } catch PackError.notAPack {}
        }
    }

    /// With the manifest adjusted, as one would who wants to deceive.
    private func forged(_ name: String, _ change: (inout [UInt8]) -> Void) throws -> PackInspection {
        var changed = files
        change(&changed[name])
        return try bench.check(PackBench.refitted(changed))
    }

    @Test(
        "with a manifest that was made to fit, a changed byte of an event, number or hash is found by the proof"
    )
    func proofs() throws {
        for name in ["events.ndjson", "numbers", "hashes"] {
            let count = files[name].count
            for place in stride(from: 0, to: count, by: max(1, count / 40)) {
                let found = try forged(name) { $0[place] ^= 1 }
                #expect(found.failed.contains(.proofs), "\(name) \(place): \(found.reasons)")
            }
        }
    }

    @Test("a removed line, an added line and a swapped number are found")
    func structure() throws {
        var events = lines(files, "events.ndjson")
        var numbers = lines(files, "numbers")
        var found = try forged("events.ndjson") { $0 = bytes(events.dropLast()) }
        #expect(
            found.reasons.contains("proofs: numbers: \(events.count) numbers for \(events.count - 1) events")
        )
        found = try forged("events.ndjson") { $0 = bytes(events + [events[0]]) }
        #expect(found.failed.contains(.proofs))
        found = try forged("events.ndjson") { $0.removeLast() }
        #expect(found.reasons.contains("events.ndjson: the last line has no end"))
        numbers.swapAt(3, 4)
        found = try forged("numbers") { $0 = bytes(numbers) }
        #expect(found.reasons.contains("stands behind"))
        numbers = lines(files, "numbers")
        for wrong in ["306", "-1", "1e2", "01", "", " 7", "99999999999999999999", "18446744073709551616"] {
            numbers[numbers.count - 1] = wrong
            found = try forged("numbers") { $0 = bytes(numbers) }
            #expect(found.failed.contains(.proofs), "\(wrong)")
        }
        events.swapAt(3, 4)
        found = try forged("events.ndjson") { $0 = bytes(events) }
        #expect(found.reasons.contains("proofs: proof does not lead to the root"), "\(found.reasons)")
    }

    @Test("a line that says the same in another form is no canonical one")
    func form() throws {
        let events = lines(files, "events.ndjson")
        for change in [
            " " + events[9], events[9] + "\r", events[9].replacingOccurrences(of: "{\"", with: "{ \""),
        ] {
            var changed = events
            changed[9] = change
            let found = try forged("events.ndjson") { $0 = bytes(changed) }
            #expect(
                found.reasons.contains("events: events.ndjson: line 10: not in canonical form"),
                "\(found.reasons)"
            )
            #expect(found.failed.contains(.proofs))
        }
        var twice = events
        twice[9] = events[8]
        let found = try forged("events.ndjson") { $0 = bytes(twice) }
        #expect(found.reasons.contains("line 10: an id that is there before"), "\(found.reasons)")
    }

    @Test("a changed verdict, a changed page, question, claim or rule set is found though the manifest fits")
    func answers() throws {
        var found = try forged("answer.json") {
            $0 = Array(
                String(decoding: $0, as: UTF8.self).replacingOccurrences(of: "reproduced", with: "refuted")
                    .utf8
            )
        }
        #expect(found.failed == [.answer])
        found = try forged("page.html") { $0 += Array(" ".utf8) }
        #expect(found.failed == [.page])
        found = try forged("claims.json") {
            $0 = Array(String(decoding: $0, as: UTF8.self).replacingOccurrences(of: "18", with: "17").utf8)
        }
        #expect(found.failed == [.answer, .page])
        found = try forged("question.json") {
            $0 = Array(
                String(decoding: $0, as: UTF8.self).replacingOccurrences(of: "2025-", with: "2024-").utf8
            )
        }
        #expect(found.failed.contains(.answer))
        found = try forged("rules/vn-2018.json") {
            $0 = Array(
                String(decoding: $0, as: UTF8.self).replacingOccurrences(
                    of: "financialObligation",
                    with: "other"
                ).utf8
            )
        }
        #expect(found.failed == [.rules])
        #expect(found.verdict == .failed)
    }

    @Test("a question that is none is named by its field")
    func questions() throws {
        for (text, words) in [
            (
                #"{"asOf":"2025-10-05T00:00:00+07:00","kind":"claims","lang":"de"}"#,
                "question.json: lang: vi or en"
            ),
            (#"{"asOf":"soon","kind":"claims","lang":"en"}"#, "question.json: asOf: a moment"),
            (
                #"{"asOf":"2025-10-05T00:00:00+07:00","kind":"all","lang":"en"}"#,
                "question.json: kind: one of"
            ),
            (
                #"{"asOf":"2025-10-05T00:00:00+07:00","kind":"claims","lang":"en","unit":"U"}"#,
                "question.json: unit: there is no such field"
            ),
            ("[]", "question.json: an object is due"), ("", "question.json"),
            (String(repeating: "[", count: 100_000), "question.json"),
        ] {
            let found = try forged("question.json") { $0 = Array(text.utf8) }
            #expect(found.reasons.contains(words), "\(found.reasons)")
            #expect(found.verdict == .failed)
        }
    }

    @Test("the checkpoint of another ledger, or one that was not signed, is found")
    func checkpoints() async throws {
        let other = try PackBench(try await TemporaryLedger(RandomFeed(seed: 5, dossiers: 5).lines))
        var found = try forged("checkpoint") { $0 = (try? other.checkpoint().encode()) ?? [] }
        #expect(found.failed.contains(.files))
        #expect(found.failed.contains(.proofs))
        // Signed by somebody else, under the same name.
        let stranger = try PackBench.key(9)
        let real = try bench.checkpoint().unverified
        let note = try real.sign(with: stranger).encode()
        found = try forged("checkpoint") { $0 = note }
        #expect(found.failed == [.signature])
        found = try forged("checkpoint") { $0 = Array("no note\n".utf8) }
        #expect(found.failed.contains(.signature))
        #expect(found.account == nil)
    }

    @Test("an event that is left out of a subset leaves no trace, and the pack says that it cannot")
    func leftOut() throws {
        let (changed, _) = try withheld(files, .subset)
        let found = try bench.check(changed)
        // The answer is another one, honestly worked out from fewer events.
        #expect(found.verdict == .holds, "\(found.reasons)")
        #expect(changed["answer.json"] != files["answer.json"])
        #expect(found.manifest?.coverage == .subset)
    }

    @Test("an event that is left out of a whole pack is counted, or the proof does not hold")
    func leftOutOfWhole() throws {
        // Without its hash there is no tree of that size.
        var events = lines(whole, "events.ndjson")
        var numbers = lines(whole, "numbers")
        events.removeLast()
        numbers.removeLast()
        var changed = whole
        changed["events.ndjson"] = bytes(events)
        changed["numbers"] = bytes(numbers)
        #expect(try bench.check(PackBench.refitted(changed)).failed.contains(.proofs))
        // Hidden as a hash it is one more that is withheld.
        let before = try #require(try bench.check(whole).account?.withheld)
        let (hidden, count) = try withheld(whole, .whole)
        let found = try bench.check(hidden)
        #expect(found.verdict == .holds, "\(found.reasons)")
        #expect(found.account?.withheld == before + UInt64(count))
        // Whoever holds the event can look it up.
        let leaf = try #require(
            lines(whole, "events.ndjson").first { !lines(hidden, "events.ndjson").contains($0) }
        )
        let hash = Array(leaf.utf8).withUnsafeBytes { TreeHash.leaf(of: $0) }
        #expect(PackContent.hashes(hidden["hashes"]).contains(hash))
        #expect(!PackContent.hashes(whole["hashes"]).contains(hash))
    }

    /// The pack of a dishonest maker: the same question, without the events of the first dossier of the unit.
    private func withheld(
        _ files: [ArchiveFile],
        _ coverage: PackCoverage
    ) throws -> (files: [ArchiveFile], count: Int) {
        let all = Array(zip(lines(files, "events.ndjson"), lines(files, "numbers")))
        let code = "\"dossier\":\"H50.17.02-"
        let line = try #require(all.first { $0.0.contains(code) })
        let dossier = try #require(
            line.0.range(of: code).map { line.0[$0.lowerBound...].prefix(40).split(separator: ",")[0] }
        )
        let kept = all.filter { !$0.0.contains(dossier) }
        var changed = files
        changed["events.ndjson"] = bytes(kept.map(\.0))
        changed["numbers"] = bytes(kept.map(\.1))
        let numbers = kept.compactMap { UInt64($0.1) }
        changed["hashes"] = try bench.ledger.ledger.read { view throws in
            let size = TreeSize(view.size)
            let plan = try SharedPlan(leaves: numbers, size: size, everyLeaf: coverage == .whole)
            var hashes = SubtreeHashes()
            return try plan.prove { subtree throws(StoreError) in try hashes.hash(of: subtree, in: view) }
                .hashes.flatMap(\.bytes)
        }
        // He takes the answer and the page that checking would give.
        let question = try PackQuestion(files["question.json"])
        let replay = PackReplay(
            question: question,
            claims: try ClaimsFile(files["claims.json"], file: "claims.json"),
            ruleSets: try RuleSetFile.builtIn(),
            events: try PackEvents(changed["events.ndjson"], changed["numbers"], below: 306)
        )
        let signed = try bench.checkpoint()
        let pack = try PackLedger(replay.events, in: bench.ledger.folder.path)
        let answer = try replay.answer(pack, signed.unverified)
        changed["answer.json"] = answer.bytes
        changed["page.html"] = PackBench.page(replay.account(answer, coverage, signed))
        return (try PackBench.refitted(changed), lines(files, "numbers").count - kept.count)
    }

    @Test("files that are missing, too many or in another order are found, and what is no pack is told apart")
    func names() throws {
        for name in files.map(\.name).dropFirst() {
            let fewer = try PackBench.refitted(files.filter { $0.name != name })
            let found = try bench.check(fewer)
            #expect(found.verdict == .failed, "\(name)")
        }
        var more = files
        more.insert(ArchiveFile(name: "rules/mine.json", bytes: Array("{}".utf8)), at: 7)
        #expect(try bench.check(PackBench.refitted(more)).failed.contains(.rules))
        more = files
        more.swapAt(2, 3)
        #expect(try bench.check(PackBench.refitted(more)).failed == [.files])
        let manifest = files[0]
        #expect(throws: PackError.self) { try bench.check(Array(files.dropFirst())) }
        #expect(throws: PackError.self) { try bench.check(Array("no zip".utf8)) }
        #expect(try bench.check([manifest]).verdict == .failed)
        let other = ArchiveFile(
            name: "manifest.json",
            bytes: Array(#"{"format":"dossier-evidence-pack@2"}"#.utf8)
        )
        #expect(throws: PackError.self) { try bench.check([other]) }
    }

    @Test("a name that leads elsewhere, or is there twice, is refused before anything is read")
    func hostile() throws {
        for name in [
            "../../etc/cron.d/x", "rules/../x.json", "rules/.json", "rules/a/b.json", "rules/..json",
            "README",
        ] {
            let found = try bench.check(files + [ArchiveFile(name: name, bytes: [])])
            #expect(found.failed == [.archive], "\(name)")
            #expect(found.manifest == nil)
        }
        #expect(PackFile.isKnown("rules/hn-2026_v1.2.json"))
        let many = (0..<40).map { ArchiveFile(name: "rules/r\($0).json", bytes: []) }
        #expect(try bench.check(files + many).failed == [.archive])
        let large = files + [ArchiveFile(name: "rules/zero.json", bytes: Array(repeating: 0, count: 1 << 26))]
        #expect(try bench.check(large).reasons.contains("unpacks to more than the"))
    }

    @Test("nothing is left behind in the folder for what is needed for a moment")
    func leftovers() throws {
        _ = try bench.check(files)
        _ = try? bench.check(PackBench.refitted(Array(files.dropLast(3))))
        let names = try FileManager.default.contentsOfDirectory(atPath: bench.ledger.folder.path)
        #expect(names == ["ledger"], "\(names)")
    }
}
