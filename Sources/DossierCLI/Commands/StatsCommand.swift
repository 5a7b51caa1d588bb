internal import ArgumentParser
internal import Audit
internal import DossierModel
internal import LedgerStore
internal import MerkleLog

/// The command `dossier stats`.
struct StatsCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "stats",
        abstract:
            "Tells what a ledger holds: events by type, the span of both clocks, what does not fit, disk use."
    )

    @OptionGroup var argument: LedgerArgument
    @OptionGroup var answer: AnswerOptions

    func run() throws {
        let language = answer.language
        let found = try LedgerStatistics.make(of: argument.open(language))
        switch answer.format {
        case .json: try Console.writeLine(json(found).description)
        case .text: try Console.write(StatsTexts.text(found, language))
        }
    }

    private func json(_ found: LedgerStatistics) -> JSONValue {
        .object([
            ("logSize", .int(Int(found.size))),
            ("root", .string(found.root.hex)),
            ("types", .object(found.typeCounts.map { ($0.type?.name ?? "unreadable", .int(Int($0.count))) })),
            ("occurredAt", span(found.occurred)),
            ("recordedAt", span(found.recorded)),
            ("dossiers", .int(found.dossiers)),
            ("dossiersWithoutReceipt", .int(found.dossiersWithoutReceipt)),
            ("unknownUnits", .int(found.unknownUnits)),
            ("unknownProcedures", .int(found.unknownProcedures)),
            ("sealedSegments", .int(found.sealedSegments)),
            ("tailEvents", .int(found.tailEvents)),
            ("fileBytes", .int(found.fileBytes)),
            ("tableBytes", .object(found.tableBytes.map { ($0.table, .int($0.bytes)) })),
        ])
    }

    private func span(_ span: ClosedRange<Instant>?) -> JSONValue {
        .object([
            ("first", .text(span.map { "\($0.lowerBound)" })),
            ("last", .text(span.map { "\($0.upperBound)" })),
        ])
    }
}
