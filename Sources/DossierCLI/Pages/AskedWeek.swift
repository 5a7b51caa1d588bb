internal import Audit
internal import DossierModel

/// What a weekly report was asked, as its page names it: the same wherever the files lie.
struct AskedWeek {
    let ledger: String
    private let query: WeeklyQuery
    private let rules: [String]

    init(ledger: String, query: WeeklyQuery, rules: [String]) {
        self.ledger = ShellWord.name(ledger)
        self.query = query
        self.rules = rules.map { ShellWord.name($0) }
    }

    /// The commands by which anyone makes the page again, and looks at what it stands on.
    func commands(_ report: WeeklyReport, _ language: Language) -> [String] {
        let rules = rules.map { " --rules \(ShellWord.quoted($0))" }.joined()
        let ledger = ShellWord.quoted(ledger)
        var asked = "dossier weekly \(ledger) --from \(query.from) --to \(query.to)"
        if let unit = query.unit { asked += " --unit \(ShellWord.quoted(unit))" }
        if let start = query.campaignStart {
            asked += " --campaign-start \(start) --days \(query.campaignDays)"
        }
        asked += " --as-of \(report.report.asOf) --log-size \(report.report.logSize)\(rules)"
        let page = language.text(vi: "TRANG.html", en: "PAGE.html")
        return ["dossier verify \(ledger)\(rules)", asked + " --lang \(language) --html \(page)"]
    }
}

/// Names as words of a shell.
enum ShellWord {
    /// A name as it was given; of an absolute path, which is of one machine only, the last part.
    static func name(_ path: String) -> String {
        guard path.hasPrefix("/") else { return path }
        return path.split(separator: "/").last.map { String($0) } ?? path
    }

    /// A name as one word, quoted where it has to be.
    static func quoted(_ name: String) -> String {
        let name = name.hasPrefix("-") ? "./" + name : name
        let isPlain = name.unicodeScalars.allSatisfy { scalar in
            scalar.properties.isAlphabetic || ("0"..."9").contains(scalar)
                || "._/+:,@%-".unicodeScalars.contains(scalar)
        }
        return isPlain && !name.isEmpty ? name : "'" + name.replacing("'", with: "'\\''") + "'"
    }
}
