internal import DossierModel

/// A dossier's code as the one-stop systems make it: `{unit}-{yyMMdd}-{NNNN}`, counted anew for each unit and day.
struct DossierCode {
    /// The code of the unit, as UTF-8.
    let unit: ArraySlice<UInt8>
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
        guard let date = LocalDate(year: 2000 + year, month: month, day: day), middle > code.startIndex else {
            return nil
        }
        self.day = date
        self.number = number
        unit = code[..<middle]
    }

    private static func number(_ digits: ArraySlice<UInt8>) -> Int? {
        var number = 0
        for byte in digits {
            guard byte >= UInt8(ascii: "0"), byte <= UInt8(ascii: "9") else { return nil }
            number = number * 10 + Int(byte - UInt8(ascii: "0"))
        }
        return number
    }
}
