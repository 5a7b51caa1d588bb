internal import Audit
internal import DossierModel
internal import MerkleLog
internal import Projections

/// What the page says besides the claims.
extension ClaimPage {
    /// The document against itself.
    @MarkupBuilder
    var equations: Markup {
        if !audit.identities.isEmpty {
            Markup(.section) {
                Markup(.h2, language.text(vi: "Số liệu của văn bản với nhau", en: "The document with itself"))
                Markup(
                    .p,
                    [.kind: "quiet lead"],
                    language.text(
                        vi: "Chỉ cần các số mà văn bản nêu; không cần sổ.",
                        en: "These need only the figures that the document states, and no ledger."
                    )
                )
                Markup(.table) {
                    headings([
                        language.text(vi: "Phép cộng", en: "Equation"),
                        language.text(vi: " Tổng", en: " Sum"),
                        language.text(vi: " Văn bản nêu", en: " Stated"),
                        language.text(vi: " Chênh lệch", en: " Difference"),
                        language.text(vi: "Kết luận", en: "Verdict"),
                    ])
                    Markup(.tbody) {
                        for answer in audit.identities { equation(answer) }
                    }
                }
            }
        }
    }

    private func equation(_ answer: ClaimAudit.IdentityAnswer) -> Markup {
        let identity = answer.identity
        let terms = identity.sum.map { "\($0) (\(stated($0)))" }.joined(separator: " + ")
        return Markup(.tr) {
            Markup(.td) {
                Markup(.strong, identity.id)
                ": \(language.text(identity.says))"
                Markup(.div) { Markup(.code, "\(terms) = \(identity.equals) (\(stated(identity.equals)))") }
                if let place = identity.place { Markup(.div, [.kind: "quiet"], language.text(place)) }
            }
            number(language.count(answer.left))
            number(language.count(answer.right))
            number(words.signed(answer.difference))
            Markup(.td) {
                let kind = answer.holds ? Verdict.reproduced : Verdict.refuted
                let verdict =
                    answer.holds
                    ? language.text(vi: "khớp", en: "holds") : language.text(vi: "lệch", en: "fails")
                Markup(.span, [.kind: "verdict \(kind.rawValue)"], verdict)
            }
        }
    }

    /// What the document states of a claim.
    private func stated(_ id: String) -> String {
        audit.file.claims.first { $0.id == id }.map { words.value($0.figure.value) } ?? ""
    }

    /// Over which denominator the shares in time are true.
    @MarkupBuilder
    var denominators: Markup {
        if !audit.denominators.isEmpty {
            Markup(.section) {
                Markup(
                    .h2,
                    language.text(
                        vi: "Tỷ lệ đúng hạn, quá hạn: chia cho mẫu số nào",
                        en: "Shares in time and overdue: over which denominator"
                    )
                )
                Markup(.p, [.kind: "lead"]) {
                    Markup(.strong, together.prefix(1).uppercased() + together.dropFirst() + ".")
                }
                Markup(.table, [.kind: "denominators"]) {
                    headings([
                        language.text(vi: "Chia cho", en: "Over"),
                        language.text(vi: "Công thức", en: "Formula"),
                        language.text(vi: "Đúng", en: "True"),
                        language.text(vi: "Không đúng", en: "Not true"),
                    ])
                    Markup(.tbody) {
                        for answer in audit.denominators { denominator(answer) }
                    }
                }
            }
        }
    }

    private func denominator(_ answer: ClaimAudit.DenominatorAnswer) -> Markup {
        let isLoose = !answer.meets.isEmpty && !answer.isTight
        return Markup(.tr, [.kind: answer.meetsAll ? "meets told" : "not"]) {
            Markup(.td) {
                words.name(answer.reading) + " "
                Markup(.code, answer.reading.rawValue)
            }
            Markup(.td, words.formula(answer.reading))
            Markup(.td) {
                ids(answer.meets)
                if isLoose { language.text(vi: " (có tỷ lệ đúng nhưng không sát)", en: " (not all tightly)") }
            }
            Markup(.td) { ids(answer.fails) }
        }
    }

    /// Claims by their ids, each with a link to it.
    @MarkupBuilder
    private func ids(_ ids: [String]) -> Markup {
        if ids.isEmpty { "–" }
        for id in ids {
            Markup(.code, [.kind: "id"]) { Markup(linkTo: ClaimPage.anchor(id), id) }
            " "
        }
    }

    /// The answer to which denominator it is, in sentences without the last end.
    var together: String { words.together(audit) }

    /// What no ledger can bear on, and why.
    @MarkupBuilder
    var remarks: Markup {
        if !audit.file.notCheckable.isEmpty {
            Markup(.section) {
                Markup(.h2, language.text(vi: "Điều sổ không nói được", en: "What no ledger can bear on"))
                Markup(.table) {
                    headings([
                        language.text(vi: "Văn bản nói", en: "The document says"),
                        language.text(vi: "Vì sao", en: "Why not"),
                    ])
                    Markup(.tbody) {
                        for remark in audit.file.notCheckable {
                            Markup(.tr) {
                                Markup(.td) {
                                    "\(language.text(remark.says)) "
                                    Markup(.code, remark.id)
                                    if let place = remark.place {
                                        Markup(.div, [.kind: "quiet"], language.text(place))
                                    }
                                }
                                Markup(.td, language.text(remark.reason))
                            }
                        }
                    }
                }
            }
        }
    }

    /// How anyone comes to the same page.
    var howTo: Markup {
        Markup(.section, [.kind: "whole"]) {
            Markup(.h2, language.text(vi: "Làm lại", en: "How to reproduce this"))
            Markup(.pre) {
                for command in asked.commands(audit, language) { Markup(.span, [.kind: "line"], command) }
            }
            Markup(.ul) {
                Markup(.li, verifying)
                Markup(.li, claimsHash)
                Markup(.li, auditing)
            }
            Markup(.p) {
                language.text(vi: "Gốc phải so: ", en: "The root to compare: ")
                Markup(.code, audit.root.hex)
            }
        }
    }

    private var verifying: String {
        language.text(
            vi: """
                «verify» tính lại mọi mã băm của sổ. Khi sổ còn \(language.count(Int(audit.logSize))) sự kiện, gốc nó in ra phải \
                là gốc dưới đây; khi sổ đã dài hơn, lệnh «audit» với --log-size in gốc của phần đầu này.
                """,
            en: """
                "verify" computes every hash of the ledger again. As long as the ledger has \
                \(language.count(Int(audit.logSize))) events the root it prints must be the one below; once it has grown, "audit" \
                with --log-size prints the root of this first part.
                """
        )
    }

    private var claimsHash: String {
        language.text(
            vi: "sha256 của tệp số liệu phải là \(audit.file.hash).",
            en: "The sha256 of the claims file must be \(audit.file.hash)."
        )
    }

    private var auditing: String {
        language.text(
            vi: """
                «audit» phải cho cùng trang này, từng byte một. Thêm --evidence THƯ-MỤC để có danh sách mọi hồ sơ đứng sau từng \
                con số; «dossier history» kể lại từng hồ sơ.
                """,
            en: """
                "audit" must give this very page, byte for byte. With --evidence FOLDER it lists every dossier behind every \
                figure; "dossier history" tells the life of each.
                """
        )
    }
}
