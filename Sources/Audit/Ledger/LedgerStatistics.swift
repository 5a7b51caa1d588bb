package import DossierModel
package import LedgerStore
package import MerkleLog
internal import Rules

/// What a ledger holds, and what in it does not fit together.
package struct LedgerStatistics: Sendable {
    package let size: UInt64
    package let root: Digest
    package let typeCounts: [(type: EventType?, count: UInt64)]
    package let occurred: ClosedRange<Instant>?
    package let recorded: ClosedRange<Instant>?
    package let sealedSegments: Int
    package let tailEvents: Int
    package let tableBytes: [(table: String, bytes: Int)]
    package let fileBytes: Int

    /// Dossiers that any event names, and those of them without a known receipt.
    package let dossiers: Int
    package let dossiersWithoutReceipt: Int

    /// Units that events name and that are registered nowhere in the ledger; the first few of their codes.
    package let unknownUnits: Int
    package let firstUnknownUnits: [String]

    /// Procedures that events name and that were never published; the first few of their codes.
    package let unknownProcedures: Int
    package let firstUnknownProcedures: [String]

    /// Codes that are listed by name, of each kind.
    private static let listed = 5

    /// Counts what a ledger holds.
    package static func make(of ledger: Ledger) throws -> LedgerStatistics {
        try ledger.read { view in
            let tail = try view.tailRows()
            return try view.withRows(tail: tail) { rows in
                try make(view, tail, rows, fileBytes: ledger.fileBytes)
            }
        }
    }

    private static func make(
        _ view: borrowing LedgerView,
        _ tail: TailRows,
        _ rows: LedgerRows,
        fileBytes: Int
    ) throws -> LedgerStatistics {
        let knowledge = try KnowledgeReader.read(
            view,
            rows,
            tail: tail,
            asOf: .latest,
            logSize: nil,
            ruleSets: try RuleSetFile.builtIn(),
            ignoringUnknownRuleSets: true
        )
        let counts = try DossierFold.run(rows, knowledge.filter, progress: { _, _ in }) {
            (dossiers: 0, withoutReceipt: 0)
        } _: { part, dossiers, reader in
            for dossier in dossiers {
                let rows = reader.rows(of: dossier)
                if rows.isEmpty { continue }
                part.dossiers += 1
                let hasReceipt = rows.indices.contains { rows[$0].type == .received }
                if !hasReceipt { part.withoutReceipt += 1 }
            }
        }
        let units = unknown(.unit, knowledge) { knowledge.references.place(of: $0, at: .latest) == nil }
        let procedures = unknown(.procedure, knowledge) {
            knowledge.references.terms(of: $0, at: .latest) == nil
        }
        return LedgerStatistics(
            size: view.size,
            root: view.root,
            typeCounts: view.typeCounts,
            occurred: view.occurred,
            recorded: view.recorded,
            sealedSegments: view.layout.sealedSegments,
            tailEvents: view.layout.tailEvents,
            tableBytes: try view.tableBytes(),
            fileBytes: fileBytes,
            dossiers: counts.reduce(0) { $0 + $1.dossiers },
            dossiersWithoutReceipt: counts.reduce(0) { $0 + $1.withoutReceipt },
            unknownUnits: units.count,
            firstUnknownUnits: Array(units.prefix(listed)),
            unknownProcedures: procedures.count,
            firstUnknownProcedures: Array(procedures.prefix(listed))
        )
    }

    private static func unknown(
        _ kind: CodeKind,
        _ knowledge: Knowledge,
        _ isUnknown: (CodeIndex) -> Bool
    ) -> [String] {
        knowledge.codes.all(kind).enumerated()
            .filter { isUnknown(CodeIndex(rawValue: UInt32($0.offset))) }
            .map(\.element)
            .sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
    }
}
