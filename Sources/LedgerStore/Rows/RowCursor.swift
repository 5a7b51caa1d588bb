internal import DossierModel

/// One slot column, to be read from some entry on and never beyond its end.
///
/// What a damaged run answers so is wrong, but it is read from the run.
@unsafe
struct SlotCursor {
    var cursor: ColumnCursor
    /// Behind the last entry: a whole word can be read there.
    let last: UnsafeRawPointer

    @inline(__always)
    mutating func read() -> Int64 { unsafe cursor.read(notBeyond: last) }

    @inline(__always)
    mutating func readCode() -> UInt32 { unsafe UInt32(truncatingIfNeeded: read()) &- 1 }
}

extension CodeIndex {
    /// A code as columns hold it: one more than the index, 0 for none, so that narrow columns have room for none.
    @inline(__always) var stored: Int64 { Int64(rawValue &+ 1) }
}

/// The slot columns of a run from one of its rows on.
@unsafe
struct RowSlots {
    private var code0: SlotCursor
    private var code1: SlotCursor
    private var code2: SlotCursor
    private var number0: SlotCursor
    private var number1: SlotCursor
    private var number2: SlotCursor

    init(_ run: RowRun, at row: Int) {
        let positions = run.slotPositions(at: row)
        unsafe code0 = run.slotCursor(0, at: positions[0])
        unsafe code1 = run.slotCursor(1, at: positions[1])
        unsafe code2 = run.slotCursor(2, at: positions[2])
        unsafe number0 = run.slotCursor(3, at: positions[3])
        unsafe number1 = run.slotCursor(4, at: positions[4])
        unsafe number2 = run.slotCursor(5, at: positions[5])
    }

    /// Puts the entries of the row at hand into its slots, which are those of `mask`; moves on to the next row.
    @inline(__always)
    mutating func fill(_ row: UnsafeMutablePointer<EventRow>, _ mask: UInt8) {
        if mask & 1 != 0 { unsafe row.pointee.code0.rawValue = code0.readCode() }
        if mask & 2 != 0 { unsafe row.pointee.code1.rawValue = code1.readCode() }
        if mask & 4 != 0 { unsafe row.pointee.code2.rawValue = code2.readCode() }
        if mask & 8 != 0 { unsafe row.pointee.number0 = number0.read() }
        if mask & 16 != 0 { unsafe row.pointee.number1 = number1.read() }
        if mask & 32 != 0 { unsafe row.pointee.number2 = number2.read() }
    }
}

/// The rows of a run from one of them on, to be read in their order one by one.
@unsafe
struct RowCursor {
    private var type: ColumnCursor
    private var detail: ColumnCursor
    private var flags: ColumnCursor
    private var occurredAt: ColumnCursor
    private var lag: ColumnCursor
    private var unit: ColumnCursor
    private var number: ColumnCursor
    private var filling: RowSlots
    private let slots: UnsafePointer<UInt8>
    private let types: UnsafePointer<EventType>
    private let count: UInt32
    private let firstNumber: UInt32
    /// The marks of ``RowTypes`` of all rows read; its upper half is set by a number that is none of the run's.
    private(set) var marks: UInt16 = 0

    init(_ run: RowRun, at row: Int) {
        unsafe type = run.cursor(.type, at: row)
        unsafe detail = run.cursor(.detail, at: row)
        unsafe flags = run.cursor(.flags, at: row)
        unsafe occurredAt = run.cursor(.occurredAt, at: row)
        unsafe lag = run.cursor(.lag, at: row)
        unsafe unit = run.cursor(.unit, at: row)
        unsafe number = run.cursor(.number, at: row)
        unsafe filling = unsafe RowSlots(run, at: row)
        unsafe slots = RowTypes.shared.slots
        unsafe types = RowTypes.shared.types
        unsafe count = UInt32(truncatingIfNeeded: run.header.count)
        unsafe firstNumber = UInt32(truncatingIfNeeded: run.firstNumber)
    }

    /// The row at hand with that dossier, and its number; moves on to the next.
    ///
    /// A row whose raw type is none is of some type; `mask` tells.
    @inline(__always)
    mutating func read(dossier: UInt32) -> (row: EventRow, number: UInt32, mask: UInt8) {
        let raw = unsafe Int(UInt8(truncatingIfNeeded: type.read()))
        let mask = unsafe slots[raw]
        let occurred = unsafe occurredAt.read()
        var row = unsafe EventRow(type: types[raw], occurredAt: .distantPast, recordedAt: .distantPast)
        row.occurredAt.rawValue = occurred
        unsafe row.recordedAt.rawValue = occurred &+ lag.read()
        unsafe row.detail = UInt8(truncatingIfNeeded: detail.read())
        unsafe row.flags.rawValue = UInt16(truncatingIfNeeded: flags.read())
        row.dossier.rawValue = dossier
        unsafe row.unit.rawValue = UInt32(truncatingIfNeeded: unit.read()) &- 1
        let place = unsafe UInt32(truncatingIfNeeded: number.read())
        unsafe marks |= UInt16(mask) | (place < count ? 0 : 0x100)
        if mask & 0x3F != 0 { unsafe withUnsafeMutablePointer(to: &row) { unsafe filling.fill($0, mask) } }
        return unsafe (row, firstNumber &+ place, mask)
    }
}
