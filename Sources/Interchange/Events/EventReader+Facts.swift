internal import DossierModel

extension EventReader {
    /// Takes into the row what ``EventRow`` keeps of each type's `data`.
    @inline(__always)
    mutating func fill(_ row: inout EventRow) {
        switch row.type {
        case .received:
            row.detail = UInt8(truncatingIfNeeded: value(.channel)) &- Word.counter.rawValue
            fillDue(.dueAt, &row)
            row.number1 = value(.components)
            row.number2 = value(.digitisedComponents)
        case .feePaid:
            row.detail = UInt8(truncatingIfNeeded: value(.via)) &- Word.onlinePortal.rawValue
        case .completed:
            let outcome = UInt8(truncatingIfNeeded: value(.outcome)) &- Word.granted.rawValue
            let form = UInt8(truncatingIfNeeded: value(.form)) &- Word.electronic.rawValue
            row.detail = outcome | form << 2
            if value(.signed) == 1 { row.flags.insert(.isSigned) }
        case .rescheduled:
            fillDue(.newDueAt, &row)
        case .apologised:
            // The new date of an apology is marked, not kept: no number slot is its.
            if data[Int(Field.newDueAt.rawValue)] != 0 { row.flags.insert(.hasDue) }
        case .componentDemanded:
            if data[Int(Field.legalBasis.rawValue)] != 0 { row.flags.insert(.hasLegalBasis) }
        case .rated:
            row.number0 = value(.score)
            row.number1 = value(.max)
        case .unitRegistered:
            row.detail = UInt8(truncatingIfNeeded: value(.level)) &- Word.national.rawValue
        case .officerAssigned:
            row.detail = UInt8(truncatingIfNeeded: value(.role)) &- Word.onestop.rawValue
        default: break
        }
    }

    @inline(__always)
    private mutating func fillDue(_ field: Field, _ row: inout EventRow) {
        guard data[Int(field.rawValue)] != 0 else { return }
        row.number0 = value(field)
        row.flags.insert(.hasDue)
    }

    /// The value of a field of `data`; 0 where it is missing.
    @inline(__always)
    private mutating func value(_ field: Field) -> Int64 {
        data[Int(field.rawValue)] == 0 ? 0 : values[Int(field.rawValue)]
    }

    /// The row and where its codes stand in the canonical bytes that have just been written.
    @inline(__always)
    mutating func facts(_ row: EventRow) -> EventFacts {
        var facts = EventFacts(row: row, id: slice(envelope, .id))
        facts.unit = slice(envelope, .unit)
        if row.type.isOfDossier { facts.dossier = slice(envelope, .dossier) }
        switch row.type {
        case .received:
            fillCodes(&facts)
        case .paperEntered:
            facts.dossier = slice(data, .dossier)
            fillCodes(&facts)
        case .transferred where slot(.data) != 0:
            facts.code0 = slice(data, .toUnit)
        case .paused:
            facts.code0 = slice(data, .ground)
            facts.code1 = slice(data, .approver)
            facts.code2 = slice(envelope, .actor)
        case .unitRegistered:
            facts.code0 = slice(data, .parent)
        case .unitMerged:
            facts.code0 = slice(data, .into)
        case .procedurePublished:
            facts.code0 = slice(data, .procedure)
            facts.code1 = slice(data, .sector)
        case .procedureListed, .procedureUnlisted:
            facts.code0 = slice(data, .procedure)
        case .officerAssigned, .officerReleased:
            facts.code0 = slice(envelope, .actor)
        case .eventVoided:
            facts.code0 = slice(data, .target)
        default: break
        }
        return facts
    }

    @inline(__always)
    private mutating func fillCodes(_ facts: inout EventFacts) {
        facts.code0 = slice(data, .procedure)
        facts.code1 = slice(data, .sector)
        facts.code2 = slice(data, .paperNo)
    }

    @inline(__always)
    private mutating func slice(_ slots: UnsafeMutablePointer<UInt32>, _ field: Field) -> TextSlice {
        let index = Int(slots[Int(field.rawValue)])
        guard index != 0 else { return .none }
        let node = tape.nodes[index]
        return TextSlice(
            offset: node.link,
            length: UInt16(truncatingIfNeeded: node.length),
            isEscaped: node.isEscaped
        )
    }
}
