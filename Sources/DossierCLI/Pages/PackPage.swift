internal import Audit
internal import DossierModel
internal import MerkleLog
internal import Projections

/// The page of a pack: what it shows and proves, and the answer.
///
/// It follows from the answer, the checkpoint and the numbers of events alone, so that whoever checks the pack draws the
/// same bytes.
struct PackPage {
    private let account: PackAccount
    private let words: PackWords
    private let language: Language
    private var checkpoint: Checkpoint { account.checkpoint.unverified }

    init(_ account: PackAccount) {
        self.account = account
        language = Language(rawValue: account.question.language) ?? .en
        words = PackWords(language: language)
    }

    /// Draws the page of a pack.
    static func draw(_ account: PackAccount) -> [UInt8] { PackPage(account).bytes }

    var bytes: [UInt8] {
        let footing = "\(checkpoint.size.rawValue) - root \(checkpoint.root.hex)"
        let page = Markup(.html, [.lang: language.rawValue, .xmlns: "http://www.w3.org/1999/xhtml"]) {
            Markup(.head) {
                Markup(style: PageStyle.css, footing: footing)
                Markup(.title, "\(title) – \(kicker)")
            }
            Markup(.body) {
                Markup(.header) {
                    Markup(.p, [.kind: "kicker"], kicker)
                    Markup(.h1, title)
                    if case .claims(let audit) = account.answer {
                        Markup(.dl, [.kind: "facts"]) { claimPage(audit).documentFacts }
                    }
                }
                Markup(.main) {
                    standing
                    answer
                    howTo
                }
            }
        }
        return page.document
    }

    private var kicker: String { words.text(vi: "Gói bằng chứng", en: "Evidence pack") }

    private var title: String {
        switch account.answer {
        case .claims(let audit): return language.text(audit.file.document.title)
        case .dossier(let history): return words.text(vi: "Hồ sơ", en: "Dossier") + " \(history.dossier)"
        case .detect(let detection):
            var title = words.text(vi: "Dấu hiệu cần xem", en: "What inspectors look for")
            if case .detect(let filter) = account.question.asked, let unit = filter.unit {
                title += ": \(unit)"
            }
            if let from = detection.from {
                title += words.text(vi: ", từ ", en: ", from ") + language.date(from)
            }
            if let to = detection.to { title += words.text(vi: ", đến ", en: ", to ") + language.date(to) }
            return title
        }
    }

    private func claimPage(_ audit: ClaimAudit) -> ClaimPage {
        let asked = AskedAudit(ledger: checkpoint.origin.string, claims: "claims.json", rules: [])
        return ClaimPage(audit, asked, language)
    }
}

/// What the pack is and proves.
extension PackPage {
    private var standing: Markup {
        Markup(.section) {
            Markup(.h2, words.text(vi: "Gói này chứng minh gì", en: "What this pack proves"))
            let coverage = words.coverage(
                account.coverage,
                events: account.eventCount,
                withheld: account.withheld
            )
            Markup(.p, [.kind: "outcome"], coverage)
            Markup(.dl, [.kind: "facts"]) { facts }
            Markup(.p, [.kind: "quiet"], limits)
        }
    }

    @MarkupBuilder
    private var facts: Markup {
        fact(words.text(vi: "Sổ", en: "Ledger")) { Markup(.code, checkpoint.origin.string) }
        fact(words.text(vi: "Điểm kiểm tra", en: "Checkpoint")) {
            "\(language.count(Int(checkpoint.size.rawValue))) "
            words.text(vi: "sự kiện, gốc ", en: "events, root ")
            Markup(.code, checkpoint.root.hex)
        }
        fact(words.text(vi: "Chữ ký mang tên", en: "Signed under the names")) {
            for signature in account.checkpoint.note.signatures {
                Markup(.div) { Markup(.code, "\(signature.name) \(signature.id)") }
            }
        }
        fact(words.text(vi: "Sự kiện trong gói", en: "Events in the pack")) {
            language.count(account.eventCount)
            words.text(vi: "; sự kiện khác của sổ: ", en: "; others of the ledger: ")
            language.count(Int(account.withheld))
        }
        fact(words.text(vi: "Theo điều đã biết đến", en: "As known by")) {
            language.moment(account.question.asOf) + " "
            Markup(.code, "\(account.question.asOf)")
        }
        for set in account.ruleSets {
            fact(words.text(vi: "Bộ quy tắc", en: "Rule set")) {
                Markup(.code, set.name)
                ", sha256 "
                Markup(.code, set.hash)
            }
        }
    }

    @MarkupBuilder
    private func fact(_ name: String, @MarkupBuilder _ content: () -> Markup) -> Markup {
        Markup(.dt, name)
        Markup(.dd, content: content)
    }

    private var limits: String {
        words.text(
            vi: """
                Chữ ký có đúng hay không, trang này không nói được: trang không được ký. «dossier check-pack» kiểm tra bằng khóa \
                lấy từ nơi tin cậy, không lấy từ gói. Gói cũng không chứng minh điều ghi trong sự kiện là thật, mọi việc \
                đều được ghi, hay sự kiện được đưa vào sổ lúc nào.
                """,
            en: """
                Whether the signatures are right this page cannot say: it is not signed. "dossier check-pack" checks them with a \
                key from a place that is trusted, which is not the pack. Nor does a pack prove that an event is true, that \
                everything that happened was entered, or when an event was put into the ledger.
                """
        )
    }

    private var howTo: Markup {
        Markup(.section, [.kind: "whole"]) {
            Markup(.h2, words.text(vi: "Kiểm tra lại", en: "How to check this"))
            Markup(.pre) {
                let file = words.text(vi: "GÓI.zip", en: "PACK.zip")
                let key = words.text(vi: "KHÓA", en: "KEY")
                Markup(.span, [.kind: "line"], "dossier check-pack \(file) --verifier \(key)")
                Markup(.span, [.kind: "line"], "python3 tools/verify_pack.py \(file) --verifier \(key)")
            }
            Markup(
                .p,
                words.text(
                    vi:
                        "Lệnh tính lại câu trả lời chỉ từ các sự kiện trong gói, và vẽ lại trang này từng byte một.",
                    en:
                        "The first works the answer out again from the events of the pack alone, and draws this page again byte for byte."
                )
            )
        }
    }
}

/// The answer.
extension PackPage {
    @MarkupBuilder
    private var answer: Markup {
        switch account.answer {
        case .claims(let audit): claimPage(audit).findings
        case .dossier(let history): self.history(history)
        case .detect(let detection): self.detection(detection)
        }
    }

    private func history(_ history: DossierHistory) -> Markup {
        Markup(.section) {
            Markup(.h2, words.text(vi: "Đời hồ sơ", en: "The dossier's life"))
            HistoryPicture(history, language).markup
            Markup(.pre, [.kind: "codes"]) {
                let text = HistoryTexts(history, language, isWhole: true).text
                for line in text.split(separator: "\n", omittingEmptySubsequences: false).dropLast() {
                    Markup(.span, [.kind: "line"], line.isEmpty ? " " : String(line))
                }
            }
        }
    }

    @MarkupBuilder
    private func detection(_ detection: Detection) -> Markup {
        if detection.hits.isEmpty {
            Markup(.section) {
                Markup(.h2, words.text(vi: "Không có dấu hiệu nào", en: "No hits"))
                if detection.lookedAt.isNothing {
                    Markup(.p, language.text(DetectorRule.nothingToLookAt))
                }
            }
        }
        for detector in detection.detectors {
            let hits = detection.hits.filter { $0.detector == detector }
            if !hits.isEmpty { section(detector.rawValue, DetectorRule(detector), hits, detection) }
        }
        if !detection.hits.isEmpty {
            Markup(
                .p,
                [.kind: "quiet"],
                words.text(
                    vi: "Mỗi cái chỉ là dấu hiệu cho đến khi xem hồ sơ giấy.",
                    en: "Each is an indication until the paper file is seen."
                )
            )
        }
    }

    private func section(
        _ name: String,
        _ rule: DetectorRule,
        _ hits: [Detection.Hit],
        _ detection: Detection
    ) -> Markup {
        Markup(.section) {
            Markup(.h2, "\(name): \(language.count(hits.count))")
            Markup(
                .p,
                language.text(vi: rule.rule.vi, en: rule.rule.en) + " (\(language.text(rule.citation)))"
            )
            Markup(.p, [.kind: "quiet"]) {
                words.text(vi: "Bác bỏ được bằng: ", en: "Refuted by: ")
                language.text(vi: rule.refutation.vi, en: rule.refutation.en)
            }
            Markup(.table) {
                Markup(.thead) {
                    Markup(.tr) {
                        Markup(.th, [.scope: "col"], words.text(vi: "Ngày", en: "Day"))
                        Markup(.th, [.scope: "col"], words.text(vi: "Hồ sơ, đơn vị", en: "Dossier, unit"))
                        Markup(.th, [.scope: "col"], words.text(vi: "Chi tiết", en: "Details"))
                        Markup(.th, [.scope: "col"], words.text(vi: "Sự kiện", en: "Events"))
                    }
                }
                Markup(.tbody) { for hit in hits { line(hit, DetectionTexts(detection, language)) } }
            }
        }
    }

    /// The first of the events; all of them are in the answer.
    private func events(_ hit: Detection.Hit) -> String {
        let shown = hit.events.prefix(12).map { "\($0.type.name) \($0.number)" }.joined(separator: ", ")
        let rest = hit.events.count - 12
        return rest > 0 ? shown + words.text(vi: " và \(rest) nữa", en: " and \(rest) more") : shown
    }

    private func line(_ hit: Detection.Hit, _ texts: DetectionTexts) -> Markup {
        Markup(.tr) {
            Markup(.td, [.kind: "short"], language.date(hit.day))
            Markup(.td, [hit.dossier, hit.unit].compactMap { $0 }.joined(separator: ", "))
            Markup(.td, hit.details.map { texts.told($0) }.joined(separator: "; "))
            Markup(.td, events(hit))
        }
    }
}
