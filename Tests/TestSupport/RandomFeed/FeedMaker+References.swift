import DossierModel

/// Units, procedures, calendars, officers and rules of a random feed.
extension FeedMaker {
    mutating func makeReferences() {
        makeCalendars()
        makeUnits()
        for procedure in procedures { makePublications(of: procedure) }
        for unit in units { makeListings(at: unit) }
        for officer in officers { makeAssignments(of: officer) }
        makeAdoptions()
        makeOthers()
    }

    /// A day on which a reference event happens: mostly before all dossiers, else among them.
    private mutating func referenceTime(early percent: Int) -> (occurredAt: Instant, recordedAt: Instant) {
        if generator.chance(percent) {
            let time = Instant(date(2_018, 1, 2), milliseconds: 28_800_000)
            return (time, time)
        }
        let precision = generator.pick(Precision.allCases)
        let time = moment(receiptDate().adding(days: generator.number(in: 0...20)), precision)
        return (time, recording(of: time, precision))
    }

    private mutating func addReference(
        _ type: String,
        early percent: Int,
        envelope: [(String, String?)] = [],
        data: [(String, FeedValue?)]
    ) {
        let time = referenceTime(early: percent)
        add(type, at: time.occurredAt, recordedAt: time.recordedAt, envelope: envelope, data: data)
        // Now and then a rival of the same times: the greater id decides.
        guard generator.chance(6), let key = data.first?.0, key == "days" || key == "procedure" else {
            return
        }
        add(type, at: time.occurredAt, recordedAt: time.recordedAt, envelope: envelope, data: data)
    }

    private mutating func makeCalendars() {
        var fixed: [FeedValue] = []
        let holidays = [
            (2_018, 6, 22), (2_024, 2, 8), (2_024, 2, 9), (2_024, 2, 12), (2_024, 4, 18), (2_024, 4, 30),
            (2_024, 9, 2), (2_024, 9, 3), (2_025, 1, 1), (2_025, 1, 27), (2_025, 1, 28), (2_025, 1, 29),
            (2_025, 7, 1),
        ]
        for day in holidays { fixed.append(entry(date(day.0, day.1, day.2), "holiday")) }
        fixed.append(entry(date(2_024, 5, 4), "working"))
        addReference("calendar.declared", early: 100, data: [("days", .list(fixed))])
        for _ in 0..<generator.number(in: 0...4) {
            // The same few dates again and again, with both kinds, also twice in one list.
            let around = receiptDate()
            var days: [FeedValue] = []
            for _ in 0..<generator.number(in: 1...8) {
                let day = around.adding(days: generator.number(in: 0...6))
                days.append(entry(day, generator.pick(["holiday", "working"])))
            }
            if generator.chance(50) {
                days.append(entry(date(2_024, 5, 4), generator.pick(["holiday", "working"])))
            }
            addReference("calendar.declared", early: 50, data: [("days", .list(days))])
        }
    }

    private func entry(_ date: LocalDate, _ kind: String) -> FeedValue {
        .object([("date", .text(date.description)), ("kind", .text(kind)), ("note", .text("ngh\u{1EC9}"))])
    }

    private mutating func makeUnits() {
        for unit in units {
            for round in 0..<generator.pick([0, 1, 1, 1, 2, 3]) {
                let level = generator.pick([
                    "national", "province", "department", "branch", "commune", "centre",
                ])
                let parent = generator.chance(75) ? generator.pick(units) : nil
                addReference(
                    "unit.registered",
                    early: round == 0 ? 90 : 20,
                    envelope: [("unit", unit)],
                    data: [
                        ("name", .text("\u{110}\u{1A1}n v\u{1ECB}")), ("level", .text(level)),
                        ("parent", parent.map { .text($0) }),
                    ]
                )
            }
        }
        for _ in 0..<generator.pick([0, 0, 1, 2, 3, 5]) {
            // Chains and circles come by themselves; now and then one into a unit that nobody knows.
            let into = generator.chance(8) ? "H?" : generator.pick(units)
            addReference(
                "unit.merged",
                early: 15,
                envelope: [("unit", generator.pick(units))],
                data: [("into", .text(into))]
            )
        }
    }

    private mutating func makePublications(of procedure: String) {
        for round in 0..<generator.pick([0, 1, 1, 1, 1, 2, 3]) {
            let unit = generator.pick([
                "workingDays", "workingDays", "calendarDays", "workingHours", "sameDay",
            ])
            let value =
                switch unit {
                case "sameDay": 0
                case "workingHours": generator.pick([0, 1, 8, 9, 40, 100, 160])
                case "calendarDays": generator.pick([0, 3, 15, 30, 45])
                default: generator.pick([0, 1, 5, 10, 15, 20, 20, 30])
                }
            addReference(
                "procedure.published",
                early: round == 0 ? 85 : 20,
                data: [
                    ("procedure", .text(procedure)), ("name", .text("Th\u{1EE7} t\u{1EE5}c")),
                    ("sector", .text(generator.chance(50) ? "land" : generator.pick(sectors))),
                    ("limit", .object([("value", .count(value)), ("unit", .text(unit))])),
                    ("components", .count(3)), ("onlineLevel", .text("full")),
                    ("levels", .list([.text("commune")])),
                ]
            )
        }
        guard generator.chance(25) else { return }
        addReference("procedure.withdrawn", early: 10, data: [("procedure", .text(procedure))])
    }

    private mutating func makeListings(at unit: String) {
        guard generator.chance(65) else { return }
        for procedure in procedures where generator.chance(60) {
            addReference(
                "procedure.listed",
                early: 70,
                envelope: [("unit", unit)],
                data: [("procedure", .text(procedure))]
            )
            guard generator.chance(30) else { continue }
            addReference(
                generator.chance(70) ? "procedure.unlisted" : "procedure.listed",
                early: 30,
                envelope: [("unit", unit)],
                data: [("procedure", .text(procedure))]
            )
        }
    }

    private mutating func makeAssignments(of officer: String) {
        if officer == "L1", generator.chance(75) {
            addReference(
                "officer.assigned",
                early: 100,
                envelope: [("unit", units[0]), ("actor", officer)],
                data: [("role", .text("leader"))]
            )
        }
        // Nothing at all is known of some.
        for _ in 0..<generator.pick([0, 1, 1, 2, 3, 4]) {
            let envelope: [(String, String?)] = [("unit", generator.pick(units)), ("actor", officer)]
            if generator.chance(75) {
                let role = generator.pick(["leader", "leader", "handler", "onestop"])
                addReference(
                    "officer.assigned",
                    early: 60,
                    envelope: envelope,
                    data: [("role", .text(role)), ("secondment", .truth(generator.chance(30)))]
                )
            } else {
                addReference("officer.released", early: 30, envelope: envelope, data: [])
            }
        }
    }

    private mutating func makeAdoptions() {
        let days = [
            date(2_018, 6, 1), date(2_018, 6, 21), date(2_024, 5, 1), date(2_025, 7, 1), date(2_025, 6, 20),
        ]
        for _ in 0..<generator.pick([0, 0, 1, 2, 3]) {
            let name = generator.pick(["vn-2018", "vn-2025"])
            addReference(
                "rules.adopted",
                early: 60,
                data: [("ruleset", .text(name)), ("effectiveFrom", .text(generator.pick(days).description))]
            )
        }
    }

    /// Events of which no figure of section 9 is made.
    private mutating func makeOthers() {
        addReference(
            "target.set",
            early: 50,
            data: [("metric", .text("onlineRate")), ("value", .halves(1)), ("from", .text("2024-01-01"))]
        )
        addReference(
            "lateness.published",
            early: 50,
            envelope: [("unit", units[0])],
            data: [
                ("from", .text("2024-01-01")), ("to", .text("2024-01-31")), ("dossiers", .count(1)),
                ("officers", .count(1)),
            ]
        )
        addReference(
            "feedback.received",
            early: 50,
            envelope: [("unit", units[0])],
            data: [("topic", .text("ch\u{1EAD}m"))]
        )
    }
}
