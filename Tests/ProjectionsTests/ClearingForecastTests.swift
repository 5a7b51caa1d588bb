import DossierModel
import Projections
import Rules
import TestSupport
import Testing

/// The forecast and the line of a campaign.
@Suite("forecast of a clearing")
struct ClearingForecastTests {
    private func forecast(_ cleared: [Int], remaining: Int) -> ClearingForecast {
        ClearingForecast(remaining: remaining, clearedByDay: cleared)
    }

    private func within(_ cleared: [Int], remaining: Int) -> ClearingForecast.Range? {
        guard case .within(let range) = forecast(cleared, remaining: remaining) else { return nil }
        return range
    }

    /// Likely, earliest and latest.
    private func days(_ cleared: [Int], remaining: Int) -> [Int?] {
        within(cleared, remaining: remaining).map { [$0.likely, $0.earliest, $0.latest] } ?? []
    }

    @Test("where there is too little to say, nothing is said, and why")
    func silence() {
        #expect(forecast([], remaining: 9) == .none(.tooFewDays))
        #expect(forecast([9, 9, 9, 9], remaining: 9) == .none(.tooFewDays))
        #expect(forecast([0, 0, 0, 0, 0], remaining: 9) == .none(.noPace))
        #expect(forecast([3, -2, 0, -1, 0], remaining: 9) == .none(.noPace))
        #expect(forecast([0, 4, 0, 0, 0], remaining: 9) == .none(.tooFewCleared))
        #expect(forecast([0, 5, 0, 0, 0], remaining: 9) != .none(.tooFewCleared))
        #expect(forecast([1, 1, 1, 1, 1], remaining: 3_000) == .beyond)
    }

    @Test("an even pace has no spread")
    func even() {
        #expect(days([4, 4, 4, 4, 4, 4], remaining: 20) == [5, 5, 5])
        #expect(days([4, 4, 4, 4, 4, 4], remaining: 21) == [6, 6, 6])
        #expect(days([4, 4, 4, 4, 4, 4], remaining: 1) == [1, 1, 1])
    }

    /// Worked out by hand: mean 4, s² = 2, t = 1.533; 4 T ± 1.533 √(2 T (1 + T/5)) against 20.
    ///
    /// T = 3: 12 + 4.75; T = 4: 16 + 5.82, the first to reach 20. T = 7: 28 − 8.89; T = 8: 32 − 9.89, the first to reach 20.
    @Test("an uneven pace has the range that the formula gives")
    func uneven() {
        #expect(days([2, 4, 6, 4, 4], remaining: 20) == [5, 4, 8])
    }

    @Test("a pace of one good day has no latest day")
    func open() throws {
        let range = try #require(within([0, 0, 0, 0, 100], remaining: 100))
        #expect(range.likely == 5)
        #expect(range.latest == nil)
    }

    @Test("the order of the days does not matter, and a longer run of the same days narrows the range")
    func order() throws {
        let days = [3, 9, 0, 4, 7, 2, 5, 1]
        let one = try #require(within(days, remaining: 40))
        #expect(within(days.reversed(), remaining: 40) == one)
        let long = try #require(within(days + days + days, remaining: 40))
        #expect(long.likely == one.likely)
        #expect(try #require(long.latest) < #require(one.latest))
        #expect(long.earliest >= one.earliest)
    }

    /// The formula in floating point, but for days on which it is too near to tell.
    @Test("the whole numbers give what the formula gives", arguments: 1...60 as ClosedRange<UInt64>)
    func formula(_ seed: UInt64) throws {
        var generator = SeededGenerator(seed: seed)
        let count = Int.random(in: 5...40, using: &generator)
        let cleared = (0..<count).map { _ in Int.random(in: -2...15, using: &generator) }
        let remaining = Int.random(in: 1...400, using: &generator)
        guard let range = within(cleared, remaining: remaining) else { return }
        let n = Double(count)
        let mean = Double(cleared.reduce(0, +)) / n
        let variance = cleared.map { (Double($0) - mean) * (Double($0) - mean) }.reduce(0, +) / (n - 1)
        let t = [4: 1.533, 9: 1.383, 19: 1.328, 29: 1.311, 39: 1.310][count - 1]
        func bound(_ days: Int, _ t: Double) -> Double {
            let days = Double(days)
            return days * mean + t * (variance * days * (1 + days / n)).squareRoot() - Double(remaining)
        }
        #expect(bound(range.likely, 0) >= -1e-9)
        #expect(range.likely == 1 || bound(range.likely - 1, 0) < 1e-9)
        #expect(range.earliest <= range.likely)
        #expect(range.latest.map { $0 >= range.likely } ?? true)
        guard let t else { return }
        #expect(bound(range.earliest, t) >= -1e-9)
        #expect(range.earliest == 1 || bound(range.earliest - 1, t) < 1e-9)
        if let latest = range.latest {
            #expect(bound(latest, -t) >= -1e-9)
            #expect(latest == 1 || bound(latest - 1, -t) < 1e-9)
        }
    }

    // MARK: - The line

    private func calendar(_ start: String, days: Int, at: String) throws -> CampaignCalendar {
        CampaignCalendar(
            start: try #require(LocalDate(start)),
            days: days,
            at: try #require(Instant(at)),
            WorkCalendar()
        )
    }

    @Test("the line falls on working days alone and ends at 0")
    func line() throws {
        // From Friday 2026-03-13 to Wednesday: four working days.
        let calendar = try calendar("2026-03-13", days: 6, at: "2026-03-20T00:00:00+07:00")
        #expect(calendar.workingDays == 4)
        let lines = (12...18).map { calendar.line(10, on: LocalDate("2026-03-\($0)") ?? calendar.end) }
        #expect(lines == [10, 8, 8, 8, 5, 3, 0])
        #expect(calendar.line(0, on: calendar.start) == 0)
    }

    @Test("a working day is used up when its working hours are over")
    func today() throws {
        let day = try #require(LocalDate("2026-03-13"))
        let noon = try calendar("2026-03-13", days: 6, at: "2026-03-13T12:00:00+07:00")
        #expect(noon.worked(through: day) == 0)
        #expect(noon.line(10, on: day) == 10)
        let evening = try calendar("2026-03-13", days: 6, at: "2026-03-13T17:30:00+07:00")
        #expect(evening.worked(through: day) == 1)
        #expect(evening.line(10, on: day) == 8)
        #expect("\(evening.workingDay(1))" == "2026-03-16")
        #expect("\(noon.workingDay(1))" == "2026-03-13")
    }

    @Test("a campaign without a working day has no line")
    func noWork() throws {
        let calendar = try calendar("2026-03-14", days: 2, at: "2026-03-20T00:00:00+07:00")
        #expect(calendar.line(10, on: calendar.end) == nil)
    }
}
