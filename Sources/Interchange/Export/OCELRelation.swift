internal import DossierModel

/// The types of objects that an export as OCEL has.
///
/// The ids of its objects begin with the type, since OCEL wants them unique over all types, and a unit may have the
/// code of a procedure.
enum OCELObjectType: Int, CaseIterable {
    case dossier
    case unit
    case officer
    case procedure

    var name: StaticString {
        switch self {
        case .dossier: "dossier"
        case .unit: "unit"
        case .officer: "officer"
        case .procedure: "procedure"
        }
    }
}

/// A field of `data` that names an object; the qualifier of the relationship is the name of the field.
struct OCELRelation {
    let field: StaticString
    let object: OCELObjectType

    /// The fields of a type (events.md section 3): a field that only other types know says nothing of objects.
    static func of(_ type: EventType) -> [OCELRelation] {
        switch type {
        case .received, .procedurePublished, .procedureWithdrawn, .procedureListed, .procedureUnlisted:
            [OCELRelation(field: "procedure", object: .procedure)]
        case .paperEntered:
            [
                OCELRelation(field: "procedure", object: .procedure),
                OCELRelation(field: "dossier", object: .dossier),
            ]
        case .feedbackReceived: [OCELRelation(field: "dossier", object: .dossier)]
        case .transferred:
            [
                OCELRelation(field: "toUnit", object: .unit),
                OCELRelation(field: "toActor", object: .officer),
            ]
        case .paused: [OCELRelation(field: "approver", object: .officer)]
        case .unitRegistered: [OCELRelation(field: "parent", object: .unit)]
        case .unitMerged: [OCELRelation(field: "into", object: .unit)]
        default: []
        }
    }
}
