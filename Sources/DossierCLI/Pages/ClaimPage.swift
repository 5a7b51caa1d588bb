internal import Audit
internal import DossierModel
internal import MerkleLog
internal import Projections

/// An audit as a page that can be attached to a report: whole in itself, for screen and paper.
///
/// The same ledger and claims, asked in the same words, give the same bytes: nothing in it is of a clock or a machine.
struct ClaimPage {
    let audit: ClaimAudit
    let asked: AskedAudit
    let words: ClaimWords
    var language: Language { words.language }

    init(_ audit: ClaimAudit, _ asked: AskedAudit, _ language: Language) {
        self.audit = audit
        self.asked = asked
        words = ClaimWords(language: language)
    }

    var bytes: [UInt8] {
        let document = audit.file.document
        let footing = "\(document.id) - root \(audit.root.hex)"
        let page = Markup(.html, [.lang: language.rawValue, .xmlns: "http://www.w3.org/1999/xhtml"]) {
            Markup(.head) {
                Markup(style: PageStyle.css, footing: footing)
                Markup(.title, "\(language.text(document.title)) – \(kicker)")
            }
            Markup(.body) {
                head
                Markup(.main) {
                    findings
                    howTo
                }
            }
        }
        return page.document
    }

    private var kicker: String {
        language.text(
            vi: "Kiểm tra số liệu công bố bằng sổ hồ sơ",
            en: "Published figures checked against the ledger"
        )
    }

    private var head: Markup {
        let document = audit.file.document
        return Markup(.header) {
            Markup(.p, [.kind: "kicker"], kicker)
            Markup(.h1, language.text(document.title))
            Markup(.dl, [.kind: "facts"]) { documentFacts }
        }
    }

    @MarkupBuilder
    var documentFacts: Markup {
        let document = audit.file.document
        fact(language.text(vi: "Nơi công bố", en: "Issuer"), language.text(document.issuer))
        fact(language.text(vi: "Ngày văn bản", en: "Date"), language.date(document.date))
        fact(language.text(vi: "Trích dẫn", en: "Citation"), language.text(document.citation))
    }

    /// What is found, and all that it rests on, but not how to come to the same page.
    @MarkupBuilder
    var findings: Markup {
        summary
        verdicts
        claims
        equations
        denominators
        remarks
    }

    /// A name with what is to be said under it.
    @MarkupBuilder
    func fact(_ name: String, @MarkupBuilder _ content: () -> Markup) -> Markup {
        Markup(.dt, name)
        Markup(.dd, content: content)
    }

    func fact(_ name: String, _ text: String) -> Markup {
        fact(name) { text }
    }

    func badge(_ verdict: Verdict) -> Markup {
        Markup(.span, [.kind: "verdict \(verdict.rawValue)"], words.fullName(verdict))
    }

    /// A row of headings; those that start with a blank stand over numbers.
    func headings(_ names: [String]) -> Markup {
        Markup(.thead) {
            Markup(.tr) {
                for name in names {
                    if name.hasPrefix(" ") {
                        Markup(.th, [.scope: "col", .kind: "number"], String(name.dropFirst()))
                    } else {
                        Markup(.th, [.scope: "col"], name)
                    }
                }
            }
        }
    }

    func number(_ text: String) -> Markup { Markup(.td, [.kind: "number"], text) }

    /// The place of a claim on the page.
    static func anchor(_ id: String) -> String { "claim-\(id)" }
}

/// What is found, in short.
extension ClaimPage {
    private var summary: Markup {
        Markup(.section) {
            Markup(.h2, language.text(vi: "Tóm tắt", en: "Summary"))
            Markup(.p, [.kind: "outcome"], words.tally(audit, isFull: true))
            Markup(.table) {
                headings([
                    language.text(vi: "Kết luận", en: "Verdict"),
                    language.text(vi: " Số lượng", en: " Count"),
                    language.text(vi: "Nghĩa là", en: "Meaning"),
                ])
                Markup(.tbody) {
                    for verdict in Verdict.allCases { line(verdict) }
                }
            }
            if !audit.identities.isEmpty { Markup(.p, equationsInShort) }
            if !audit.denominators.isEmpty {
                Markup(
                    .p,
                    language.text(vi: "Tỷ lệ đúng hạn, quá hạn: ", en: "Shares in time and overdue: ")
                        + together + "."
                )
            }
            Markup(.dl, [.kind: "facts"]) { standing }
        }
    }

    private func line(_ verdict: Verdict) -> Markup {
        let count = audit.answers.filter { $0.verdict == verdict }.count
        return Markup(.tr) {
            Markup(.td, [.kind: "short"]) { badge(verdict) }
            number(language.count(count))
            Markup(.td, words.meaning(verdict))
        }
    }

    private var equationsInShort: String {
        let all = audit.identities.count
        let failing = audit.identities.filter { !$0.holds }
        let names = failing.map { "\($0.identity.id) (\(words.signed($0.difference)))" }.joined(
            separator: ", "
        )
        let end = failing.isEmpty ? "." : ": \(names)."
        return language.text(
            vi:
                "Phép cộng giữa các số liệu của chính văn bản: \(all - failing.count) khớp, \(failing.count) lệch",
            en:
                "Equations between the document's own figures: \(all - failing.count) hold, \(failing.count) fail"
        ) + end
    }

    /// What the audit stands on.
    @MarkupBuilder
    private var standing: Markup {
        fact(language.text(vi: "Theo điều đã biết đến", en: "As known by")) {
            language.moment(audit.asOf) + " "
            Markup(.code, "\(audit.asOf)")
        }
        fact(language.text(vi: "Sổ", en: "Ledger")) {
            Markup(.code, asked.ledger)
            ", \(language.count(Int(audit.logSize))) " + language.text(vi: "sự kiện", en: "events")
        }
        fact(language.text(vi: "Gốc Merkle", en: "Merkle root")) { Markup(.code, audit.root.hex) }
        fact(language.text(vi: "Tệp số liệu", en: "Claims file")) {
            Markup(.code, asked.claims)
            ", sha256 "
            Markup(.code, audit.file.hash)
        }
        for set in audit.ruleSets {
            fact(language.text(vi: "Bộ quy tắc", en: "Rule set")) {
                Markup(.code, set.name)
                ", sha256 "
                Markup(.code, set.hash)
            }
        }
    }

    private var verdicts: Markup {
        Markup(.section) {
            Markup(.h2, language.text(vi: "Bảng kết luận", en: "Verdicts"))
            Markup(.table) {
                headings([
                    language.text(vi: "Số liệu", en: "Claim"),
                    language.text(vi: " Văn bản nêu", en: " Claimed"),
                    " " + BasisWords.heading(.reported, language),
                    " " + BasisWords.heading(.audited, language),
                    language.text(vi: "Kết luận và cách đọc", en: "Verdict and reading"),
                ])
                Markup(.tbody) {
                    for (index, answer) in audit.answers.enumerated() { line(answer, index + 1) }
                }
            }
            Markup(.p, [.kind: "quiet"], bases)
        }
    }

    private func line(_ answer: ClaimAudit.Answer, _ place: Int) -> Markup {
        let claim = answer.claim
        let note = words.note(answer)
        return Markup(.tr) {
            Markup(.td) {
                "\(place). \(language.text(claim.says)) "
                Markup(.code, [.kind: "id"]) { Markup(linkTo: ClaimPage.anchor(claim.id), claim.id) }
            }
            number(words.claimed(claim.figure))
            number(words.measured(answer.reported))
            number(words.measured(answer.audited))
            Markup(.td) {
                badge(answer.verdict)
                if !note.isEmpty { Markup(.div, note) }
            }
        }
    }

    private var bases: String {
        BasisWords.meaning(language) + " "
            + language.text(
                vi: "Chênh lệch giữa hai cơ sở là điều thanh tra cần xem.",
                en: "The difference between the two is what an inspection looks for."
            )
    }
}
