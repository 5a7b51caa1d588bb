import DossierModel
import Foundation
import Glibc
import Testing

@testable import LedgerStore

@Suite("making and opening a ledger")
struct OpeningTests {
    private let folder: TemporaryFolder
    private let path: String

    init() throws {
        folder = try TemporaryFolder()
        path = folder.at("ledger")
    }

    private func refusal(_ body: () throws(StoreError) -> Ledger) -> StoreError? {
        do throws(StoreError) {
            _ = try body()
            return nil
        } catch {
            return error
        }
    }

    private func create() throws(StoreError) -> Ledger {
        try Ledger.create(at: path, makeFactsReader: sampleFacts)
    }

    private func open(_ access: Ledger.Access) throws(StoreError) -> Ledger {
        try Ledger.open(at: path, for: access, makeFactsReader: sampleFacts)
    }

    /// What each of the three ways to a ledger answers: creating, appending, reading.
    private func refusals() -> [StoreError?] {
        [
            refusal { () throws(StoreError) in try create() },
            refusal { () throws(StoreError) in try open(.appending) },
            refusal { () throws(StoreError) in try open(.reading) },
        ]
    }

    @Test("where no folder is there is no ledger; one is made in a new folder, not in a new path")
    func noFolder() throws {
        #expect(refusal { () throws(StoreError) in try open(.reading) } == .noSuchFolder(path: path))
        #expect(refusal { () throws(StoreError) in try open(.appending) } == .noSuchFolder(path: path))
        let deep = folder.at("no/such/folder")
        #expect(throws: StoreError.noSuchFolder(path: deep)) {
            _ = try Ledger.create(at: deep, makeFactsReader: sampleFacts)
        }
        _ = try create()
        #expect(try folder.names(in: "ledger") == ["data.mdb", "lock.mdb", "writer.lock"])
    }

    @Test("an empty folder is no ledger yet; one is made in it once")
    func emptyFolder() throws {
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: false)
        #expect(refusal { () throws(StoreError) in try open(.reading) } == .notALedger(path: path))
        #expect(refusal { () throws(StoreError) in try open(.appending) } == .notALedger(path: path))
        #expect(try folder.names(in: "ledger").isEmpty)
        _ = try create()
        let before = try folder.read("ledger/data.mdb")
        #expect(refusal { () throws(StoreError) in try create() } == .alreadyExists(path: path))
        #expect(try folder.read("ledger/data.mdb") == before)
    }

    @Test(
        "a ledger is made with its first events in one commit",
        arguments: [0, 10, Limits.segmentEvents + 5]
    )
    func firstBatch(count: Int) throws {
        let events = SampleEvents(count: count, seed: 3)
        let moment = Instant(rawValue: 7)
        let ledger = try Ledger.create(
            at: path,
            firstBatch: (events.batch, moment),
            makeFactsReader: sampleFacts
        )
        try ledger.read { view in
            #expect(view.size == UInt64(count))
            #expect(view.root == PlainLog(events.batch).root(ofFirst: count))
            let answer = try view.verify(isDeep: true) { _ in }
            #expect(answer.faults.isEmpty)
            let first = try view.appendedAt(SequenceNumber(rawValue: 0))
            #expect(first == (count > 0 ? moment : nil))
        }
        let again = try ledger.append(events.batch, appendedAt: moment)
        #expect(again.size == UInt64(count))
    }

    @Test("where the first events cannot be stored there is no ledger, and one can be made again")
    func firstBatchRefused() throws {
        let events = SampleEvents(count: 3_000, seed: 3)
        let limit = 1 << 18
        #expect(throws: StoreError.sizeLimit(path: path, limitBytes: limit)) {
            _ = try Ledger.create(
                at: path,
                firstBatch: (events.batch, Instant(rawValue: 0)),
                sizeLimitBytes: limit,
                makeFactsReader: sampleFacts
            )
        }
        for access in [Ledger.Access.reading, .appending] {
            #expect(refusal { () throws(StoreError) in try open(access) } == .notALedger(path: path))
        }
        let ledger = try create()
        try ledger.read { view in #expect(view.size == 0) }
    }

    @Test("a file is no ledger, and stays as it is")
    func file() throws {
        try folder.write([1, 2, 3], to: "ledger")
        #expect(refusals() == [.alreadyExists(path: path), .notALedger(path: path), .notALedger(path: path)])
        #expect(try folder.read("ledger") == [1, 2, 3])
        #expect(throws: StoreError.notALedger(path: path + "/inside")) {
            _ = try Ledger.open(at: path + "/inside", for: .reading, makeFactsReader: sampleFacts)
        }
    }

    @Test("a folder with other files is no ledger, and nothing is put into it")
    func otherFiles() throws {
        try folder.write([1, 2, 3], to: "ledger/letter.txt")
        #expect(refusals() == [.alreadyExists(path: path), .notALedger(path: path), .notALedger(path: path)])
        #expect(try folder.names(in: "ledger") == ["letter.txt"])
    }

    @Test("a data.mdb of garbage is refused and stays as it is", arguments: [0, 1, 100, 4_096, 50_000])
    func garbage(size: Int) throws {
        let bytes = (0..<size).map { UInt8(truncatingIfNeeded: $0 * 7 + 1) }
        try folder.write(bytes, to: "ledger/data.mdb")
        #expect(refusal { () throws(StoreError) in try open(.reading) } == .notALedger(path: path))
        #expect(refusal { () throws(StoreError) in try open(.appending) } == .notALedger(path: path))
        #expect(try folder.read("ledger/data.mdb") == bytes)
        #expect(try folder.names(in: "ledger") == ["data.mdb"])
        // An empty file is what a creation leaves that was cut off at once; anything else is somebody's.
        let again = refusal { () throws(StoreError) in try create() }
        #expect(again == (size == 0 ? nil : .alreadyExists(path: path)))
    }

    @Test("another program's LMDB environment is refused and stays as it is")
    func otherEnvironment() throws {
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: false)
        try OtherEnvironment.make(in: path)
        let before = try folder.read("ledger/data.mdb")
        for names in [["data.mdb", "lock.mdb"], ["data.mdb"]] {
            if names.count == 1 { try FileManager.default.removeItem(atPath: path + "/lock.mdb") }
            let expected: [StoreError] = [
                .alreadyExists(path: path), .notALedger(path: path), .notALedger(path: path),
            ]
            #expect(refusals() == expected)
            #expect(try folder.names(in: "ledger") == names)
            #expect(try folder.read("ledger/data.mdb") == before)
        }
    }

    @Test("a newer format is told whatever tables it has, and no lock file is made beside it")
    func newerTables() throws {
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: false)
        var head = LedgerHead().encode()
        head[8] = 3
        try OtherEnvironment.make(in: path, table: "head", key: Array("head".utf8), value: head)
        try FileManager.default.removeItem(atPath: path + "/lock.mdb")
        let expected = StoreError.newerFormat(path: path, format: 3, known: 2)
        for access in [Ledger.Access.reading, .appending] {
            #expect(refusal { () throws(StoreError) in try open(access) } == expected)
        }
        #expect(try folder.names(in: "ledger") == ["data.mdb"])
        // With lock files there it is told as well.
        try folder.write([], to: "ledger/writer.lock")
        try folder.write([], to: "ledger/lock.mdb")
        for access in [Ledger.Access.reading, .appending] {
            #expect(refusal { () throws(StoreError) in try open(access) } == expected)
        }
    }

    @Test("a data.mdb that was cut short is refused, however much of it is left")
    func truncated() throws {
        let sample = try SampleLedger.short.get()
        let whole = Array(try Data(contentsOf: URL(fileURLWithPath: sample.path + "/data.mdb")))
        for length in [1, 4_095, 4_096, 8_191, 8_192, 12_288, whole.count - 4_096, whole.count - 1] {
            try folder.write(Array(whole.prefix(length)), to: "ledger/data.mdb")
            for access in [Ledger.Access.reading, .appending] {
                let refused = refusal { () throws(StoreError) in try open(access) }
                #expect(["damaged", "notALedger"].contains(refused?.code), "\(length)")
                if length >= 8_192 { #expect(refused?.code == "damaged") }
            }
        }
        try folder.write(whole, to: "ledger/data.mdb")
        #expect(refusal { () throws(StoreError) in try open(.reading) } == nil)
    }

    /// A head that a ledger was given.
    struct Head: CustomTestStringConvertible, Sendable {
        let testDescription: String
        let change: @Sendable (inout [UInt8]) -> Void
        let code: String
    }

    static let heads = [
        Head(testDescription: "of the next format", change: { $0[8] = 3 }, code: "newerFormat"),
        Head(testDescription: "of a far format", change: { $0[11] = 0xFF }, code: "newerFormat"),
        Head(testDescription: "of the format before", change: { $0[8] = 1 }, code: "olderFormat"),
        Head(testDescription: "of format 0", change: { $0[8] = 0 }, code: "damaged"),
        Head(testDescription: "with other magic", change: { $0[0] ^= 1 }, code: "notALedger"),
        Head(testDescription: "that is cut short", change: { $0.removeLast() }, code: "damaged"),
        Head(testDescription: "with bytes too many", change: { $0.append(0) }, code: "damaged"),
        Head(testDescription: "of its magic alone", change: { $0.removeLast($0.count - 8) }, code: "damaged"),
        Head(testDescription: "with another size", change: { $0[12] ^= 1 }, code: "damaged"),
        Head(testDescription: "with a sealed segment", change: { $0[20] = 1 }, code: "damaged"),
        Head(
            testDescription: "with all segments",
            change: { $0.replaceSubrange(20..<24, with: [255, 255, 255, 255]) },
            code: "damaged"
        ),
        Head(
            testDescription: "with a huge size",
            change: { $0.replaceSubrange(12..<20, with: [UInt8](repeating: 255, count: 8)) },
            code: "damaged"
        ),
    ]

    @Test("a head is refused, and the ledger stays as it is", arguments: heads)
    func head(head: Head) throws {
        let sample = try SampleLedger.short.get()
        try folder.copyLedger(sample.path, to: "ledger")
        do {
            let ledger = try open(.appending)
            try ledger.environment.write(path: path) { transaction throws(StoreError) in
                var bytes = try copied(.head, LedgerHead.key, transaction.reading)
                head.change(&bytes)
                try transaction.put(.head, LedgerHead.key, bytes.span, isNew: false)
            }
            #expect(throws: StoreError.self) {
                try ledger.append(
                    SampleEvents.batch([SampleEvents.line(id: "x")]),
                    appendedAt: Instant(rawValue: 0)
                )
            }
        }
        let before = try folder.read("ledger/data.mdb")
        for access in [Ledger.Access.appending, .reading] {
            let refused = refusal { () throws(StoreError) in try open(access) }
            #expect(refused?.code == head.code)
            if head.code == "newerFormat", case .newerFormat(_, let format, let known) = refused {
                #expect(format > known && known == LedgerHead.format)
            }
        }
        #expect(try folder.read("ledger/data.mdb") == before)
    }

    @Test("a ledger is open once in a process, under whatever name, and again after it is let go")
    func openedTwice() throws {
        var ledger: Ledger? = try create()
        #expect(ledger != nil)
        #expect(refusals().allSatisfy { $0 == .alreadyOpen(path: path) })
        try FileManager.default.createSymbolicLink(atPath: folder.at("link"), withDestinationPath: path)
        for name in [folder.at("link"), folder.at("./ledger"), path + "/"] {
            #expect(throws: StoreError.alreadyOpen(path: name)) {
                _ = try Ledger.open(at: name, for: .reading, makeFactsReader: sampleFacts)
            }
        }
        ledger = nil
        #expect(refusal { () throws(StoreError) in try open(.reading) } == nil)
        #expect(refusal { () throws(StoreError) in try open(.appending) } == nil)
    }

    @Test("who does not hold the writer's lock does not append, and may read")
    func locked() throws {
        _ = try create()
        let descriptor = Glibc.open(path + "/writer.lock", O_RDWR)
        #expect(flock(descriptor, LOCK_EX | LOCK_NB) == 0)
        #expect(
            refusal { () throws(StoreError) in try open(.appending) } == .lockedByAnotherWriter(path: path)
        )
        #expect(refusal { () throws(StoreError) in try open(.reading) } == nil)
        close(descriptor)
        #expect(refusal { () throws(StoreError) in try open(.appending) } == nil)
    }

    @Test("who appends holds the writer's lock until the ledger is let go")
    func locking() throws {
        var ledger: Ledger? = try create()
        let descriptor = Glibc.open(path + "/writer.lock", O_RDWR)
        defer { close(descriptor) }
        #expect(ledger != nil)
        #expect(flock(descriptor, LOCK_EX | LOCK_NB) == -1)
        ledger = nil
        #expect(flock(descriptor, LOCK_EX | LOCK_NB) == 0)
    }
}

/// Copies a value that is to be changed.
func copied(
    _ table: StoreTable,
    _ key: StoreKey,
    _ transaction: borrowing ReadTransaction
) throws(StoreError) -> [UInt8] {
    guard let value = try transaction.value(table, key) else { throw .failed(what: "nothing to change") }
    return value.indices.map { value[$0] }
}
