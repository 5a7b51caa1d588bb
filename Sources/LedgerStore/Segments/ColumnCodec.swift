/// Writes columns of whole numbers: a base and the fewest bytes an entry that hold the distance from it.
struct ColumnWriter {
    /// Where each column begins, its base and its width; in the order of writing.
    private(set) var directory: [ColumnDirectoryEntry] = []
    private(set) var bytes: [UInt8]
    /// Bytes that were left free for what precedes the columns.
    private let headerSize: Int

    /// A writer that leaves `headerSize` bytes for what precedes the columns, and has room for `capacity` in all.
    init(headerSize: Int = 0, capacity: Int = 0) {
        self.headerSize = headerSize
        bytes = []
        bytes.reserveCapacity(capacity)
        bytes.append(contentsOf: repeatElement(0, count: headerSize))
    }

    /// Adds one column.
    mutating func append(_ values: [Int64]) {
        unsafe values.withUnsafeBufferPointer { unsafe append($0, order: nil) }
    }

    /// Adds one column; with `order` its entries are the values at those places, each of which stands there once.
    mutating func append(_ values: UnsafeBufferPointer<Int64>, order: UnsafeBufferPointer<UInt32>?) {
        var (base, top) = values.isEmpty ? (Int64(0), Int64(0)) : (Int64.max, Int64.min)
        for index in 0..<values.count {
            let value = unsafe values[index]
            base = min(base, value)
            top = max(top, value)
        }
        // Unsigned distance: also right where base and greatest value are further apart than Int64 holds.
        let span = UInt64(bitPattern: top &- base)
        let width = (64 - span.leadingZeroBitCount + 7) / 8
        directory.append(ColumnDirectoryEntry(offset: bytes.count - headerSize, base: base, width: width))
        guard width > 0 else { return }
        let start = bytes.count
        // A whole word is written for each entry and the next one written over what is too much of it.
        bytes.append(contentsOf: repeatElement(0, count: values.count * width + 8))
        unsafe bytes.withUnsafeMutableBytes { bytes in
            guard var next = unsafe bytes.baseAddress.map({ unsafe $0 + start }) else { return }
            for index in 0..<values.count {
                let place = if let order = unsafe order { unsafe Int(order[index]) } else { index }
                let distance = unsafe UInt64(bitPattern: values[place] &- base)
                unsafe next.storeBytes(of: distance.littleEndian, as: UInt64.self)
                unsafe next += width
            }
        }
        // Made longer so that the last entry can be written as a whole word too; its upper bytes are 0.
        bytes.removeLast(8)
    }

    /// The columns behind what precedes them, and `padding` bytes of 0 behind those.
    consuming func finish(header: [UInt8], padding: Int) -> [UInt8] {
        precondition(header.count == headerSize, "the header fills the room that was left for it")
        bytes.replaceSubrange(0..<headerSize, with: header)
        bytes.append(contentsOf: repeatElement(0, count: padding))
        return bytes
    }
}

/// Where a column of a run lies and how it is written.
struct ColumnDirectoryEntry: Equatable {
    /// Bytes from the end of the directory.
    let offset: Int
    let base: Int64
    /// Bytes an entry, 0 to 8; 0 where all entries are `base`.
    let width: Int

    /// Bytes an entry takes up in the directory: offset, base, width.
    static let encodedSize = 4 + 8 + 1
}

/// One column of a run, to be read from the first entry to the last.
///
/// A reader never outlives the bytes it was made of: it is used inside one call on a span only.
@unsafe
struct ColumnCursor {
    private var next: UnsafeRawPointer
    private let width: Int
    private let base: Int64
    private let mask: UInt64

    @inline(__always)
    init(_ entry: ColumnDirectoryEntry, columns: UnsafeRawPointer, at index: Int = 0) {
        unsafe next = unsafe columns + entry.offset + index * entry.width
        unsafe width = entry.width
        unsafe base = entry.base
        unsafe mask = entry.width == 8 ? .max : (1 << (8 * UInt64(entry.width))) - 1
    }

    /// The entry at hand; moves on to the next.
    ///
    /// Reads eight bytes whatever the width: the padding behind the last column makes that safe.
    @inline(__always)
    mutating func read() -> Int64 {
        let word = unsafe UInt64(littleEndian: next.loadUnaligned(as: UInt64.self))
        unsafe next += width
        return unsafe base &+ Int64(bitPattern: word & mask)
    }

    /// The entry at hand; does not move on beyond `last`, so that no column is read beyond its end.
    ///
    /// What a damaged run answers so is wrong, but it is read from the run.
    @inline(__always)
    mutating func read(notBeyond last: UnsafeRawPointer) -> Int64 {
        let entry = unsafe read()
        unsafe next = min(next, last)
        return entry
    }
}

/// Appends numbers to a byte array in the order of the format.
struct ByteWriter {
    var bytes: [UInt8] = []

    mutating func append(_ number: some FixedWidthInteger) {
        var shift = 0
        while shift < number.bitWidth {
            bytes.append(UInt8(truncatingIfNeeded: number >> shift))
            shift += 8
        }
    }

    mutating func append(_ more: Span<UInt8>) {
        for index in more.indices { bytes.append(more[index]) }
    }
}

/// Reads numbers from bytes in the order of the format; running past the end is damage, not a trap.
struct ByteReader: ~Escapable {
    private let bytes: Span<UInt8>
    private(set) var position = 0
    private let what: StaticString

    @_lifetime(copy bytes)
    init(_ bytes: Span<UInt8>, of what: StaticString) {
        self.bytes = bytes
        self.what = what
    }

    var remaining: Int { bytes.count - position }

    mutating func read<Number: FixedWidthInteger>(_ type: Number.Type) throws(StoreError) -> Number {
        let size = Number.bitWidth / 8
        try need(size)
        var number: Number = 0
        for index in (0..<size).reversed() {
            number = number << 8 | Number(truncatingIfNeeded: bytes[position + index])
        }
        position += size
        return number
    }

    @_lifetime(copy self)
    mutating func readBytes(_ count: Int) throws(StoreError) -> Span<UInt8> {
        try need(count)
        defer { position += count }
        return bytes.extracting(position..<position + count)
    }

    private func need(_ count: Int) throws(StoreError) {
        guard count >= 0, count <= remaining else {
            throw .damaged(what: "\(what) ends after \(bytes.count) bytes")
        }
    }
}
