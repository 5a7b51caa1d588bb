import Testing

@testable import DossierCLI

@Suite("numbers in both languages")
struct LanguageTests {
    @Test(
        "thousands are apart: by a full stop in Vietnamese, by a comma in English",
        arguments: [
            (0, "0", "0"), (999, "999", "999"), (1_000, "1.000", "1,000"), (-1_000, "-1.000", "-1,000"),
            (12_345_678, "12.345.678", "12,345,678"), (-999, "-999", "-999"),
            (Int.min, "-9.223.372.036.854.775.808", "-9,223,372,036,854,775,808"),
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
            (-27, "-0,27 %", "-0.27%"), (-2_777, "-27,77 %", "-27.77%"),
            (12_345_678, "123.456,78 %", "123,456.78%"),
        ]
    )
    func percents(_ hundredths: Int, _ vietnamese: String, _ english: String) {
        #expect(Language.vi.percent(hundredths: hundredths) == vietnamese)
        #expect(Language.en.percent(hundredths: hundredths) == english)
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
