package import MerkleLog

/// Why tiles are not written to a folder.
package enum TileFolderError: Error, Hashable, Sendable {
    /// The operating system refuses.
    case system(path: String, number: CInt)

    /// The folder holds something else than tiles.
    case notTiles(path: String)

    /// Another process writes to the folder.
    case locked(path: String)

    /// There are tiles, but no checkpoint says of which tree.
    case noCheckpoint(path: String)

    /// The checkpoint in the folder cannot be read.
    case checkpoint(path: String, CheckpointFault)

    /// The folder's checkpoint is of another ledger, or of another history of this one.
    case fork(size: UInt64)

    /// The folder counts more events than the newest checkpoint of the ledger.
    case ahead(folder: UInt64, ledger: UInt64)

    /// An event that no entry bundle takes.
    case tile(TileFault)
}
