import DossierModel

@testable import LedgerStore

extension LedgerView {
    /// The rows of the first `size` events in log order, gathered by dossier.
    func allRows(ofFirst size: UInt64 = .max) throws -> [(number: UInt64, row: EventRow)] {
        try withRows(tail: try tailRows()) { rows throws(StoreError) in
            var all: [(number: UInt64, row: EventRow)] = []
            try rows.forEachOther(ofFirst: size) { number, row in all.append((number, copy row)) }
            var reader = rows.makeReader(RowFilter(size: size, asOf: .distantFuture))
            for first in stride(from: 0, to: rows.dossierCount, by: 1_024) {
                let dossiers = first..<min(first + 1_024, rows.dossierCount)
                try reader.read(dossiers)
                for dossier in dossiers {
                    let steps = reader.rows(of: dossier)
                    let numbers = reader.numbers(of: dossier)
                    for index in steps.indices { all.append((UInt64(numbers[index]), steps[index])) }
                }
            }
            return all.sorted { $0.number < $1.number }
        }
    }
}
