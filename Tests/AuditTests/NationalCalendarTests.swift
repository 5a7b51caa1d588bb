import Audit
import DossierModel
import Foundation
import Interchange
import Projections
import Testing

/// The calendar that a new ledger begins with, against the table of `reference/law.md` section 5.
@Suite("The national calendar")
struct NationalCalendarTests {
    /// Weekdays off and Saturdays worked that the table marks as confirmed, as `month-day`.
    private static let confirmed: [(year: Int, off: String, worked: String)] = [
        (2_021, "1-1 2-10 2-11 2-12 2-15 2-16 4-21 4-30 5-3 9-2 9-3", ""),
        (2_022, "1-3 1-31 2-1 2-2 2-3 2-4 4-11 5-2 5-3 9-1 9-2", ""),
        (2_023, "1-2 1-20 1-23 1-24 1-25 1-26 5-1 5-2 5-3 9-1 9-4", ""),
        (2_024, "1-1 2-8 2-9 2-12 2-13 2-14 4-18 4-29 4-30 5-1 9-2 9-3", "5-4"),
        (2_025, "1-1 1-27 1-28 1-29 1-30 1-31 4-7 4-30 5-1 5-2 9-1 9-2", "4-26"),
        (
            2_026, "1-1 1-2 2-16 2-17 2-18 2-19 2-20 4-27 4-30 5-1 8-31 9-1 9-2 11-24",
            "1-10 8-22"
        ),
    ]

    private func table() throws -> [LocalDate: String] {
        var days: [LocalDate: String] = [:]
        for (year, off, worked) in NationalCalendarTests.confirmed {
            for (text, kind) in [(off, "holiday"), (worked, "working")] {
                for day in text.split(separator: " ") {
                    let parts = day.split(separator: "-").compactMap { Int($0) }
                    days[try #require(LocalDate(year: year, month: parts[0], day: parts[1]))] = kind
                }
            }
        }
        return days
    }

    @Test("it holds every confirmed day and no other, among them none of the unconfirmed year 2020")
    func days() throws {
        var days: [LocalDate: String] = [:]
        for event in try NationalCalendar.events() {
            let root = try EventDocument.read(event).root
            #expect(root["type"]?.string == "calendar.declared")
            for day in try #require(root["data"]?["days"]?.array) {
                let date = try #require(day["date"]?.date)
                #expect(days[date] == nil, "\(date) is there twice")
                days[date] = try #require(day["kind"]?.string)
            }
        }
        #expect(days == (try table()))
        #expect(!days.keys.contains { $0.year == 2_020 || $0.year >= 2_027 })
    }

    @Test("a weekday is declared off and a weekend day worked, nothing that is so already")
    func weekdays() throws {
        for (date, kind) in try table() { #expect((date.weekday < 5) == (kind == "holiday"), "\(date)") }
    }

    @Test("a new ledger begins with it, a bare one with nothing")
    func newLedger() throws {
        let events = try TemporaryLedger(isBare: false).events()
        #expect(events == (try NationalCalendar.events().map { String(decoding: $0, as: UTF8.self) }))
        #expect(try TemporaryLedger().events().isEmpty)
    }

    @Test("due dates follow it: five working days from 26 January 2024 skip Tết")
    func dueDate() async throws {
        // 29, 30, 31 January, 1 and 2 February; then 5 to 7 February and, after Tết, the 15th.
        let lines = [
            EventLine.procedure("P5", workingDays: 5), EventLine.procedure("P9", workingDays: 9),
            EventLine.received("A", at: "2024-01-26", procedure: "P5"),
            EventLine.received("B", at: "2024-01-26", procedure: "P9"),
            EventLine.step("c-A", "completed", of: "A", at: "2024-02-02")
                .holding("\"outcome\":\"granted\",\"form\":\"paper\""),
            EventLine.step("c-B", "completed", of: "B", at: "2024-02-15")
                .holding("\"outcome\":\"granted\",\"form\":\"paper\""),
        ]
        let ledger = try TemporaryLedger(isBare: false)
        try await ledger.take(lines.map(\.text))
        let query = ReportQuery("2024-01-01", "2024-12-31")
        #expect(try ReportMaker.make(query, of: ledger.ledger)[.onTime] == 2)
        // Without the holidays the 9th working day is 8 February.
        let bare = try await TemporaryLedger(lines.map(\.text))
        let report = try ReportMaker.make(query, of: bare.ledger)
        #expect(report[.onTime] == 1)
        #expect(report[.overdue] == 1)
    }
}
