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

    /// The sign of what is less than nothing in texts for people; JSON and CSV have a hyphen.
    static let minus = "−"

    /// A whole number with its thousands apart: `1.234` or `1,234`.
    func count(_ number: Int) -> String {
        let digits = Array(String(number.magnitude))
        var grouped = ""
        for (index, digit) in digits.enumerated() {
            if index > 0, (digits.count - index) % 3 == 0 { grouped += self == .vi ? "." : "," }
            grouped.append(digit)
        }
        return (number < 0 ? Language.minus : "") + grouped
    }

    /// Hundredths of a percent as a percentage with two decimals: `99,58 %` or `99.58%`.
    func percent(hundredths: Int) -> String {
        let whole = count(hundredths.magnitude.signum() == 0 ? 0 : Int(hundredths.magnitude) / 100)
        let rest = Int(hundredths.magnitude) % 100
        let sign = hundredths < 0 ? Language.minus : ""
        let decimals = rest < 10 ? "0\(rest)" : "\(rest)"
        return sign + whole + (self == .vi ? "," : ".") + decimals + (self == .vi ? " %" : "%")
    }

    /// `31/12/2025` in Vietnamese, `2025-12-31` in English.
    func date(_ date: LocalDate) -> String { self.date("\(date)") }

    /// A day, a month or a year as a file writes it, in the form of the language.
    func date(_ text: String) -> String {
        self == .en ? text : text.split(separator: "-").reversed().joined(separator: "/")
    }

    /// A change with its sign, and none for 0.
    func signed(_ number: Int) -> String { (number > 0 ? "+" : "") + count(number) }

    /// That a unit is answered for by another.
    func merger(of unit: String, into other: String) -> String {
        text(
            vi: "\(unit) đã sáp nhập vào \(other); số liệu là của \(other)",
            en: "\(unit) was merged into \(other); the figures are those of \(other)"
        )
    }

    /// A moment within a sentence; the last moment of a day is called its end.
    func moment(_ instant: Instant) -> String {
        let day = instant.localDate
        if instant == Instant.end(of: day) {
            return text(vi: "hết ngày \(date(day))", en: "the end of \(date(day))")
        }
        return text(vi: "\(clock(instant)) ngày \(date(day))", en: "\(date(day)) \(clock(instant))")
    }

    /// A moment as it stands in tables and lists: `17:00 31/12/2025` or `2025-12-31 17:00`.
    func stamp(_ instant: Instant) -> String {
        let day = date(instant.localDate)
        return text(vi: "\(clock(instant)) \(day)", en: "\(day) \(clock(instant))")
    }

    /// The time of the day, with seconds where there are any.
    func clock(_ instant: Instant) -> String {
        let time = Int(instant.millisecondsOfDay)
        let minutes = "\(padded(time / 3_600_000, 2)):\(padded(time / 60_000 % 60, 2))"
        if time % 60_000 == 0 { return minutes }
        let seconds = minutes + ":" + padded(time / 1_000 % 60, 2)
        return time % 1_000 == 0 ? seconds : seconds + "." + padded(time % 1_000, 3)
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
