internal import Audit
internal import DossierModel
internal import MerkleLog
internal import Projections

/// What the detectors found, for people.
struct DetectionTexts {
    private let detection: Detection
    let language: Language

    init(_ detection: Detection, _ language: Language) {
        self.detection = detection
        self.language = language
    }

    var text: String { head + chapters + summary + end }

    /// Events of a hit that are told; more of them are in JSON and CSV.
    private static let mostEvents = 6

    private var head: String {
        let size = language.count(Int(detection.logSize))
        let root = detection.root.hex
        let ledger = language.text(
            vi: "sổ \(size) sự kiện, gốc \(root)\n",
            en: "ledger of \(size) events, root \(root)\n"
        )
        guard let asOf = detection.asOf else { return ledger }
        let moment = language.moment(asOf)
        return language.text(vi: "Theo điều đã biết đến \(moment); ", en: "As known by \(moment); ") + ledger
    }

    private var chapters: String {
        var text = ""
        for detector in detection.detectors {
            guard let count = detection.counts[detector], count > 0 else { continue }
            let words = DetectorRule(detector)
            text += "\n\(detector.rawValue): \(language.count(count)) "
            text += language.text(vi: "dấu hiệu", en: count == 1 ? "hit" : "hits")
            text += "\n  " + language.text(words.rule) + " (\(language.text(words.citation)))\n"
            text += "  " + language.text(vi: "Bác bỏ được bằng: ", en: "Refuted by: ")
            text += language.text(words.refutation) + "\n"
            let hits = detection.hits.filter { $0.detector == detector }
            for hit in hits { text += line(hit) + events(hit) }
            if hits.count < count {
                let rest = language.count(count - hits.count)
                text += language.text(
                    vi: "    … và \(rest) dấu hiệu nữa, có trong --format json và csv\n",
                    en: "    … and \(rest) more, which are in --format json and csv\n"
                )
            }
        }
        return text
    }

    private func line(_ hit: Detection.Hit) -> String {
        var text = "    \(language.date(hit.day))  " + (hit.dossier ?? hit.unit ?? "–")
        if let unit = hit.unit, hit.dossier != nil { text += "  \(unit)" }
        if !hit.details.isEmpty { text += "  " + hit.details.map { told($0) }.joined(separator: "; ") }
        return text + "\n"
    }

    /// The events that show a hit, each with both clocks.
    private func events(_ hit: Detection.Hit) -> String {
        let rows = hit.events.prefix(DetectionTexts.mostEvents).map { event in
            [
                "seq \(event.number)", event.id, event.type.name,
                language.text(vi: "xảy ra", en: "occurred") + " " + language.stamp(event.occurredAt),
                language.text(vi: "ghi nhận", en: "recorded") + " " + language.stamp(event.recordedAt),
            ]
        }
        var lines = HistoryTexts.aligned(rows)
        let rest = hit.events.count - rows.count
        if rest > 0 {
            lines.append(
                language.text(
                    vi: "… và \(language.count(rest)) sự kiện nữa, có trong --format json và csv",
                    en: "… and \(language.count(rest)) more, which are in --format json and csv"
                )
            )
        }
        return lines.map { "      " + $0 + "\n" }.joined()
    }

    /// Where a detector hits often, beside the other units of the level; those that stand out are marked by a word.
    private var summary: String {
        guard !detection.units.isEmpty else { return "" }
        var rows = [
            [
                language.text(vi: "đơn vị", en: "unit"), language.text(vi: "dấu hiệu", en: "detector"),
                language.text(vi: "số lần", en: "hits"), language.text(vi: "trên tổng số", en: "of"), "",
                language.text(vi: "trên 100", en: "per 100"), language.text(vi: "nơi khác", en: "others"), "",
            ]
        ]
        for unit in detection.units {
            rows.append([
                unit.unit, unit.detector.rawValue, language.count(unit.hits), language.count(unit.lookedAt),
                DetectionTexts.name(unit.measure, language), rate(unit.rate), rate(unit.othersRate),
                unit.isOutlier ? language.text(vi: "nổi bật", en: "stands out") : "",
            ])
        }
        let widths = rows[0].indices.map { column in rows.map { TextTable.columns($0[column]) }.max() ?? 0 }
        var text = "\n" + language.text(vi: "Theo đơn vị", en: "By unit") + "\n"
        for row in rows {
            let cells = row.indices.map { column in
                [2, 3, 5, 6].contains(column)
                    ? TextTable.leading(row[column], widths[column])
                    : TextTable.padded(row[column], widths[column])
            }
            text += String(cells.joined(separator: "  ").reversed().drop { $0 == " " }.reversed()) + "\n"
        }
        return text + summaryNote
    }

    /// What a rate is of.
    private static func name(_ measure: Detection.Measure, _ language: Language) -> String {
        switch measure {
        case .dossiers: language.text(vi: "hồ sơ", en: "dossiers")
        case .paperEntries: language.text(vi: "dòng sổ giấy", en: "paper entries")
        case .codeDays: language.text(vi: "ngày có cấp mã", en: "days with codes")
        case .closingDays: language.text(vi: "ngày trước chốt số", en: "days before a cut-off")
        case .secondments: language.text(vi: "lượt biệt phái", en: "secondments")
        case .lateMonths: language.text(vi: "tháng có hồ sơ trễ", en: "months with late dossiers")
        }
    }

    /// What the columns of the summary are.
    private var summaryNote: String {
        let note = language.text(
            vi: """
                trên tổng số: hồ sơ, dòng sổ, ngày, lượt hoặc tháng đã xem của đơn vị; trên 100: bao nhiêu trong 100 cái đó có \
                dấu hiệu; nơi khác: tỷ lệ đó ở các đơn vị khác cùng cấp, hoặc – nếu ở đó không có gì để xem; nổi bật: ít nhất 3 và \
                từ 3 lần tỷ lệ nơi khác trở lên, hoặc nơi khác có hồ sơ mà không có gì loại đó.
                """,
            en: """
                of: dossiers, entries, days, secondments or months of the unit that were looked at; per 100: how many of 100 have \
                the hit; others: the same in all other units of the level, or – where they have none to look at; stands out: at \
                least 3, and 3 times the rate of the others or more, or the others have dossiers and nothing of that kind.
                """
        )
        return TextTable.wrapped(note, 80)
    }

    /// What is hit among a hundred, with two decimals.
    private func rate(_ ratio: Ratio?) -> String {
        guard let hundredths = ratio?.hundredthsOfPercent else { return "–" }
        let rest = hundredths % 100
        return language.count(hundredths / 100) + (language == .vi ? "," : ".") + padded(rest, 2)
    }

    private var end: String {
        let all = detection.counts.values.reduce(0, +)
        guard all > 0 else {
            let none = language.text(vi: "Không có dấu hiệu nào", en: "No hits")
            guard detection.lookedAt.isNothing else { return "\n\(none)\n" }
            return "\n" + TextTable.wrapped(none + ": " + language.text(DetectorRule.nothingToLookAt), 80)
        }
        return "\n"
            + language.text(
                vi: "\(language.count(all)) dấu hiệu; mỗi cái chỉ là dấu hiệu cho đến khi xem hồ sơ giấy\n",
                en: "\(language.count(all)) hits; each is an indication until the paper file is seen\n"
            )
    }
}
