internal import DossierModel
package import LedgerStore
package import MerkleLog

/// Writes a ledger as tiles, for monitors and witnesses that know nothing of our store.
///
/// The tree is that of the newest checkpoint that the ledger keeps. A folder of tiles is extended: full tiles are never
/// written again, and the checkpoint comes last, so that whoever reads meanwhile has all that belongs to the old one.
package struct TileWriting: Sendable {
    /// The checkpoint that is in the folder now.
    package let checkpoint: SignedCheckpoint

    /// The events that the folder counted before.
    package let earlier: UInt64

    /// Files written, besides the checkpoint.
    package private(set) var written = 0

    /// Of them, files that the folder should have had and had not, or not of their length.
    package private(set) var restored = 0

    /// Writes the tiles.
    ///
    /// - Parameters:
    ///   - ledger: The ledger.
    ///   - path: The folder; it is made if it is not there.
    ///   - hashesOnly: Leaves the entry bundles out.
    ///   - progress: Told how many events are done of how many.
    /// - Returns: What is in the folder now.
    /// - Throws: ``TileFolderError`` for a fork, a folder that is ahead, an event that is too long, ``ProofError``,
    ///   `StoreError`: nothing was written then. ``TileFolderError/system(path:number:)`` may come later: the folder's
    ///   checkpoint is then the old one, and all that belongs to it is there.
    package static func write(
        _ ledger: Ledger,
        to path: String,
        hashesOnly: Bool,
        progress: (UInt64, UInt64) -> Void
    ) throws -> TileWriting {
        try ledger.read { view in
            let checkpoint = try KeptCheckpoints.one(nil, in: view)
            try KeptCheckpoints.check(checkpoint.unverified, in: view)
            let size = checkpoint.unverified.size
            let folder = try TileFolder(path)
            try folder.prepare()
            let kept = try view.checkpoints().map(\.size)
            let earlier = try self.earlier(in: folder, path, view, newest: size)
            let tiles = try TileSet(size: size)
            let first = try firstEntry(folder, since: earlier, hashesOnly)
            if !hashesOnly { try checkLengths(first..<size.rawValue, in: view) }
            try folder.begin()
            var writing = TileWriting(checkpoint: checkpoint, earlier: earlier.rawValue)
            if !hashesOnly {
                try writing.restoreEntries(before: first, tiles, view, folder)
                try writing.writeEntries(first, tiles, view, folder, progress)
            }
            try writing.writeHashes(tiles, view, folder)
            try writing.writePartials(of: kept, tiles, view, folder, hashesOnly)
            folder.synchronise()
            try folder.write(checkpoint.encode(), to: "checkpoint")
            folder.synchronise()
            try folder.finish()
            for partial in tiles.outgrown(since: earlier) {
                guard let full = TilePath(partial.kind, index: partial.index), has(full, tiles),
                    folder.has(full.text)
                else { continue }
                try folder.removePartials(of: full)
            }
            return writing
        }
    }

    private static func has(_ full: TilePath, _ tiles: TileSet) -> Bool {
        tiles.path(full.kind, holding: full.index * UInt64(TilePath.fullWidth)) == full
    }

    /// The size of the tree that the folder holds, after making sure that the ledger begins so; 0 for a new folder.
    private static func earlier(
        in folder: borrowing TileFolder,
        _ path: String,
        _ view: borrowing LedgerView,
        newest: TreeSize
    ) throws -> TreeSize {
        guard let note = try folder.content(of: "checkpoint") else { return 0 }
        let there: Checkpoint
        do throws(CheckpointFault) {
            there = try SignedCheckpoint(decoding: note).unverified
        } catch {
            throw TileFolderError.checkpoint(path: path + "/checkpoint", error)
        }
        guard there.size <= newest else {
            throw TileFolderError.ahead(folder: there.size.rawValue, ledger: newest.rawValue)
        }
        guard try view.root(ofFirst: there.size.rawValue) == there.root else {
            throw TileFolderError.fork(size: there.size.rawValue)
        }
        return there.size
    }

    /// The first event whose bundle is to be written: all of them where the folder had hashes alone so far.
    private static func firstEntry(
        _ folder: borrowing TileFolder,
        since earlier: TreeSize,
        _ hashesOnly: Bool
    ) throws(TileFault) -> UInt64 {
        guard earlier > 0, !hashesOnly else { return 0 }
        let last = try TileSet(size: earlier).path(.entries, holding: earlier.rawValue - 1)
        guard let last, folder.has(last.text) else { return 0 }
        return earlier.rawValue / UInt64(TilePath.fullWidth) * UInt64(TilePath.fullWidth)
    }

    /// Finds an event that no bundle takes, before anything is written.
    private static func checkLengths(_ range: Range<UInt64>, in view: borrowing LedgerView) throws {
        var fault: TileFault?
        try view.forEachEvent(range) { number, event in
            guard event.count > EntryBundle.maxEntryBytes else { return true }
            fault = .entryTooLong(leaf: number.rawValue, count: event.count)
            return false
        }
        if let fault { throw TileFolderError.tile(fault) }
    }

    private mutating func writeEntries(
        _ first: UInt64,
        _ tiles: TileSet,
        _ view: borrowing LedgerView,
        _ folder: borrowing TileFolder,
        _ progress: (UInt64, UInt64) -> Void
    ) throws {
        let size = tiles.size.rawValue
        var bundle = EntryBundle(first: first)
        var problem: (any Error)?
        var count = 0
        try view.forEachEvent(first..<size) { number, event in
            do {
                try bundle.append(event)
                guard let path = tiles.path(.entries, holding: number.rawValue), bundle.count == path.width
                else {
                    return true
                }
                // A partial bundle that is there is the same one.
                if number.rawValue >= earlier || !folder.has(path.text) {
                    try folder.write(bundle.bytes, to: path.text)
                    count += 1
                }
                bundle = EntryBundle(first: number.rawValue + 1)
                progress(number.rawValue + 1, size)
            } catch {
                problem = error
            }
            return problem == nil
        }
        if let problem { throw problem }
        written += count
    }

    /// Writes hash tiles: those that are new, and those of earlier that are not there as long as they should be.
    private mutating func writeHashes(
        _ tiles: TileSet,
        _ view: borrowing LedgerView,
        _ folder: borrowing TileFolder
    ) throws {
        var hashes = SubtreeHashes()
        for path in tiles.paths() where path.kind != .entries {
            let isOld = path.leaves.upperBound <= earlier
            if isOld, folder.has(path.text, bytes: path.width * Digest.byteCount) { continue }
            try write(path, &hashes, view, folder)
            if isOld { restored += 1 }
        }
    }

    /// Writes bundles of earlier that are gone.
    private mutating func restoreEntries(
        before first: UInt64,
        _ tiles: TileSet,
        _ view: borrowing LedgerView,
        _ folder: borrowing TileFolder
    ) throws {
        for path in tiles.paths() {
            guard path.kind == .entries, path.leaves.upperBound <= first else { break }
            guard !folder.has(path.text) else { continue }
            try writeBundle(path, view, folder)
            restored += 1
        }
    }

    /// Writes the partial files of the checkpoints that the ledger keeps, but for those that a full file stands for.
    ///
    /// C2SP tlog-tiles has a log serve them for every tree that it has signed.
    private mutating func writePartials(
        of kept: [TreeSize],
        _ tiles: TileSet,
        _ view: borrowing LedgerView,
        _ folder: borrowing TileFolder,
        _ hashesOnly: Bool
    ) throws {
        var hashes = SubtreeHashes()
        var seen: Set<TilePath> = []
        for size in kept where size < tiles.size {
            for path in tiles.outgrown(since: size) where seen.insert(path).inserted {
                guard let now = tiles.path(path.kind, holding: path.index * UInt64(TilePath.fullWidth)),
                    !now.isFull
                else { continue }
                if path.kind == .entries {
                    guard !hashesOnly, earlier == 0 || !folder.has(path.text) else { continue }
                    try writeBundle(path, view, folder)
                } else {
                    let isThere = folder.has(path.text, bytes: path.width * Digest.byteCount)
                    guard earlier == 0 || !isThere else { continue }
                    try write(path, &hashes, view, folder)
                }
            }
        }
    }

    private mutating func write(
        _ path: TilePath,
        _ hashes: inout SubtreeHashes,
        _ view: borrowing LedgerView,
        _ folder: borrowing TileFolder
    ) throws {
        let bytes = try TileBuilder.tile(path) { subtree throws(StoreError) in
            try hashes.hash(of: subtree, in: view)
        }
        try folder.write(bytes, to: path.text)
        written += 1
    }

    private mutating func writeBundle(
        _ path: TilePath,
        _ view: borrowing LedgerView,
        _ folder: borrowing TileFolder
    ) throws {
        var bundle = EntryBundle(first: path.leaves.lowerBound)
        var fault: TileFault?
        try view.forEachEvent(path.leaves) { _, event in
            do throws(TileFault) {
                try bundle.append(event)
            } catch {
                fault = error
            }
            return fault == nil
        }
        if let fault { throw TileFolderError.tile(fault) }
        try folder.write(bundle.bytes, to: path.text)
        written += 1
    }
}
