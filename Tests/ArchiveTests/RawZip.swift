/// Zip files written by hand, so that they can be wrong in any way.
struct RawZip {
    struct Entry {
        var name: [UInt8]
        /// The bytes as they lie in the archive.
        var packed: [UInt8]
        var method: UInt16 = 0
        var flags: UInt16 = 0
        var checksum: UInt32
        var declared: UInt32
        var extra: [UInt8] = []
        var comment: [UInt8] = []
        /// What the file's own header says, where it is another thing than the list.
        var localName: [UInt8]?
        var localDeclared: UInt32?
        var localFlags: UInt16?
        var listedPacked: UInt32?

        init(_ name: String, _ content: [UInt8] = Array("hello".utf8)) {
            self.name = Array(name.utf8)
            packed = content
            checksum = RawZip.checksum(content)
            declared = UInt32(content.count)
        }
    }

    var entries: [Entry]
    var before: [UInt8] = []
    var between: [UInt8] = []
    var behind: [UInt8] = []
    var comment: [UInt8] = []
    var count: UInt16?
    var listOffset: UInt32?
    var disk: UInt16 = 0

    init(_ entries: [Entry]) { self.entries = entries }

    var bytes: [UInt8] {
        var bytes = before
        var list: [UInt8] = []
        for entry in entries {
            let offset = bytes.count
            let name = entry.localName ?? entry.name
            bytes += RawZip.number(0x0403_4b50) + RawZip.short(20)
            bytes += RawZip.short(entry.localFlags ?? entry.flags) + RawZip.short(entry.method)
            bytes += RawZip.short(0) + RawZip.short(33) + RawZip.number(entry.checksum)
            bytes += RawZip.number(entry.listedPacked ?? UInt32(entry.packed.count))
            bytes += RawZip.number(entry.localDeclared ?? entry.declared)
            bytes += RawZip.short(UInt16(name.count)) + RawZip.short(UInt16(entry.extra.count))
            bytes += name + entry.extra + entry.packed
            list += RawZip.number(0x0201_4b50) + RawZip.short(20) + RawZip.short(20)
            list += RawZip.short(entry.flags) + RawZip.short(entry.method)
            list += RawZip.short(0) + RawZip.short(33) + RawZip.number(entry.checksum)
            list += RawZip.number(entry.listedPacked ?? UInt32(entry.packed.count))
            list += RawZip.number(entry.declared)
            list += RawZip.short(UInt16(entry.name.count)) + RawZip.short(UInt16(entry.extra.count))
            list += RawZip.short(UInt16(entry.comment.count)) + RawZip.short(0) + RawZip.short(0)
            list += RawZip.number(0) + RawZip.number(UInt32(offset))
            list += entry.name + entry.extra + entry.comment
        }
        bytes += between
        let offset = listOffset ?? UInt32(bytes.count)
        bytes += list
        let files = count ?? UInt16(entries.count)
        bytes += RawZip.number(0x0605_4b50) + RawZip.short(disk) + RawZip.short(disk)
        bytes += RawZip.short(files) + RawZip.short(files)
        bytes += RawZip.number(UInt32(list.count)) + RawZip.number(offset)
        bytes += RawZip.short(UInt16(comment.count)) + comment
        return bytes + behind
    }

    private static func short(_ value: UInt16) -> [UInt8] { [UInt8(value & 255), UInt8(value >> 8)] }

    private static func number(_ value: UInt32) -> [UInt8] {
        (0..<4).map { UInt8(truncatingIfNeeded: value >> (8 * UInt32($0))) }
    }

    /// CRC-32 as zip files carry it, a bit at a time.
    static func checksum(_ bytes: [UInt8]) -> UInt32 {
        var value: UInt32 = 0xffff_ffff
        for byte in bytes {
            value ^= UInt32(byte)
            for _ in 0..<8 { value = value & 1 == 1 ? value >> 1 ^ 0xedb8_8320 : value >> 1 }
        }
        return ~value
    }
}
