import DossierModel
import TestSupport
import Testing

@Suite("LocalDate")
struct LocalDateTests {
    @Test("every day from 1890 to 2310 reads, prints and counts on from the one before")
    func everyDay() throws {
        // Method: the days are counted up by hand, month by month, beside the arithmetic under test.
        var expected = try #require(LocalDate(year: 1_890, month: 1, day: 1))
        // 1890-01-01 was a Wednesday.
        var weekday = 2
        for year in 1_890...2_310 {
            let isLeap = year % 400 == 0 || year % 4 == 0 && year % 100 != 0
            let lengths = [31, isLeap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
            for (index, length) in lengths.enumerated() {
                for day in 1...length {
                    let date = try #require(LocalDate(year: year, month: index + 1, day: day))
                    guard date == expected, date.civil == (year, index + 1, day), date.weekday == weekday,
                        LocalDate(date.description) == date, date.year == year
                    else {
                        Issue.record("\(year)-\(index + 1)-\(day) is taken for \(date)")
                        return
                    }
                    expected = expected.adding(days: 1)
                    weekday = (weekday + 1) % 7
                }
                #expect(LocalDate(year: year, month: index + 1, day: length + 1) == nil)
            }
        }
    }

    @Test(
        "known days have their numbers",
        arguments: [
            ("1970-01-01", 0, 3), ("1969-12-31", -1, 2), ("2000-02-29", 11_016, 1), ("2000-03-01", 11_017, 2),
            ("1900-03-01", -25_508, 3), ("2026-07-01", 20_635, 2), ("0001-01-01", -719_162, 0),
            ("9999-12-31", 2_932_896, 4),
        ]
    )
    func knownDays(_ text: String, _ number: Int32, _ weekday: Int) {
        let date = LocalDate(text)
        #expect(date?.rawValue == number)
        #expect(date?.weekday == weekday)
        #expect(LocalDate(rawValue: number).description == text)
    }

    @Test(
        "what is no day is refused",
        arguments: [
            "2025-02-29", "1900-02-29", "2100-02-29", "2025-04-31", "2025-13-01", "2025-00-10", "2025-01-00",
            "2025-01-32", "0000-01-01", "2025-1-01", "25-01-01", "2025/01/01", "2025-01-01 ", " 2025-01-01",
            "20250101", "2025-01-0a", "-025-01-01", "+025-01-01", "2025-01-01T", "", "٢٠٢٥-٠١-٠١",
        ]
    )
    func refusedTexts(_ text: String) {
        #expect(LocalDate(text) == nil)
    }

    @Test("years from 1 to 9999 are known, others are not")
    func years() {
        #expect(LocalDate(year: 0, month: 1, day: 1) == nil)
        #expect(LocalDate(year: 10_000, month: 1, day: 1) == nil)
        #expect(LocalDate(year: 2_024, month: 2, day: 29) != nil)
        #expect(LocalDate(year: 2_024, month: 2, day: 30) == nil)
        #expect(LocalDate(year: 2_024, month: -1, day: 1) == nil)
        #expect(LocalDate(year: 2_024, month: 1, day: -1) == nil)
    }

    @Test("days compare as their numbers do")
    func order() {
        var generator = SeededGenerator(seed: 7)
        for _ in 0..<1_000 {
            let left = LocalDate(rawValue: Int32(generator.number(in: -3...3)))
            let right = LocalDate(rawValue: Int32(generator.number(in: -3...3)))
            #expect((left < right) == (left.rawValue < right.rawValue))
            #expect((left <= right) == (left.rawValue <= right.rawValue))
            #expect((left > right) == (left.rawValue > right.rawValue))
            #expect((left >= right) == (left.rawValue >= right.rawValue))
            #expect((left == right) == (left.rawValue == right.rawValue))
        }
    }
}
