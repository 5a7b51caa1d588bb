internal import ArgumentParser
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
}

/// The environment of the process.
enum Environment {
    static func value(_ name: String) -> String? {
        getenv(name).map { String(cString: $0) }
    }
}
