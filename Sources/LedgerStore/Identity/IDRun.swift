/// A sorted run of id hashes with the places of their events: how the id index lies on disk.
enum IDRun {
    /// Bytes an entry takes up: a hash and a place.
    static let entrySize = 8 + 4

    /// Runs of a level that are merged into one of the next.
    static let fanOut = 8

    /// The level whose runs are merged no further: 64 segments, a million ids, 12 MiB.
    static let topLevel: UInt8 = 2

    /// The run of one segment, or of a merge.
    static func encode(_ entries: [(hash: IDHash, place: UInt32)]) -> [UInt8] {
        var writer = ByteWriter()
        writer.bytes.reserveCapacity(entries.count * entrySize)
        for entry in entries { writer.append(entry.hash.rawValue) }
        for entry in entries { writer.append(entry.place) }
        return writer.bytes
    }

    /// All entries of a run, in its order.
    static func decode(_ run: Span<UInt8>) -> [(hash: IDHash, place: UInt32)] {
        let count = run.count / entrySize
        return unsafe run.withUnsafeBytes { bytes in
            (0..<count).map { unsafe (hash(bytes, $0), place(bytes, $0, count)) }
        }
    }

    /// Calls `body` with the place of each entry of that hash.
    ///
    /// Hashes are spread evenly, so the first guess by proportion is close.
    static func find(
        _ hash: IDHash,
        in run: Span<UInt8>,
        _ body: (UInt32) throws(StoreError) -> Void
    ) throws(StoreError) {
        let count = run.count / entrySize
        guard count > 0 else { return }
        try unsafe run.withUnsafeBytes { bytes throws(StoreError) in
            var index = unsafe lowerBound(hash, bytes, count)
            while index < count, unsafe self.hash(bytes, index) == hash {
                try body(unsafe place(bytes, index, count))
                index += 1
            }
        }
    }

    /// The first entry whose hash is not below `hash`.
    @unsafe
    private static func lowerBound(_ hash: IDHash, _ bytes: UnsafeRawBufferPointer, _ count: Int) -> Int {
        let guess = Int(hash.rawValue.multipliedFullWidth(by: UInt64(count)).high)
        // Gallop away from the guess until the hash is enclosed, then halve.
        var low = guess
        var high = guess
        var step = 16
        while low > 0, unsafe self.hash(bytes, low) >= hash {
            high = low
            low = max(0, low - step)
            step *= 2
        }
        step = 16
        while high < count, unsafe self.hash(bytes, high) < hash {
            low = high
            high = min(count, high + step)
            step *= 2
        }
        while low < high {
            let middle = (low + high) / 2
            if unsafe self.hash(bytes, middle) < hash {
                low = middle + 1
            } else {
                high = middle
            }
        }
        return low
    }

    @unsafe
    @inline(__always)
    private static func hash(_ bytes: UnsafeRawBufferPointer, _ index: Int) -> IDHash {
        unsafe IDHash(
            rawValue: UInt64(littleEndian: bytes.loadUnaligned(fromByteOffset: index * 8, as: UInt64.self))
        )
    }

    @unsafe
    @inline(__always)
    private static func place(_ bytes: UnsafeRawBufferPointer, _ index: Int, _ count: Int) -> UInt32 {
        unsafe UInt32(
            littleEndian: bytes.loadUnaligned(fromByteOffset: count * 8 + index * 4, as: UInt32.self)
        )
    }
}
