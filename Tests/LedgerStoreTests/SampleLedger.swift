import DossierModel
import Foundation
import LedgerStore
import MerkleLog

/// A ledger that is made once for all tests that only read it, or change a copy of it.
final class SampleLedger: Sendable {
    let events: SampleEvents
    let path: String
    private let folder: TemporaryFolder
    private let ledger: Ledger

    /// One sealed segment and a short tail, appended in three batches.
    static let sealed = Result {
        try SampleLedger(SampleEvents(count: Limits.segmentEvents + 40, seed: 11), [5_000, 11_300])
    }

    /// Two sealed segments and a tail of less than a block, appended at once.
    static let many = Result { try SampleLedger(SampleEvents.many, []) }

    /// A tail alone.
    static let short = Result { try SampleLedger(SampleEvents(count: 60, seed: 12), [10]) }

    /// Nothing.
    static let empty = Result { try SampleLedger(SampleEvents(count: 0, seed: 0), []) }

    private init(_ events: SampleEvents, _ cuts: [Int]) throws {
        self.events = events
        folder = try TemporaryFolder()
        path = folder.at("ledger")
        let made = try Ledger.create(at: path, makeFactsReader: sampleFacts)
        var start = 0
        for end in cuts + [events.count] {
            _ = try made.append(events.batch(start..<end), appendedAt: Instant(rawValue: Int64(end)))
            start = end
        }
        ledger = made
    }

    func read(_ body: (borrowing LedgerView) throws -> Void) throws {
        try ledger.read { view in try body(view) }
    }
}

/// How many codes there are of each kind where only the dossiers are of interest.
func codeCounts(dossiers: UInt32) -> [UInt32] {
    var counts = [UInt32](repeating: .max, count: 16)
    counts[Int(CodeKind.dossier.rawValue)] = dossiers
    return counts
}
