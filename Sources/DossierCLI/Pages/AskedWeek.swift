internal import Audit
internal import DossierModel

/// What a weekly report was asked, as its page names it: the same wherever the files lie.
struct AskedWeek {
    let ledger: String
    private let query: WeeklyQuery
    private let rules: [String]

    init(ledger: String, query: WeeklyQuery, rules: [String]) {
        self.ledger = AskedAudit.name(ledger)
        self.query = query
        self.rules = rules.map { AskedAudit.name($0) }
    }

    /// The commands by which anyone makes the page again, and looks at what it stands on.
    func commands(_ report: WeeklyReport, _ language: Language) -> [String] {
        let rules = rules.map { " --rules \(AskedAudit.word($0))" }.joined()
        let ledger = AskedAudit.word(ledger)
        var asked = "dossier weekly \(ledger) --from \(query.from) --to \(query.to)"
        if let unit = query.unit { asked += " --unit \(AskedAudit.word(unit))" }
        if let start = query.campaignStart {
            asked += " --campaign-start \(start) --days \(query.campaignDays)"
        }
        asked += " --as-of \(report.report.asOf) --log-size \(report.report.logSize)\(rules)"
        let page = language.text(vi: "TRANG.html", en: "PAGE.html")
        return ["dossier verify \(ledger)\(rules)", asked + " --lang \(language) --html \(page)"]
    }
}
