internal import Audit
internal import DossierModel
internal import MerkleLog

/// What a ledger holds, for people.
enum StatsTexts {
    static func text(_ found: LedgerStatistics, _ language: Language) -> String {
        var lines: [(String, String)] = [
            (language.text(vi: "sự kiện", en: "events"), language.count(Int(found.size))),
            (language.text(vi: "gốc", en: "root"), found.root.hex),
        ]
        if let occurred = found.occurred, let recorded = found.recorded {
            lines += [
                (
                    language.text(vi: "xảy ra", en: "occurred"),
                    "\(occurred.lowerBound) … \(occurred.upperBound)"
                ),
                (
                    language.text(vi: "ghi nhận", en: "recorded"),
                    "\(recorded.lowerBound) … \(recorded.upperBound)"
                ),
            ]
        }
        lines += [
            (language.text(vi: "hồ sơ", en: "dossiers"), language.count(found.dossiers)),
            (
                language.text(vi: "  không có tiếp nhận", en: "  without a receipt"),
                language.count(found.dossiersWithoutReceipt)
            ),
            (
                language.text(vi: "đơn vị chưa đăng ký", en: "units not registered"),
                listed(found.unknownUnits, found.firstUnknownUnits, language)
            ),
            (
                language.text(vi: "thủ tục chưa công bố", en: "procedures not published"),
                listed(found.unknownProcedures, found.firstUnknownProcedures, language)
            ),
            (
                language.text(vi: "dung lượng", en: "on disk"),
                "\(language.count(found.fileBytes)) byte"
                    + (found.size == 0
                        ? ""
                        : " (\(found.fileBytes / Int(found.size))/\(language.text(vi: "sự kiện", en: "event")))")
            ),
            (
                language.text(vi: "đoạn niêm phong", en: "sealed segments"),
                "\(language.count(found.sealedSegments)) + \(language.count(found.tailEvents))"
            ),
        ]
        var text = ""
        for line in lines { text += TextTable.padded(line.0, 26) + line.1 + "\n" }
        text += "\n"
        for entry in found.typeCounts.sorted(by: { $0.count > $1.count }) {
            let name = entry.type?.name ?? language.text(vi: "(không đọc được)", en: "(unreadable)")
            text +=
                TextTable.padded(name, 30) + TextTable.leading(language.count(Int(entry.count)), 14) + "\n"
        }
        return text
    }

    private static func listed(_ count: Int, _ first: [String], _ language: Language) -> String {
        guard count > 0 else { return "0" }
        return language.count(count) + ": " + first.joined(separator: ", ")
            + (count > first.count ? ", …" : "")
    }
}
