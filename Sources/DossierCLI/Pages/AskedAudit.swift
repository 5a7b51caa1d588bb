internal import Audit
internal import DossierModel

/// What an audit was asked, as a page names it: the same wherever the files lie.
///
/// A name is kept as it was given; of an absolute path, which is of one machine only, the last part is.
struct AskedAudit {
    let ledger: String
    let claims: String
    let rules: [String]

    init(ledger: String, claims: String, rules: [String]) {
        self.ledger = AskedAudit.name(ledger)
        self.claims = AskedAudit.name(claims)
        self.rules = rules.map { AskedAudit.name($0) }
    }

    private static func name(_ path: String) -> String {
        guard path.hasPrefix("/") else { return path }
        return path.split(separator: "/").last.map { String($0) } ?? path
    }

    /// The commands by which anyone makes the page again, and looks at what it stands on.
    func commands(_ audit: ClaimAudit, _ language: Language) -> [String] {
        let rules = rules.map { " --rules \(AskedAudit.word($0))" }.joined()
        let ledger = AskedAudit.word(ledger)
        let claims = AskedAudit.word(claims)
        let moment = "--as-of \(audit.asOf) --log-size \(audit.logSize)"
        let page = language.text(vi: "TRANG.html", en: "PAGE.html")
        return [
            "dossier verify \(ledger)\(rules)",
            "sha256sum \(claims)",
            "dossier audit \(ledger) \(claims) \(moment)\(rules) --lang \(language) --html \(page)",
        ]
    }

    /// A name as one word of a shell.
    static func word(_ name: String) -> String {
        let name = name.hasPrefix("-") ? "./" + name : name
        let isPlain = name.unicodeScalars.allSatisfy { scalar in
            scalar.properties.isAlphabetic || ("0"..."9").contains(scalar)
                || "._/+:,@%-".unicodeScalars.contains(scalar)
        }
        return isPlain && !name.isEmpty ? name : "'" + name.replacing("'", with: "'\\''") + "'"
    }
}
