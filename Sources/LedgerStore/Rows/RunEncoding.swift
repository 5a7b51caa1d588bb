internal import DossierModel

/// Writes runs of rows; what a run holds decides every byte of it.
enum RunEncoding {
    /// Puts the values of one column into an array, one for each source.
    ///
    /// For the columns of slots and ``RunColumn/otherDossier`` the value of a source that has none is not looked at.
    typealias Fill = (_ column: RunColumn, _ values: inout [Int64]) throws(StoreError) -> Void

    /// The run of rows in that order.
    ///
    /// `header` has the count, the latest recording and the earliest step; the rest of it is told by the order.
    /// `types` are those of the sources.
    static func encode(
        _ order: RunOrder,
        _ header: RunHeader,
        types: ContiguousArray<UInt8>,
        capacity: Int = 0,
        _ fill: Fill
    ) throws(StoreError) -> [UInt8] {
        var header = header
        header.others = order.others
        for dossier in order.dossiers { header.include(dossier: dossier) }
        let headerSize = RowRun.columnsStart(rows: header.count)
        var columns = ColumnWriter(headerSize: headerSize, capacity: capacity)
        columns.append(order.dossiers.map { Int64($0) })
        columns.append(order.firsts.map { Int64($0) })
        var values = [Int64](repeating: 0, count: header.count)
        for column in RunColumn.ofAllRows {
            try fill(column, &values)
            unsafe values.withUnsafeBufferPointer { values in
                unsafe order.sources.withUnsafeBufferPointer { unsafe columns.append(values, order: $0) }
            }
        }
        try fill(.otherDossier, &values)
        columns.append(order.sources.prefix(order.others).map { values[Int($0)] })
        var entries: [Int64] = []
        for (slot, column) in RunColumn.ofSlots.enumerated() {
            try fill(column, &values)
            gather(&entries, from: values, order, types, slot)
            columns.append(entries)
        }
        let beginning = beginning(header, columns.directory, order, types)
        return columns.finish(header: beginning, padding: RowRun.padding)
    }

    /// The entries of a slot column: the values of the rows whose type has the slot.
    private static func gather(
        _ entries: inout [Int64],
        from values: [Int64],
        _ order: RunOrder,
        _ types: ContiguousArray<UInt8>,
        _ slot: Int
    ) {
        entries.removeAll(keepingCapacity: true)
        let slots = unsafe RowTypes.shared.slots
        for source in order.sources where unsafe slots[Int(types[Int(source)])] >> UInt8(slot) & 1 == 1 {
            entries.append(values[Int(source)])
        }
    }

    /// What precedes the columns: header, directory and checkpoints.
    private static func beginning(
        _ header: RunHeader,
        _ directory: [ColumnDirectoryEntry],
        _ order: RunOrder,
        _ types: ContiguousArray<UInt8>
    ) -> [UInt8] {
        var writer = ByteWriter()
        writer.bytes.reserveCapacity(RowRun.columnsStart(rows: header.count))
        header.write(to: &writer)
        for entry in directory {
            writer.append(UInt32(entry.offset))
            writer.append(entry.base)
            writer.append(UInt8(entry.width))
        }
        let slots = unsafe RowTypes.shared.slots
        var positions = InlineArray<6, UInt32>(repeating: 0)
        for (row, source) in order.sources.enumerated() {
            if row % RowRun.checkpointRows == 0 { writer.append(checkpoint: positions) }
            let mask = unsafe slots[Int(types[Int(source)])]
            for slot in 0..<6 { positions[slot] &+= UInt32(mask >> UInt8(slot) & 1) }
        }
        writer.append(checkpoint: positions)
        return writer.bytes
    }
}

extension ByteWriter {
    fileprivate mutating func append(checkpoint positions: InlineArray<6, UInt32>) {
        for slot in 0..<6 { append(positions[slot]) }
    }
}
