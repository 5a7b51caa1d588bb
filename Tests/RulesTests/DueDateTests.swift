import DossierModel
import Rules
import Testing

/// Five working days from Monday 2024-03-04 end on Monday 2024-03-11.
@Suite("the due date (rules §6)")
struct DueDateTests {
    private func due(_ text: String) -> DueDate {
        text.contains(" ") ? .moment(time(text)) : .day(date(text))
    }

    @Test(
        "the statutory due follows from the procedure's limit",
        arguments: [
            (0, "2024-03-04 08:00", "2024-03-11"), (0, "2024-03-02 08:00", "2024-03-08"),
            (0, "2024-04-26 16:59", "2024-05-07"), (1, "2024-03-04 08:00", "2024-03-14"),
            (1, "2024-03-06 08:00", "2024-03-18"), (1, "2024-04-20 08:00", "2024-05-02"),
            (2, "2024-03-04 08:00", "2024-03-05 08:00"), (2, "2024-03-08 16:30", "2024-03-11 16:30"),
            (3, "2024-03-04 14:59:59", "2024-03-04"), (3, "2024-03-04 15:00", "2024-03-05"),
            (3, "2024-03-02 09:00", "2024-03-04"), (3, "2024-05-04 09:00", "2024-05-04"),
            (3, "2024-04-28 16:00", "2024-05-02"),
        ]
    )
    func statutory(_ procedure: Int, _ received: String, _ expected: String) {
        let judgement = Dossier(received, procedure: Code.code(procedure)).audited()
        #expect(judgement.statutoryDue == due(expected))
        #expect(judgement.due == due(expected))
    }

    @Test("a limit of any size is understood, and none of zero is passed")
    func extremeLimits() {
        for unit in LimitUnit.allCases {
            for value in [0, 1, Limits.wholeNumber] {
                let limit = ProcedureLimit(value, unit)
                let due = limit.due(receivedAt: time("2024-03-02 10:00"), in: plainReferences.calendar)
                #expect(due.date >= date("2024-03-02"))
                #expect(due.date <= WorkCalendar.last)
                #expect(due.grain == (unit == .workingHours ? .hours : .days))
            }
        }
        let zero = ProcedureLimit(0, .workingDays)
        let saturday = time("2024-03-02 10:00")
        #expect(zero.due(receivedAt: saturday, in: plainReferences.calendar) == due("2024-03-02"))
    }

    /// Procedure, `dueAt`, the base due reported and audited.
    @Test(
        "reported the due is as written, audited the earlier of written and statutory",
        arguments: [
            (0, "2024-03-20 17:00", "2024-03-20", "2024-03-11"),
            (0, "2024-03-07 17:00", "2024-03-07", "2024-03-07"),
            (0, "2024-03-09 10:00", "2024-03-09", "2024-03-11"),
            (0, "2024-03-03 10:00", "2024-03-03", "2024-03-11"),
            (0, "2024-03-04 01:00", "2024-03-04", "2024-03-04"),
            (9, "2024-03-09 10:00", "2024-03-09", "2024-03-11"),
            (2, "2024-03-04 12:00", "2024-03-04 12:00", "2024-03-04 12:00"),
            (2, "2024-03-06 12:00", "2024-03-06 12:00", "2024-03-05 08:00"),
            (2, "2024-03-04 07:59", "2024-03-04 07:59", "2024-03-05 08:00"),
            (0, nil, "2024-03-11", "2024-03-11"),
        ] as [(Int, String?, String, String)]
    )
    func base(_ procedure: Int, _ written: String?, _ reported: String, _ audited: String) {
        let dossier = Dossier("2024-03-04 08:00", procedure: Code.code(procedure), due: written)
        let record = dossier.record()
        #expect(record.reported.baseDue == due(reported))
        #expect(record.audited.baseDue == due(audited))
        #expect(record.judgements.reported.due == due(reported))
    }

    @Test("an unknown procedure without a date written is undated")
    func undated() {
        let dossier = Dossier("2024-03-04", procedure: Code.neverPublished)
        #expect(dossier.audited().due == nil)
        #expect(dossier.reported().due == nil)
    }

    /// Procedure, from when to when a lawful pause ran, and the due after.
    @Test(
        "a lawful stop that began in time moves the due by what passed",
        arguments: [
            (0, "2024-03-06", "2024-03-11", "2024-03-14"),
            (0, "2024-03-11 12:00", "2024-03-13", "2024-03-13"),
            (0, "2024-03-08", "2024-03-10", "2024-03-11"),
            (0, "2024-03-06", "2024-03-06 17:00", "2024-03-11"),
            (1, "2024-03-05", "2024-03-09", "2024-03-18"), (1, "2024-03-14", "2024-03-16", "2024-03-18"),
            (2, "2024-03-04 10:00", "2024-03-04 14:00", "2024-03-05 10:00"),
            (2, "2024-03-04 18:00", "2024-03-05 06:00", "2024-03-05 08:00"),
        ]
    )
    func shift(_ procedure: Int, _ start: String, _ end: String, _ expected: String) {
        var dossier = Dossier("2024-03-04 08:00", procedure: Code.code(procedure))
        dossier.pause(start, ground: "financialObligation")
        dossier.add(.resumed, end)
        let record = dossier.record()
        for basis in Basis.allCases {
            #expect(record.judgements[basis].due == due(expected))
            #expect(record[basis].shifts.map(\.after) == [due(expected)])
        }
    }

    @Test("the due is never earlier than the end of the stop")
    func neverBeforeEnd() {
        // As written, the due is a Saturday; no working day passes while the clock stands still.
        var days = Dossier("2024-03-04", due: "2024-03-09")
        days.pause("2024-03-09 08:00")
        days.add(.resumed, "2024-03-10 08:00")
        #expect(days.reported().due == due("2024-03-10"))
        var hours = Dossier("2024-03-04 08:00", procedure: Code.eightHours, due: "2024-03-04 18:00")
        hours.pause("2024-03-04 17:50")
        hours.add(.resumed, "2024-03-04 19:00")
        #expect(hours.reported().due == due("2024-03-04 19:00"))
    }

    @Test("a stop after the due moves nothing, and neither does an unauthorised one on the audited basis")
    func noShift() {
        var late = Dossier("2024-03-04")
        late.pause("2024-03-12")
        late.add(.resumed, "2024-03-15")
        #expect(late.reported().due == due("2024-03-11"))
        #expect(late.audited().due == due("2024-03-11"))
        var unauthorised = Dossier("2024-03-04")
        unauthorised.pause("2024-03-06", document: false)
        unauthorised.add(.resumed, "2024-03-11")
        #expect(unauthorised.reported().due == due("2024-03-14"))
        #expect(unauthorised.audited().due == due("2024-03-11"))
    }

    @Test("while stops overlap the clock stands still once, from the first start to the last end")
    func overlap() {
        var dossier = Dossier("2024-03-04")
        dossier.add(.supplementRequested, "2024-03-05")
        dossier.pause("2024-03-06")
        dossier.add(.supplemented, "2024-03-07")
        dossier.add(.resumed, "2024-03-11")
        let record = dossier.record().audited
        #expect(record.shifts.map(\.stoppedAt) == [time("2024-03-05")])
        #expect(record.shifts.map(\.after) == [due("2024-03-15")])
    }

    @Test("the finish lets the clock run once more: who is stopped in time is never late")
    func finishWhileStopped() {
        var dossier = Dossier("2024-03-04")
        dossier.pause("2024-03-11")
        dossier.add(.completed, "2024-06-03")
        #expect(dossier.audited().due == due("2024-06-03"))
        #expect(dossier.audited().dossierClass == .onTime)
        dossier.add(.reopened, "2024-06-10")
        #expect(dossier.audited().due == due("2024-06-03"))
        #expect(dossier.audited().dossierClass == .openOverdue)
    }

    @Test("a reschedule moves the due on the reported basis alone")
    func reschedule() {
        var dossier = Dossier("2024-03-04")
        dossier.add(.rescheduled, "2024-03-11", due: "2024-03-23 10:00")
        #expect(dossier.reported().due == due("2024-03-23"))
        #expect(dossier.audited().due == due("2024-03-11"))
        var hours = Dossier("2024-03-04 08:00", procedure: Code.eightHours)
        hours.add(.rescheduled, "2024-03-04 09:00", due: "2024-03-23 10:00")
        #expect(hours.reported().due == due("2024-03-23 10:00"))
        var undated = Dossier("2024-03-04", procedure: Code.neverPublished)
        undated.add(.rescheduled, "2024-03-04 09:00", due: "2024-03-23 10:00")
        #expect(undated.reported().due == due("2024-03-23"))
        #expect(undated.audited().due == nil)
        undated.add(.completed, "2024-03-05")
        undated.add(.rescheduled, "2024-03-06", due: "2024-04-23 10:00")
        #expect(undated.reported().due == due("2024-03-23"))
    }

    @Test(
        "a reschedule while the clock stands still begins the stop anew, and is asked whether it is in time",
        arguments: [("2024-03-20", "2024-03-22"), ("2024-03-07", "2024-03-11"), ("2024-03-06", "2024-03-06")]
    )
    func rescheduleWhileStopped(_ appointed: String, _ expected: String) {
        var dossier = Dossier("2024-03-04")
        dossier.pause("2024-03-05")
        dossier.add(.rescheduled, "2024-03-07", due: appointed)
        dossier.add(.resumed, "2024-03-11")
        #expect(dossier.reported().due == due(expected))
    }

    @Test("an undated dossier that is given a date while stopped is moved from then on")
    func appointedWhileStopped() {
        var dossier = Dossier("2024-03-04", procedure: Code.neverPublished)
        dossier.pause("2024-03-05")
        dossier.add(.rescheduled, "2024-03-07", due: "2024-03-08")
        dossier.add(.resumed, "2024-03-11")
        #expect(dossier.reported().due == due("2024-03-12"))
    }

    @Test("a new date in an apology moves nothing")
    func apology() {
        var dossier = Dossier("2024-03-04")
        dossier.add(.apologised, "2024-03-08", due: "2024-04-01")
        #expect(dossier.reported().due == due("2024-03-11"))
        #expect(dossier.audited().due == due("2024-03-11"))
    }
}
