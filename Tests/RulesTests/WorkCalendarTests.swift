import DossierModel
import Rules
import Testing

/// 2024-04-26 is a Friday; 29 April to 1 May are free, Saturday 4 May is worked.
@Suite("working days (rules §1)")
struct WorkCalendarTests {
    private static let spring = WorkCalendar(springDays())
    private let calendar = WorkCalendarTests.spring

    @Test(
        "a working day is a weekday that is no holiday, or a weekend day declared as working",
        arguments: [
            ("2024-04-26", true), ("2024-04-27", false), ("2024-04-28", false), ("2024-04-29", false),
            ("2024-05-01", false), ("2024-05-02", true), ("2024-05-03", true), ("2024-05-04", true),
            ("2024-05-05", false), ("2024-05-06", true),
        ]
    )
    func isWorking(_ day: String, _ isWorking: Bool) {
        #expect(calendar.isWorking(date(day)) == isWorking)
    }

    @Test(
        "wd counts the working days after the first date up to and with the second",
        arguments: [
            ("2024-04-26", "2024-04-26", 0), ("2024-04-26", "2024-05-01", 0), ("2024-04-26", "2024-05-02", 1),
            ("2024-04-26", "2024-05-06", 4), ("2024-05-06", "2024-04-26", 0), ("2024-04-27", "2024-05-04", 3),
        ]
    )
    func workingDays(_ start: String, _ end: String, _ days: Int) {
        #expect(calendar.workingDays(after: date(start), through: date(end)) == days)
    }

    @Test(
        "advance gives the n-th working day after a date, and the date itself for none",
        arguments: [
            ("2024-04-26", 0, "2024-04-26"), ("2024-04-27", 0, "2024-04-27"), ("2024-04-26", 1, "2024-05-02"),
            ("2024-04-27", 1, "2024-05-02"), ("2024-04-26", 3, "2024-05-04"), ("2024-04-26", 4, "2024-05-06"),
        ]
    )
    func advance(_ start: String, _ count: Int64, _ end: String) {
        #expect(calendar.advance(date(start), by: count) == date(end))
    }

    @Test(
        "roll gives the date if it is worked, else the next that is",
        arguments: [
            ("2024-04-26", "2024-04-26"), ("2024-04-27", "2024-05-02"), ("2024-05-04", "2024-05-04"),
            ("2024-05-05", "2024-05-06"),
        ]
    )
    func roll(_ start: String, _ end: String) {
        #expect(calendar.roll(date(start)) == date(end))
    }

    /// Goal: the tables say what counting on one's fingers says.
    ///
    /// Method: every pair of days of four weeks.
    @Test("the tables agree with counting day by day")
    func agreesWithCounting() {
        let first = date("2024-04-20")
        for start in 0..<28 {
            let from = first.adding(days: start)
            var count = 0
            for step in 1..<28 {
                let day = from.adding(days: step)
                if calendar.isWorking(day) {
                    count += 1
                    #expect(calendar.advance(from, by: Int64(count)) == day)
                }
                #expect(calendar.workingDays(after: from, through: day) == count)
            }
        }
    }

    @Test(
        "what lies beyond the tables is their end, however far it is",
        arguments: [Int64(2_000_000), Limits.wholeNumber, .max]
    )
    func beyondTheTables(_ far: Int64) {
        let start = date("2024-03-04")
        #expect(calendar.advance(start, by: far) == WorkCalendar.last)
        #expect(calendar.adding(far, to: start) == WorkCalendar.last)
        #expect(
            calendar.instant(after: time("2024-03-04"), workingHours: far)
                == Instant.end(of: WorkCalendar.last)
        )
        #expect(calendar.roll(WorkCalendar.last.adding(days: 9)) == WorkCalendar.last)
    }

    @Test("the tables run from 1890 to 2300")
    func bounds() {
        #expect(WorkCalendar.first.description == "1890-01-01")
        #expect(WorkCalendar.last.description == "2300-12-31")
    }

    @Test(
        "working hours are 07:30 to 11:30 and 13:30 to 17:30 of a working day",
        arguments: [
            ("2024-03-04 07:30", "2024-03-04 11:30", 240), ("2024-03-04 00:00", "2024-03-04 23:59", 480),
            ("2024-03-04 11:30", "2024-03-04 13:30", 0), ("2024-03-04 11:00", "2024-03-04 14:00", 60),
            ("2024-03-01 17:00", "2024-03-04 08:00", 60), ("2024-03-02 08:00", "2024-03-03 20:00", 0),
            ("2024-03-04 10:00", "2024-03-04 09:00", 0),
        ]
    )
    func workingTime(_ start: String, _ end: String, _ minutes: Int64) {
        #expect(calendar.workingTime(from: time(start), to: time(end)) == minutes * 60_000)
    }

    @Test(
        "n working hours after a time is the earliest instant with so many between",
        arguments: [
            ("2024-03-04 07:30", 4, "2024-03-04 11:30"), ("2024-03-04 07:30", 8, "2024-03-04 17:30"),
            ("2024-03-04 08:00", 8, "2024-03-05 08:00"), ("2024-03-04 12:00", 1, "2024-03-04 14:30"),
            ("2024-03-04 20:00", 1, "2024-03-05 08:30"), ("2024-03-02 09:00", 4, "2024-03-04 11:30"),
            ("2024-03-04 11:00", 1, "2024-03-04 14:00"), ("2024-03-02 09:00", 0, "2024-03-02 09:00"),
            ("2024-04-26 17:00", 1, "2024-05-02 08:00"),
        ]
    )
    func hoursAfter(_ start: String, _ hours: Int64, _ end: String) {
        #expect(calendar.instant(after: time(start), workingHours: hours) == time(end))
    }

    @Test("of two declarations of a date the later recorded, the greater id, the later entry wins")
    func declarations() {
        let day = date("2024-03-04")
        typealias Said = (kind: DayKind, recorded: String, id: [UInt8], position: Int)
        let table: [(winner: Said, loser: Said)] = [
            ((.holiday, "2024-01-02", [1], 0), (.working, "2024-01-01", [2], 5)),
            ((.holiday, "2024-01-01", [2], 0), (.working, "2024-01-01", [1, 9], 5)),
            ((.holiday, "2024-01-01", [2, 0], 0), (.working, "2024-01-01", [2], 5)),
            ((.holiday, "2024-01-01", [1], 5), (.working, "2024-01-01", [1], 4)),
        ]
        for row in table {
            for order in [[row.winner, row.loser], [row.loser, row.winner]] {
                var days = DeclaredDays()
                for said in order {
                    days.declare(
                        day,
                        said.kind,
                        recordedAt: time(said.recorded),
                        id: said.id,
                        position: said.position
                    )
                }
                #expect(days.kind(of: day) == row.winner.kind)
                #expect(!WorkCalendar(days).isWorking(day))
            }
        }
    }
}
