package import DossierModel

/// A second, literal reading of rules.md, to hold the product's figures against.
///
/// It follows the text section by section, looks everything up where it is asked, and keeps nothing between
/// two questions but the events. It shares no rule with the product.
///
///     let reading = try SlowReading(lines: lines)
///     let answer = try reading.answer(SlowQuery(from: from, to: to, by: [.unit]))
package struct SlowReading: Sendable {
    /// The distinct events, in the order of their first appearance.
    package let events: [SlowEvent]
    let ruleSets: [SlowRuleSet]

    /// Reads the lines of a valid feed.
    ///
    /// - Parameters:
    ///   - lines: Blank ones are skipped; a line whose `id` came before is a double and counts once.
    ///   - ruleSets: Sets of provinces, beside the built-in ones, that `rules.adopted` may name.
    /// - Throws: ``SlowError/unreadable(_:)`` of a line that is no event.
    package init(lines: [String], ruleSets: [SlowRuleSet] = []) throws(SlowError) {
        var events: [SlowEvent] = []
        var met: Set<ByteText> = []
        for line in lines where line.contains(where: { !$0.isWhitespace }) {
            let event = try SlowEvent(line: line)
            if met.insert(event.id).inserted { events.append(event) }
        }
        self.events = events
        self.ruleSets = ruleSets
    }

    /// The figures of rules.md section 9, with the balance checked.
    package func answer(_ query: SlowQuery) throws(SlowError) -> SlowAnswer {
        try SlowFigures(try view(query), query: query).section9Answer()
    }

    /// What each dossier came to on both bases, by its code, as the question's moments see it.
    package func dossiers(_ query: SlowQuery) throws(SlowError) -> [String: SlowDossier] {
        let dossiers = try SlowView.dossiers(of: try view(query))
        return Dictionary(dossiers.map { ($0.code.text, $0) }, uniquingKeysWith: { first, _ in first })
    }

    /// What is known and has happened, as section 2 says.
    func view(_ query: SlowQuery) throws(SlowError) -> SlowView {
        let inLog = Array(events.prefix(query.logSize ?? events.count))
        let asOf = query.asOf ?? inLog.map(\.recordedAt).max() ?? .distantPast
        let at = min(asOf, .end(of: query.to), query.at ?? .distantFuture)
        let recorded = inLog.filter { $0.recordedAt <= asOf }
        let voided = Set(recorded.filter { $0.type == "event.voided" }.compactMap { $0.text("target") })
        // A void cannot itself be voided.
        let known = recorded.filter { $0.type == "event.voided" || !voided.contains($0.id) }
        return SlowView(known: known, at: at, reference: SlowReference(known: known, ruleSets: ruleSets))
    }
}

extension SlowReading {
    /// Whether a day is worked by what a question knows, asked of the declarations one by one.
    package func workingDays(_ query: SlowQuery) throws(SlowError) -> @Sendable (LocalDate) -> Bool {
        let calendar = try view(query).reference.calendar
        return { calendar.section1IsWorkingDay($0) }
    }
}
