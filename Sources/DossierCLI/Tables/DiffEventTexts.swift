internal import Audit
internal import DossierModel

/// Events that made a difference, on one line each.
enum DiffEventTexts {
    static func text(_ reference: ReferenceChange, _ language: Language) -> String {
        let about = [reference.unit, reference.subject].compactMap { $0 }.joined(separator: " ")
        return text(reference.change, about: about, language)
    }

    static func text(_ change: EventChange, about: String = "", _ language: Language) -> String {
        let event = change.event
        var text = "seq \(event.number) \(event.type.name)"
        if !about.isEmpty { text += " (\(about))" }
        text += ", \(clocks(event, language))"
        guard let void = change.void else { return text }
        text += language.text(vi: "; bị hủy bởi seq", en: "; voided by seq")
        text += " \(void.number), \(clocks(void, language))"
        return text + (change.reason.map { ": \($0)" } ?? "")
    }

    static func text(_ paper: PaperChange, _ language: Language) -> String {
        let words = DiffWords(language)
        var states: [String] = []
        for (basis, pair) in [(Basis.reported, paper.reported), (.audited, paper.audited)]
        where pair.before != pair.after {
            let names = "\(name(pair.before, language)) → \(name(pair.after, language))"
            states.append("\(words.basis(basis)): \(names)")
        }
        let entry = [paper.unit, paper.paperNumber].compactMap { $0 }.joined(separator: " ")
        return "\(entry): \(states.joined(separator: ", ")); " + text(paper.change, language)
    }

    private static func name(_ state: PaperChange.State, _ language: Language) -> String {
        switch state {
        case .absent: language.text(vi: "không tính", en: "not counted")
        case .onSystem: language.text(vi: "có trên hệ thống", en: "on the system")
        case .offSystem: language.text(vi: "không có trên hệ thống", en: "off the system")
        }
    }

    /// When it happened, how much later it was written down, and by whom.
    private static func clocks(_ event: DiffEvent, _ language: Language) -> String {
        var text = language.stamp(event.occurredAt)
        let recorded = language.stamp(event.recordedAt)
        if event.workingDays > 0 {
            let days = language.count(event.workingDays)
            text += language.text(
                vi: ", ghi \(recorded), muộn \(days) ngày làm việc",
                en: ", recorded \(recorded), \(days) working \(event.workingDays == 1 ? "day" : "days") later"
            )
        } else if event.occurredAt != event.recordedAt {
            text += language.text(vi: ", ghi \(recorded)", en: ", recorded \(recorded)")
        }
        let who = [event.actor, event.source].compactMap { $0 }.joined(separator: ", ")
        return who.isEmpty ? text : text + language.text(vi: ", bởi \(who)", en: ", by \(who)")
    }
}
