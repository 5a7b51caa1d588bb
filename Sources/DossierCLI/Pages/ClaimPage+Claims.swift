internal import Audit
internal import DossierModel
internal import Projections

/// Every claim by itself.
extension ClaimPage {
    /// Codes of dossiers that are shown of a figure.
    private static let firstShown = 8

    var claims: Markup {
        Markup(.section) {
            Markup(.h2, language.text(vi: "Từng số liệu", en: "Claim by claim"))
            Markup(.p, [.kind: "quiet"], legend)
            for (index, answer) in audit.answers.enumerated() { section(answer, index + 1) }
        }
    }

    /// How to read what follows.
    private var legend: String {
        language.text(
            vi: """
                Trong hình: vạch đứng là giá trị văn bản nêu; khung chấm là khoảng được coi là sát (trong một đơn vị của chữ số \
                cuối khác 0, về phía mà từ «trên», «dưới» để ngỏ; với «bằng» là các số in ra như vậy khi làm tròn hoặc cắt bớt; \
                với «khoảng» là 5 %). Cách đọc là một cách hiểu khác về số liệu, đổi một điều, hoặc hai điều khi không cách nào \
                đổi một điều mà đúng. «Đúng nhưng không sát»: thỏa từ ngữ, nhưng không ai viết như vậy về một số xa đến thế.
                """,
            en: """
                In the charts the upright line is the claimed value; the dotted frame is where a claim is met tightly (within one \
                unit of the last digit that is not 0, on the side that "more than" or "less than" leaves open; for "equals", what \
                prints so by rounding or truncation; for "about", 5 %). A reading is another way to understand a figure: it \
                changes one thing, or two where no single change meets it. "Met, but loosely": the words are met, but \
                nobody would say them of a figure so far off.
                """
        )
    }

    private func section(_ answer: ClaimAudit.Answer, _ place: Int) -> Markup {
        let claim = answer.claim
        return Markup(.section, [.kind: "claim", .id: ClaimPage.anchor(claim.id)]) {
            Markup(.h3) {
                "\(place). \(language.text(claim.says)) "
                badge(answer.verdict)
            }
            Markup(.p, [.kind: "place"]) {
                Markup(.code, claim.id)
                if let place = claim.place {
                    language.text(vi: " · trong văn bản: ", en: " · in the document: ") + language.text(place)
                }
            }
            Markup(.dl, [.kind: "facts"]) { facts(answer) }
            if let merger = words.merger(answer) { Markup(.p, merger + ".") }
            measured(answer)
            if let chart = BarChart(answer, words) { chart.markup }
            readings(answer)
            behind(answer)
        }
    }

    /// What the claim is of.
    @MarkupBuilder
    private func facts(_ answer: ClaimAudit.Answer) -> Markup {
        let claim = answer.claim
        let figure = claim.figure
        let formula = words.formula(figure.metric)
        fact(language.text(vi: "Chỉ tiêu", en: "Metric")) {
            words.name(figure.metric) + " "
            Markup(.code, figure.metric.name)
            if !formula.isEmpty { " = " + formula }
        }
        fact(language.text(vi: "Phạm vi", en: "Scope"), words.fullScope(claim.scope))
        if let scope = claim.denominatorScope {
            fact(language.text(vi: "Phạm vi mẫu số", en: "Its denominator's"), words.fullScope(scope))
        }
        fact(language.text(vi: "Kỳ", en: "Period")) {
            "\(language.date(claim.from)) – \(language.date(claim.to)), "
            language.text(vi: "tính đến ", en: "counted at ") + language.moment(answer.at)
            if answer.asOf != audit.asOf {
                language.text(vi: ", theo điều đã biết đến ", en: ", as known by ")
                    + language.moment(answer.asOf)
            }
        }
        fact(language.text(vi: "Văn bản nêu", en: "Claimed")) {
            Markup(.strong, words.inWords(figure))
            " (\(words.claimed(figure))), "
            words.name(figure.basis)
        }
    }

    /// The claim as it is made, on both bases.
    private func measured(_ answer: ClaimAudit.Answer) -> Markup {
        let isRatio = answer.claim.figure.value.isPercentage
        let parts = [
            language.text(vi: " Tử số", en: " Numerator"), language.text(vi: " Mẫu số", en: " Denominator"),
        ]
        return Markup(.table) {
            headings(
                [language.text(vi: "Đo được, đọc như nêu", en: "Measured, read as stated")]
                    + (isRatio ? parts : [])
                    + [
                        language.text(vi: " Kết quả", en: " Figure"),
                        language.text(vi: " So với văn bản", en: " Against the claim"),
                        language.text(vi: "Thỏa điều nêu", en: "Meets it"),
                    ]
            )
            Markup(.tbody) {
                for basis in Basis.allCases { measured(answer, on: basis) }
            }
        }
    }

    private func measured(_ answer: ClaimAudit.Answer, on basis: Basis) -> Markup {
        let figure = answer.claim.figure
        let measure = basis == .reported ? answer.reported : answer.audited
        let isClaimed = basis == figure.basis
        let isChecked = answer.verdict != .notCheckable
        return Markup(.tr, [.kind: isClaimed ? "told" : "other"]) {
            Markup(.td) {
                words.name(basis)
                if isClaimed { language.text(vi: " (cơ sở của văn bản)", en: " (the claim's)") }
            }
            if let denominator = measure.denominator {
                number(language.count(measure.numerator))
                number(language.count(denominator))
            }
            number(words.measured(measure))
            number(isChecked ? words.difference(measure, to: figure.value) : "–")
            Markup(.td, isChecked ? words.meets(measure.fit(figure.relation, figure.value)) : "–")
        }
    }

    /// All readings that were tried, where there were others than the claim's own.
    @MarkupBuilder
    private func readings(_ answer: ClaimAudit.Answer) -> Markup {
        if answer.verdict == .notCheckable {
            Markup(
                .p,
                language.text(vi: "Không kiểm được: ", en: "Not checkable: ") + words.silence(answer) + "."
            )
        } else if answer.readings.tried.count > 1 {
            Markup(.table, [.kind: "readings"]) {
                headings(
                    [language.text(vi: "Cách đọc", en: "Reading")]
                        + (answer.claim.figure.value.isPercentage
                            ? [language.text(vi: " Số đếm", en: " Counts")] : [])
                        + [
                            language.text(vi: " Kết quả", en: " Figure"),
                            language.text(vi: "Thỏa điều nêu", en: "Meets it"),
                        ]
                )
                Markup(.tbody) {
                    for index in answer.readings.tried.indices { reading(index, answer) }
                }
            }
            Markup(.p, conclusion(answer))
        }
    }

    private func reading(_ index: Int, _ answer: ClaimAudit.Answer) -> Markup {
        let reading = answer.readings.tried[index]
        let isTold = answer.readings.matches.first == index
        let kind = (reading.fit != nil ? "meets" : "not") + (isTold ? " told" : "")
        return Markup(.tr, [.kind: kind]) {
            Markup(.td) {
                "\(index + 1). \(words.name(reading))"
                if reading.moment != nil { " (\(language.moment(answer.at(reading))))" }
            }
            if reading.measure.denominator != nil { number(words.parts(reading.measure)) }
            number(words.measured(reading.measure))
            Markup(.td, words.meets(reading.fit))
        }
    }

    private func conclusion(_ answer: ClaimAudit.Answer) -> String {
        guard let told = answer.readings.matches.first else {
            let none = words.noneMeets(answer.readings.tried.count)
            return none.prefix(1).uppercased() + none.dropFirst() + "."
        }
        let name = words.name(answer.readings.tried[told])
        return language.text(
            vi: "Kết luận theo cách đọc \(told + 1): \(name).",
            en: "The verdict stands on reading \(told + 1): \(name)."
        )
    }

    /// What the figure counts.
    @MarkupBuilder
    private func behind(_ answer: ClaimAudit.Answer) -> Markup {
        let behind = answer.behind
        if answer.verdict != .notCheckable {
            let shown = behind.first.prefix(ClaimPage.firstShown)
            let what =
                behind.kind == .dossiers
                ? language.text(vi: "hồ sơ", en: behind.count == 1 ? "dossier" : "dossiers")
                : language.text(
                    vi: "dòng sổ giấy",
                    en: behind.count == 1 ? "register entry" : "register entries"
                )
            Markup(.p, [.kind: "codes"]) {
                language.text(vi: "Đứng sau con số: ", en: "Behind the figure: ")
                Markup(.strong, language.count(behind.count))
                " \(what)"
                if !shown.isEmpty { language.text(vi: ", trước hết ", en: ", first ") }
                for (index, code) in shown.enumerated() {
                    if index > 0 { ", " }
                    Markup(.code, [.kind: "id"], code)
                }
                if behind.count > shown.count { ", …" }
            }
        }
    }
}
