internal import Audit
internal import DossierModel
internal import MerkleLog
internal import Projections

/// A unit's history on paper: one step after the other.
struct ReplayTexts {
    private let replay: UnitReplay
    private let stepping: ReplayStepping
    private let language: Language
    private let words: ReplayWords
    /// The width of each column: that of its head, or of its greatest number.
    private let widths: [Int]

    init(_ replay: UnitReplay, _ stepping: ReplayStepping, _ language: Language) {
        self.replay = replay
        self.stepping = stepping
        self.language = language
        words = ReplayWords(language: language)
        widths = ReplayTexts.columns.map { column in
            switch column {
            case .count(let key, let vi, let en):
                let number = language.count(replay.greatest(key))
                return 2 + max(4, number.count, language.text(vi: vi, en: en).count)
            case .rate(_, let vi, let en):
                return 2 + max("100,00 %".count, language.text(vi: vi, en: en).count)
            }
        }
    }

    private static let labelWidth = 16
    /// As wide as the table.
    private static let width = 110

    /// What stands in a column: a count or a rate, its heads and its width.
    private enum Column {
        case count(CountKey, vi: String, en: String)
        case rate(RateKey, vi: String, en: String)
    }

    private static let columns: [Column] = [
        .count(.open, vi: "đang", en: "open"),
        .count(.openOverdue, vi: "trễ", en: "late"),
        .count(.stopped, vi: "dừng", en: "stop"),
        .count(.pausedOpenUnauthorised, vi: "sai", en: "wrong"),
        .count(.received, vi: "nhận", en: "recv"),
        .count(.finished, vi: "xong", en: "done"),
        .count(.early, vi: "trước", en: "early"),
        .count(.onTime, vi: "đúng", en: "onTime"),
        .count(.overdue, vi: "quá", en: "over"),
        .rate(.onTimeRate, vi: "đúng hạn", en: "rate"),
        .count(.offSystem, vi: "ngoài", en: "off"),
        .count(.pausesUnauthorised, vi: "t.dừng", en: "pauses"),
        .rate(.apologyCoverage, vi: "xin lỗi", en: "apology"),
    ]

    /// All that stands before the steps.
    var heading: String {
        var text = language.text(
            vi: "Diễn lại \(replay.unit), \(language.date(replay.from)) – \(language.date(replay.to)), ",
            en: "Replay of \(replay.unit), \(language.date(replay.from)) – \(language.date(replay.to)), "
        )
        text += words.stepping(stepping) + "\n"
        text += language.text(vi: "Theo điều đã biết đến ", en: "As known by ") + language.moment(replay.asOf)
        text += "\n"
        if replay.isCutShort {
            text += language.text(vi: "Lưu ý: ", en: "Note: ") + words.cutShort(replay) + "\n"
        }
        if replay.isEmpty {
            text += language.text(vi: "Lưu ý: ", en: "Note: ") + words.nothing(replay) + "\n"
        }
        text += language.text(
            vi:
                "Tồn cuối bước: đang giải quyết, trễ hạn, đang dừng, tạm dừng sai; rồi số từ đầu kỳ: tiếp nhận,\n"
                + "đã xong, trước hạn, đúng hạn, quá hạn, tỷ lệ đúng hạn, ngoài hệ thống, lượt tạm dừng sai, tỷ lệ xin lỗi\n",
            en:
                "At the end of the step: open, late, stopped, paused without authority; then since the first day: received,\n"
                + "finished, early, on time, overdue, on-time rate, off the system, unauthorised pauses, apology coverage\n"
        )
        text += "\n" + TextTable.padded("", ReplayTexts.labelWidth)
        for (column, width) in zip(ReplayTexts.columns, widths) {
            switch column {
            case .count(_, let vi, let en), .rate(_, let vi, let en):
                text += TextTable.leading(language.text(vi: vi, en: en), width)
            }
        }
        return text + "\n"
    }

    /// A step, with its events where they are told one by one.
    func text(_ step: ReplayStep, _ events: [ReplayEvent]) -> String {
        let name = words.name(step, stepping)
        let head =
            stepping == .event
            ? step.marks.isEmpty ? "\(name): \(words.endOfPeriod)" : name : "\(name): \(words.happened(step))"
        var text = ScreenText.wrapped(head, ReplayTexts.width).map { $0 + "\n" }.joined()
        if let other = step.mergedInto { text += "  \(words.merged(replay.unit, into: other))\n" }
        for event in events { text += "  \(line(event))\n" }
        for basis in Basis.allCases {
            text += TextTable.padded("  " + words.basis(basis), ReplayTexts.labelWidth)
            for (column, width) in zip(ReplayTexts.columns, widths) {
                switch column {
                case .count(let key, _, _):
                    text += TextTable.leading(language.count(step.after[basis][key]), width)
                case .rate(let key, _, _):
                    text += TextTable.leading(words.rate(key, step.after[basis]), width)
                }
            }
            text += "\n"
        }
        return text
    }

    private func line(_ event: ReplayEvent) -> String {
        var parts = [
            words.name(event.mark.type), event.dossier ?? "–", event.unit ?? "–", "seq \(event.mark.number)",
        ]
        if let to = event.toUnit { parts[2] += " → " + to }
        let clocks = words.clocks(event)
        if !clocks.isEmpty { parts.append(clocks) }
        return parts.joined(separator: "  ")
    }

    /// All that stands behind the steps.
    var footing: String {
        let sets = replay.ruleSets.map { "\($0.name) (\($0.hash.prefix(12)))" }.joined(separator: ", ")
        let size = language.count(Int(replay.logSize))
        return "\n" + language.text(vi: "Quy tắc: \(sets)\n", en: "Rules: \(sets)\n")
            + language.text(
                vi: "Sổ: \(size) sự kiện, gốc \(replay.root.hex)\n",
                en: "Ledger: \(size) events, root \(replay.root.hex)\n"
            )
    }
}
