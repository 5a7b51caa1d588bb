import DossierModel
import Testing

@testable import DossierCLI

@Suite("numbers in both languages")
struct LanguageTests {
    @Test(
        "thousands are apart: by a full stop in Vietnamese, by a comma in English",
        arguments: [
            (0, "0", "0"), (999, "999", "999"), (1_000, "1.000", "1,000"), (-1_000, "−1.000", "−1,000"),
            (12_345_678, "12.345.678", "12,345,678"), (-999, "−999", "−999"),
            (Int.min, "−9.223.372.036.854.775.808", "−9,223,372,036,854,775,808"),
        ]
    )
    func counts(_ number: Int, _ vietnamese: String, _ english: String) {
        #expect(Language.vi.count(number) == vietnamese)
        #expect(Language.en.count(number) == english)
    }

    @Test(
        "a percentage has two decimals, with a decimal comma in Vietnamese",
        arguments: [
            (0, "0,00 %", "0.00%"), (5, "0,05 %", "0.05%"), (9_958, "99,58 %", "99.58%"),
            (10_000, "100,00 %", "100.00%"),
            (-27, "−0,27 %", "−0.27%"), (-2_777, "−27,77 %", "−27.77%"),
            (12_345_678, "123.456,78 %", "123,456.78%"),
        ]
    )
    func percents(_ hundredths: Int, _ vietnamese: String, _ english: String) {
        #expect(Language.vi.percent(hundredths: hundredths) == vietnamese)
        #expect(Language.en.percent(hundredths: hundredths) == english)
    }

    @Test("a change has its sign, and a moment the clock of its day")
    func momentsAndSigns() throws {
        #expect([-1_200, 0, 7].map(Language.vi.signed) == ["−1.200", "0", "+7"])
        #expect([-1_200, 0, 7].map(Language.en.signed) == ["−1,200", "0", "+7"])
        let morning = try #require(Instant("2025-08-05T09:00:00+07:00"))
        #expect(Language.vi.moment(morning) == "09:00 ngày 05/08/2025")
        #expect(Language.en.moment(morning) == "2025-08-05 09:00")
        #expect(Language.vi.stamp(morning) == "09:00 05/08/2025")
        #expect(Language.en.stamp(morning) == "2025-08-05 09:00")
        let exact = try #require(Instant("2025-08-05T09:00:07.050+07:00"))
        #expect(Language.vi.stamp(exact) == "09:00:07.050 05/08/2025")
        let end = Instant.end(of: morning.localDate)
        #expect(Language.vi.moment(end) == "hết ngày 05/08/2025")
        #expect(Language.en.moment(end) == "the end of 2025-08-05")
    }

    @Test("a message of the argument parser has a beginning in Vietnamese where it is about a value")
    func parserWords() {
        let told = "The value 'x' is invalid for '--to <day>': ngày được viết như 2025-12-31"
        #expect(ParserWords.text(told) == told)
        ParserWords.$language.withValue(.vi) {
            let expected = "giá trị «x» không dùng được cho «--to <day>»: ngày được viết như 2025-12-31"
            #expect(ParserWords.text(told) == expected)
            for other in ["Unknown option '--frob'", "The value 'x' is invalid for '<n>'", ""] {
                #expect(ParserWords.text(other) == other)
            }
        }
    }

    @Test("blanks are counted by letters, however a letter is spelt")
    func columns() {
        #expect(TextTable.padded("Tỷ lệ", 8) == "Tỷ lệ   ")
        // The same letters, each with its marks apart.
        #expect(TextTable.padded("Ty\u{309} le\u{323}\u{302}", 8) == "Ty\u{309} le\u{323}\u{302}   ")
        #expect(TextTable.leading("42", 1) == "42")
        #expect(TextTable.cut("đơn vị", 4) == "đơn…")
        #expect(TextTable.cut("đơn vị", 6) == "đơn vị")
    }
}
