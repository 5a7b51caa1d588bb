internal import Audit
internal import DossierModel
internal import Rules

/// Where the time of a dossier went: the figures put all of a delay on the unit that holds it last.
extension HistoryTexts {
    /// Sums of the stretches that one officer of one unit had the dossier in one step.
    private struct Sum {
        var names: [String]
        var days = 0
        var stopped = 0
        var unauthorised = 0
    }

    func holdings(_ found: DossierStanding) -> [String] {
        guard !found.holdings.isEmpty else { return [] }
        var sums: [Sum] = []
        var places: [[String]: Int] = [:]
        for holding in found.holdings {
            let names = self.names(holding)
            let place = places[names] ?? sums.count
            if place == sums.count {
                sums.append(Sum(names: names))
                places[names] = place
            }
            sums[place].days += holding.span.days
            sums[place].stopped += holding.span.stoppedDays
            sums[place].unauthorised += holding.span.unauthorisedDays
        }
        let heads = [
            words.text(vi: "đơn vị", en: "unit"), words.text(vi: "người làm", en: "officer"),
            words.text(vi: "bước", en: "step"), words.text(vi: "ngày làm việc", en: "working days"),
            words.text(vi: "đồng hồ chạy", en: "clock running"), words.text(vi: "dừng", en: "stopped"),
            words.text(vi: "dừng không căn cứ", en: "stopped without authority"),
        ]
        let shown = shortened(sums, 30, 10)
        var total = Sum(names: [words.text(vi: "cộng", en: "in all"), "", ""])
        for sum in sums {
            total.days += sum.days
            total.stopped += sum.stopped
            total.unauthorised += sum.unauthorised
        }
        let rows = [heads] + shown.head.map(row) + shown.tail.map(row) + [row(total)]
        var lines = HistoryTexts.aligned(rows)
        if shown.left > 0 { lines.insert(words.more(shown.left), at: 1 + shown.head.count) }
        return lines
    }

    private func names(_ holding: DossierStanding.Holding) -> [String] {
        let merged = holding.answerable.map { words.text(vi: " (nay là \($0))", en: " (now \($0))") } ?? ""
        return [(holding.unit ?? "–") + merged, holding.officer ?? "–", holding.step ?? "–"]
    }

    private func row(_ sum: Sum) -> [String] {
        // What an unauthorised stop takes is a part of the time that the clock runs.
        sum.names + ["\(sum.days)", "\(sum.days - sum.stopped)", "\(sum.stopped)", "\(sum.unauthorised)"]
    }
}
