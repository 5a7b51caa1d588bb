internal import DossierModel
internal import LedgerStore
internal import Projections

/// Chooses the events that bear on an answer (`EvidencePacks.md`).
struct PackSelection {
    private let question: PackQuestion
    private let claims: ClaimsFile?
    private let ruleSets: [RuleSetFile]
    private let size: UInt64
    private let tail: TailRows
    private let rows: LedgerRows

    /// The numbers of the events of an answer, ascending.
    static func numbers(
        _ question: PackQuestion,
        claims: ClaimsFile?,
        ruleSets: [RuleSetFile],
        answer: PackAnswer,
        in view: borrowing LedgerView,
        ofFirst size: UInt64
    ) throws -> [UInt64] {
        let tail = try view.tailRows()
        return try view.withRows(tail: tail) { rows in
            let selection = PackSelection(
                question: question,
                claims: claims,
                ruleSets: try RuleSetFile.all(with: ruleSets),
                size: size,
                tail: tail,
                rows: rows
            )
            return try selection.numbers(answer, view)
        }
    }

    private func numbers(_ answer: PackAnswer, _ view: borrowing LedgerView) throws -> [UInt64] {
        switch question.asked {
        case .dossier(let code): return try ofDossier(code, view)
        case .claims:
            let scopes =
                claims?.claims.flatMap { [$0.scope] + ($0.denominatorScope.map { [$0] } ?? []) } ?? []
            return try ofUnits(scopes.map(\.unit), answer, view)
        case .detect(let filter): return try ofUnits([filter.unit], answer, view)
        }
    }

    // MARK: - Units

    private func ofUnits(
        _ units: [String?],
        _ answer: PackAnswer,
        _ view: borrowing LedgerView
    ) throws -> [UInt64] {
        let book = try CodeBook(view, tail: tail)
        let scope = try PackScope(units, rows, ofFirst: size, book)
        guard let units = scope.units else { return Array(0..<size) }
        var dossiers: Set<UInt32> = []
        var numbers: [UInt64] = []
        try rows.forEachOther(ofFirst: size) { number, row in
            numbers.append(number)
            if row.type == .paperEntered, row.dossier != .none, units.contains(row.unit) {
                dossiers.insert(row.dossier.rawValue)
            }
        }
        var events: Set<UInt64> = []
        if case .detect(let detection) = answer {
            for hit in detection.hits { events.formUnion(hit.events.map(\.number.rawValue)) }
            try dossiers.formUnion(codes(of: scope, view))
        } else {
            try dossiers.formUnion(latest(view))
            try dossiers.formUnion(naming(book, view))
        }
        let all = RowFilter(size: size, asOf: .distantFuture)
        let part = PackDossiers(units: units, dossiers: dossiers, events: events)
        let parts = try DossierFold.run(rows, all, view, from: part, progress: { _, _ in })
        return (numbers + parts.flatMap(\.numbers)).sorted()
    }

    /// Dossiers with codes of these units: one may be missing in the sequence of a unit that never had it.
    private func codes(of scope: PackScope, _ view: borrowing LedgerView) throws(StoreError) -> Set<UInt32> {
        let names = try view.names(.dossier, tail: tail)
        let codes = Set(scope.codes.map { ArraySlice($0.utf8) })
        var dossiers: Set<UInt32> = []
        for index in 0..<UInt32(names.count) {
            guard let code = DossierCode(names.utf8(CodeIndex(rawValue: index))) else { continue }
            if codes.contains(code.unit) { dossiers.insert(index) }
        }
        return dossiers
    }

    /// Dossiers that name the sectors and procedures of the claims.
    private func naming(_ book: CodeBook, _ view: borrowing LedgerView) throws(StoreError) -> Set<UInt32> {
        let scopes = claims?.claims.flatMap { [$0.scope, $0.denominatorScope ?? $0.scope] } ?? []
        let sectors = Set(scopes.compactMap { $0.sector.flatMap { book.known($0, .sector) } })
        let procedures = Set(scopes.compactMap { $0.procedure.flatMap { book.known($0, .procedure) } })
        guard !sectors.isEmpty || !procedures.isEmpty else { return [] }
        let all = RowFilter(size: size, asOf: .distantFuture)
        let part = NamingDossiers(sectors: sectors, procedures: procedures)
        return NamingDossiers.first(try DossierFold.run(rows, all, view, from: part, progress: { _, _ in }))
    }

    /// For each moment of knowledge of the claims the dossier that was written down last: a claim may be read as of then.
    private func latest(_ view: borrowing LedgerView) throws -> Set<UInt32> {
        var dossiers: Set<UInt32> = []
        let moments = Set([question.asOf] + (claims?.claims.compactMap(\.asOf) ?? []))
        for moment in moments.sorted() {
            let knowledge = try KnowledgeReader.read(
                view,
                rows,
                tail: tail,
                asOf: moment,
                logSize: size,
                ruleSets: ruleSets
            )
            let parts = try DossierFold.run(
                rows,
                knowledge.filter,
                view,
                from: LatestDossier(),
                progress: { _, _ in }
            )
            let last = parts.max { left, right in
                if left.latest != right.latest { return left.latest < right.latest }
                return left.dossier ?? .max > right.dossier ?? .max
            }
            if let dossier = last?.dossier { dossiers.insert(dossier) }
        }
        return dossiers
    }

    // MARK: - One dossier

    private func ofDossier(_ code: String, _ view: borrowing LedgerView) throws -> [UInt64] {
        var numbers: Set<UInt64> = []
        guard let index = try view.index(of: code, .dossier, tail: tail) else { return [] }
        if Int(index.rawValue) < rows.dossierCount {
            var reader = rows.makeReader(RowFilter(size: size, asOf: .distantFuture))
            try reader.read(Int(index.rawValue)..<Int(index.rawValue) + 1)
            let found = reader.numbers(of: Int(index.rawValue))
            for place in found.indices { numbers.insert(UInt64(found[place])) }
        }
        var voids: [(number: UInt64, row: EventRow)] = []
        try rows.forEachOther(ofFirst: size) { number, row in
            switch row.type {
            case .paperEntered, .feedbackReceived: if row.dossier == index { numbers.insert(number) }
            case .eventVoided: voids.append((number, copy row))
            default: numbers.insert(number)
            }
        }
        var lookup = EventLookup()
        let targets = try voids.map { try lookup.target(ofVoid: $0.number, $0.row, in: view) }
        for (void, target) in zip(voids, targets) {
            if let target, numbers.contains(target) { numbers.insert(void.number) }
        }
        return numbers.sorted()
    }
}
