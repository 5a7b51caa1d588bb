import DossierModel
import Foundation
import Glibc
import Testing

@testable import LedgerStore

@Suite("readers that live and readers that died")
struct ReaderTableTests {
    private let folder: TemporaryFolder
    private let path: String

    init() throws {
        folder = try TemporaryFolder()
        path = folder.at("ledger")
    }

    /// A snapshot that a test keeps.
    private final class Snapshot {
        let transaction: ReadTransaction

        init(_ transaction: consuming ReadTransaction) {
            self.transaction = transaction
        }
    }

    /// Begins to read until the ledger takes no more readers.
    private func fill(_ ledger: Ledger) -> (snapshots: [Snapshot], refusal: StoreError?) {
        var snapshots: [Snapshot] = []
        while snapshots.count < 10_000 {
            do throws(StoreError) {
                snapshots.append(Snapshot(try ledger.environment.beginReading()))
            } catch {
                return (snapshots, error)
            }
        }
        return (snapshots, nil)
    }

    @Test("a reader too many is told so, and finds room once another has ended")
    func livingReaders() throws {
        let ledger = try Ledger.create(at: path, makeFactsReader: sampleFacts)
        var (snapshots, refusal) = fill(ledger)
        #expect(refusal == .tooManyReaders(path: path))
        #expect(refusal?.code == "tooManyReaders")
        snapshots.removeLast()
        try ledger.read { view in #expect(view.size == 0) }
    }

    @Test("readers that were killed give way to one that lives")
    func deadReaders() throws {
        let ledger = try Ledger.create(at: path, makeFactsReader: sampleFacts)
        let (snapshots, refusal) = fill(ledger)
        #expect(refusal != nil)
        try giveAwaySlots()
        try ledger.read { view in #expect(view.size == 0) }
        _ = try ledger.append(
            SampleEvents.batch([SampleEvents.line(id: "x")]),
            appendedAt: Instant(rawValue: 0)
        )
        try ledger.read { view in #expect(view.size == 1) }
        #expect(!snapshots.isEmpty)
    }

    /// Gives all slots of the reader table that are this process's to one that cannot be.
    private func giveAwaySlots() throws {
        let table = try folder.read("ledger/lock.mdb")
        let descriptor = Glibc.open(path + "/lock.mdb", O_RDWR)
        try #require(descriptor >= 0)
        defer { close(descriptor) }
        var nobody: Int32 = 0x3FFF_FFFF
        var count = 0
        for offset in stride(from: 0, to: table.count - 3, by: 4) {
            let found = table.withUnsafeBytes { $0.loadUnaligned(fromByteOffset: offset, as: Int32.self) }
            guard found == getpid() else { continue }
            #expect(pwrite(descriptor, &nobody, 4, off_t(offset)) == 4)
            count += 1
        }
        #expect(count > 100)
    }
}
