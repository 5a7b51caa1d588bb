package import DossierModel
package import LedgerStore
package import Projections
internal import Rules

/// An event of a step, as it is listed.
package struct ReplayEvent: Sendable {
    package let mark: ReplayMark
    /// `nil` for a line of a paper register that names none.
    package let dossier: String?
    package let unit: String?
    /// Where a transfer goes to.
    package let toUnit: String?
    package let occurredAt: Instant
    package let recordedAt: Instant
}

extension UnitReplay {
    /// Events by their places among the unit's marks.
    package mutating func events(
        _ range: Range<Int>,
        _ view: borrowing LedgerView
    ) throws(StoreError) -> [ReplayEvent] {
        var events: [ReplayEvent] = []
        events.reserveCapacity(range.count)
        for mark in marks[range] {
            let row = try row(of: mark)
            events.append(
                ReplayEvent(
                    mark: mark,
                    dossier: try view.name(row.dossier, .dossier, tail: knowledge.tail),
                    unit: knowledge.codes.name(row.unit, .unit),
                    toUnit: row.type == .transferred ? knowledge.codes.name(row.code0, .unit) : nil,
                    occurredAt: row.occurredAt,
                    recordedAt: row.recordedAt
                )
            )
        }
        return events
    }

    private mutating func row(of mark: ReplayMark) throws(StoreError) -> EventRow {
        let lost = StoreError.damaged(what: "event \(mark.number) has no row")
        guard mark.dossier != .none else {
            let numbers = knowledge.paperNumbers
            var (low, high) = (0, numbers.count)
            while low < high {
                let middle = (low + high) / 2
                if numbers[middle] < UInt64(mark.number) { low = middle + 1 } else { high = middle }
            }
            guard low < numbers.count, numbers[low] == UInt64(mark.number) else { throw lost }
            return knowledge.papers.entries[low]
        }
        let dossier = Int(mark.dossier.rawValue)
        try reader.read(dossier..<dossier + 1)
        let numbers = reader.numbers(of: dossier)
        for index in numbers.indices where numbers[index] == mark.number {
            return reader.rows(of: dossier)[index]
        }
        throw lost
    }

    /// The life of the dossier of an event, at a moment; `nil` for a line of a paper register that names none.
    ///
    /// - Throws: ``HistoryError``, `StoreError`.
    package func history(
        of event: ReplayEvent,
        at moment: Instant,
        _ view: borrowing LedgerView
    ) throws -> DossierHistory? {
        guard let name = event.dossier,
            let index = try view.index(of: name, .dossier, tail: knowledge.tail)
        else { return nil }
        var run = HistoryRun(knowledge, rows, at: moment, files)
        return try run.history(of: name, index, view)
    }

    // MARK: - Figures at any moment

    /// The figures at a moment of the period.
    mutating func figures(
        at moment: Instant,
        _ view: borrowing LedgerView
    ) throws(StoreError) -> FiguresPair {
        let next = moments.first(notBefore: moment)
        if next >= moments.instants.count { return figures[figures.count - 1] }
        if moments.instants[next] == moment || next == 0 { return figures[next] }
        if segment?.place != next - 1 { segment = try makeSegment(after: next - 1, view) }
        return segment?.figures(at: moment) ?? figures[next]
    }

    /// Judges the dossiers that become others between a place and the next.
    private mutating func makeSegment(
        after place: Int,
        _ view: borrowing LedgerView
    ) throws(StoreError) -> ReplaySegment {
        var segment = ReplaySegment(
            after: place,
            of: moments,
            scope,
            question,
            base: figures[place],
            knowledge.references
        )
        var order = IDOrder()
        for dossier in dossiers(after: place) {
            let number = Int(dossier)
            try reader.read(number..<number + 1)
            if reader.hasOpenTie(number) {
                try order.take(number, reader, in: view)
                segment.take(order.rows.span)
            } else {
                segment.take(reader.rows(of: number))
            }
        }
        let matches = matches[scope.epoch(of: place)]
        for (entry, isMatched) in zip(knowledge.papers.entries, matches) {
            segment.take(entry, isMatched: isMatched)
        }
        return segment
    }

    /// The dossiers that may become others between a place and the next, in order.
    private func dossiers(after place: Int) -> [UInt32] {
        let (start, end) = (moments.instants[place], moments.instants[place + 1])
        var found: [UInt32] = []
        var index = firstPlace(in: marks) { $0.moment <= start }
        while index < marks.count, marks[index].moment <= end {
            if marks[index].dossier != .none { found.append(marks[index].dossier.rawValue) }
            index += 1
        }
        index = firstPlace(in: silent) { $0.place <= place }
        while index < silent.count, silent[index].place == place + 1 {
            found.append(silent[index].dossier)
            index += 1
        }
        found.sort()
        var unique: [UInt32] = []
        for dossier in found where unique.last != dossier { unique.append(dossier) }
        return unique
    }

    /// The first place of a sorted array of which something does not hold any more.
    private func firstPlace<Element>(
        in sorted: ContiguousArray<Element>,
        where holds: (Element) -> Bool
    ) -> Int {
        var (low, high) = (0, sorted.count)
        while low < high {
            let middle = (low + high) / 2
            if holds(sorted[middle]) { low = middle + 1 } else { high = middle }
        }
        return low
    }
}
