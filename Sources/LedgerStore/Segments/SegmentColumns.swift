internal import DossierModel

/// The hot columns of a segment: what the rules ask for, in log order.
enum SegmentColumns {
    /// type, detail, flags, occurredAt, lag, dossier, unit; then three code slots and three number slots.
    static let columnCount = 13

    private static let headerSize = 4 + 8 + columnCount * ColumnDirectoryEntry.encodedSize

    /// Lets a cursor read its last entry as a whole word.
    private static let padding = 8

    /// The value of table `segments` for these rows; `nil` stands for an event that no decoder reads.
    static func encode(_ rows: [EventRow?]) -> [UInt8] {
        var columns = ColumnWriter()
        columns.append(rows.map { Int64($0?.type.rawValue ?? 0) })
        columns.append(rows.map { Int64($0?.detail ?? 0) })
        columns.append(rows.map { Int64($0?.flags.rawValue ?? 0) })
        columns.append(rows.map { $0?.occurredAt.rawValue ?? 0 })
        columns.append(rows.map { row in row.map { $0.recordedAt.rawValue &- $0.occurredAt.rawValue } ?? 0 })
        columns.append(rows.map { Int64($0?.dossier.rawValue ?? CodeIndex.none.rawValue) })
        columns.append(rows.map { Int64($0?.unit.rawValue ?? CodeIndex.none.rawValue) })
        columns.append(slot(rows, \.code0) { $0.codeSlots.0 != nil })
        columns.append(slot(rows, \.code1) { $0.codeSlots.1 != nil })
        columns.append(slot(rows, \.code2) { $0.codeSlots.2 != nil })
        columns.append(numbers(rows, \.number0, above: 0))
        columns.append(numbers(rows, \.number1, above: 1))
        columns.append(numbers(rows, \.number2, above: 2))

        var writer = ByteWriter()
        writer.append(UInt32(rows.count))
        writer.append(rows.compactMap { $0?.recordedAt }.max()?.rawValue ?? .min)
        for entry in columns.directory {
            writer.append(UInt32(entry.offset))
            writer.append(entry.base)
            writer.append(UInt8(entry.width))
        }
        return writer.bytes + columns.bytes + [UInt8](repeating: 0, count: padding)
    }

    private static func slot(
        _ rows: [EventRow?],
        _ path: KeyPath<EventRow, CodeIndex>,
        _ isUsed: (EventType) -> Bool
    ) -> [Int64] {
        rows.compactMap { row in row.flatMap { isUsed($0.type) ? Int64($0[keyPath: path].rawValue) : nil } }
    }

    private static func numbers(
        _ rows: [EventRow?],
        _ path: KeyPath<EventRow, Int64>,
        above slots: Int
    ) -> [Int64] {
        rows.compactMap { row in row.flatMap { $0.type.numberSlots > slots ? $0[keyPath: path] : nil } }
    }

    /// The latest `recordedAt` of a segment.
    static func latestRecording(_ segment: Span<UInt8>) throws(StoreError) -> Instant {
        var reader = ByteReader(segment, of: "a segment")
        _ = try reader.read(UInt32.self)
        return Instant(rawValue: try reader.read(Int64.self))
    }

    /// Calls `body` with each row of a segment and its position in it; events that no decoder reads are passed over.
    ///
    /// Only the first `limit` events are looked at.
    @inline(__always)
    static func forEachRow(
        _ segment: Span<UInt8>,
        limit: Int,
        _ body: (_ position: Int, _ row: borrowing EventRow) -> Void
    ) throws(StoreError) {
        let (count, directory) = try header(segment)
        try unsafe segment.withUnsafeBytes { bytes throws(StoreError) in
            guard let start = bytes.baseAddress else { return }
            let columns = unsafe start + headerSize
            let last = unsafe start + bytes.count - padding
            unsafe walk(directory, columns, last, min(count, limit), body)
        }
    }

    /// The number of rows and the columns, checked to lie within the value.
    private static func header(
        _ segment: Span<UInt8>
    ) throws(StoreError) -> (count: Int, directory: [ColumnDirectoryEntry]) {
        var reader = ByteReader(segment, of: "a segment")
        let count = Int(try reader.read(UInt32.self))
        _ = try reader.read(Int64.self)
        var directory: [ColumnDirectoryEntry] = []
        directory.reserveCapacity(columnCount)
        for _ in 0..<columnCount {
            let offset = Int(try reader.read(UInt32.self))
            let base = try reader.read(Int64.self)
            directory.append(
                ColumnDirectoryEntry(offset: offset, base: base, width: Int(try reader.read(UInt8.self)))
            )
        }
        // How many entries a slot column has is told by the types alone: its cursor stops at the end of the value.
        for entry in directory {
            guard entry.width <= 8, count <= Limits.segmentEvents,
                entry.offset + padding <= reader.remaining
            else { throw .damaged(what: "a segment's column lies outside of it") }
        }
        for index in 0..<7
        where directory[index].offset + count * directory[index].width + padding > reader.remaining {
            throw .damaged(what: "a segment's column is cut short")
        }
        return (count, directory)
    }

    @unsafe
    @inline(__always)
    private static func walk(
        _ directory: [ColumnDirectoryEntry],
        _ columns: UnsafeRawPointer,
        _ last: UnsafeRawPointer,
        _ count: Int,
        _ body: (Int, borrowing EventRow) -> Void
    ) {
        var type = unsafe ColumnCursor(directory[0], columns: columns)
        var detail = unsafe ColumnCursor(directory[1], columns: columns)
        var flags = unsafe ColumnCursor(directory[2], columns: columns)
        var occurred = unsafe ColumnCursor(directory[3], columns: columns)
        var lag = unsafe ColumnCursor(directory[4], columns: columns)
        var dossier = unsafe ColumnCursor(directory[5], columns: columns)
        var unit = unsafe ColumnCursor(directory[6], columns: columns)
        var slots = unsafe SlotCursors(directory, columns: columns, last: last)
        for position in 0..<count {
            let occurredAt = unsafe occurred.read()
            let recordedAt = unsafe occurredAt &+ lag.read()
            let kind = unsafe EventType(rawValue: UInt8(truncatingIfNeeded: type.read()))
            let more = unsafe (detail.read(), flags.read(), dossier.read(), unit.read())
            guard let kind else { continue }
            var row = EventRow(
                type: kind,
                occurredAt: Instant(rawValue: occurredAt),
                recordedAt: Instant(rawValue: recordedAt)
            )
            row.detail = UInt8(truncatingIfNeeded: more.0)
            row.flags = EventFlags(rawValue: UInt16(truncatingIfNeeded: more.1))
            row.dossier = CodeIndex(rawValue: UInt32(truncatingIfNeeded: more.2))
            row.unit = CodeIndex(rawValue: UInt32(truncatingIfNeeded: more.3))
            unsafe slots.fill(&row)
            body(position, row)
        }
    }
}

/// The columns that have an entry only for rows whose type uses the slot.
@unsafe
private struct SlotCursors {
    private var code0: ColumnCursor
    private var code1: ColumnCursor
    private var code2: ColumnCursor
    private var number0: ColumnCursor
    private var number1: ColumnCursor
    private var number2: ColumnCursor
    /// The last place in the value from which a whole word can be read.
    private let last: UnsafeRawPointer

    init(_ directory: [ColumnDirectoryEntry], columns: UnsafeRawPointer, last: UnsafeRawPointer) {
        unsafe self.last = unsafe last
        unsafe code0 = ColumnCursor(directory[7], columns: columns)
        unsafe code1 = ColumnCursor(directory[8], columns: columns)
        unsafe code2 = ColumnCursor(directory[9], columns: columns)
        unsafe number0 = ColumnCursor(directory[10], columns: columns)
        unsafe number1 = ColumnCursor(directory[11], columns: columns)
        unsafe number2 = ColumnCursor(directory[12], columns: columns)
    }

    @inline(__always)
    mutating func fill(_ row: inout EventRow) {
        switch row.type {
        case .received:
            unsafe fillCodes(&row)
            unsafe row.number0 = number0.read(notBeyond: last)
            unsafe row.number1 = number1.read(notBeyond: last)
            unsafe row.number2 = number2.read(notBeyond: last)
        case .paperEntered, .paused:
            unsafe fillCodes(&row)
        case .transferred:
            unsafe row.code0 = CodeIndex(rawValue: UInt32(truncatingIfNeeded: code0.read(notBeyond: last)))
        case .rated:
            unsafe row.number0 = number0.read(notBeyond: last)
            unsafe row.number1 = number1.read(notBeyond: last)
        case .rescheduled:
            unsafe row.number0 = number0.read(notBeyond: last)
        default:
            break
        }
    }

    @inline(__always)
    private mutating func fillCodes(_ row: inout EventRow) {
        unsafe row.code0 = CodeIndex(rawValue: UInt32(truncatingIfNeeded: code0.read(notBeyond: last)))
        unsafe row.code1 = CodeIndex(rawValue: UInt32(truncatingIfNeeded: code1.read(notBeyond: last)))
        unsafe row.code2 = CodeIndex(rawValue: UInt32(truncatingIfNeeded: code2.read(notBeyond: last)))
    }
}
