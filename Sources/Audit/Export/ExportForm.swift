/// The forms in which a ledger's events are exported (interfaces.md, `dossier export`).
package enum ExportForm: String, CaseIterable, Sendable {
    /// The canonical bytes, one event a line, in log order.
    case ndjson
    case xes
    case ocel
    case csv
}
