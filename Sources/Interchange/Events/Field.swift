/// The fields that events.md knows, in the envelope and in `data`.
///
/// A case is spelled as the field is. The first ten are the envelope, in its order.
enum Field: UInt8, CaseIterable, BitwiseCopyable {
    case id, type, occurredAt, recordedAt, source, unit, dossier, actor, evidence, data

    case days, date, kind, note
    case ruleset, effectiveFrom
    case name, level, parent, nameEn, into
    case procedure, sector, limit, value, components, onlineLevel, levels, steps
    case role, secondment
    case metric, from, to, citation, dossiers, officers
    case topic, resolvedAt, paperNo, target, reason
    case channel, dueAt, applicant, applicantKind, digitisedComponents
    case notice, toUnit, toActor, step, items
    case ground, document, approver
    case newDueAt, letter, medium, report
    case component, legalBasis, amount, via
    case outcome, form, signed, receipt, score, max

    /// How many of the fields are the envelope's.
    static let envelopeCount = 10

    /// How it is written.
    var name: String { "\(self)" }

    /// How it is written, as a member of `data`.
    var dataPath: String { "data.\(self)" }
}
