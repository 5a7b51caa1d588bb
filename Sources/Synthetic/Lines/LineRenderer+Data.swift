internal import DossierModel

extension LineRenderer {
    /// Writes `"data":{…},`, or nothing for the types that need none.
    func writeData(of event: PlannedEvent) {
        if event.type == .supplemented || event.type == .resumed { return }
        out.put("\"data\":{")
        switch event.type {
        case .received: writeReceipt(event)
        case .transferred: writeTransfer(event)
        case .supplementRequested: writeSupplementRequest(event)
        case .paused: writePause(event)
        case .rescheduled: writeReschedule(event)
        case .apologised: writeApology(event)
        case .explained: writeField("\"report\":\"", event.first, "/BC-GT\"")
        case .componentDemanded: writeDemand(event)
        case .feeRequested: writeFee(event)
        case .feePaid: writePayment(event)
        case .completed: writeCompletion(event)
        case .returned: writeField("\"receipt\":\"SGT/", event.first, "\"")
        case .declined: writeRefusal(event, declineReasons)
        case .withdrawn: writeRefusal(event, withdrawReasons)
        case .reopened: writeText("\"reason\":", event.first, reopenReasons)
        case .rated: writeRating(event)
        default: writeOther(event)
        }
        out.put("},")
    }

    /// `first`: due, `second`: number in the paper register, `third`: applicant, `fourth`: the details.
    private func writeReceipt(_ event: PlannedEvent) {
        let details = Int(event.fourth)
        out.put("\"applicant\":\"nd-")
        out.put(hex: SplitMix64.mix(UInt64(UInt32(bitPattern: event.third)) ^ key), digits: 16)
        switch details >> 10 & 3 {
        case 0: out.put("\",\"applicantKind\":\"citizen\",\"channel\":\"")
        case 1: out.put("\",\"applicantKind\":\"business\",\"channel\":\"")
        default: out.put("\",\"applicantKind\":\"organisation\",\"channel\":\"")
        }
        switch details >> 8 & 3 {
        case 0: out.put("counter\",")
        case 1: out.put("online\",")
        default: out.put("postal\",")
        }
        if details >> 20 & 1 == 1 {
            out.put("\"components\":")
            out.put(number: details >> 12 & 15)
            out.put(",\"digitisedComponents\":")
            out.put(number: details >> 16 & 15)
            out.put(0x2C)
        }
        if event.first >= 0 {
            out.put("\"dueAt\":")
            write(time: event.first)
            out.put(0x2C)
        }
        if event.second >= 0 {
            out.put("\"paperNo\":\"")
            writePaperNumber(event.second, unit: event.codeUnit)
            out.put("\",")
        }
        out.put("\"procedure\":")
        out.put(procedureCodes, Int32(details & 0xFF))
        // The sector's number is one more than its place: 0 leaves it to the procedure.
        writeText(",\"sector\":", Int32(details >> 22) - 1, ownSectors)
        if details >> 21 & 1 == 1 { out.put(",\"zaloNotified\":true") }
    }

    /// A number of a paper register: of a unit and a year, written without the year.
    func writePaperNumber(_ number: Int32, unit: UInt16) {
        out.put(number: Int(number))
        out.put("/TN-")
        out.put(officeCodes, Int32(unit))
    }

    /// `first`: unit, `second`: officer, `third`: step.
    private func writeTransfer(_ event: PlannedEvent) {
        var separator: StaticString = ""
        if event.traits.contains(.hasNote) {
            writeNote(of: event)
            separator = ","
        }
        if event.third >= 0 {
            out.put(separator)
            out.put("\"step\":")
            out.put(steps, event.third)
            separator = ","
        }
        if event.second >= 0 {
            out.put(separator)
            out.put("\"toActor\":\"")
            out.put(officerCodes, event.second)
            out.put(0x22)
            separator = ","
        }
        if event.first >= 0 {
            out.put(separator)
            out.put("\"toUnit\":\"")
            out.put(officeCodes, event.first)
            out.put(0x22)
        }
    }

    /// `first`: notice, `second`: items.
    private func writeSupplementRequest(_ event: PlannedEvent) {
        if event.second >= 0 {
            out.put("\"items\":")
            out.put(number: Int(event.second))
            if event.first >= 0 { out.put(0x2C) }
        }
        writeField("\"notice\":\"", event.first, "/PYC-BS\"")
    }

    /// `first`: ground, `second`: document, `third`: approver, `fourth`: reason.
    private func writePause(_ event: PlannedEvent) {
        if event.third >= 0 {
            out.put("\"approver\":\"")
            out.put(officerCodes, event.third)
            out.put("\",")
        }
        if event.second >= 0 {
            out.put("\"document\":\"")
            writePauseDocument(event.second)
            out.put("\",")
        }
        out.put("\"ground\":")
        out.put(grounds, event.first)
        if event.fourth >= 0 {
            out.put(0x2C)
            writeText("\"reason\":", event.fourth, pauseReasons)
        }
    }

    /// `first`: the new due time, `second`: notice.
    private func writeReschedule(_ event: PlannedEvent) {
        out.put("\"newDueAt\":")
        write(time: event.first)
        if event.second >= 0 {
            out.put(0x2C)
            writeField("\"notice\":\"", event.second, "/TB-HL\"")
        }
    }

    /// `first`: the new due time, `second`: letter, `third`: reason, `fourth`: medium.
    private func writeApology(_ event: PlannedEvent) {
        var separator: StaticString = ""
        if event.second >= 0 {
            writeField("\"letter\":\"", event.second, "/TXL\"")
            separator = ","
        }
        if event.fourth >= 0 {
            out.put(separator)
            writeText("\"medium\":", event.fourth, media)
            separator = ","
        }
        if event.first >= 0 {
            out.put(separator)
            out.put("\"newDueAt\":")
            write(time: event.first)
            separator = ","
        }
        if event.third >= 0 {
            out.put(separator)
            writeText("\"reason\":", event.third, lateReasons)
        }
    }

    /// `first`: component, `second`: whether it names a legal basis.
    private func writeDemand(_ event: PlannedEvent) {
        writeText("\"component\":", event.first, components)
        if event.second >= 0 { out.put(",\"legalBasis\":\"Nghị định 151/2025/NĐ-CP\"") }
    }

    /// `first`: amount in đồng, `second`: 1 for a tax.
    private func writeFee(_ event: PlannedEvent) {
        out.put("\"amount\":")
        out.put(number: Int(event.first))
        if event.second == 1 { out.put(",\"kind\":\"tax\"") } else { out.put(",\"kind\":\"fee\"") }
    }

    /// As a fee; `third`: the route.
    private func writePayment(_ event: PlannedEvent) {
        writeFee(event)
        switch event.third {
        case 0: out.put(",\"via\":\"onlinePortal\"")
        case 1: out.put(",\"via\":\"cash\"")
        default: out.put(",\"via\":\"transfer\"")
        }
    }

    /// `first`: 1 for refused, `second`: notice, `third`: form, `fourth`: 0 or 1 for not signed or signed.
    private func writeCompletion(_ event: PlannedEvent) {
        switch event.third {
        case 0: out.put("\"form\":\"electronic\",")
        case 1: out.put("\"form\":\"scan\",")
        default: out.put("\"form\":\"paper\",")
        }
        if event.traits.contains(.hasNote) {
            writeNote(of: event)
            out.put(0x2C)
        }
        if event.second >= 0 {
            writeField("\"notice\":\"", event.second, "/TB-TC\"")
            out.put(0x2C)
        }
        if event.first == 1 { out.put("\"outcome\":\"refused\"") } else { out.put("\"outcome\":\"granted\"") }
        if event.fourth == 0 { out.put(",\"signed\":false") }
        if event.fourth == 1 { out.put(",\"signed\":true") }
    }

    /// `first`: reason, `second`: notice, which a withdrawal has none of.
    private func writeRefusal(_ event: PlannedEvent, _ reasons: borrowing Texts) {
        if event.type == .declined, event.second >= 0 {
            writeField("\"notice\":\"", event.second, "/TB-TC\"")
            out.put(0x2C)
        }
        writeText("\"reason\":", event.first, reasons)
    }

    /// `first`: the score as a choice: five of five for most.
    private func writeRating(_ event: PlannedEvent) {
        switch event.first {
        case 0: out.put("\"max\":5,\"score\":1")
        case 1: out.put("\"max\":5,\"score\":3")
        case 2: out.put("\"max\":5,\"score\":4.5")
        case 3: out.put("\"max\":10,\"score\":8")
        default: out.put("\"max\":5,\"score\":5")
        }
    }

    private func writeNote(of event: PlannedEvent) {
        writeText("\"note\":", Int32(event.serial % UInt32(Phrases.notes.count)), notes)
    }

    /// A number between two texts, or nothing for -1.
    func writeField(_ before: StaticString, _ number: Int32, _ after: StaticString) {
        guard number >= 0 else { return }
        out.put(before)
        out.put(number: Int(number))
        out.put(after)
    }

    /// A key and its text, or nothing for -1.
    func writeText(_ key: StaticString, _ index: Int32, _ texts: borrowing Texts) {
        guard index >= 0 else { return }
        out.put(key)
        out.put(texts, index)
    }
}
