internal import DossierModel

/// Turns planned events into lines in the canonical form of RFC 8785: keys in order, no white space.
struct LineRenderer: ~Copyable {
    let out = LineWriter()
    /// Makes ids and pseudonyms of different seeds differ.
    let key: UInt64

    /// Codes without quotes, as they stand inside longer ones too.
    let officeCodes: Texts
    let officerCodes: Texts
    let procedureCodes: Texts
    let sectors: Texts
    /// Sectors that receipts give where theirs is not the procedure's.
    let ownSectors: Texts
    let types: Texts
    let sources: Texts
    /// `YYYY-MM-DD` and `yyMMdd` of every day.
    let dates: Texts
    let shortDates: Texts

    let grounds = Texts(Phrases.grounds)
    let steps = Texts(Phrases.steps)
    let notes = Texts(Phrases.notes)
    let pauseReasons = Texts(Phrases.pauseReasons)
    let lateReasons = Texts(Phrases.lateReasons)
    let declineReasons = Texts(Phrases.declineReasons)
    let withdrawReasons = Texts(Phrases.withdrawReasons)
    let reopenReasons = Texts(Phrases.reopenReasons)
    let voidReasons = Texts(Phrases.voidReasons)
    let components = Texts(Phrases.components)
    let topics = Texts(Phrases.topics)
    let media = Texts(Phrases.media)

    init(province: Province, calendar: ScenarioCalendar, key: UInt64) {
        self.init(
            offices: province.offices.map(\.code),
            officers: province.officers.map(\.code),
            procedures: province.procedures,
            calendar: calendar,
            key: key
        )
    }

    /// A renderer of events that name units, officers and procedures by their places in these lists.
    ///
    /// A receipt can name a sector of its own by its place in `ownSectors`.
    init(
        offices: [String],
        officers: [String],
        procedures: [ScenarioProcedure],
        ownSectors: [String] = [],
        calendar: ScenarioCalendar,
        key: UInt64
    ) {
        self.key = key
        officeCodes = Texts(offices, isQuoted: false)
        officerCodes = Texts(officers, isQuoted: false)
        procedureCodes = Texts(procedures.map(\.code))
        sectors = Texts(procedures.map(\.sector))
        self.ownSectors = Texts(ownSectors)
        // Types are found by the raw value, so the gaps between the values are kept.
        types = Texts((0..<64).map { EventType(rawValue: $0)?.name ?? "" })
        sources = Texts(PlannedEvent.Source.allCases.map(\.name), isQuoted: false)
        let days = (0..<calendar.dayCount).map { calendar.date(of: $0).description }
        dates = Texts(days, isQuoted: false)
        shortDates = Texts(days.map { String($0.filter { $0 != "-" }.dropFirst(2)) }, isQuoted: false)
    }

    /// Writes the line of an event, with its ending, to ``out``.
    func write(_ event: PlannedEvent) {
        out.clear()
        out.put(0x7B)
        if event.actor >= 0 {
            out.put("\"actor\":\"")
            out.put(officerCodes, Int32(event.actor))
            out.put("\",")
        }
        writeData(of: event)
        if event.type.isOfDossier {
            out.put("\"dossier\":\"")
            writeCode(of: event)
            out.put("\",")
        }
        if event.traits.contains(.hasEvidence) { writeEvidence(of: event) }
        out.put("\"id\":\"")
        writeID(serial: event.serial, source: Int32(event.source.rawValue))
        if event.traits.contains(.hasMeta) {
            out.put("\",\"meta\":{\"batch\":")
            out.put(number: Int(event.serial) / 500)
            out.put(",\"node\":\"ap-0")
            out.put(0x31 + UInt8(truncatingIfNeeded: event.serial % 3))
            out.put("\"},\"occurredAt\":")
        } else {
            out.put("\",\"occurredAt\":")
        }
        write(time: event.occurred)
        if event.recorded != event.occurred {
            out.put(",\"recordedAt\":")
            write(time: event.recorded)
        }
        out.put(",\"source\":\"")
        out.put(sources, Int32(event.source.rawValue))
        out.put("\",\"type\":")
        out.put(types, Int32(event.type.rawValue))
        out.put(",\"unit\":\"")
        out.put(officeCodes, Int32(event.unit))
        out.put(0x22)
        if event.traits.contains(.hasVersion) { out.put(",\"version\":2") }
        out.put("}\n")
    }

    /// A time in RFC 3339 at +07:00, in quotes.
    @inline(__always)
    func write(time: Int32) {
        let seconds = Int(time)
        let clock = seconds % ScenarioCalendar.secondsOfDay
        out.put(0x22)
        out.put(dates, Int32(seconds / ScenarioCalendar.secondsOfDay))
        out.put(0x54)
        out.put(pair: clock / 3_600)
        out.put(0x3A)
        out.put(pair: clock / 60 % 60)
        out.put(0x3A)
        out.put(pair: clock % 60)
        out.put("+07:00\"")
    }

    /// The dossier code (mã hồ sơ): unit, date, number of the day.
    func writeCode(of event: PlannedEvent) {
        out.put(officeCodes, Int32(event.codeUnit))
        if event.traits.contains(.isOrphan) {
            // Of the last working day before the ledger begins.
            out.put("-231229-")
        } else {
            out.put(0x2D)
            out.put(shortDates, Int32(event.codeDay))
            out.put(0x2D)
        }
        out.put(number: Int(event.codeNumber), width: 4)
    }

    /// The id of the event with that serial number: for every fifth a random-looking UUID, else source and number.
    func writeID(serial: UInt32, source: Int32) {
        let bits = SplitMix64.mix(UInt64(serial) &+ key)
        guard bits % 5 == 0 else {
            out.put(sources, source)
            out.put(0x2D)
            out.put(number: Int(serial))
            return
        }
        let more = SplitMix64.mix(bits &+ key)
        out.put(hex: bits >> 32, digits: 8)
        out.put(0x2D)
        out.put(hex: bits >> 16, digits: 4)
        // Version 4 and its variant replace bits of the second number only: the first keeps the id unique.
        out.put("-4")
        out.put(hex: more, digits: 3)
        out.put(0x2D)
        out.put(hex: more >> 12 & 3 | 8, digits: 1)
        out.put(hex: more >> 14, digits: 3)
        out.put(0x2D)
        out.put(hex: more >> 26, digits: 8)
        out.put(hex: bits, digits: 4)
    }

    /// The number of the paper or signed document that shows when it happened.
    private func writeEvidence(of event: PlannedEvent) {
        out.put("\"evidence\":\"")
        if event.type == .paused {
            writePauseDocument(event.second)
        } else {
            out.put(number: Int(event.serial % 100_000))
            switch event.type {
            case .completed: out.put("/KQ-")
            case .returned: out.put("/SGT-")
            case .supplementRequested: out.put("/PBS-")
            case .apologised: out.put("/PXL-")
            case .feePaid: out.put("/BL-")
            case .declined, .withdrawn: out.put("/PTC-")
            default: out.put("/CV-")
            }
            out.put(officeCodes, Int32(event.unit))
        }
        out.put("\",")
    }

    /// The number of the decision to pause.
    func writePauseDocument(_ number: Int32) {
        out.put(number: Int(number))
        out.put("/QĐ-TD")
    }
}
