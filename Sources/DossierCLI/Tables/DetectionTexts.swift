internal import Audit
internal import DossierModel
internal import MerkleLog
internal import Projections

/// What the detectors found, for people.
struct DetectionTexts {
    private let detection: Detection
    private let language: Language

    init(_ detection: Detection, _ language: Language) {
        self.detection = detection
        self.language = language
    }

    var text: String { head + chapters + summary + end }

    private var head: String {
        var text =
            language.text(vi: "Theo dữ liệu đã ghi nhận đến", en: "As known by") + " \(detection.asOf); "
        text += language.text(vi: "sổ", en: "ledger of") + " \(language.count(Int(detection.logSize))) "
        return text + language.text(vi: "sự kiện, gốc", en: "events, root") + " \(detection.root.hex)\n"
    }

    private var chapters: String {
        var text = ""
        for detector in detection.detectors {
            guard let count = detection.counts[detector], count > 0 else { continue }
            let words = DetectorRule(detector)
            text += "\n\(detector.rawValue): \(language.count(count)) "
            text += language.text(vi: "dấu hiệu", en: count == 1 ? "hit" : "hits")
            text += "\n  " + language.text(vi: words.rule.vi, en: words.rule.en) + " (\(words.citation))\n"
            text += "  " + language.text(vi: "Bác bỏ được bằng: ", en: "Refuted by: ")
            text += language.text(vi: words.refutation.vi, en: words.refutation.en) + "\n"
            let hits = detection.hits.filter { $0.detector == detector }
            for hit in hits { text += line(hit) }
            if hits.count < count {
                let rest = language.count(count - hits.count)
                text += language.text(vi: "    và \(rest) nữa\n", en: "    and \(rest) more\n")
            }
        }
        return text
    }

    private func line(_ hit: Detection.Hit) -> String {
        var text = "    \(hit.day)  " + (hit.dossier ?? hit.unit ?? "–")
        if let unit = hit.unit, hit.dossier != nil { text += "  \(unit)" }
        for detail in hit.details { text += "  \(name(detail.0)) \(detail.1)" }
        let shown = hit.events.prefix(4).map { "\($0.type.name) seq \($0.number)" }
        if !shown.isEmpty { text += "  (" + shown.joined(separator: ", ") }
        if hit.events.count > shown.count { text += ", …" }
        return text + (shown.isEmpty ? "\n" : ")\n")
    }

    /// A detail's name in words.
    func name(_ detail: String) -> String {
        switch detail {
        case "codeDate": language.text(vi: "ngày trong mã", en: "date in the code")
        case "receivedOn": language.text(vi: "tiếp nhận", en: "received on")
        case "reasons": language.text(vi: "lý do:", en: "reasons:")
        case "missing": language.text(vi: "thiếu số", en: "missing")
        case "finished": language.text(vi: "đã xong", en: "finished")
        case "median": language.text(vi: "trung vị", en: "median")
        case "month": language.text(vi: "tháng", en: "month")
        case "late": language.text(vi: "hồ sơ trễ", en: "late dossiers")
        case "after": language.text(vi: "sau hồ sơ", en: "after")
        case "receipts": language.text(vi: "tiếp nhận", en: "receipts")
        case "from": language.text(vi: "từ", en: "from")
        case "to": language.text(vi: "đến", en: "to")
        case "openOn": language.text(vi: "còn đến", en: "still on")
        case "months": language.text(vi: "số tháng được phép", en: "months allowed")
        default: detail
        }
    }

    /// Where a detector hits often, beside the other units of the level; those that stand out are marked by a word.
    private var summary: String {
        guard !detection.units.isEmpty else { return "" }
        var rows = [
            [
                language.text(vi: "đơn vị", en: "unit"), language.text(vi: "dấu hiệu", en: "detector"),
                language.text(vi: "số lần", en: "hits"), language.text(vi: "hồ sơ", en: "dossiers"),
                language.text(vi: "trên 100", en: "per 100"), language.text(vi: "cùng cấp", en: "others"), "",
            ]
        ]
        for unit in detection.units {
            rows.append([
                unit.unit, unit.detector.rawValue, language.count(unit.hits), language.count(unit.dossiers),
                unit.dossiersHit == 0 ? "–" : rate(unit.dossiersHit, unit.dossiers),
                unit.dossiersHit == 0 ? "–" : rate(unit.othersHit, unit.othersDossiers),
                unit.isOutlier ? language.text(vi: "nổi bật", en: "stands out") : "",
            ])
        }
        let widths = rows[0].indices.map { column in rows.map { TextTable.columns($0[column]) }.max() ?? 0 }
        var text = "\n" + language.text(vi: "Theo đơn vị", en: "By unit") + "\n"
        for row in rows {
            let cells = row.indices.map { column in
                (2...5).contains(column)
                    ? TextTable.leading(row[column], widths[column])
                    : TextTable.padded(row[column], widths[column])
            }
            text += String(cells.joined(separator: "  ").reversed().drop { $0 == " " }.reversed()) + "\n"
        }
        return text
    }

    /// Dossiers hit among a hundred, with two decimals.
    private func rate(_ hits: Int, _ dossiers: Int) -> String {
        guard dossiers > 0 else { return "–" }
        let hundredths = (20_000 * hits + dossiers) / (2 * dossiers)
        let rest = hundredths % 100
        return language.count(hundredths / 100) + (language == .vi ? "," : ".") + (rest < 10 ? "0" : "")
            + "\(rest)"
    }

    private var end: String {
        let all = detection.counts.values.reduce(0, +)
        guard all > 0 else { return "\n" + language.text(vi: "Không có dấu hiệu nào\n", en: "No hits\n") }
        return "\n"
            + language.text(
                vi: "\(language.count(all)) dấu hiệu; mỗi cái chỉ là dấu hiệu cho đến khi xem hồ sơ giấy\n",
                en: "\(language.count(all)) hits; each is an indication until the paper file is seen\n"
            )
    }

    /// A line for each hit; the numbers and ids of its events with blanks between them.
    var csv: String {
        var text = CSVRecord.text(["detector", "dossier", "unit", "day", "seqs", "ids", "details"])
        for hit in detection.hits {
            let fields = [
                hit.detector.rawValue, hit.dossier ?? "", hit.unit ?? "", "\(hit.day)",
                hit.events.map { "\($0.number)" }.joined(separator: " "),
                hit.events.map(\.id).joined(separator: " "),
                hit.details.map { "\($0.0)=\($0.1)" }.joined(separator: "; "),
            ]
            text += CSVRecord.text(fields)
        }
        return text
    }
}
