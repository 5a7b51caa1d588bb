internal import DossierModel
internal import LedgerStore
internal import Projections

/// Which units a question is about, whenever it is looked at.
///
/// Parents and mergers change, and the readings of a claim look at several moments. So a unit takes in all that was ever
/// registered below it, and all that was ever merged with one of these, either way: rather an event too many than one too
/// few.
struct PackScope {
    /// `nil` where nothing is left out.
    private(set) var units: UnitSet?

    /// The codes of ``units``.
    private(set) var codes: Set<String> = []

    /// Of `units` those are asked for; `nil` among them stands for all.
    init(_ units: [String?], _ rows: LedgerRows, ofFirst size: UInt64, _ book: CodeBook) throws(StoreError) {
        var open: [CodeIndex] = []
        for unit in units {
            guard let unit else { return }
            if let index = book.known(unit, .unit) { open.append(index) }
        }
        var below: [CodeIndex: [CodeIndex]] = [:]
        try rows.forEachOther(ofFirst: size) { _, row in
            guard row.code0 != .none else { return }
            switch row.type {
            case .unitRegistered: below[row.code0, default: []].append(row.unit)
            case .unitMerged:
                below[row.code0, default: []].append(row.unit)
                below[row.unit, default: []].append(row.code0)
            default: return
            }
        }
        var found = UnitSet()
        while let unit = open.popLast() {
            guard !found.contains(unit) else { continue }
            found.insert(unit)
            if let code = book.name(unit, .unit) { codes.insert(code) }
            open += below[unit] ?? []
        }
        self.units = found
    }
}

/// The dossiers of a pack in the making.
struct PackDossiers: DossierPart {
    let units: UnitSet
    /// Dossiers and events that are taken whatever the units.
    let dossiers: Set<UInt32>
    let events: Set<UInt64>
    /// The numbers of all events of the dossiers that are taken.
    private(set) var numbers: [UInt64] = []

    init(units: UnitSet, dossiers: Set<UInt32>, events: Set<UInt64>) {
        self.units = units
        self.dossiers = dossiers
        self.events = events
    }

    mutating func take(_ dossier: Int, _ rows: Span<EventRow>, _ numbers: Span<UInt32>) {
        guard isTaken(UInt32(dossier), rows, numbers) else { return }
        for index in numbers.indices { self.numbers.append(UInt64(numbers[index])) }
    }

    private func isTaken(_ dossier: UInt32, _ rows: Span<EventRow>, _ numbers: Span<UInt32>) -> Bool {
        if dossiers.contains(dossier) { return true }
        for index in rows.indices {
            if units.contains(rows[index].unit) || events.contains(UInt64(numbers[index])) { return true }
            if rows[index].type == .transferred, units.contains(rows[index].code0) { return true }
        }
        return false
    }
}

/// For each sector and procedure that is asked for, the first dossier that names it.
///
/// A code that no event names is an error of whoever asks; the events of a pack have to name what those of the ledger do.
struct NamingDossiers: DossierPart {
    let sectors: Set<CodeIndex>
    let procedures: Set<CodeIndex>
    private(set) var firstOfSector: [CodeIndex: UInt32] = [:]
    private(set) var firstOfProcedure: [CodeIndex: UInt32] = [:]

    init(sectors: Set<CodeIndex>, procedures: Set<CodeIndex>) {
        self.sectors = sectors
        self.procedures = procedures
    }

    mutating func take(_ dossier: Int, _ rows: Span<EventRow>, _ numbers: Span<UInt32>) {
        let dossier = UInt32(dossier)
        for index in rows.indices where rows[index].type == .received {
            let (procedure, sector) = (rows[index].code0, rows[index].code1)
            if sectors.contains(sector) {
                firstOfSector[sector] = min(firstOfSector[sector] ?? .max, dossier)
            }
            if procedures.contains(procedure) {
                firstOfProcedure[procedure] = min(firstOfProcedure[procedure] ?? .max, dossier)
            }
        }
    }

    /// The first of the dossiers that several parts found.
    static func first(_ parts: [NamingDossiers]) -> Set<UInt32> {
        var (sectors, procedures): ([CodeIndex: UInt32], [CodeIndex: UInt32]) = ([:], [:])
        for part in parts {
            sectors.merge(part.firstOfSector) { min($0, $1) }
            procedures.merge(part.firstOfProcedure) { min($0, $1) }
        }
        return Set(sectors.values).union(procedures.values)
    }
}

/// The dossier that was written down last, of those that are known.
struct LatestDossier: DossierPart {
    private(set) var latest = Instant.distantPast
    private(set) var dossier: UInt32?

    mutating func take(_ dossier: Int, _ rows: Span<EventRow>, _ numbers: Span<UInt32>) {
        for index in rows.indices {
            let recordedAt = rows[index].recordedAt
            guard recordedAt > latest || recordedAt == latest && UInt32(dossier) < self.dossier ?? .max else {
                continue
            }
            latest = recordedAt
            self.dossier = UInt32(dossier)
        }
    }
}
