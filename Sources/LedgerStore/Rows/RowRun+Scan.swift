internal import DossierModel

extension RowRun {
    /// Visits the rows that are steps of no dossier, in log order; events that no decoder reads are passed over.
    @inline(__always)
    func forEachOther(
        _ body: (_ number: UInt32, _ row: borrowing EventRow) -> Void
    ) throws(StoreError) {
        try forEachOther(in: 0..<header.others, body)
    }

    private func forEachOther(
        in range: Range<Int>,
        _ body: (_ number: UInt32, _ row: borrowing EventRow) -> Void
    ) throws(StoreError) {
        var rows = unsafe RowCursor(self, at: range.lowerBound)
        var types = unsafe cursor(.type, at: range.lowerBound)
        var dossiers = unsafe cursor(.otherDossier, at: range.lowerBound)
        for _ in range {
            let (row, number, mask) = unsafe rows.read(
                dossier: UInt32(truncatingIfNeeded: dossiers.read()) &- 1
            )
            let raw = unsafe types.read()
            guard mask & RowTypes.isNone == 0 else {
                guard raw == 0 else { throw damage }
                continue
            }
            body(number, row)
        }
        guard unsafe rows.marks & 0x100 == 0 else { throw damage }
    }

    /// Visits the rows of the events with numbers in `range`; events that no decoder reads are passed over.
    ///
    /// - Complexity: O(*n*) in the numbers of the run, of which only those of the range are decoded, by 256.
    func forEachRow(
        in range: Range<UInt64>,
        _ body: (_ number: UInt64, _ row: borrowing EventRow) -> Void
    ) throws(StoreError) {
        let low = Int64(max(range.lowerBound, firstNumber) - firstNumber)
        let high = Int64(min(range.upperBound, endNumber) - firstNumber)
        var numbers = unsafe cursor(.number)
        var entry = 0
        var start = 0
        while start < header.count {
            let end = min(start + RowRun.checkpointRows, header.count)
            var isMet = false
            for _ in start..<end {
                let number = unsafe numbers.read()
                isMet = isMet || (number >= low && number < high)
            }
            if isMet {
                let others = min(end, header.others)
                if start < others {
                    try forEachOther(in: start..<others) { number, row in
                        if range.contains(UInt64(number)) { body(UInt64(number), row) }
                    }
                }
                try forEachStep(in: max(start, header.others)..<max(end, header.others), &entry) {
                    number,
                    row in
                    if range.contains(UInt64(number)) { body(UInt64(number), row) }
                }
            }
            start = end
        }
    }

    /// Visits rows of dossiers.
    ///
    /// `entry` is one of the directory's that does not come after the range; it is moved on to the last one used.
    private func forEachStep(
        in range: Range<Int>,
        _ entry: inout Int,
        _ body: (_ number: UInt32, _ row: borrowing EventRow) -> Void
    ) throws(StoreError) {
        guard !range.isEmpty else { return }
        var rows = unsafe RowCursor(self, at: range.lowerBound)
        var place = range.lowerBound
        while true {
            let next = self.entry(entry + 1)
            if next.first <= place, entry + 1 < header.dossiers {
                entry += 1
                continue
            }
            guard next.first > place else { throw damage }
            let dossier = UInt32(truncatingIfNeeded: self.entry(entry).dossier)
            for _ in place..<min(next.first, range.upperBound) {
                let (row, number, _) = unsafe rows.read(dossier: dossier)
                body(number, row)
            }
            place = min(next.first, range.upperBound)
            if place == range.upperBound { break }
        }
        guard unsafe rows.marks & ~0x3F == 0 else { throw damage }
    }

    /// The least `occurredAt` among the known rows of dossiers; the distant future where there is none.
    func earliestStep(_ filter: RowFilter) -> Instant {
        var occurred = unsafe cursor(.occurredAt, at: header.others)
        var lag = unsafe cursor(.lag, at: header.others)
        var numbers = unsafe cursor(.number, at: header.others)
        var earliest = Instant.distantFuture
        for _ in header.others..<header.count {
            let occurredAt = unsafe occurred.read()
            let recordedAt = unsafe Instant(rawValue: occurredAt &+ lag.read())
            let number = unsafe firstNumber + UInt64(UInt32(truncatingIfNeeded: numbers.read()))
            guard occurredAt < earliest.rawValue else { continue }
            if filter.knows(number, recordedAt: recordedAt) { earliest = Instant(rawValue: occurredAt) }
        }
        return earliest
    }

    /// The latest `recordedAt` among the events with numbers below `size`; the distant past where there is none.
    func latestRecording(ofFirst size: UInt64) -> Instant {
        if size >= endNumber { return header.latestRecording }
        let slots = unsafe RowTypes.shared.slots
        var types = unsafe cursor(.type)
        var occurred = unsafe cursor(.occurredAt)
        var lag = unsafe cursor(.lag)
        var numbers = unsafe cursor(.number)
        var latest = Instant.distantPast
        for _ in 0..<header.count {
            let recordedAt = unsafe occurred.read() &+ lag.read()
            let number = unsafe firstNumber + UInt64(UInt32(truncatingIfNeeded: numbers.read()))
            let raw = unsafe Int(UInt8(truncatingIfNeeded: types.read()))
            guard number < size, recordedAt > latest.rawValue, unsafe slots[raw] & RowTypes.isNone == 0 else {
                continue
            }
            latest = Instant(rawValue: recordedAt)
        }
        return latest
    }
}
