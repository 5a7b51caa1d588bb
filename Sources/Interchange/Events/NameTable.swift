internal import Glibc

/// Names known beforehand, found by their bytes in one probe or two.
///
/// The table is made once and never freed; it is only read afterwards.
struct NameTable: @unchecked Sendable {
    // Unchecked: the memory is written in `init` only.

    private struct Entry: BitwiseCopyable {
        var first: UInt64 = 0
        var last: UInt64 = 0
        var start: UnsafePointer<UInt8>?
        var length: UInt32 = 0
        var value: UInt8 = 0
    }

    private static let slotBits = 8
    private let entries: UnsafeMutablePointer<Entry>

    /// Keeps names with what they stand for.
    ///
    /// - Precondition: They are at most a hundred, each of them ASCII and not empty.
    init(_ names: [(name: String, value: UInt8)]) {
        precondition(names.count <= 100, "the table must stay sparse")
        let capacity = 1 << NameTable.slotBits
        entries = .allocate(capacity: capacity)
        entries.initialize(repeating: Entry(), count: capacity)
        for (name, value) in names {
            let bytes = Array(name.utf8)
            let copy = UnsafeMutablePointer<UInt8>.allocate(capacity: bytes.count + 8)
            copy.initialize(repeating: 0, count: bytes.count + 8)
            for (index, byte) in bytes.enumerated() { copy[index] = byte }
            var entry = Entry(start: UnsafePointer(copy), length: UInt32(bytes.count), value: value)
            entry.first = JSONTape.prefix(copy, bytes.count)
            entry.last = NameTable.last(copy, bytes.count, entry.first)
            var slot = NameTable.slot(entry.first, entry.last, bytes.count)
            while entries[slot].length != 0 { slot = (slot + 1) & (capacity - 1) }
            entries[slot] = entry
        }
    }

    /// What a name stands for, or `nil` where it is not known.
    ///
    /// - Precondition: Eight bytes can be read at `start`, whatever they are.
    @inline(__always)
    func find(_ start: UnsafePointer<UInt8>, _ length: Int) -> UInt8? {
        find(start, length, JSONTape.prefix(start, length))
    }

    /// The same where the first eight bytes are at hand.
    @inline(__always)
    func find(_ start: UnsafePointer<UInt8>, _ length: Int, _ first: UInt64) -> UInt8? {
        let last = NameTable.last(start, length, first)
        var slot = NameTable.slot(first, last, length)
        while entries[slot].length != 0 {
            let entry = entries[slot]
            if entry.first == first, entry.last == last, entry.length == length {
                // The two words cover sixteen bytes.
                if length <= 16 { return entry.value }
                if let name = entry.start, memcmp(name, start, length) == 0 { return entry.value }
            }
            slot = (slot &+ 1) & (1 << NameTable.slotBits &- 1)
        }
        return nil
    }

    /// The last eight bytes of a name; of a shorter one the same as its first.
    @inline(__always)
    private static func last(_ start: UnsafePointer<UInt8>, _ length: Int, _ first: UInt64) -> UInt64 {
        guard length > 8 else { return first }
        return UnsafeRawPointer(start + length - 8).loadUnaligned(as: UInt64.self).bigEndian
    }

    @inline(__always)
    private static func slot(_ first: UInt64, _ last: UInt64, _ length: Int) -> Int {
        let mixed = (first ^ last &* 0x9E37_79B9_7F4A_7C15 &+ UInt64(length)) &* 0xD6E8_FEB8_6659_FD93
        return Int(mixed >> UInt64(64 - slotBits))
    }
}

extension NameTable {
    static let fields = NameTable(Field.allCases.map { ($0.name, $0.rawValue) })
    static let words = NameTable(Word.allCases.map { ($0.name, $0.rawValue) })
}
