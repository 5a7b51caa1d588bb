import DossierModel

/// What the known reference events say (rules.md sections 1, 4, 5 and 8).
///
/// They are bounded by `asOf` alone; each question names the moment of the world that it is about. It is a class
/// because every life looks at the same one; it never changes.
final class SlowReference: Sendable {
    /// The known reference events, voided ones left out.
    let events: [SlowEvent]
    let calendar: SlowCalendar
    let ruleSets: [SlowRuleSet]

    init(known: [SlowEvent], ruleSets: [SlowRuleSet]) {
        events = known.filter { !$0.isOfDossier && $0.type != "paper.entered" && $0.type != "event.voided" }
        calendar = SlowCalendar(known.filter { $0.type == "calendar.declared" })
        self.ruleSets = ruleSets
    }

    /// Of events of one thing, the one in force at a moment.
    ///
    /// The latest by `occurredAt` not after it; at equal times the later `recordedAt`, then the greater `id`.
    private func section1InForce(_ candidates: [SlowEvent], at moment: Instant) -> SlowEvent? {
        candidates.filter { $0.occurredAt <= moment }
            .max { ($0.occurredAt, $0.recordedAt, $0.id) < ($1.occurredAt, $1.recordedAt, $1.id) }
    }

    /// The last publication of a procedure by a moment, withdrawn since or not.
    func section1Publication(of procedure: ByteText?, at moment: Instant) -> SlowEvent? {
        guard let procedure else { return nil }
        return section1InForce(
            events.filter { $0.type == "procedure.published" && $0.text("procedure") == procedure },
            at: moment
        )
    }

    /// Whether a procedure is posted at a unit at a moment.
    func section9IsListed(_ procedure: ByteText?, at unit: ByteText?, moment: Instant) -> Bool {
        let listings = section9Listings(at: unit).filter { $0.text("procedure") == procedure }
        return section1InForce(listings, at: moment)?.type == "procedure.listed"
    }

    /// The known listing events of a unit, of any date.
    func section9Listings(at unit: ByteText?) -> [SlowEvent] {
        events.filter {
            ($0.type == "procedure.listed" || $0.type == "procedure.unlisted") && $0.unit == unit
        }
    }

    /// The registration of a unit that is in force at a moment.
    func section1Registration(of unit: ByteText, at moment: Instant) -> SlowEvent? {
        section1InForce(events.filter { $0.type == "unit.registered" && $0.unit == unit }, at: moment)
    }

    /// What a unit was merged into by `at`, or `nil` where it was not merged.
    private func section4MergedInto(_ unit: ByteText, at: Instant) -> ByteText? {
        section1InForce(events.filter { $0.type == "unit.merged" && $0.unit == unit }, at: at)?.text("into")
    }

    /// The units that a unit was merged into by `at`, one after another; a circle ends at the first met twice.
    func section4MergeChain(of unit: ByteText, at: Instant) -> [ByteText] {
        var met: [ByteText] = [unit]
        var chain: [ByteText] = []
        var current = unit
        while let into = section4MergedInto(current, at: at) {
            chain.append(into)
            if met.contains(into) { break }
            met.append(into)
            current = into
        }
        return chain
    }

    /// The unit that stands for a unit at `at`, after merging.
    func section4Merged(_ unit: ByteText, at: Instant) -> ByteText {
        section4MergeChain(of: unit, at: at).last ?? unit
    }

    /// Whether a unit (after merging) is `top` or below it, by the parents in force at `at`.
    func interfacesIsBelow(_ unit: ByteText, top: ByteText, at: Instant) -> Bool {
        let top = section4Merged(top, at: at)
        var met: [ByteText] = []
        var current = section4Merged(unit, at: at)
        while !met.contains(current) {
            if current == top { return true }
            met.append(current)
            guard let parent = section1Registration(of: current, at: at)?.text("parent") else { return false }
            current = section4Merged(parent, at: at)
        }
        return false
    }

    /// Whether the reason `approverNotLeader` holds of an approver at the start of a stop (section 5).
    func section5IsNotLeader(_ approver: ByteText, at start: Instant) -> Bool {
        let ofApprover = events.filter {
            ($0.type == "officer.assigned" || $0.type == "officer.released") && $0.actor == approver
        }
        guard ofApprover.contains(where: { $0.occurredAt <= start }) else { return false }
        for unit in Set(ofApprover.compactMap(\.unit)) {
            let standing = section1InForce(ofApprover.filter { $0.unit == unit }, at: start)
            if standing?.type == "officer.assigned", standing?.text("role") == "leader" { return false }
        }
        return true
    }

    /// The rule set of a dossier received on a date (section 8).
    func section8RuleSet(receivedOn date: LocalDate) throws(SlowError) -> SlowRuleSet {
        var candidates: [(set: SlowRuleSet, from: LocalDate, rank: (Int, Instant, ByteText))] = []
        for set in SlowRuleSet.builtIn {
            candidates.append((set, set.effectiveFrom, (0, .distantPast, "")))
        }
        for adoption in events where adoption.type == "rules.adopted" {
            guard let name = adoption.text("ruleset"), let from = adoption.date("effectiveFrom") else {
                continue
            }
            guard let set = (SlowRuleSet.builtIn + ruleSets).last(where: { $0.name == name }) else {
                throw .unknownRuleSet(name.text)
            }
            candidates.append((set, from, (1, adoption.recordedAt, adoption.id)))
        }
        // The last of this order is the latest day, and of one day the one that goes first there.
        candidates.sort {
            ($0.from, $0.rank.0, $0.rank.1, $0.rank.2) < ($1.from, $1.rank.0, $1.rank.1, $1.rank.2)
        }
        if let standing = candidates.last(where: { $0.from <= date }) { return standing.set }
        let firstDay = candidates[0].from
        return candidates.last { $0.from == firstDay }?.set ?? SlowRuleSet.builtIn[0]
    }
}
