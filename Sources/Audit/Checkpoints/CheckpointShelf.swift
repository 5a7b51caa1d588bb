internal import DossierModel
package import LedgerStore
internal import MerkleLog
internal import Projections

/// The checkpoints that a ledger keeps of its reports.
package enum CheckpointShelf {
    /// More questions than this are not kept: a checkpoint of a large ledger is a few megabytes.
    static let limit = 16

    /// Keeps a checkpoint in the place of the one before; drops those of other versions of the program, then those
    /// of the smallest logs.
    ///
    /// The ledger must not be open in this process. One that is being appended to, or that may only be read, is left
    /// alone.
    package static func keep(
        _ checkpoint: ReportAnswer.Checkpoint,
        inLedgerAt path: String
    ) throws(StoreError) {
        do throws(StoreError) {
            try keep(checkpoint, in: try Ledger.open(at: path, for: .appending))
        } catch .lockedByAnotherWriter {
            return
        } catch .notPermitted {
            return
        }
    }

    /// The same for a ledger that is open for appending.
    static func keep(_ checkpoint: ReportAnswer.Checkpoint, in ledger: Ledger) throws(StoreError) {
        for key in try surplus(in: ledger, for: checkpoint.key) { try ledger.removeTally(key) }
        try ledger.keepTally(checkpoint.bytes, under: checkpoint.key)
    }

    private static func surplus(in ledger: Ledger, for key: Digest) throws(StoreError) -> [Digest] {
        var kept: [(key: Digest, size: UInt64)] = []
        var surplus: [Digest] = []
        try storing {
            try ledger.read { view in
                try view.forEachTally { other, bytes in
                    guard other != key else { return true }
                    if let (found, size) = ReportCheckpoint.key(of: bytes), found.isOfThisRevision {
                        kept.append((other, size))
                    } else {
                        surplus.append(other)
                    }
                    return true
                }
            }
        }
        kept.sort { $0.size > $1.size }
        return surplus + kept.dropFirst(limit - 1).map(\.key)
    }

    /// Compares every checkpoint with what counting everything gives.
    ///
    /// One of another version of the program, or with a rule set that is not at hand, cannot be compared.
    ///
    /// - Returns: What is wrong with them, and how many could not be compared.
    static func verify(
        in ledger: Ledger,
        ruleSets: [RuleSetFile]
    ) throws -> (faults: [String], uncompared: Int) {
        let files = try RuleSetFile.all(with: ruleSets)
        return try ledger.read { view in
            let tail = try view.tailRows()
            return try view.withRows(tail: tail) { rows in
                var stored: [(key: Digest, bytes: [UInt8])] = []
                try view.forEachTally { key, bytes in
                    stored.append((key, bytes.copied))
                    return true
                }
                var (faults, uncompared) = ([String](), 0)
                for (digest, bytes) in stored {
                    guard let (key, size) = ReportCheckpoint.key(of: bytes.span), key.digest == digest,
                        size <= view.size
                    else {
                        faults.append("the tally under \(digest.hex) is none of a report on this ledger")
                        continue
                    }
                    guard let query = key.query(files) else {
                        uncompared += 1
                        continue
                    }
                    let kept = ReportCheckpoint(bytes.span, scope: Scope(), grouping: query.grouping)
                    let counted: ReportAnswer.Checkpoint?
                    do {
                        counted = try ReportMaker.checkpoint(query, key, size: size, files, view, tail, rows)
                    } catch let error as ReportError {
                        faults.append(
                            "the tally under \(digest.hex) is of a question without an answer: \(error)"
                        )
                        continue
                    }
                    let now = counted.flatMap {
                        ReportCheckpoint($0.bytes.span, scope: Scope(), grouping: query.grouping)
                    }
                    if let kept, let now, kept.unknownSector != now.unknownSector {
                        // Sectors have become known since; reports count in full then, and keep another.
                        uncompared += 1
                    } else if counted?.bytes != bytes {
                        faults.append(
                            "the tally under \(digest.hex) does not follow from the first \(size) events"
                        )
                    }
                }
                return (faults, uncompared)
            }
        }
    }
}

/// Keeps an error of the store what it is on its way through a read.
private func storing(_ body: () throws -> Void) throws(StoreError) {
    do {
        try body()
    } catch let error as StoreError {
        throw error
    } catch {
        throw .failed(what: "\(error)")
    }
}
