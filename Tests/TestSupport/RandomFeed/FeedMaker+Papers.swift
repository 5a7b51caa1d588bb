import DossierModel

/// Paper entries, voids and questions of a random feed.
extension FeedMaker {
    /// Lines of paper registers: of a dossier by its code, of one by its number, of none.
    mutating func makePapers(count: Int) {
        for _ in 0..<count {
            let precision = generator.pick(Precision.allCases)
            var unit = generator.pick(units)
            var time = moment(receiptDate(), precision)
            var paperNo = "S\u{1ED1} \(generator.number(in: 1...12))"
            if !receipts.isEmpty, generator.chance(60) {
                let receipt = generator.pick(receipts)
                paperNo = receipt.paperNo
                if generator.chance(60) { unit = receipt.unit }
                // Mostly the same year; 31 December at 23:00 and so on come by the offsets.
                let days = generator.chance(80) ? generator.number(in: -3...3) : 365
                time = moment(receipt.occurredAt.localDate.adding(days: days), precision)
            }
            let named = generator.chance(30) && !codes.isEmpty ? generator.pick(codes) : nil
            add(
                "paper.entered",
                at: time,
                recordedAt: recording(of: time, precision),
                envelope: [("unit", unit)],
                data: [
                    ("paperNo", .text(paperNo)), ("sector", .text(generator.pick(sectors))),
                    ("procedure", generator.chance(40) ? .text(generator.pick(procedures)) : nil),
                    ("dossier", named.map { .text($0) }),
                ]
            )
        }
    }

    /// Voids of any event: of references, receipts, voids, of nothing; before their targets and late.
    mutating func makeVoids(count: Int) {
        for _ in 0..<count {
            let target = generator.pick(events)
            let days = generator.pick([-30, -1, 0, 0, 1, 20, 200])
            let time = moment(
                target.recordedAt.localDate.adding(days: days),
                generator.pick(Precision.allCases)
            )
            add(
                "event.voided",
                at: time,
                recordedAt: recording(of: time, .minute),
                data: [
                    ("target", .text(generator.chance(5) ? "nothing" : target.id)),
                    ("reason", .text("nh\u{1EA7}m")),
                ]
            )
        }
    }

    mutating func makeQueries(lineCount: Int) -> [SlowQuery] {
        let recorded = events.map(\.recordedAt)
        let middle = season.adding(days: generator.number(in: 5...40))
        var queries = [SlowQuery(from: date(2_018, 1, 1), to: date(2_027, 12, 31), by: [])]
        queries.append(SlowQuery(from: date(2_024, 3, 1), to: date(2_024, 6, 30), by: [.unit]))
        queries.append(SlowQuery(from: middle.adding(days: -10), to: middle, by: [.sector]))
        var early = SlowQuery(from: season, to: season.adding(days: 90), by: [.unit, .sector])
        early.asOf = moment(middle, .millisecond)
        queries.append(early)
        var short = SlowQuery(from: date(2_025, 6, 1), to: date(2_025, 8, 15), by: [.procedure])
        short.logSize = generator.number(in: 0...events.count)
        queries.append(short)
        var below = SlowQuery(from: date(2_018, 1, 1), to: date(2_025, 6, 30), by: [.channel])
        below.unit = generator.pick(units)
        queries.append(below)
        let day = generator.pick(recorded).localDate
        var filtered = SlowQuery(from: day, to: day.adding(days: generator.number(in: 0...8)), by: [.unit])
        filtered.asOf = generator.chance(50) ? generator.pick(recorded) : nil
        queries.append(filtered)
        var scoped = SlowQuery(from: date(2_018, 6, 1), to: date(2_026, 1, 31), by: [.sector, .procedure])
        switch generator.number(in: 0...3) {
        case 0: scoped.sector = generator.pick(sectors)
        case 1: scoped.channel = generator.pick(["counter", "online", "postal"])
        case 2: scoped.procedure = generator.pick(procedures)
        default: scoped.level = generator.pick(["province", "department", "branch", "commune"])
        }
        queries.append(scoped)
        return queries
    }
}
