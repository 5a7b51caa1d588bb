internal import ArgumentParser
internal import Audit
internal import DossierModel
internal import Glibc

/// The language of texts for people.
enum Language: String, CaseIterable, Sendable, ExpressibleByArgument {
    case vi
    case en

    /// What the environment asks for: `LC_ALL`, `LC_MESSAGES`, then `LANG`; English where they say nothing known.
    static var ofEnvironment: Language {
        for name in ["LC_ALL", "LC_MESSAGES", "LANG"] {
            guard let value = Environment.value(name), !value.isEmpty else { continue }
            return value.hasPrefix("vi") ? .vi : .en
        }
        return .en
    }

    /// The text in this language.
    func text(vi: String, en: String) -> String {
        self == .vi ? vi : en
    }

    /// A text of a claims file in this language.
    func text(_ words: ClaimsFile.Text) -> String {
        text(vi: words.vi, en: words.en)
    }

    /// A whole number with its thousands apart: `1.234` or `1,234`.
    func count(_ number: Int) -> String {
        let digits = Array(String(number.magnitude))
        var grouped = ""
        for (index, digit) in digits.enumerated() {
            if index > 0, (digits.count - index) % 3 == 0 { grouped += self == .vi ? "." : "," }
            grouped.append(digit)
        }
        return (number < 0 ? "-" : "") + grouped
    }

    /// Hundredths of a percent as a percentage with two decimals: `99,58 %` or `99.58%`.
    func percent(hundredths: Int) -> String {
        let whole = count(hundredths.magnitude.signum() == 0 ? 0 : Int(hundredths.magnitude) / 100)
        let rest = Int(hundredths.magnitude) % 100
        let sign = hundredths < 0 ? "-" : ""
        let decimals = rest < 10 ? "0\(rest)" : "\(rest)"
        return sign + whole + (self == .vi ? "," : ".") + decimals + (self == .vi ? " %" : "%")
    }

    /// `31/12/2025` in Vietnamese, `2025-12-31` in English.
    func date(_ date: LocalDate) -> String { self.date("\(date)") }

    /// A day, a month or a year as a file writes it, in the form of the language.
    func date(_ text: String) -> String {
        self == .en ? text : text.split(separator: "-").reversed().joined(separator: "/")
    }

    /// A moment to the second, or to the millisecond where it has any; the last moment of a day is called its end.
    func moment(_ instant: Instant) -> String {
        let day = instant.localDate
        if instant == Instant.end(of: day) {
            return text(vi: "hết ngày \(date(day))", en: "the end of \(date(day))")
        }
        let time = "\(instant)".drop { $0 != "T" }.dropFirst().prefix { $0 != "+" }
        return text(vi: "\(time) ngày \(date(day))", en: "\(date(day)) \(time)")
    }
}

/// The environment of the process.
enum Environment {
    /// The folder for what is needed for a moment.
    static var temporaryFolder: String {
        guard let folder = value("TMPDIR"), !folder.isEmpty else { return "/tmp" }
        return folder
    }

    static func value(_ name: String) -> String? {
        getenv(name).map { String(cString: $0) }
    }
}
