package import MerkleLog

/// Why no checkpoint is signed, or no proof made.
package enum ProofError: Error, Hashable, Sendable {
    /// The ledger has no event; nothing follows from that.
    case noEvents

    /// The ledger keeps no checkpoint, or none of the size that was asked for.
    case noCheckpoint(asked: UInt64?)

    /// What the ledger keeps under that size is no checkpoint of it.
    case keptUnreadable(size: UInt64, CheckpointFault)

    /// The kept checkpoint is of another history than the ledger's, or counts more events than there are.
    case notOfLedger(size: UInt64)

    /// The events' bytes do not have the root that the ledger keeps.
    case notSound

    /// The note of that name, which was given for its lines, is not of the checkpoint that is kept.
    case lines(of: String, CheckpointFault)

    /// No note that was given has a right line of a key that is trusted, but for the ledger's own that stand there.
    case noLines

    /// The ledger's checkpoints have another origin so far.
    case otherOrigin(kept: ExactText, asked: ExactText)

    /// These events are signed already in a note that says something else: of another origin, or with further lines.
    case sizeTaken(size: UInt64, ExactText)

    /// None of the keys is called as the origin, so that no reader could take the checkpoint for the ledger's.
    case noKeyOfOrigin(ExactText)

    /// There is no event of that number or id.
    case noSuchEvent(String)

    /// No kept checkpoint counts the event, or the one that was asked for does not.
    case notCounted(event: UInt64, size: UInt64?)

    /// The earlier size is above the later one.
    case sizesReversed(from: UInt64, to: UInt64)
}
