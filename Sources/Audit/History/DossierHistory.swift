package import DossierModel
package import LedgerStore
package import MerkleLog
package import Rules

/// The life of one dossier: every event with both clocks, and what the rules make of it on both bases.
package struct DossierHistory: Sendable {
    package let dossier: String
    package let asOf: Instant
    package let at: Instant

    /// Events looked at, and the root over them.
    package internal(set) var logSize: UInt64
    package internal(set) var root: Digest

    /// All that are known and not voided; the rows of the records are places in it.
    package internal(set) var events: [Event]
    package let sector: String?
    /// The days that are worked, as they are known.
    package let calendar: WorkCalendar
    package internal(set) var reported: DossierStanding
    package internal(set) var audited: DossierStanding

    /// Late by the rules, and not by what the system shows (rules.md section 7).
    package var isMasked: Bool { audited.kind.isLate && !reported.kind.isLate }

    /// Late by what the system shows, and not by the rules: done in time and ticked off late.
    package var isLateTick: Bool { reported.kind.isLate && !audited.kind.isLate }

    package subscript(basis: Basis) -> DossierStanding { basis == .reported ? reported : audited }

    /// The events in the order in which they occurred.
    ///
    /// Those of one moment stand as the rules order them on the audited basis (rules.md section 3, steps 6 and 7), and what
    /// has not happened there by the order of the ledger.
    package var ordered: [Event] {
        var places = [Int](repeating: Int.max, count: events.count)
        for (place, step) in audited.record.steps.enumerated() { places[step.row] = place }
        let rows = events.indices.sorted { one, other in
            let (left, right) = (events[one], events[other])
            if left.occurredAt != right.occurredAt { return left.occurredAt < right.occurredAt }
            if places[one] != places[other] { return places[one] < places[other] }
            return left.number.rawValue < right.number.rawValue
        }
        return rows.map { events[$0] }
    }

    /// Reads a dossier's life from a ledger.
    ///
    /// It reads what it needs of one dossier, however many the ledger has. `asOf` defaults to the latest `recordedAt` in the
    /// ledger, `at` to `asOf`, and is never later; `ruleSets` are those that events may adopt; `logSize` says that only the
    /// first so many events are looked at.
    ///
    /// - Throws: ``HistoryError``, ``ReplayError``, `StoreError`.
    package static func read(
        _ dossier: String,
        in ledger: Ledger,
        asOf: Instant? = nil,
        at: Instant? = nil,
        ruleSets: [RuleSetFile] = [],
        logSize: UInt64? = nil
    ) throws -> DossierHistory {
        let files = try RuleSetFile.all(with: ruleSets)
        return try ledger.read { view in
            let tail = try view.tailRows()
            guard let index = try view.index(of: dossier, .dossier, tail: tail) else {
                let nearest = NearestCodes.of(dossier, among: try view.names(.dossier, tail: tail))
                throw HistoryError.unknownDossier(dossier, nearest: nearest)
            }
            return try view.withRows(tail: tail) { rows in
                var run = try HistoryRun(view, rows, tail: tail, asOf: asOf, at: at, files, logSize: logSize)
                return try run.history(of: dossier, index, view)
            }
        }
    }
}

/// Why there is no history of a dossier.
package enum HistoryError: Error {
    /// No event of the ledger names the dossier; `nearest` are codes that may have been meant.
    case unknownDossier(String, nearest: [String])
    /// Nothing of it was known by then, or all of it was voided; `first` is when its first event was recorded.
    case nothingKnown(String, asOf: Instant, first: Instant?)
}
