internal import Audit
internal import DossierModel
internal import Projections

/// What is found of claims, in words.
extension ClaimWords {
    /// A verdict by its whole name, where there is room for it.
    func fullName(_ verdict: Verdict) -> String {
        guard verdict == .reproducedOtherwise, language == .en else { return name(verdict) }
        return "reproduced otherwise"
    }

    func meaning(_ verdict: Verdict) -> String {
        switch verdict {
        case .reproduced:
            language.text(
                vi: "số đo trong sổ thỏa điều văn bản nêu, đọc đúng như văn bản nêu",
                en: "what the ledger measures meets what is stated, read as it is stated"
            )
        case .reproducedOtherwise:
            language.text(
                vi:
                    "chỉ thỏa, hoặc chỉ thỏa sát, khi đọc khác đi; cách đọc được nêu rõ; hoặc đọc như nêu nhưng không sát",
                en:
                    "met, or met tightly, only if read otherwise, and the reading is named; or met as stated but loosely"
            )
        case .refuted:
            language.text(vi: "không cách đọc nào thỏa", en: "no reading meets it")
        case .notCheckable:
            language.text(
                vi: "sổ không có sự kiện nào liên quan trong phạm vi đó",
                en: "the ledger has no event that bears on it in that scope"
            )
        }
    }

    /// The claimed value with its relation, as `trên 82 %`.
    func inWords(_ figure: ClaimedFigure) -> String {
        let value = value(figure.value)
        return switch figure.relation {
        case .equals: language.text(vi: "bằng \(value)", en: "equal to \(value)")
        case .moreThan: language.text(vi: "trên \(value)", en: "more than \(value)")
        case .atLeast: language.text(vi: "từ \(value) trở lên", en: "at least \(value)")
        case .lessThan: language.text(vi: "dưới \(value)", en: "less than \(value)")
        case .atMost: language.text(vi: "không quá \(value)", en: "at most \(value)")
        case .about: language.text(vi: "khoảng \(value)", en: "about \(value)")
        }
    }

    /// Whether and how a figure meets a claim.
    func meets(_ fit: Fit?) -> String {
        guard let fit else { return language.text(vi: "không", en: "no") }
        let how = name(fit)
        guard fit.isTight else { return how }
        let yes = language.text(vi: "đúng", en: "yes")
        return how.isEmpty ? yes : "\(yes), \(how)"
    }

    func noneMeets(_ count: Int) -> String {
        language.text(
            vi: "đã thử \(count) cách đọc, không cách nào đúng",
            en: count == 1
                ? "1 reading was tried, it does not meet it" : "\(count) readings were tried, none meets it"
        )
    }

    /// Why nothing in the ledger bears on a claim.
    func silence(_ answer: ClaimAudit.Answer) -> String {
        switch answer.silence {
        case .periodNotBegun:
            language.text(
                vi: "đến thời điểm xét, kỳ của số liệu chưa bắt đầu",
                en: "its period had not begun by the moment it is looked at"
            )
        case .noDenominator:
            language.text(
                vi: "không có gì để chia: mẫu số bằng 0",
                en: "there is nothing to divide by: it is 0"
            )
        case .noEvent, nil:
            language.text(
                vi: "sổ không có sự kiện nào liên quan trong phạm vi này",
                en: "the ledger has no event that bears on it in this scope"
            )
        }
    }

    /// How an answer is told in one line besides its verdict; empty where there is nothing to tell.
    func note(_ answer: ClaimAudit.Answer) -> String {
        let told = answer.readings.told
        switch answer.verdict {
        case .reproduced: return told.fit.map { name($0) } ?? ""
        case .reproducedOtherwise:
            let fit = told.fit.map { name($0) } ?? ""
            var text = name(told) + (fit.isEmpty ? "" : " (\(fit))")
            let others = answer.readings.matches.count - 1
            if others > 0 {
                text += language.text(
                    vi: "; \(others) cách đọc khác cũng đúng",
                    en: others == 1 ? "; 1 other reading too" : "; \(others) other readings too"
                )
            }
            return text
        case .refuted: return noneMeets(answer.readings.tried.count)
        case .notCheckable: return silence(answer)
        }
    }

    func verdict(_ answer: ClaimAudit.IdentityAnswer) -> String {
        guard !answer.holds else { return language.text(vi: "khớp", en: "holds") }
        let difference = language.count(answer.difference)
        return language.text(vi: "lệch \(difference)", en: "fails by \(difference)")
    }

    /// How many claims have which verdict, and how many equations fail.
    func tally(_ audit: ClaimAudit, isFull: Bool = false) -> String {
        let counts = Verdict.allCases.compactMap { verdict -> String? in
            let count = audit.answers.filter { $0.verdict == verdict }.count
            return count == 0 ? nil : "\(count) \(isFull ? fullName(verdict) : name(verdict))"
        }
        let failing = audit.identities.filter { !$0.holds }.count
        var text =
            "\(audit.answers.count) "
            + language.text(vi: "số liệu: ", en: audit.answers.count == 1 ? "claim: " : "claims: ")
        text += counts.joined(separator: ", ")
        if failing > 0 {
            text += language.text(
                vi: "; \(failing) phép cộng không khớp",
                en: failing == 1 ? "; 1 equation fails" : "; \(failing) equations fail"
            )
        }
        return text
    }

    /// Which denominator makes all shares in time and overdue true together, or the most of them.
    func together(_ audit: ClaimAudit) -> String {
        let count = audit.denominators.first.map { $0.meets.count + $0.fails.count } ?? 0
        let all = audit.denominators.filter(\.meetsAll)
        var text: String
        if all.isEmpty {
            text = language.text(
                vi: "không mẫu số nào làm cả \(count) tỷ lệ cùng đúng",
                en: "no denominator makes all \(count) shares true together"
            )
            if let best = audit.denominators.max(by: { $0.meets.count < $1.meets.count }), !best.meets.isEmpty
            {
                text += language.text(
                    vi: "; nhiều nhất là \(best.meets.count), khi chia cho \(name(best.reading))",
                    en: "; \(best.meets.count) are, over \(name(best.reading))"
                )
            }
        } else {
            let tight = all.filter(\.isTight)
            let names = (tight.isEmpty ? all : tight).map { name($0.reading) }.joined(separator: "; ")
            text = language.text(
                vi: "cả \(count) tỷ lệ cùng đúng khi chia cho: \(names)",
                en: count == 1
                    ? "the share stated is true over: \(names)"
                    : "all \(count) shares are true together over: \(names)"
            )
            if tight.isEmpty { text += language.text(vi: " (nhưng không sát)", en: " (but loosely)") }
        }
        for one in audit.contradictions {
            text += language.text(
                vi: ". \(one.inTime) và \(one.overdue) cộng lại quá 100 %: không thể cùng một mẫu số",
                en:
                    ". \(one.inTime) and \(one.overdue) make up more than 100%: they cannot be of one denominator"
            )
        }
        return text
    }

    /// How far a figure on a claim's reading is from the claimed value, with its sign; empty where there is no figure.
    func difference(_ measure: Measure, to printed: PrintedValue) -> String {
        let distance: Int128
        switch (printed, measure.denominator) {
        case (.count(let count), nil): return signed(measure.numerator - count)
        case (.percentage, .some(let denominator)) where denominator > 0:
            // In ten-thousandths of a point, to the nearest.
            let units = Int128(printed.unitsInOne) * Int128(denominator)
            let exact =
                Int128(measure.numerator) * Int128(printed.unitsInOne) - Int128(printed.digits)
                * Int128(denominator)
            distance = exact * 1_000_000
            let rounded = (2 * distance.magnitude + units.magnitude) / (2 * units.magnitude)
            let sign = exact < 0 ? Language.minus : exact > 0 ? "+" : ""
            return sign + decimals(Int(rounded), 4) + language.text(vi: " điểm phần trăm", en: " pt")
        default: return ""
        }
    }

    /// A difference with its sign.
    func signed(_ number: Int) -> String {
        language.signed(number)
    }

    /// A whole number of some decimal place with its decimals.
    func decimals(_ scaled: Int, _ count: Int) -> String {
        guard count > 0 else { return language.count(scaled) }
        let one = (0..<count).reduce(1) { power, _ in power * 10 }
        let rest = String(scaled % one)
        return language.count(scaled / one) + (language == .vi ? "," : ".")
            + String(repeating: "0", count: count - rest.utf8.count) + rest
    }
}
