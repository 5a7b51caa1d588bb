internal import DossierModel
internal import MerkleLog

/// A record of table `tail`: when the event was appended, its leaf hash, its row, its canonical bytes.
enum TailRecord {
    /// Bytes of a row: the fields of ``EventRow`` in their order, little-endian.
    static let rowSize = 64

    private static let rowStart = 8 + Digest.byteCount

    /// Bytes before the event's own.
    static let headerSize = rowStart + rowSize

    /// The record of an event; `nil` stands for the row of one that no decoder reads.
    static func encode(
        _ event: ArraySlice<UInt8>,
        _ row: EventRow?,
        _ leaf: Digest,
        _ appendedAt: Instant
    ) -> [UInt8] {
        var record = ByteWriter()
        record.bytes.reserveCapacity(headerSize + event.count)
        record.append(appendedAt.rawValue)
        record.bytes += leaf.bytes
        if let row {
            append(row, to: &record)
        } else {
            record.bytes.append(contentsOf: repeatElement(0, count: rowSize))
        }
        record.bytes += event
        return record.bytes
    }

    private static func append(_ row: EventRow, to record: inout ByteWriter) {
        record.append(row.occurredAt.rawValue)
        record.append(row.recordedAt.rawValue)
        for number in [row.number0, row.number1, row.number2] { record.append(number) }
        for code in [row.dossier, row.unit, row.code0, row.code1, row.code2] { record.append(code.rawValue) }
        record.append(row.type.rawValue)
        record.append(row.detail)
        record.append(row.flags.rawValue)
    }

    /// The event's canonical bytes.
    @_lifetime(copy record)
    static func event(_ record: Span<UInt8>) throws(StoreError) -> Span<UInt8> {
        guard record.count > headerSize else { throw .damaged(what: "a record of the tail is cut short") }
        return record.extracting(headerSize..<record.count)
    }

    /// When the event was appended.
    static func appendedAt(_ record: Span<UInt8>) throws(StoreError) -> Instant {
        var reader = ByteReader(record, of: "a record of the tail")
        return Instant(rawValue: try reader.read(Int64.self))
    }

    /// The leaf hash that was computed when the event was appended.
    static func leaf(_ record: Span<UInt8>) throws(StoreError) -> Digest {
        guard record.count > headerSize, let leaf = Digest(bytes: record.extracting(8..<rowStart)) else {
            throw .damaged(what: "a record of the tail is cut short")
        }
        return leaf
    }

    /// The row that was made when the event was appended; `nil` for an event that no decoder reads.
    static func row(_ record: Span<UInt8>) throws(StoreError) -> EventRow? {
        guard record.count > headerSize else { throw .damaged(what: "a record of the tail is cut short") }
        return try unsafe record.withUnsafeBytes { bytes throws(StoreError) in
            guard let start = bytes.baseAddress else { return nil }
            return try unsafe row(start + rowStart)
        }
    }

    /// The row at an address, from which ``rowSize`` bytes can be read.
    private static func row(_ start: UnsafeRawPointer) throws(StoreError) -> EventRow? {
        let raw = unsafe start.load(fromByteOffset: 60, as: UInt8.self)
        guard let type = EventType(rawValue: raw) else {
            guard raw == 0 else { throw .damaged(what: "a row of the tail has no type \(raw)") }
            return nil
        }
        var row = EventRow(type: type, occurredAt: .distantPast, recordedAt: .distantPast)
        row.occurredAt.rawValue = unsafe number(start)
        row.recordedAt.rawValue = unsafe number(start + 8)
        row.number0 = unsafe number(start + 16)
        row.number1 = unsafe number(start + 24)
        row.number2 = unsafe number(start + 32)
        row.dossier.rawValue = unsafe number(start + 40)
        row.unit.rawValue = unsafe number(start + 44)
        row.code0.rawValue = unsafe number(start + 48)
        row.code1.rawValue = unsafe number(start + 52)
        row.code2.rawValue = unsafe number(start + 56)
        row.detail = unsafe number(start + 61)
        row.flags.rawValue = unsafe number(start + 62)
        return row
    }

    @inline(__always)
    private static func number<Number: FixedWidthInteger & BitwiseCopyable>(_ start: UnsafeRawPointer)
        -> Number
    {
        unsafe Number(littleEndian: start.loadUnaligned(as: Number.self))
    }
}
