internal import DossierModel

extension RunEncoding {
    /// The run of rows in log order; `nil` stands for an event that no decoder reads.
    ///
    /// `ids` gives the id of the event at a place.
    static func encode(_ rows: [EventRow?], ids: RunOrder.IDs) throws(StoreError) -> [UInt8] {
        var order = order(of: rows)
        let types = ContiguousArray(rows.map { $0?.type.rawValue ?? 0 })
        if !order.mixed.isEmpty {
            let occurredAt = ContiguousArray(rows.map { $0?.occurredAt.rawValue ?? 0 })
            try order.exchangeTies(
                types: types,
                occurredAt: occurredAt,
                origin: nil,
                number: { $0 },
                ids: ids
            )
        }
        var header = RunHeader()
        header.count = rows.count
        for (place, row) in rows.enumerated() {
            guard let row else { continue }
            header.latestRecording = max(header.latestRecording, row.recordedAt)
            guard isStep(row) else { continue }
            header.earliest.include(
                EarliestStep(
                    occurredAt: row.occurredAt,
                    recordedAt: row.recordedAt,
                    number: UInt64(place)
                )
            )
        }
        return try encode(order, header, types: types) { column, values in
            for (place, row) in rows.enumerated() { values[place] = value(column, row, place) }
        }
    }

    /// Whether a row lies with those of its dossier.
    private static func isStep(_ row: EventRow) -> Bool { row.type.isOfDossier && row.dossier != .none }

    private static func order(of rows: [EventRow?]) -> RunOrder {
        var order = RunOrder(capacity: rows.count)
        var steps: [UInt64] = []
        steps.reserveCapacity(rows.count)
        for (place, row) in rows.enumerated() {
            if let row, isStep(row) {
                steps.append(UInt64(row.dossier.rawValue) << 32 | UInt64(place))
            } else {
                order.append(others: UInt32(place)..<UInt32(place) + 1)
            }
        }
        steps.sort()
        var last: UInt32?
        var count = 0
        for step in steps {
            let dossier = UInt32(truncatingIfNeeded: step >> 32)
            if dossier != last {
                order.beginDossier(dossier)
                count = 0
            }
            count += 1
            if count == 2 { order.markAsMixed() }
            order.append(UInt32(truncatingIfNeeded: step))
            last = dossier
        }
        return order
    }

    private static func value(_ column: RunColumn, _ row: EventRow?, _ place: Int) -> Int64 {
        guard let row else { return column == .number ? Int64(place) : 0 }
        return switch column {
        case .directoryDossier, .directoryFirst: 0
        case .type: Int64(row.type.rawValue)
        case .detail: Int64(row.detail)
        case .flags: Int64(row.flags.rawValue)
        case .occurredAt: row.occurredAt.rawValue
        case .lag: row.recordedAt.rawValue &- row.occurredAt.rawValue
        case .unit: row.unit.stored
        case .number: Int64(place)
        case .otherDossier: row.dossier.stored
        case .code0: row.code0.stored
        case .code1: row.code1.stored
        case .code2: row.code2.stored
        case .number0: row.number0
        case .number1: row.number1
        case .number2: row.number2
        }
    }
}
