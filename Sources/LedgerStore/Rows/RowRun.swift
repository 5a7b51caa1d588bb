internal import DossierModel

/// A run of rows in place, its header checked: every column lies within the value.
///
/// It never outlives the value that it was made of.
@safe
struct RowRun {
    let header: RunHeader
    /// The number of the first event of the run.
    let firstNumber: UInt64
    private let directory: [ColumnDirectoryEntry]
    /// How many entries each slot column has.
    let slotCounts: [Int]
    private let checkpoints: UnsafeRawPointer
    private let columns: UnsafeRawPointer

    /// Rows from one checkpoint to the next.
    static let checkpointRows = 256

    /// Bytes of a checkpoint: a position in each slot column.
    static let checkpointSize = 6 * 4

    /// Lets a cursor read its last entry as a whole word.
    static let padding = 8

    /// Bytes before the checkpoints.
    static let directoryEnd =
        RunHeader.size + RunColumn.allCases.count * ColumnDirectoryEntry.encodedSize

    /// Where the columns begin in a run of so many rows: checkpoints at its start, every 256 rows, and at its end.
    static func columnsStart(rows: Int) -> Int {
        directoryEnd + ((rows + checkpointRows - 1) / checkpointRows + 1) * checkpointSize
    }

    /// Looks at a stored run that has to have `count` rows.
    ///
    /// - Throws: ``StoreError/damaged(what:)`` where it has another number of rows or a column lies outside of it.
    init(_ value: Span<UInt8>, firstNumber: UInt64, count: Int) throws(StoreError) {
        var reader = ByteReader(value, of: "a run of rows")
        let header = try RunHeader(&reader)
        guard header.count == count else {
            throw .damaged(what: "the run of rows from \(firstNumber) has \(header.count) rows, not \(count)")
        }
        guard header.others <= count, header.dossiers <= count - header.others,
            (header.dossiers == 0) == (header.others == count)
        else { throw .damaged(what: "the run of rows from \(firstNumber) contradicts itself") }
        var directory: [ColumnDirectoryEntry] = []
        directory.reserveCapacity(RunColumn.allCases.count)
        for _ in RunColumn.allCases {
            let offset = Int(try reader.read(UInt32.self))
            let base = try reader.read(Int64.self)
            let width = Int(try reader.read(UInt8.self))
            directory.append(ColumnDirectoryEntry(offset: offset, base: base, width: width))
        }
        let start = RowRun.columnsStart(rows: count)
        _ = try reader.readBytes(start - RowRun.directoryEnd - RowRun.checkpointSize)
        var slotCounts: [Int] = []
        for _ in RunColumn.ofSlots { slotCounts.append(Int(try reader.read(UInt32.self))) }
        self.header = header
        self.firstNumber = firstNumber
        self.directory = directory
        self.slotCounts = slotCounts
        for column in RunColumn.allCases {
            let entry = directory[column.rawValue]
            let entries = RowRun.entries(of: column, header, slotCounts)
            guard entry.width <= 8, entries <= count,
                entry.offset + entries * entry.width + RowRun.padding <= reader.remaining
            else {
                throw .damaged(what: "a column of the run of rows from \(firstNumber) lies outside of it")
            }
        }
        guard let base = unsafe value.withUnsafeBytes({ $0.baseAddress }) else {
            throw .damaged(what: "the run of rows from \(firstNumber) is empty")
        }
        unsafe checkpoints = unsafe base + RowRun.directoryEnd
        unsafe columns = unsafe base + start
    }

    /// The number after that of the last event of the run.
    var endNumber: UInt64 { firstNumber + UInt64(header.count) }

    private static func entries(of column: RunColumn, _ header: RunHeader, _ slotCounts: [Int]) -> Int {
        switch column {
        case .directoryDossier, .directoryFirst: header.dossiers
        case .otherDossier: header.others
        case .code0, .code1, .code2, .number0, .number1, .number2:
            slotCounts[column.rawValue - RunColumn.code0.rawValue]
        default: header.count
        }
    }

    /// A cursor at one entry of a column.
    ///
    /// - Precondition: The entry is one of the column's, or the place behind the last.
    @inline(__always)
    func cursor(_ column: RunColumn, at entry: Int = 0) -> ColumnCursor {
        unsafe ColumnCursor(directory[column.rawValue], columns: columns, at: entry)
    }

    /// One entry of a column.
    @inline(__always)
    func value(_ column: RunColumn, at entry: Int) -> Int64 {
        var cursor = unsafe cursor(column, at: entry)
        return unsafe cursor.read()
    }

    /// A cursor of a slot column at an entry, or at the column's end where that is less.
    @inline(__always)
    func slotCursor(_ slot: Int, at entry: Int) -> SlotCursor {
        let place = directory[RunColumn.code0.rawValue + slot]
        let entries = slotCounts[slot]
        return unsafe SlotCursor(
            cursor: ColumnCursor(place, columns: columns, at: min(entry, entries)),
            last: columns + place.offset + entries * place.width
        )
    }

    /// How many entries of each slot column precede the row at a checkpoint.
    func slotPositions(atCheckpoint checkpoint: Int) -> InlineArray<6, Int> {
        InlineArray<6, Int> { slot in
            let offset = checkpoint * RowRun.checkpointSize + slot * 4
            return unsafe Int(
                UInt32(littleEndian: checkpoints.loadUnaligned(fromByteOffset: offset, as: UInt32.self))
            )
        }
    }

    /// How many entries of each slot column precede a row.
    ///
    /// - Complexity: At most 256 types are looked at.
    func slotPositions(at row: Int) -> InlineArray<6, Int> {
        let checkpoint = row / RowRun.checkpointRows
        var positions = slotPositions(atCheckpoint: checkpoint)
        let slots = unsafe RowTypes.shared.slots
        var types = unsafe cursor(.type, at: checkpoint * RowRun.checkpointRows)
        for _ in checkpoint * RowRun.checkpointRows..<row {
            let mask = unsafe slots[Int(UInt8(truncatingIfNeeded: types.read()))]
            for slot in 0..<6 { positions[slot] += Int(mask >> UInt8(slot) & 1) }
        }
        return positions
    }

    /// The dossier of an entry of the directory, and the first of its rows; the end of all rows behind the last.
    @inline(__always)
    func entry(_ index: Int) -> (dossier: Int64, first: Int) {
        guard index < header.dossiers else { return (.max, header.count) }
        return (value(.directoryDossier, at: index), Int(value(.directoryFirst, at: index)))
    }

    /// The first entry of the directory whose dossier is not below `dossier`.
    func firstEntry(notBelow dossier: Int) -> Int {
        var low = 0
        var high = header.dossiers
        while low < high {
            let middle = (low + high) / 2
            if value(.directoryDossier, at: middle) < Int64(dossier) {
                low = middle + 1
            } else {
                high = middle
            }
        }
        return low
    }

    /// What is thrown where rows contradict the header.
    var damage: StoreError { .damaged(what: "the run of rows from \(firstNumber) contradicts itself") }
}
