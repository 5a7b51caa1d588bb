/// Makes the bytes of hash tiles out of hashes of perfect subtrees.
package enum TileBuilder {
    /// The bytes of a tile: the hashes of ``TilePath/subtrees``, one after another.
    ///
    /// - Precondition: The path is of hashes, not of entries.
    /// - Parameters:
    ///   - path: Which tile.
    ///   - hashOf: Gives the hash of a perfect subtree of the tree.
    /// - Returns: The content of the file.
    /// - Throws: What `hashOf` throws.
    package static func tile<Failure: Error>(
        _ path: TilePath,
        hashOf: (PerfectSubtree) throws(Failure) -> Digest
    ) throws(Failure) -> [UInt8] {
        precondition(path.kind != .entries, "entries are packed by EntryBundle")
        var bytes: [UInt8] = []
        bytes.reserveCapacity(path.width * Digest.byteCount)
        for subtree in path.subtrees { try hashOf(subtree).append(to: &bytes) }
        return bytes
    }
}
