internal import Audit
internal import DossierModel
internal import MerkleLog

/// What checking a pack found, as text and as data.
struct PackTexts {
    private let inspection: PackInspection
    private let words: PackWords
    private var language: Language { words.language }
    private var asked: PackAnswerTexts { PackAnswerTexts(inspection, words) }

    init(_ inspection: PackInspection, _ language: Language) {
        self.inspection = inspection
        words = PackWords(language: language)
    }

    var text: String {
        var text = ""
        if let manifest = inspection.manifest {
            text += words.text(vi: "Gói bằng chứng", en: "Evidence pack") + ": \(words.name(manifest.kind))\n"
            text +=
                words.text(vi: "Theo lời gói: sổ", en: "It says of itself: ledger")
            text += " \(Shown.line(manifest.origin)), "
            text +=
                "\(language.count(Int(manifest.logSize))) "
                + words.text(vi: "sự kiện, gốc", en: "events, root")
            text += " \(manifest.root.hex)\n"
            text += asked.question.map { $0 + "\n" } ?? ""
            text += "\n"
        }
        let width = PackInspection.Check.allCases.map { TextTable.columns(words.name($0)) }.max() ?? 0
        for check in PackInspection.Check.allCases {
            text += "  \(TextTable.padded(words.name(check), width))  \(outcome(check))\n"
        }
        for signature in inspection.signatures {
            text += "\n" + words.text(vi: "Chữ ký đúng của", en: "Rightly signed by")
            text += Shown.line(" \(signature.key.name) (\(signature.key.id))") + "\n"
        }
        text += asked.answer.map { "\n" + $0 } ?? ""
        if let account = inspection.account, inspection.verdict != .failed {
            let coverage = words.coverage(
                account.coverage,
                events: account.eventCount,
                withheld: account.withheld,
                isUnsigned: inspection.verdict == .unsigned
            )
            text += "\n\(coverage)\n"
        }
        return text + "\n\(words.verdict(inspection.verdict))\n"
    }

    private func outcome(_ check: PackInspection.Check) -> String {
        switch inspection.outcomes[check] {
        case .held: words.text(vi: "đạt", en: "held")
        case .failed(let findings):
            words.text(vi: "KHÔNG ĐẠT: ", en: "FAILED: ")
                + findings.map { words.reason($0) }.joined(separator: "; ")
        case .notChecked(let reason):
            words.text(vi: "chưa kiểm tra: ", en: "not checked: ")
                + language.text(vi: reason.vi, en: reason.en)
        case nil: words.text(vi: "chưa kiểm tra", en: "not checked")
        }
    }

    /// Names in English; reasons in the language that was asked for.
    var json: JSONValue {
        let manifest = inspection.manifest
        var members: [(String, JSONValue)] = [
            ("verdict", .string(inspection.verdict.rawValue)),
            ("kind", .text(manifest?.kind.rawValue)),
            ("origin", .text(manifest?.origin)),
            ("logSize", manifest.map { .int(Int($0.logSize)) } ?? .null),
            ("root", .text(manifest?.root.hex)),
            ("coverage", .text(manifest?.coverage.rawValue)),
            ("events", manifest.map { .int(Int($0.events)) } ?? .null),
            ("withheld", manifest?.knownWithheld.map { .int(Int($0)) } ?? .null),
            ("question", asked.questionJSON),
            ("answer", asked.answerJSON),
            ("signatures", .array(inspection.signatures.map { json($0) })),
            ("checks", .array(PackInspection.Check.allCases.map { json($0) })),
        ]
        if let account = inspection.account, inspection.verdict != .failed {
            let coverage = words.coverage(
                account.coverage,
                events: account.eventCount,
                withheld: account.withheld,
                isUnsigned: inspection.verdict == .unsigned
            )
            members.append(("proves", .string(coverage)))
        }
        return .object(members)
    }

    private func json(_ signature: VerifiedSignature) -> JSONValue {
        .object([
            ("name", .string("\(signature.key.name)")), ("id", .string("\(signature.key.id)")),
            ("time", signature.time.map { .int(Int($0)) } ?? .null),
        ])
    }

    private func json(_ check: PackInspection.Check) -> JSONValue {
        var reasons: [String] = []
        let outcome: String
        switch inspection.outcomes[check] {
        case .held: outcome = "held"
        case .failed(let findings):
            outcome = "failed"
            reasons = findings.map { words.reason($0) }
        case .notChecked(let reason):
            outcome = "notChecked"
            reasons = [language.text(vi: reason.vi, en: reason.en)]
        case nil: outcome = "notChecked"
        }
        return .object([
            ("name", .string(check.rawValue)), ("outcome", .string(outcome)),
            ("reasons", .array(reasons.map { .string($0) })),
        ])
    }
}
