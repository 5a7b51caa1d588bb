internal import DossierModel

/// A dossier's code as the one-stop systems make it: `{unit}-{yyMMdd}-{NNNN}`, counted anew for each unit and day.
struct DossierCode {
    /// The code of the unit.
    let unit: String
    let day: LocalDate
    let number: Int

    /// Reads a code; `nil` for one of another form, of which nothing can be told.
    init?(_ code: ArraySlice<UInt8>) {
        let hyphen = UInt8(ascii: "-")
        guard let last = code.lastIndex(of: hyphen),
            let middle = code[..<last].lastIndex(of: hyphen), last - middle == 7
        else { return nil }
        let (date, digits) = (code[(middle + 1)..<last], code[(last + 1)...])
        guard digits.count >= 4, digits.count <= 9, let number = DossierCode.number(digits),
            let year = DossierCode.number(date.prefix(2)),
            let month = DossierCode.number(date.dropFirst(2).prefix(2)),
            let day = DossierCode.number(date.suffix(2))
        else { return nil }
        let text = "20" + DossierCode.pair(year) + "-" + DossierCode.pair(month) + "-" + DossierCode.pair(day)
        guard let date = LocalDate(text), middle > code.startIndex else { return nil }
        self.day = date
        self.number = number
        unit = String(decoding: code[..<middle], as: UTF8.self)
    }

    private static func number(_ digits: ArraySlice<UInt8>) -> Int? {
        var number = 0
        for byte in digits {
            guard byte >= UInt8(ascii: "0"), byte <= UInt8(ascii: "9") else { return nil }
            number = number * 10 + Int(byte - UInt8(ascii: "0"))
        }
        return number
    }

    private static func pair(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
}
