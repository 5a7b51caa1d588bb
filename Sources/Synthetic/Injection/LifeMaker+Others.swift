internal import DossierModel

/// Events of an injected stream that are of no dossier.
extension LifeMaker {
    /// A line of a paper register, written into the system some days later.
    mutating func paperEntry(
        of procedure: ScenarioProcedure,
        at office: Int,
        on day: Int,
        number: String,
        dossier: String? = nil
    ) -> InjectedEvent {
        var data: Fields = [
            ("paperNo", .text(number)), ("procedure", .text(procedure.code)),
            ("sector", .text(procedure.sector)),
        ]
        if let dossier { data.append(("dossier", .text(dossier))) }
        return other(
            .paperEntered,
            at: office,
            on: day,
            recordedOn: calendar.working(day, plus: random.within(1...12)),
            by: officer(.onestop, of: office),
            data: data
        )
    }

    /// The assignment of a seconded officer, and the release.
    mutating func secondment(of officer: String, at office: Int, from: Int, to: Int) -> [InjectedEvent] {
        let data: Fields = [("role", .text("onestop")), ("secondment", .flag(true))]
        let known = max(from, InjectionCalendar.referenceDay + 1)
        return [
            other(.officerAssigned, at: office, on: from, recordedOn: known, by: officer, data: data),
            other(.officerReleased, at: office, on: to, by: officer, data: []),
        ]
    }

    /// The list of a unit's late dossiers of a month.
    mutating func list(of month: ClosedRange<Int>, at office: Int, on day: Int, dossiers: Int)
        -> InjectedEvent
    {
        let data: Fields = [
            ("dossiers", .number(dossiers)), ("from", .date(month.lowerBound)),
            ("officers", .number(min(dossiers, 3))), ("to", .date(month.upperBound)),
        ]
        return other(.latenessPublished, at: office, on: day, data: data)
    }

    /// An event in the morning of a day, written down on that day or on a later one.
    mutating func other(
        _ type: EventType,
        at office: Int?,
        on day: Int,
        recordedOn late: Int? = nil,
        by actor: String? = nil,
        data: Fields
    ) -> InjectedEvent {
        let occurred = day * ScenarioCalendar.secondsOfDay + 27_000 + random.below(10_800)
        let seconds = ((late ?? day) - day) * ScenarioCalendar.secondsOfDay
        return InjectedEvent(
            type: type,
            occurred: occurred,
            recorded: occurred + seconds,
            office: office,
            actor: actor,
            isEvidenced: false,
            data: data
        )
    }
}
