import DossierModel
import Rules
import Testing

@Suite("a due date explained")
struct ExplanationTests {
    private let calendar = plainReferences.calendar

    @Test("days are counted in a row up to the next day off, and what differs from the week is named")
    func counted() {
        let counted = calendar.counted(after: date("2024-04-25"), through: date("2024-05-06"))
        #expect(counted.count == 5)
        #expect(counted.parts.map(\.first) == ["2024-04-26", "2024-05-02", "2024-05-06"].map(date))
        #expect(counted.parts.map(\.last) == ["2024-04-26", "2024-05-04", "2024-05-06"].map(date))
        #expect(counted.parts.map(\.days) == [1, 3, 1])
        let days = ["2024-04-29", "2024-04-30", "2024-05-01", "2024-05-04"]
        #expect(counted.exceptions.map(\.date) == days.map(date))
    }

    @Test("long times are told by the month and by the year, and add up all the same")
    func long() {
        let months = calendar.counted(after: date("2023-12-15"), through: date("2024-06-10"))
        #expect(months.parts.count == 7)
        #expect(months.parts.reduce(0) { $0 + $1.days } == months.count)
        let years = calendar.counted(after: date("2023-12-15"), through: date("2200-01-01"))
        #expect(years.parts.count == 178)
        #expect(years.parts.reduce(0) { $0 + $1.days } == years.count)
        let none = calendar.counted(after: date("2024-03-04"), through: date("2024-03-04"))
        #expect(none.parts.isEmpty && none.count == 0)
        let backwards = calendar.counted(after: date("2024-03-04"), through: date("2024-03-01"))
        #expect(backwards.parts.isEmpty && backwards.count == 0)
    }

    @Test("working time is that of the first day, whole days and the last day")
    func workingTime() {
        let worked = calendar.counted(
            from: time("2024-04-26 16:00"),
            to: time("2024-05-03 08:30")
        )
        #expect(worked.firstDay == 90 * 60_000)
        #expect(worked.whole.count == 1)
        #expect(worked.lastDay == 60 * 60_000)
        #expect(worked.milliseconds == worked.firstDay + CountedTime.wholeDay + worked.lastDay)
    }

    @Test("a date is rolled over what is named, and a working day over nothing")
    func rolled() {
        let day = calendar.rolled(date("2024-04-27"))
        #expect(day.working == date("2024-05-02"))
        #expect(day.skipped.map(\.declared?.kind) == [nil, nil, .holiday, .holiday, .holiday])
        #expect(calendar.rolled(date("2024-05-04")).skipped.isEmpty)
    }

    @Test(
        "why a due date is the one that it is",
        arguments: [
            (nil, DueChoice.statutory, DueChoice.statutory), ("2024-03-08", .slip, .slipEarlier),
            ("2024-03-11", .slip, .slipEarlier), ("2024-03-15", .slip, .statutoryEarlier),
            ("2024-03-01", .slip, .statutoryForEarlySlip),
        ] as [(String?, DueChoice, DueChoice)]
    )
    func choice(_ due: String?, _ reported: DueChoice, _ audited: DueChoice) {
        let record = Dossier("2024-03-04", due: due).record()
        #expect(record.reported.start?.base.choice == reported)
        #expect(record.audited.start?.base.choice == audited)
        let unknown = Dossier("2024-03-04", procedure: Code.neverPublished, due: due).record().audited
        #expect(unknown.start?.procedure == nil)
        #expect((unknown.start?.base.choice == DueChoice.none) == (due == nil))
    }

    @Test("each hand's working days add up to all, the stops apart")
    func spans() {
        var dossier = Dossier("2024-03-04")
        dossier.pause("2024-03-05")
        dossier.add(.transferred, "2024-03-07") { $0.code0 = Code.branch }
        dossier.add(.resumed, "2024-03-11")
        dossier.pause("2024-03-12", document: false)
        dossier.add(.resumed, "2024-03-14")
        dossier.add(.completed, "2024-03-15")
        let record = dossier.record()
        let audited = record.audited.workSpans(until: time("2024-03-15"), in: calendar)
        #expect(audited.map(\.days) == [3, 6])
        #expect(audited.map(\.stoppedDays) == [2, 2])
        #expect(audited.map(\.unauthorisedDays) == [0, 2])
        let reported = record.reported.workSpans(until: time("2024-03-15"), in: calendar)
        #expect(reported.map(\.stoppedDays) == [2, 4])
        #expect(reported.map(\.unauthorisedDays) == [0, 0])
        #expect(
            Dossier().record().audited.workSpans(until: time("2024-03-15"), in: calendar).isEmpty
        )
    }

    /// Written down as finished on the 20th; the result was handed over with a paper on the 12th.
    @Test("where an effective time comes from is told, with the event that gave it")
    func times() {
        var dossier = Dossier("2024-03-04")
        dossier.pause("2024-03-06", recorded: "2024-03-08", evidence: false)
        dossier.add(.resumed, "2024-03-07")
        dossier.add(.completed, "2024-03-11", recorded: "2024-03-20", evidence: false)
        dossier.add(.returned, "2024-03-12")
        dossier.add(.transferred, "2024-03-01")
        dossier.add(.explained, "2024-03-02", recorded: "2024-03-05")
        let record = dossier.record()
        let sources = (0..<7).map { record.audited.time(of: $0)?.source }
        #expect(sources == [.occurred, .noEvidence, .question, .served, .occurred, .receipt, .beforeReceipt])
        #expect(record.audited.time(of: 2)?.causeRow == 1)
        #expect(record.audited.time(of: 3)?.causeRow == 4)
        #expect(record.reported.time(of: 3)?.source == .recorded)
        #expect(record.audited.time(of: 99) == nil)
    }
}
