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
        var text = "\(language.text(document.title)) (\(document.id), \(language.date(document.date)))\n"
        text +=
            language.text(vi: "Theo dữ liệu đã ghi nhận đến", en: "As known by")
            + " \(language.moment(audit.asOf)); "
        text += language.text(vi: "sổ", en: "ledger of") + " \(language.count(Int(audit.logSize))) "
        text += language.text(vi: "sự kiện, gốc", en: "events, root") + " \(audit.root.hex)\n\n"
        return text
    }

    private var table: String {
        let (head, rows) = rows
        return head + zip(rows, audit.answers).map { $0 + notes($1) }.joined()
    }

    /// The head of the table and each claim's figure and verdict, a line each, without what else there is to tell.
    var figures: [String] {
        let (head, rows) = rows
        return ([head] + rows).map { String($0.dropLast()) }
    }

    /// The head of the table, and the line of each claim.
    private var rows: (head: String, rows: [String]) {
        let heads = [
            language.text(vi: "kết luận", en: "verdict"), language.text(vi: "số liệu", en: "claim"),
            language.text(vi: "văn bản nêu", en: "claimed"), words.name(.reported),
            words.name(.audited),
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
        return (line(heads, widths), rows.map { line($0, widths) })
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
        var text = words.merger(answer).map { "    \($0)\n" } ?? ""
        switch answer.verdict {
        case .reproduced:
            guard let fit = answer.readings.told.fit else { return text }
            // Shown digits do not tell what lies so near to the bound: the two counts do.
            if words.isNearBound(answer.measured, answer.claim.figure) {
                return text + "    \(words.parts(answer.measured))\n"
            }
            return words.name(fit).isEmpty
                ? text : text + "    \(words.name(fit)): \(words.parts(answer.measured))\n"
        case .reproducedOtherwise:
            for match in answer.readings.matches {
                text += "    \(reading(answer.readings.tried[match], answer))\n"
            }
        case .refuted:
            let difference = words.difference(answer.measured, to: answer.claim.figure.value)
            text += "    \(words.noneMeets(answer.readings.tried.count))"
            if !difference.isEmpty {
                text += language.text(
                    vi: "; chênh lệch \(difference)",
                    en: "; the difference is \(difference)"
                )
            }
            text += "; \(language.text(answer.claim.says))\n"
        case .notCheckable:
            return text + "    \(words.silence(answer)): \(words.scope(answer.claim.scope))\n"
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
            text += "  \(answer.identity.id): \(answer.identity.sum.joined(separator: " + "))"
            text += " = \(answer.identity.equals): \(language.count(answer.left))"
            text += " \(answer.holds ? "=" : "≠") \(language.count(answer.right)), \(words.verdict(answer))\n"
        }
        return text
    }

    /// Over which denominator all shares in time are true, where they are not all so as they are made.
    private var denominators: String {
        guard audit.denominators.contains(where: { !$0.fails.isEmpty }) else { return "" }
        var text =
            "\n" + language.text(vi: "Tỷ lệ đúng hạn, quá hạn", en: "Shares in time and overdue") + "\n"
        for answer in audit.denominators where !answer.meets.isEmpty {
            text += "  \(words.name(answer.reading)) (\(answer.reading.rawValue)): "
            text += language.text(vi: "đúng ", en: "true ") + answer.meets.joined(separator: ", ")
            if !answer.fails.isEmpty {
                text += language.text(vi: "; sai ", en: "; not ") + answer.fails.joined(separator: ", ")
            }
            text += "\n"
        }
        text += "  \(words.together(audit))\n"
        return text
    }

    private var remarks: String {
        guard !audit.file.notCheckable.isEmpty else { return "" }
        var text =
            "\n" + language.text(vi: "Nội dung sổ không kiểm chứng được", en: "What no ledger can bear on")
            + "\n"
        for remark in audit.file.notCheckable { text += "  \(remark.id): \(language.text(remark.reason))\n" }
        return text
    }

    private var summary: String { "\n\(words.tally(audit))\n" }
}
