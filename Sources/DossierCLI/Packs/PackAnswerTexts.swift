internal import Audit
internal import DossierModel
internal import Projections

/// What a pack was asked, and what it answers in short.
///
/// All texts of the pack are shown as those of somebody who is not trusted.
struct PackAnswerTexts {
    private let inspection: PackInspection
    private let words: PackWords
    private var language: Language { words.language }

    init(_ inspection: PackInspection, _ words: PackWords) {
        self.inspection = inspection
        self.words = words
    }

    /// What was asked, in one line; `nil` where it cannot be read.
    var question: String? {
        guard let question = inspection.question else { return nil }
        var parts = [words.name(question.kind)]
        switch question.asked {
        case .claims: if let title { parts.append(title) }
        case .dossier(let code): parts.append(code)
        case .detect(let filter): parts.append(contentsOf: names(filter))
        }
        let text = parts.joined(separator: ", ")
        let asked = words.text(vi: "Câu hỏi: ", en: "Asked: ") + text
        let known = words.text(vi: "; theo điều đã biết đến ", en: "; as known by ")
        return Shown.line(asked) + known + language.moment(question.asOf)
    }

    private func names(_ filter: PackQuestion.DetectFilter) -> [String] {
        var names: [String] = []
        if let unit = filter.unit { names.append(words.text(vi: "đơn vị ", en: "unit ") + unit) }
        if let from = filter.from { names.append(words.text(vi: "từ ", en: "from ") + language.date(from)) }
        if let to = filter.to { names.append(words.text(vi: "đến ", en: "to ") + language.date(to)) }
        let only = filter.only?.map(\.rawValue).joined(separator: ", ")
        names.append(only ?? words.text(vi: "mọi dấu hiệu", en: "all detectors"))
        return names
    }

    /// The title of the claims file's document.
    private var title: String? {
        guard case .claims(let audit) = inspection.account?.answer else { return nil }
        return language.text(audit.file.document.title)
    }

    /// The answer in short, in lines; `nil` where the events do not give it.
    var answer: String? {
        guard let answer = inspection.provedAnswer else { return nil }
        let lines: [String] =
            switch answer {
            case .claims(let audit): ClaimTexts(audit, language).figures
            case .dossier(let history): standings(history)
            case .detect(let detection): hits(detection)
            }
        return words.text(
            vi: "Câu trả lời suy ra từ các sự kiện trong gói:",
            en: "What follows from the events of the pack:"
        )
            + "\n" + lines.map { "  " + Shown.line($0) + "\n" }.joined()
    }

    private func standings(_ history: DossierHistory) -> [String] {
        Basis.allCases.map { basis in
            "\(history.dossier) \(BasisWords.name(basis, language)): "
                + StandingWords.name(history[basis].kind, language)
        }
    }

    private func hits(_ detection: Detection) -> [String] {
        let found = counts(detection).filter { $0.count > 0 }
        guard !found.isEmpty else { return [words.text(vi: "không có dấu hiệu nào", en: "no hits")] }
        return found.map { detector, count in
            "\(detector.rawValue): \(language.count(count)) "
                + words.text(vi: "dấu hiệu", en: count == 1 ? "hit" : "hits")
        }
    }

    private func counts(_ detection: Detection) -> [(detector: Detector, count: Int)] {
        detection.detectors.map { ($0, detection.counts[$0] ?? 0) }
    }
}

/// The same as data: names and codes in English.
extension PackAnswerTexts {
    var questionJSON: JSONValue {
        guard let question = inspection.question, case .object(var members) = question.json else {
            return .null
        }
        if question.asked == .claims { members.append(("title", .text(title))) }
        return .object(members)
    }

    var answerJSON: JSONValue {
        switch inspection.provedAnswer {
        case .claims(let audit): .object([("claims", .array(audit.answers.map(figure)))])
        case .dossier(let history):
            .object([
                ("dossier", .string(history.dossier)),
                ("reported", .string(history.reported.kind.rawValue)),
                ("audited", .string(history.audited.kind.rawValue)),
            ])
        case .detect(let detection):
            .object([("hits", .object(counts(detection).map { ($0.detector.rawValue, .int($0.count)) }))])
        case nil: .null
        }
    }

    private func figure(_ answer: ClaimAudit.Answer) -> JSONValue {
        .object([
            ("id", .string(answer.claim.id)),
            ("relation", .string(answer.claim.figure.relation.rawValue)),
            ("value", .string("\(answer.claim.figure.value)")),
            ("basis", .string("\(answer.claim.figure.basis)")),
            ("reported", figure(answer.reported)),
            ("audited", figure(answer.audited)),
            ("verdict", .string(answer.verdict.rawValue)),
        ])
    }

    private func figure(_ measure: Measure) -> JSONValue {
        .object([
            ("numerator", .int(measure.numerator)),
            ("denominator", measure.denominator.map { .int($0) } ?? .null),
        ])
    }
}
