import DossierModel

/// The figures of rules.md section 9 for one question.
struct SlowFigures {
    /// What groups and filters look at.
    struct Place {
        var unit: ByteText?
        var sector: ByteText?
        var channel: ByteText?
        var procedure: ByteText?
    }

    let view: SlowView
    let query: SlowQuery
    private var rows: [[ByteText?]: (reported: SlowCounts, audited: SlowCounts)] = [:]
    private var totalReported = SlowCounts()
    private var totalAudited = SlowCounts()

    /// Counts every dossier and every paper entry in its scope.
    init(_ view: SlowView, query: SlowQuery) throws(SlowError) {
        self.view = view
        self.query = query
        let dossiers = try SlowView.dossiers(of: view)
        for basis in [Basis.reported, .audited] {
            for dossier in dossiers {
                section9CountDossier(dossier, basis)
            }
            for entry in view.known where entry.type == "paper.entered" {
                section9CountPaperEntry(entry, basis)
            }
        }
    }

    /// The rows in their order and the total, once the balance closes in each.
    func section9Answer() throws(SlowError) -> SlowAnswer {
        let groups = rows.keys.sorted { left, right in
            left.lexicographicallyPrecedes(right) {
                ($0 != nil ? 1 : 0, $0 ?? "") < ($1 != nil ? 1 : 0, $1 ?? "")
            }
        }
        var answers: [SlowAnswer.Row] = []
        for group in groups {
            guard let row = rows[group], !row.reported.isNothing || !row.audited.isNothing else { continue }
            answers.append(
                SlowAnswer.Row(group: group.map { $0?.text }, reported: row.reported, audited: row.audited)
            )
        }
        let total = SlowAnswer.Row(group: [], reported: totalReported, audited: totalAudited)
        for row in answers + [total] {
            try section9CheckBalance(row.reported, row.group, "reported")
            try section9CheckBalance(row.audited, row.group, "audited")
        }
        return SlowAnswer(rows: answers, total: total)
    }

    private func section9CheckBalance(
        _ counts: SlowCounts,
        _ group: [String?],
        _ basis: String
    ) throws(SlowError) {
        let begun = counts["carriedIn"] + counts["received"]
        let ended = counts["finished"] + counts["declined"] + counts["withdrawn"] + counts["open"]
        if begun != ended { throw .balance(group: group, basis: basis, begun: begun, ended: ended) }
    }

    private mutating func section9CountDossier(_ dossier: SlowDossier, _ basis: Basis) {
        if let life = dossier[basis] {
            let place = section9Place(of: life)
            guard isInScope(place) else { return }
            let other = dossier[basis == .reported ? .audited : .reported]
            add(SlowTally(life, other: other, query: query).counts, place, basis)
            addToTotal(SlowCounts(["anomalies": life.anomalies.count]), basis)
            return
        }
        switch dossier.intakes[basis] {
        case .declinedAtIntake(let declined):
            let unit = declined.event.unit.map { view.reference.section4Merged($0, at: view.at) }
            let place = Place(unit: unit, sector: "unknown")
            guard isInScope(place), query.section9IsInPeriod(declined.time) else { return }
            add(SlowCounts(["declinedAtIntake": 1]), place, basis)
        case .orphan:
            // It has no unit, sector, channel or procedure, so no filter takes it.
            guard isInScope(Place()) else { return }
            addToTotal(SlowCounts(["orphans": 1]), basis)
        default:
            break
        }
    }

    private func section9Place(of life: SlowLife) -> Place {
        Place(
            unit: life.section4FiguresGoTo,
            sector: life.sector,
            channel: life.receipt.text("channel"),
            procedure: life.receipt.text("procedure")
        )
    }

    private func isInScope(_ place: Place) -> Bool {
        if let unit = query.unit {
            guard let own = place.unit else { return false }
            if !view.reference.interfacesIsBelow(own, top: ByteText(unit), at: view.at) { return false }
        }
        if let level = query.level {
            let registration = place.unit.flatMap { view.reference.section1Registration(of: $0, at: view.at) }
            if registration?.text("level") != ByteText(level) { return false }
        }
        if let sector = query.sector, place.sector != ByteText(sector) { return false }
        if let channel = query.channel, place.channel != ByteText(channel) { return false }
        if let procedure = query.procedure, place.procedure != ByteText(procedure) { return false }
        return true
    }

    private mutating func add(_ counts: SlowCounts, _ place: Place, _ basis: Basis) {
        let group = query.by.map { kind in
            switch kind {
            case .unit: place.unit
            case .sector: place.sector
            case .channel: place.channel
            case .procedure: place.procedure
            }
        }
        if basis == .reported {
            rows[group, default: (SlowCounts(), SlowCounts())].reported.add(counts)
        } else {
            rows[group, default: (SlowCounts(), SlowCounts())].audited.add(counts)
        }
        addToTotal(counts, basis)
    }

    private mutating func addToTotal(_ counts: SlowCounts, _ basis: Basis) {
        if basis == .reported {
            totalReported.add(counts)
        } else {
            totalAudited.add(counts)
        }
    }

    private mutating func section9CountPaperEntry(_ entry: SlowEvent, _ basis: Basis) {
        let time = SlowTimeline.section3EffectiveTime(entry, basis, nil)
        guard time <= view.at, query.section9IsInPeriod(time) else { return }
        let place = Place(
            unit: entry.unit.map { view.reference.section4Merged($0, at: view.at) },
            sector: entry.text("sector"),
            procedure: entry.text("procedure")
        )
        guard isInScope(place) else { return }
        var counts = SlowCounts(["paperEntries": 1])
        if !section9IsMatched(entry) { counts.add(to: "offSystem") }
        add(counts, place, basis)
    }

    /// Whether a paper entry has its receipt in the system; `at` does not bound the receipts.
    private func section9IsMatched(_ entry: SlowEvent) -> Bool {
        let named = entry.text("dossier")
        for receipt in view.known where receipt.type == "dossier.received" {
            if let named, receipt.dossier == named { return true }
            guard let number = receipt.text("paperNo"), number == entry.text("paperNo") else { continue }
            guard receipt.occurredAt.localDate.year == entry.occurredAt.localDate.year else { continue }
            if section9IsSameUnit(receipt.unit, entry.unit) { return true }
        }
        return false
    }

    /// As written, or one of the two merged by `at` into the other, directly or through others.
    private func section9IsSameUnit(_ left: ByteText?, _ right: ByteText?) -> Bool {
        if left == right { return true }
        guard let left, let right else { return false }
        return view.reference.section4MergeChain(of: left, at: view.at).contains(right)
            || view.reference.section4MergeChain(of: right, at: view.at).contains(left)
    }
}
