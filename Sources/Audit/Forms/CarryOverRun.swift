internal import DossierModel
internal import LedgerStore
internal import Projections
internal import Rules

/// One check of a carry-over in the making: both forms' questions, and what is known for each.
struct CarryOverRun {
    private let query: FormQuery
    private let period: FormPeriod
    private let then: Side
    private let now: Side
    private let rows: LedgerRows
    private let progress: @Sendable (_ done: Int, _ all: Int) -> Void

    /// One of the two forms.
    struct Side {
        let question: Question
        let knowledge: Knowledge
        let scope: Scope
    }

    init(
        _ query: FormQuery,
        _ period: FormPeriod,
        _ then: Knowledge,
        _ now: Knowledge,
        _ rows: LedgerRows,
        progress: @escaping @Sendable (_ done: Int, _ all: Int) -> Void
    ) throws(ReportError) {
        func side(_ period: FormPeriod, _ knowledge: Knowledge) throws(ReportError) -> Side {
            let question = Question(asOf: knowledge.asOf, from: period.from, to: period.to)
            var filter = ReportQuery(from: period.from, to: period.to)
            filter.unit = query.unit
            let scope = try ReportScope(filter, knowledge, at: question.at).scope
            return Side(question: question, knowledge: knowledge, scope: scope)
        }
        self.query = query
        self.period = period
        self.then = try side(period, then)
        self.now = try side(query.period, now)
        self.rows = rows
        self.progress = progress
    }

    func answer(_ view: borrowing LedgerView, _ tail: TailRows) throws -> CarryOver {
        let open = try members(of: then, .open, view)
        let carriedIn = try members(of: now, .carriedIn, view)
        let only = CarryOverRun.difference(open, carriedIn)
        var readers = CarryOverReader(then, now, period, query.basis, rows)
        var dossiers: [CarryOver.Dossier] = []
        for dossier in only {
            let code = try view.name(CodeIndex(rawValue: dossier.number), .dossier, tail: tail) ?? ""
            dossiers.append(try readers.read(dossier, code, view))
        }
        return CarryOver(
            period: period,
            asOf: then.knowledge.asOf,
            isAdjacent: period.to.adding(days: 1) == query.period.from,
            open: open.count,
            carriedIn: carriedIn.count,
            sectors: sectors(open, carriedIn),
            dossiers: dossiers
        )
    }

    /// Everything in one of the columns, in the order of the dossiers.
    private func members(
        of side: Side,
        _ column: CarryOverPart.Side,
        _ view: borrowing LedgerView
    ) throws(StoreError) -> [CarryOverPart.Member] {
        let part = CarryOverPart(side.question, side.knowledge, side.scope, query.basis, column)
        let parts = try DossierFold.run(rows, side.knowledge.filter, view, from: part, progress: progress)
        return parts.flatMap(\.members).sorted { $0.dossier < $1.dossier }
    }

    /// A dossier that is in one column only, or in another line of it.
    struct Difference {
        let number: UInt32
        let wasOpen: Bool
        let isCarriedIn: Bool
    }

    /// What two columns do not share, by walking both in the order of the dossiers.
    private static func difference(
        _ open: [CarryOverPart.Member],
        _ carriedIn: [CarryOverPart.Member]
    ) -> [Difference] {
        var found: [Difference] = []
        var (left, right) = (open[...], carriedIn[...])
        while left.first != nil || right.first != nil {
            let number = min(left.first?.dossier ?? .max, right.first?.dossier ?? .max)
            let was = left.first?.dossier == number ? left.popFirst() : nil
            let isNow = right.first?.dossier == number ? right.popFirst() : nil
            guard was != isNow else { continue }
            found.append(Difference(number: number, wasOpen: was != nil, isCarriedIn: isNow != nil))
        }
        return found
    }

    /// The sectors in which the columns differ.
    private func sectors(
        _ open: [CarryOverPart.Member],
        _ carriedIn: [CarryOverPart.Member]
    ) -> [CarryOver.Sector] {
        var counts: [CodeIndex: (open: Int, carriedIn: Int)] = [:]
        for member in open { counts[member.sector, default: (0, 0)].open += 1 }
        for member in carriedIn { counts[member.sector, default: (0, 0)].carriedIn += 1 }
        let differing = counts.filter { $0.value.open != $0.value.carriedIn }.map { sector, count in
            // Both are of one ledger: what one knows of no number for is `unknown` in both.
            let name = now.knowledge.codes.name(sector, .sector) ?? then.knowledge.codes.name(sector, .sector)
            return CarryOver.Sector(sector: name, open: count.open, carriedIn: count.carriedIn)
        }
        return differing.sorted {
            ($0.sector ?? "").utf8.lexicographicallyPrecedes(($1.sector ?? "").utf8)
        }
    }
}
