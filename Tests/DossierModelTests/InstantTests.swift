import DossierModel
import TestSupport
import Testing

@Suite("Instant")
struct InstantTests {
    @Test(
        "a date-time with an offset is read to the millisecond, and printed at +07:00",
        arguments: [
            ("1970-01-01T00:00:00Z", 0, "1970-01-01T07:00:00+07:00"),
            ("1970-01-01T07:00:00+07:00", 0, "1970-01-01T07:00:00+07:00"),
            ("1969-12-31T23:59:59.999Z", -1, "1970-01-01T06:59:59.999+07:00"),
            ("2026-03-02T08:00:00+07:00", 1_772_413_200_000, "2026-03-02T08:00:00+07:00"),
            ("2026-03-02t08:00:00+07:00", 1_772_413_200_000, "2026-03-02T08:00:00+07:00"),
            ("2026-03-02T01:00:00z", 1_772_413_200_000, "2026-03-02T08:00:00+07:00"),
            ("2026-03-01T20:30:00-04:30", 1_772_413_200_000, "2026-03-02T08:00:00+07:00"),
            ("2026-03-02T01:00:00-00:00", 1_772_413_200_000, "2026-03-02T08:00:00+07:00"),
            ("2026-03-03T00:59:00+23:59", 1_772_413_200_000, "2026-03-02T08:00:00+07:00"),
            ("2026-03-02T08:00:00.5+07:00", 1_772_413_200_500, "2026-03-02T08:00:00.500+07:00"),
            ("2026-03-02T08:00:00.05+07:00", 1_772_413_200_050, "2026-03-02T08:00:00.050+07:00"),
            ("2026-03-02T08:00:00.005+07:00", 1_772_413_200_005, "2026-03-02T08:00:00.005+07:00"),
            (
                "2026-03-02T08:00:00.120000000000000000000+07:00", 1_772_413_200_120,
                "2026-03-02T08:00:00.120+07:00"
            ),
            ("2026-03-02T08:00:00.000+07:00", 1_772_413_200_000, "2026-03-02T08:00:00+07:00"),
            ("2000-02-29T23:59:59+07:00", 951_843_599_000, "2000-02-29T23:59:59+07:00"),
            ("1900-01-01T00:00:00+07:00", -2_209_014_000_000, "1900-01-01T00:00:00+07:00"),
            ("2199-12-31T23:59:59.999+07:00", 7_258_093_199_999, "2199-12-31T23:59:59.999+07:00"),
        ] as [(String, Int64, String)]
    )
    func read(_ text: String, _ milliseconds: Int64, _ printed: String) {
        let instant = Instant(text)
        #expect(instant?.rawValue == milliseconds)
        #expect(instant?.description == printed)
        #expect(Instant(printed)?.rawValue == milliseconds)
    }

    @Test(
        "what events.md section 1 calls a bad time is refused",
        arguments: [
            "", "2026-03-02", "2026-03-02T08:00:00", "2026-03-02T08:00+07:00", "2026-03-02 08:00:00+07:00",
            "2026-02-29T08:00:00+07:00", "2026-13-01T08:00:00+07:00", "2026-03-00T08:00:00+07:00",
            "2026-03-02T24:00:00+07:00", "2026-03-02T08:60:00+07:00", "2026-03-02T08:00:60+07:00",
            "2016-12-31T23:59:60Z", "2026-03-02T08:00:00.+07:00", "2026-03-02T08:00:00.0001+07:00",
            "2026-03-02T08:00:00.1230001+07:00", "2026-03-02T08:00:00,5+07:00", "2026-03-02T08:00:00+07",
            "2026-03-02T08:00:00+0700", "2026-03-02T08:00:00+24:00", "2026-03-02T08:00:00+07:60",
            "2026-03-02T08:00:00+7:00", "2026-03-02T08:00:00Z ", "2026-03-02T08:00:00ZZ",
            " 2026-03-02T08:00:00Z",
            "2026-03-02T08:00:00\u{2212}07:00", "2026-03-02T08:00:00+07:00x", "2026-3-02T08:00:00+07:00",
            "02026-03-02T08:00:00Z", "2026-03-02T-1:00:00+07:00", "1899-12-31T23:59:59+07:00",
            "2200-01-01T00:00:00+07:00", "2199-12-31T23:59:59.999Z", "2199-12-31T17:00:00Z",
            "0000-01-01T00:00:00Z",
            "9999-12-31T23:59:59Z",
        ]
    )
    func refused(_ text: String) {
        #expect(Instant(text) == nil)
    }

    @Test("the years are bounded as written and in local time")
    func limits() {
        // Local time is in 1900, the writing is not.
        #expect(Instant("1899-12-31T17:00:00Z") == nil)
        #expect(Instant("1900-01-01T00:00:00Z") != nil)
        // The writing is in 1900, local time is not.
        #expect(Instant("1900-01-01T00:00:00+07:01") == nil)
        #expect(Instant("2199-12-31T16:59:59.999Z") == Instant.latest)
        #expect(Instant.earliest.description == "1900-01-01T00:00:00+07:00")
        #expect(Instant.latest.description == "2199-12-31T23:59:59.999+07:00")
    }

    @Test(
        "the local date changes at midnight of +07:00, also before 1970",
        arguments: [
            ("2026-03-01T16:59:59.999Z", "2026-03-01"), ("2026-03-01T17:00:00Z", "2026-03-02"),
            ("1969-12-31T16:59:59.999Z", "1969-12-31"), ("1969-12-31T17:00:00Z", "1970-01-01"),
            ("1969-12-30T16:59:59.999Z", "1969-12-30"), ("1969-12-30T17:00:00Z", "1969-12-31"),
            ("1900-01-01T00:00:00+07:00", "1900-01-01"), ("1904-02-28T17:00:00Z", "1904-02-29"),
        ]
    )
    func localDates(_ text: String, _ date: String) {
        #expect(Instant(text)?.localDate.description == date)
    }

    @Test("a date's first and last instants are of that date, and their neighbours are not")
    func midnights() throws {
        for year in stride(from: 1_900, through: 2_199, by: 7) {
            for month in 1...12 {
                let date = try #require(LocalDate(year: year, month: month, day: 1))
                let first = Instant(date)
                let last = Instant.end(of: date)
                #expect(first.localDate == date && first.millisecondsOfDay == 0)
                #expect(last.localDate == date && last.millisecondsOfDay == Instant.day - 1)
                #expect(Instant(rawValue: first.rawValue - 1).localDate == date.adding(days: -1))
                #expect(Instant(rawValue: last.rawValue + 1).localDate == date.adding(days: 1))
                #expect(Instant(date, milliseconds: 54_000_000).description == "\(date)T15:00:00+07:00")
            }
        }
    }

    @Test("what is printed reads as the same instant", arguments: UInt64(0)..<20)
    func roundTrip(_ seed: UInt64) {
        var generator = SeededGenerator(seed: seed)
        for _ in 0..<200 {
            let range = Int(Instant.earliest.rawValue)...Int(Instant.latest.rawValue)
            let instant = Instant(rawValue: Int64(generator.number(in: range)))
            #expect(Instant(instant.description) == instant)
            let date = instant.localDate
            #expect(Instant(date, milliseconds: instant.millisecondsOfDay) == instant)
        }
    }
}
