internal import DossierModel

/// Puts rows of a run behind those of their dossiers that are there already.
///
/// It decodes column by column, so that each loop keeps what it needs in registers, and 256 rows at a time, so that they
/// stay near. Fields are set by their raw values: initialisers of another module would be called for each row.
@unsafe
struct RowPlacing {
    let run: RowRun
    let rows: UnsafeMutablePointer<EventRow>
    let numbers: UnsafeMutablePointer<UInt32>
    /// By dossier, from the first of the chunk on.
    let ends: UnsafeMutablePointer<Int>
    let firstDossier: Int

    /// Rows that are decoded together.
    private static let block = 256

    /// Decodes the rows of entries of the directory, which were counted and checked before.
    ///
    /// `positions` are those of the slot columns at the first of the rows, `row`; they are moved on.
    ///
    /// - Returns: Whether every row is a step of a dossier with a number of the run, and has the slots of its type.
    func place(_ entries: Range<Int>, from row: Int, _ positions: inout InlineArray<6, Int>) -> Bool {
        unsafe withUnsafeTemporaryAllocation(of: UInt32.self, capacity: RowPlacing.block) { targets in
            guard let targets = targets.baseAddress else { return false }
            var dossiers = unsafe run.cursor(.directoryDossier, at: entries.lowerBound)
            var firsts = unsafe run.cursor(.directoryFirst, at: entries.lowerBound)
            _ = unsafe firsts.read()
            var entry = entries.lowerBound
            // Rows of the block so far, the first row of the block, and the row at hand.
            var (count, start, place) = (0, row, row)
            var isSound = true
            while entry < entries.upperBound {
                let dossier = unsafe Int(dossiers.read()) - firstDossier
                entry += 1
                let next = unsafe entry < run.header.dossiers ? Int(firsts.read()) : run.header.count
                var target = unsafe ends[dossier]
                let code = unsafe UInt32(truncatingIfNeeded: dossier + firstDossier)
                while place < next {
                    let end = unsafe min(next, start + RowPlacing.block)
                    while place < end {
                        unsafe targets[count] = UInt32(truncatingIfNeeded: target)
                        unsafe rows[target].dossier.rawValue = code
                        target += 1
                        count += 1
                        place += 1
                    }
                    guard unsafe count == RowPlacing.block else { continue }
                    unsafe isSound = decode(start, count, targets, &positions) && isSound
                    (start, count) = (place, 0)
                }
                unsafe ends[dossier] = target
            }
            return unsafe decode(start, count, targets, &positions) && isSound
        }
    }

    /// Decodes rows from `start` on, each to its target.
    private func decode(
        _ start: Int,
        _ count: Int,
        _ targets: UnsafePointer<UInt32>,
        _ positions: inout InlineArray<6, Int>
    ) -> Bool {
        let isOfDossiers = unsafe decodeTypes(start, count, targets, &positions)
        unsafe decodeTimes(start, count, targets)
        var detail = unsafe run.cursor(.detail, at: start)
        for index in 0..<count {
            unsafe rows[Int(targets[index])].detail = UInt8(truncatingIfNeeded: detail.read())
        }
        var flags = unsafe run.cursor(.flags, at: start)
        for index in 0..<count {
            unsafe rows[Int(targets[index])].flags.rawValue = UInt16(truncatingIfNeeded: flags.read())
        }
        var unit = unsafe run.cursor(.unit, at: start)
        for index in 0..<count {
            unsafe rows[Int(targets[index])].unit.rawValue = UInt32(truncatingIfNeeded: unit.read()) &- 1
        }
        var number = unsafe run.cursor(.number, at: start)
        let firstNumber = unsafe UInt32(truncatingIfNeeded: run.firstNumber)
        var greatest: UInt32 = 0
        for index in 0..<count {
            let place = unsafe UInt32(truncatingIfNeeded: number.read())
            greatest = max(greatest, place)
            unsafe numbers[Int(targets[index])] = firstNumber &+ place
        }
        return unsafe isOfDossiers && greatest < UInt32(run.header.count)
    }

    private func decodeTypes(
        _ start: Int,
        _ count: Int,
        _ targets: UnsafePointer<UInt32>,
        _ positions: inout InlineArray<6, Int>
    ) -> Bool {
        let (slots, types) = unsafe (RowTypes.shared.slots, RowTypes.shared.types)
        var type = unsafe run.cursor(.type, at: start)
        var marks: UInt8 = 0
        return unsafe withUnsafeTemporaryAllocation(of: Filled.self, capacity: RowPlacing.block + 1) {
            filled in
            guard let filled = filled.baseAddress else { return false }
            // Rows with slots are listed without branching: which they are is not to be foreseen.
            var filledCount = 0
            for index in 0..<count {
                let raw = unsafe Int(UInt8(truncatingIfNeeded: type.read()))
                let mask = unsafe slots[raw]
                let target = unsafe targets[index]
                unsafe rows[Int(target)].type = types[raw]
                unsafe RowPlacing.clear(rows + Int(target))
                marks |= mask
                unsafe filled[filledCount] = Filled(target: target, mask: mask)
                filledCount += mask & 0x3F == 0 ? 0 : 1
            }
            return unsafe marks & ~0x3F == 0
                && fill(UnsafeBufferPointer(start: filled, count: filledCount), &positions)
        }
    }

    /// A row that has slots.
    private struct Filled: BitwiseCopyable {
        let target: UInt32
        let mask: UInt8
    }

    /// Puts what says that there is nothing into the slots of a row.
    @inline(__always)
    private static func clear(_ row: UnsafeMutablePointer<EventRow>) {
        unsafe row.pointee.code0.rawValue = .max
        unsafe row.pointee.code1.rawValue = .max
        unsafe row.pointee.code2.rawValue = .max
        unsafe row.pointee.number0 = 0
        unsafe row.pointee.number1 = 0
        unsafe row.pointee.number2 = 0
    }

    /// Fills the slots of rows, one slot after the other, from `positions` on, which are moved on.
    private func fill(_ filled: UnsafeBufferPointer<Filled>, _ positions: inout InlineArray<6, Int>) -> Bool {
        unsafe withUnsafeTemporaryAllocation(of: UInt32.self, capacity: RowPlacing.block + 1) { targets in
            guard let targets = targets.baseAddress else { return false }
            for slot in 0..<6 {
                var count = 0
                for index in 0..<filled.count {
                    let row = unsafe filled[index]
                    unsafe targets[count] = row.target
                    count += Int(row.mask >> UInt8(slot) & 1)
                }
                guard count > 0 else { continue }
                guard unsafe positions[slot] + count <= run.slotCounts[slot] else { return false }
                unsafe fill(slot, targets, count, at: positions[slot])
                positions[slot] += count
            }
            return true
        }
    }

    private func fill(_ slot: Int, _ targets: UnsafePointer<UInt32>, _ count: Int, at position: Int) {
        let column = RunColumn.ofSlots[slot]
        var cursor = unsafe run.cursor(column, at: position)
        switch column {
        case .code0:
            for index in 0..<count {
                unsafe rows[Int(targets[index])].code0.rawValue =
                    UInt32(truncatingIfNeeded: cursor.read()) &- 1
            }
        case .code1:
            for index in 0..<count {
                unsafe rows[Int(targets[index])].code1.rawValue =
                    UInt32(truncatingIfNeeded: cursor.read()) &- 1
            }
        case .code2:
            for index in 0..<count {
                unsafe rows[Int(targets[index])].code2.rawValue =
                    UInt32(truncatingIfNeeded: cursor.read()) &- 1
            }
        case .number0: for index in 0..<count { unsafe rows[Int(targets[index])].number0 = cursor.read() }
        case .number1: for index in 0..<count { unsafe rows[Int(targets[index])].number1 = cursor.read() }
        default: for index in 0..<count { unsafe rows[Int(targets[index])].number2 = cursor.read() }
        }
    }

    private func decodeTimes(_ start: Int, _ count: Int, _ targets: UnsafePointer<UInt32>) {
        var occurredAt = unsafe run.cursor(.occurredAt, at: start)
        var lag = unsafe run.cursor(.lag, at: start)
        for index in 0..<count {
            let row = unsafe rows + Int(targets[index])
            let occurred = unsafe occurredAt.read()
            unsafe row.pointee.occurredAt.rawValue = occurred
            unsafe row.pointee.recordedAt.rawValue = occurred &+ lag.read()
        }
    }
}
