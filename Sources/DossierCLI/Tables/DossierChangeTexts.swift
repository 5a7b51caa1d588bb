internal import Audit
internal import DossierModel
internal import Projections

/// What became of one dossier, for people.
struct DossierChangeTexts {
    private let change: DossierChange
    private let diff: KnowledgeDiff
    private let language: Language
    private let words: DiffWords

    init(_ change: DossierChange, _ diff: KnowledgeDiff, _ language: Language) {
        self.change = change
        self.diff = diff
        self.language = language
        words = DiffWords(language)
    }

    var text: String {
        var text = change.dossier + "\n"
        for basis in Basis.allCases {
            let line = places(change.places(basis))
            if !line.isEmpty { text += "  \(words.basis(basis)): \(line)\n" }
        }
        if change.causes.contains(.time) {
            text += language.text(
                vi: "  do thời gian trôi đến \(language.moment(diff.after.at))\n",
                en: "  by the time that passed until \(language.moment(diff.after.at))\n"
            )
        }
        for place in change.references {
            text += "  " + by(DiffEventTexts.text(diff.references[place], language))
        }
        if change.causes.contains(.events) {
            for event in change.events { text += "  " + by(DiffEventTexts.text(event, language)) }
        }
        return text
    }

    private func by(_ text: String) -> String {
        language.text(vi: "do ", en: "by ") + text + "\n"
    }

    /// What is other on a basis; nothing where it stands as it stood.
    private func places(_ places: (before: DossierChange.Place, after: DossierChange.Place)) -> String {
        let (before, after) = places
        var parts: [String] = []
        if before.kind != after.kind {
            parts.append("\(words.standing(before.kind)) → \(words.standing(after.kind))")
        } else if before.finish != after.finish {
            parts.append("\(before.finish ?? "–") → \(after.finish ?? "–")")
        }
        if before.unit != after.unit, before.unit != nil {
            parts.append(
                language.text(vi: "đơn vị", en: "unit") + " \(before.unit ?? "–") → \(after.unit ?? "–")"
            )
        } else if !parts.isEmpty, let unit = after.unit ?? before.unit {
            parts.append(language.text(vi: "đơn vị", en: "unit") + " \(unit)")
        }
        if before.sector != after.sector, before.sector != nil, after.sector != nil {
            parts.append(
                language.text(vi: "lĩnh vực", en: "sector")
                    + " \(before.sector ?? "–") → \(after.sector ?? "–")"
            )
        }
        if before.isInScope != after.isInScope, before.kind != .absent, after.kind != .absent {
            parts.append(
                after.isInScope
                    ? language.text(vi: "vào phạm vi", en: "now within the filters")
                    : language.text(vi: "ra khỏi phạm vi", en: "no longer within the filters")
            )
        }
        guard !parts.isEmpty else { return "" }
        if before.due != after.due, before.due != nil {
            let dues = [before.due, after.due].map { $0.map { words.due($0) } ?? "–" }
            parts.append(language.text(vi: "hạn", en: "due") + " \(dues[0]) → \(dues[1])")
        }
        return parts.joined(separator: "; ")
    }
}
