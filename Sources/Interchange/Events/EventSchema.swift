internal import DossierModel

/// What a field must hold (events.md sections 1 and 3).
enum FieldForm: BitwiseCopyable {
    /// At most 64 bytes: a code, or the id of an event.
    case code
    /// At most 256 bytes: the number of a paper.
    case documentNumber
    /// At most 4,096 bytes.
    case text
    case texts
    case word(WordList)
    case words(WordList)
    case time
    case date
    case count
    case number
    case truth
    case calendarDays
    case timeLimit
}

/// One row of the tables of events.md.
struct FieldRule: BitwiseCopyable {
    let field: Field
    let form: FieldForm
    let isRequired: Bool
}

extension Field {
    func required(_ form: FieldForm) -> FieldRule { FieldRule(field: self, form: form, isRequired: true) }
    func optional(_ form: FieldForm) -> FieldRule { FieldRule(field: self, form: form, isRequired: false) }
}

/// What an event of one type must and may hold.
struct TypeRule {
    let needsUnit: Bool
    let needsDossier: Bool
    let needsActor: Bool
    /// The fields of `data`, in the order of events.md section 3.
    let data: [FieldRule]

    var needsData: Bool { data.contains { $0.isRequired } }

    private init(unit: Bool, dossier: Bool = false, actor: Bool = false, _ data: [FieldRule]) {
        needsUnit = unit
        needsDossier = dossier
        needsActor = actor
        self.data = data
    }

    init(_ type: EventType) {
        self = type.isOfDossier ? TypeRule.dossier(type) : TypeRule.reference(type)
    }

    /// events.md section 3, "Reference".
    private static func reference(_ type: EventType) -> TypeRule {
        switch type {
        case .calendarDeclared:
            return TypeRule(unit: false, [Field.days.required(.calendarDays)])
        case .rulesAdopted:
            return TypeRule(
                unit: false,
                [Field.ruleset.required(.text), Field.effectiveFrom.required(.date)]
            )
        case .unitRegistered:
            return TypeRule(
                unit: true,
                [
                    Field.name.required(.text), Field.level.required(.word(.unitLevels)),
                    Field.parent.optional(.code), Field.nameEn.optional(.text),
                ]
            )
        case .unitMerged:
            return TypeRule(unit: true, [Field.into.required(.code)])
        case .procedurePublished:
            return TypeRule(unit: false, TypeRule.procedure)
        case .procedureWithdrawn:
            return TypeRule(unit: false, [Field.procedure.required(.code)])
        case .procedureListed, .procedureUnlisted:
            return TypeRule(unit: true, [Field.procedure.required(.code)])
        case .officerAssigned:
            return TypeRule(
                unit: true,
                actor: true,
                [Field.role.required(.word(.officerRoles)), Field.secondment.optional(.truth)]
            )
        case .officerReleased:
            return TypeRule(unit: true, actor: true, [])
        default:
            return record(type)
        }
    }

    private static let procedure: [FieldRule] = [
        Field.procedure.required(.code), Field.name.required(.text), Field.sector.required(.text),
        Field.limit.required(.timeLimit), Field.components.required(.count),
        Field.onlineLevel.required(.word(.onlineLevels)), Field.levels.required(.words(.unitLevels)),
        Field.steps.optional(.texts),
    ]

    /// The reference types that tell of other things than units, procedures and officers.
    private static func record(_ type: EventType) -> TypeRule {
        switch type {
        case .targetSet:
            TypeRule(
                unit: false,
                [
                    Field.metric.required(.text), Field.value.required(.number), Field.from.required(.date),
                    Field.to.optional(.date), Field.citation.optional(.text),
                ]
            )
        case .latenessPublished:
            TypeRule(
                unit: true,
                [
                    Field.from.required(.date), Field.to.required(.date), Field.dossiers.required(.count),
                    Field.officers.required(.count),
                ]
            )
        case .feedbackReceived:
            TypeRule(
                unit: true,
                [
                    Field.dossier.optional(.code), Field.topic.required(.text),
                    Field.resolvedAt.optional(.time),
                ]
            )
        case .paperEntered:
            TypeRule(
                unit: true,
                [
                    Field.paperNo.required(.documentNumber), Field.sector.required(.text),
                    Field.procedure.optional(.code), Field.dossier.optional(.code),
                ]
            )
        default:
            TypeRule(unit: false, [Field.target.required(.code), Field.reason.required(.text)])
        }
    }

    /// events.md section 3, "Dossier".
    private static func dossier(_ type: EventType) -> TypeRule {
        TypeRule(unit: true, dossier: true, dossierData(type))
    }

    private static func dossierData(_ type: EventType) -> [FieldRule] {
        switch type {
        case .received: receipt
        case .declined: [Field.reason.required(.text), Field.notice.optional(.documentNumber)]
        case .transferred:
            [Field.toUnit.optional(.code), Field.toActor.optional(.code), Field.step.optional(.text)]
        case .supplementRequested: [Field.notice.optional(.documentNumber), Field.items.optional(.count)]
        case .paused:
            [
                Field.ground.required(.text), Field.document.optional(.documentNumber),
                Field.approver.optional(.code), Field.reason.optional(.text),
            ]
        case .rescheduled: [Field.newDueAt.required(.time), Field.notice.optional(.documentNumber)]
        case .apologised:
            [
                Field.letter.optional(.documentNumber), Field.reason.optional(.text),
                Field.newDueAt.optional(.time), Field.medium.optional(.word(.media)),
            ]
        case .explained: [Field.report.optional(.documentNumber)]
        case .componentDemanded: [Field.component.required(.text), Field.legalBasis.optional(.text)]
        case .feeRequested: [Field.amount.required(.count), Field.kind.required(.word(.feeKinds))]
        case .feePaid:
            [
                Field.amount.required(.count), Field.kind.required(.word(.feeKinds)),
                Field.via.required(.word(.paymentRoutes)),
            ]
        case .completed:
            [
                Field.outcome.required(.word(.outcomes)), Field.notice.optional(.documentNumber),
                Field.form.required(.word(.resultForms)), Field.signed.optional(.truth),
            ]
        case .returned: [Field.receipt.optional(.documentNumber)]
        case .withdrawn, .reopened: [Field.reason.optional(.text)]
        case .rated: [Field.score.required(.number), Field.max.required(.number)]
        default: []
        }
    }

    private static let receipt: [FieldRule] = [
        Field.procedure.required(.code), Field.channel.required(.word(.channels)),
        Field.dueAt.optional(.time), Field.sector.optional(.text), Field.paperNo.optional(.documentNumber),
        Field.applicant.optional(.text), Field.applicantKind.optional(.word(.applicantKinds)),
        Field.components.optional(.count), Field.digitisedComponents.optional(.count),
    ]
}
