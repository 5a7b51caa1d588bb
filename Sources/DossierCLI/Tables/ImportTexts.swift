internal import Audit
internal import MerkleLog

/// What an import did, for people.
enum ImportTexts {
    static func text(_ done: ImportAnswer, _ quarantinePath: String, _ language: Language) -> String {
        var rows: [(String, String)] = [
            (language.text(vi: "đã đọc", en: "read"), language.count(done.read)),
            (language.text(vi: "đã ghi", en: "appended"), language.count(done.appended)),
            (language.text(vi: "trùng lặp", en: "duplicates"), language.count(done.duplicates)),
            (language.text(vi: "cách ly", en: "quarantined"), language.count(done.quarantined)),
        ]
        if done.rowsWithoutEvents > 0 {
            rows.append(
                (
                    language.text(vi: "dòng không thành sự kiện", en: "rows that make no event"),
                    language.count(done.rowsWithoutEvents)
                )
            )
        }
        var text = ""
        for (index, row) in rows.enumerated() {
            text += TextTable.padded(row.0, 26) + TextTable.leading(row.1, 14)
            if index == 3, done.quarantined > 0 { text += "   → \(quarantinePath)" }
            text += "\n"
        }
        text += language.text(
            vi: "Sổ có \(language.count(Int(done.logSize))) sự kiện, gốc \(done.root.hex)\n",
            en: "The ledger has \(language.count(Int(done.logSize))) events, root \(done.root.hex)\n"
        )
        return text
    }
}
