import DossierModel
import Foundation
import MerkleLog
import Testing

@testable import LedgerStore

@Suite("checkpoints that are kept")
struct KeptCheckpointTests {
    private let folder: TemporaryFolder
    private let path: String
    private let now = Instant(rawValue: 0)
    private let events = SampleEvents(count: 30, seed: 9)

    init() throws {
        folder = try TemporaryFolder()
        path = folder.at("ledger")
    }

    private func create(_ count: Int) throws -> Ledger {
        try Ledger.create(at: path, firstBatch: (events.batch(0..<count), now), makeFactsReader: sampleFacts)
    }

    private func open(_ access: Ledger.Access) throws -> Ledger {
        try Ledger.open(at: path, for: access, makeFactsReader: sampleFacts)
    }

    /// A ledger as a program made it that knew no checkpoints.
    private func makeOld(_ count: Int) throws {
        do { _ = try create(count) }
        try OtherEnvironment.drop(table: "checkpoints", in: path)
    }

    private func kept(_ ledger: Ledger) throws -> [String] {
        try ledger.read { view in
            try view.checkpoints().map { "\($0.size.rawValue) \(String(decoding: $0.note, as: UTF8.self))" }
        }
    }

    /// Bytes of the table in the statistics; `nil` where it is not told.
    private func bytes(_ ledger: Ledger) throws -> Int? {
        try ledger.read { view in
            let tables = try view.tableBytes()
            #expect(tables.count == StoreTable.allCases.count)
            return tables.first { $0.table == "checkpoints" }?.bytes
        }
    }

    private func note(_ text: String) -> [UInt8] { Array(text.utf8) }

    @Test("are changed all at once, out of those that are kept, or not at all")
    func changing() throws {
        struct Refusal: Error {}
        let ledger = try create(20)
        try ledger.keep(checkpoint: note("n7"), size: 7)
        try ledger.keepCheckpoints { kept in
            #expect(kept.map(\.size) == [7])
            return kept.map { ($0.size, $0.note + self.note("+")) } + [(20, self.note("n20"))]
        }
        #expect(try kept(ledger) == ["7 n7+", "20 n20"])
        #expect(throws: Refusal.self) { try ledger.keepCheckpoints { _ in throw Refusal() } }
        #expect(try kept(ledger) == ["7 n7+", "20 n20"])
        try ledger.keep(checkpoint: note("n8"), size: 8)
    }

    @Test("the root is found from the events' bytes, from any of them on")
    func rootsHashed() throws {
        let ledger = try create(20)
        for first: UInt64 in [0, 1, 13, 20] {
            let found = try ledger.read { view in
                let roots = try view.rootsHashed(from: first) { _ in }
                return (roots.then == (try view.root(ofFirst: first)), roots.now == view.root)
            }
            #expect(found == (true, true))
        }
    }

    @Test("are given back by their size in order, and are no part of the log")
    func keeping() throws {
        do {
            let ledger = try create(20)
            let before = try ledger.read { view in view.root }
            #expect(try kept(ledger).isEmpty)
            #expect(try bytes(ledger) == 0)
            for size: UInt64 in [20, 7, 0, 10] {
                try ledger.keep(checkpoint: note("n\(size)"), size: TreeSize(size))
            }
            #expect(try kept(ledger) == ["0 n0", "7 n7", "10 n10", "20 n20"])
            try ledger.keep(checkpoint: note("n7, signed again"), size: 7)
            try ledger.read { view in
                #expect(view.root == before)
                let answer = try view.verify(isDeep: true) { _ in }
                #expect(answer.faults.isEmpty)
            }
        }
        let ledger = try open(.reading)
        #expect(try kept(ledger) == ["0 n0", "7 n7, signed again", "10 n10", "20 n20"])
        #expect(try bytes(ledger) == 4_096)
    }

    @Test("are found by a size, or by the most events that are not more")
    func finding() throws {
        let ledger = try create(20)
        try ledger.read { view in
            let found = (try view.checkpoint(at: 0), try view.checkpoint(atMost: 20))
            #expect(found.0 == nil && found.1 == nil)
        }
        for size: UInt64 in [7, 10] { try ledger.keep(checkpoint: note("n"), size: TreeSize(size)) }
        try ledger.read { view in
            let exact = [try view.checkpoint(at: 7), try view.checkpoint(at: 8)]
            #expect(exact == [note("n"), nil])
            var found: [UInt64?] = []
            for limit: UInt64 in [6, 7, 9, 10, 11, .max] {
                found.append(try view.checkpoint(atMost: TreeSize(limit))?.size.rawValue)
            }
            #expect(found == [nil, 7, 7, 10, 10, 10])
        }
    }

    @Test("the longest note is given back as it was kept")
    func longest() throws {
        let ledger = try create(1)
        let note = (0..<Ledger.noteBytes).map { UInt8(truncatingIfNeeded: $0 * 7) }
        try ledger.keep(checkpoint: note, size: 1)
        try ledger.read { view in
            let found = try view.checkpoint(at: 1)
            #expect(found == note)
        }
    }

    @Test("a ledger without their table is read as one without checkpoints, and is not touched")
    func oldRead() throws {
        try makeOld(20)
        let before = try folder.read("ledger/data.mdb")
        do {
            let ledger = try open(.reading)
            #expect(try kept(ledger).isEmpty)
            #expect(try bytes(ledger) == 0)
            try ledger.read { view in
                let found = (try view.checkpoint(at: 20), try view.checkpoint(atMost: 20))
                #expect(found.0 == nil && found.1 == nil)
                let answer = try view.verify(isDeep: true) { _ in }
                #expect(answer.faults.isEmpty)
            }
            #expect(throws: StoreError.readOnly(path: path)) {
                try ledger.keep(checkpoint: note("n"), size: 20)
            }
        }
        do { _ = try open(.appending) }
        #expect(try folder.read("ledger/data.mdb") == before)
    }

    @Test("a ledger without their table that may only be read is read")
    func oldReadOnlyFolder() throws {
        try makeOld(20)
        try FileManager.default.removeItem(atPath: path + "/lock.mdb")
        try FileManager.default.setAttributes([.posixPermissions: 0o444], ofItemAtPath: path + "/data.mdb")
        try FileManager.default.setAttributes([.posixPermissions: 0o555], ofItemAtPath: path)
        defer { try? FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: path) }
        let ledger = try open(.reading)
        #expect(try kept(ledger).isEmpty)
        let environment = try LMDBEnvironment(
            folder: path,
            isReadOnly: true,
            makesTables: false,
            hasLock: false,
            mapSizeBytes: 1 << 30
        )
        let transaction = try environment.beginReading()
        let count = try transaction.count(.checkpoints)
        #expect(count == 0)
    }

    @Test("the first checkpoint that is kept makes the table; snapshots from before do not see it")
    func oldWritten() throws {
        try makeOld(20)
        do {
            let ledger = try open(.appending)
            _ = try ledger.append(events.batch(20..<25), appendedAt: now)
            #expect(try bytes(ledger) == 0)
            try ledger.read { view in
                try ledger.keep(checkpoint: note("n25"), size: 25)
                let before = try view.checkpoints()
                let after = try kept(ledger)
                #expect(before.isEmpty && after == ["25 n25"])
            }
            _ = try ledger.append(events.batch(25..<30), appendedAt: now)
            try ledger.keep(checkpoint: note("n30"), size: 30)
        }
        for access in [Ledger.Access.reading, .appending] {
            let ledger = try open(access)
            #expect(try kept(ledger) == ["25 n25", "30 n30"])
            try ledger.read { view in
                #expect(view.root == PlainLog(events.batch).root(ofFirst: 30))
            }
        }
    }

    @Test("a write that fails makes no table, and a later one does")
    func oldRolledBack() throws {
        try makeOld(20)
        let ledger = try open(.appending)
        let before = try folder.read("ledger/data.mdb")
        #expect(throws: StoreError.failed(what: "midway")) {
            try ledger.environment.write(path: path) { transaction throws(StoreError) in
                try transaction.makeIfMissing(.checkpoints)
                try transaction.put(.checkpoints, StoreKey(UInt64(3)), [1].span)
                throw .failed(what: "midway")
            }
        }
        #expect(try folder.read("ledger/data.mdb") == before)
        #expect(try kept(ledger).isEmpty)
        try ledger.keep(checkpoint: note("n20"), size: 20)
        #expect(try kept(ledger) == ["20 n20"])
    }

    @Test("an entry under no size is damage")
    func damaged() throws {
        let ledger = try create(3)
        try ledger.environment.write(path: path) { transaction throws(StoreError) in
            try transaction.put(.checkpoints, StoreKey(UInt32(3)), [1].span)
        }
        #expect(throws: StoreError.damaged(what: "a kept checkpoint has no size for its key")) {
            try kept(ledger)
        }
    }

    @Test("any other table that is missing makes it no ledger", arguments: ["tail", "marks", "tallies"])
    func otherTable(name: String) throws {
        do { _ = try create(3) }
        try OtherEnvironment.drop(table: name, in: path)
        #expect(throws: StoreError.notALedger(path: path)) { try open(.reading) }
    }
}
