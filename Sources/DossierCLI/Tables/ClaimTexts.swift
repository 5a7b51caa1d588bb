internal import Audit
internal import DossierModel
internal import MerkleLog
internal import Projections

/// The answers to a document's claims for people: a table, and below each line that is not plainly so what was found.
struct ClaimTexts {
    private let audit: ClaimAudit
    private let words: ClaimWords
    private var language: Language { words.language }

    /// Codes of dossiers that are shown of a figure.
    private static let firstShown = 3

    init(_ audit: ClaimAudit, _ language: Language) {
        self.audit = audit
        words = ClaimWords(language: language)
    }

    var text: String { head + table + identities + denominators + remarks + summary }

    private var head: String {
        let document = audit.file.document
        var text = "\(document.title) (\(document.id), \(document.date))\n"
        text += language.text(vi: "Theo điều đã biết đến", en: "As known by") + " \(audit.asOf); "
        text += language.text(vi: "sổ", en: "ledger of") + " \(language.count(Int(audit.logSize))) "
        text += language.text(vi: "sự kiện, gốc", en: "events, root") + " \(audit.root.hex)\n\n"
        return text
    }

    private var table: String {
        let heads = [
            language.text(vi: "kết luận", en: "verdict"), language.text(vi: "số liệu", en: "claim"),
            language.text(vi: "văn bản nêu", en: "claimed"), language.text(vi: "hệ thống", en: "reported"),
            language.text(vi: "quy định", en: "audited"),
        ]
        let rows = audit.answers.map { answer in
            [
                words.name(answer.verdict), answer.claim.id, words.claimed(answer.claim.figure),
                words.measured(answer.reported), words.measured(answer.audited),
            ]
        }
        let widths = heads.indices.map { column in
            ([heads] + rows).map { TextTable.columns($0[column]) }.max() ?? 0
        }
        var text = line(heads, widths)
        for (row, answer) in zip(rows, audit.answers) { text += line(row, widths) + notes(answer) }
        return text
    }

    private func line(_ cells: [String], _ widths: [Int]) -> String {
        let padded = cells.indices.map { column in
            column < 2
                ? TextTable.padded(cells[column], widths[column])
                : TextTable.leading(cells[column], widths[column])
        }
        return padded.joined(separator: "  ") + "\n"
    }

    /// What has to be said of an answer besides its line.
    private func notes(_ answer: ClaimAudit.Answer) -> String {
        var text = ""
        switch answer.verdict {
        case .reproduced:
            guard let fit = answer.readings.told.fit, !words.name(fit).isEmpty else { return "" }
            return "    \(words.name(fit)): \(words.parts(answer.measured))\n"
        case .reproducedOtherwise:
            for match in answer.readings.matches {
                text += "    \(reading(answer.readings.tried[match], answer))\n"
            }
        case .refuted:
            let count = answer.readings.tried.count
            text += language.text(
                vi: "    đã thử \(count) cách đọc, không cách nào đúng",
                en: "    \(count) readings were tried, none meets it"
            )
            text += "; \(answer.claim.says)\n"
        case .notCheckable:
            text += language.text(
                vi: "    sổ không có sự kiện nào liên quan trong phạm vi này",
                en: "    the ledger has no event that bears on it in this scope"
            )
            return text + ": \(words.scope(answer.claim.scope))\n"
        }
        return text + evidence(answer.behind)
    }

    private func reading(_ reading: TriedReading, _ answer: ClaimAudit.Answer) -> String {
        var text = words.name(reading) + ": " + words.measured(reading.measure)
        let parts = words.parts(reading.measure)
        if !parts.isEmpty { text += " (\(parts))" }
        if reading.moment != nil {
            text += language.text(vi: ", lúc ", en: ", at ") + "\(answer.at(reading))"
        }
        if let fit = reading.fit, !words.name(fit).isEmpty { text += ", " + words.name(fit) }
        return text
    }

    private func evidence(_ behind: ClaimAudit.Behind) -> String {
        guard behind.count > 0 else { return "" }
        let shown = behind.first.prefix(ClaimTexts.firstShown)
        let what =
            behind.kind == .dossiers
            ? language.text(vi: "hồ sơ", en: behind.count == 1 ? "dossier" : "dossiers")
            : language.text(vi: "dòng sổ giấy", en: "register entries")
        let rest = behind.count > shown.count ? ", …" : ""
        return "    \(language.count(behind.count)) \(what): \(shown.joined(separator: ", "))\(rest)\n"
    }

    private var identities: String {
        guard !audit.identities.isEmpty else { return "" }
        var text =
            "\n" + language.text(vi: "Số liệu của văn bản với nhau", en: "The document with itself") + "\n"
        for answer in audit.identities {
            let verdict =
                answer.holds
                ? language.text(vi: "khớp", en: "holds")
                : language.text(
                    vi: "lệch \(language.count(answer.difference))",
                    en: "fails by \(language.count(answer.difference))"
                )
            text += "  \(answer.identity.id): \(answer.identity.sum.joined(separator: " + "))"
            text += " = \(answer.identity.equals): \(language.count(answer.left))"
            text += " \(answer.holds ? "=" : "≠") \(language.count(answer.right)), \(verdict)\n"
        }
        return text
    }

    /// Over which denominator all shares in time are true, where they are not all so as they are made.
    private var denominators: String {
        guard audit.denominators.contains(where: { !$0.fails.isEmpty }) else { return "" }
        let all = audit.denominators.filter(\.meetsAll)
        var text = "\n" + language.text(vi: "Tỷ lệ đúng hạn", en: "Shares in time") + "\n"
        for answer in audit.denominators where !answer.meets.isEmpty {
            text += "  \(words.name(answer.reading)) (\(answer.reading.rawValue)): "
            text += language.text(vi: "đúng ", en: "true ") + answer.meets.joined(separator: ", ")
            if !answer.fails.isEmpty {
                text += language.text(vi: "; sai ", en: "; not ") + answer.fails.joined(separator: ", ")
            }
            text += "\n"
        }
        let names = all.map { words.name($0.reading) }.joined(separator: "; ")
        text +=
            all.isEmpty
            ? language.text(
                vi: "  không mẫu số nào làm mọi tỷ lệ cùng đúng\n",
                en: "  no denominator makes all of them true together\n"
            )
            : language.text(
                vi: "  cùng đúng khi chia cho: \(names)\n",
                en: "  all are true together over: \(names)\n"
            )
        return text
    }

    private var remarks: String {
        guard !audit.file.notCheckable.isEmpty else { return "" }
        var text = "\n" + language.text(vi: "Sổ không nói được về", en: "What no ledger can bear on") + "\n"
        for remark in audit.file.notCheckable { text += "  \(remark.id): \(remark.reason)\n" }
        return text
    }

    private var summary: String {
        let counts = Verdict.allCases.compactMap { verdict -> String? in
            let count = audit.answers.filter { $0.verdict == verdict }.count
            return count == 0 ? nil : "\(count) \(words.name(verdict))"
        }
        let failing = audit.identities.filter { !$0.holds }.count
        var text = "\n\(audit.answers.count) " + language.text(vi: "số liệu: ", en: "claims: ")
        text += counts.joined(separator: ", ")
        if failing > 0 {
            text += language.text(vi: "; \(failing) phép cộng không khớp", en: "; \(failing) equations fail")
        }
        return text + "\n"
    }
}
