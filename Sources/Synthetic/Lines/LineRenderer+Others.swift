internal import DossierModel

extension LineRenderer {
    /// Writes the fields of what belongs to no dossier's stream.
    func writeOther(_ event: PlannedEvent) {
        switch event.type {
        case .paperEntered: writeRegisterLine(event)
        case .feedbackReceived: writeFeedback(event)
        case .eventVoided: writeVoid(event)
        case .unitMerged:
            out.put("\"into\":\"")
            out.put(officeCodes, event.first)
            out.put(0x22)
        default: assertionFailure("no life has an event of type \(event.type.name)")
        }
    }

    /// `first`: number, `second`: procedure that it names, `third`: procedure, for the sector.
    private func writeRegisterLine(_ event: PlannedEvent) {
        if event.traits.contains(.namesDossier) {
            out.put("\"dossier\":\"")
            writeCode(of: event)
            out.put("\",")
        }
        out.put("\"paperNo\":\"")
        writePaperNumber(event.first, unit: event.codeUnit)
        out.put("\",")
        if event.second >= 0 {
            writeText("\"procedure\":", event.second, procedureCodes)
            out.put(0x2C)
        }
        writeText("\"sector\":", event.third, sectors)
    }

    /// `first`: topic, `second`: when it was settled.
    private func writeFeedback(_ event: PlannedEvent) {
        if event.traits.contains(.namesDossier) {
            out.put("\"dossier\":\"")
            writeCode(of: event)
            out.put("\",")
        }
        if event.second >= 0 {
            out.put("\"resolvedAt\":")
            write(time: event.second)
            out.put(0x2C)
        }
        writeText("\"topic\":", event.first, topics)
    }

    /// `first` and `second`: serial number and source of the target, `third`: reason.
    private func writeVoid(_ event: PlannedEvent) {
        writeText("\"reason\":", event.third, voidReasons)
        out.put(",\"target\":\"")
        writeID(serial: UInt32(bitPattern: event.first), source: event.second)
        out.put(0x22)
    }
}
