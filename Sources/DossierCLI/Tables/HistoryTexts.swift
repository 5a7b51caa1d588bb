internal import Audit
internal import DossierModel
internal import MerkleLog

/// One dossier's life for people.
struct HistoryTexts {
    private let history: DossierHistory
    private let language: Language

    init(_ history: DossierHistory, _ language: Language) {
        self.history = history
        self.language = language
    }

    var text: String {
        var text = language.text(vi: "Hồ sơ", en: "Dossier") + " \(history.dossier)"
        if let sector = history.sector {
            text += ", " + language.text(vi: "lĩnh vực", en: "sector") + " \(sector)"
        }
        text += "\n" + language.text(vi: "Theo điều đã biết đến", en: "As known by") + " \(history.asOf); "
        text +=
            language.text(vi: "sổ", en: "ledger")
            + " \(language.count(Int(history.logSize))), \(history.root.hex)\n\n"
        text += events + "\n"
        for basis in Basis.allCases { text += standing(basis) }
        return text
    }

    private var events: String {
        let heads = [
            "seq", language.text(vi: "sự kiện", en: "event"), language.text(vi: "xảy ra", en: "occurred"),
            language.text(vi: "ghi nhận", en: "recorded"), language.text(vi: "chậm", en: "lag"),
            language.text(vi: "đơn vị", en: "unit"), language.text(vi: "người làm", en: "actor"),
        ]
        var rows = [heads]
        for event in history.events {
            rows.append([
                "\(event.number)", event.type.name, "\(event.occurredAt)", "\(event.recordedAt)",
                lag(event.recordedAt.rawValue - event.occurredAt.rawValue), event.unit ?? "",
                event.actor ?? "",
            ])
        }
        let widths = heads.indices.map { column in rows.map { TextTable.columns($0[column]) }.max() ?? 0 }
        return rows.map { row in
            let cells = zip(row, widths).map { TextTable.padded($0, $1) }.joined(separator: "  ")
            return String(cells.reversed().drop { $0 == " " }.reversed()) + "\n"
        }
        .joined()
    }

    /// A time between the two clocks in its largest whole unit.
    private func lag(_ milliseconds: Int64) -> String {
        let minutes = milliseconds / 60_000
        if minutes == 0 { return "–" }
        if abs(minutes) < 60 { return "\(minutes) " + language.text(vi: "phút", en: "min") }
        if abs(minutes) < 1_440 { return "\(minutes / 60) " + language.text(vi: "giờ", en: "h") }
        return "\(minutes / 1_440) " + language.text(vi: "ngày", en: "d")
    }

    private func standing(_ basis: Basis) -> String {
        let found = basis == .reported ? history.reported : history.audited
        var text =
            basis == .reported
            ? language.text(vi: "Theo hệ thống", en: "Reported")
            : language.text(vi: "Theo quy định", en: "Audited")
        text += ": " + name(found.kind) + (found.unit.map { ", \($0)" } ?? "") + "\n"
        if let due = found.due {
            text += language.text(vi: "  hạn trả ", en: "  due ") + due
            if let base = found.baseDue, base != due {
                text += language.text(vi: " (lúc đầu \(base))", en: " (at first \(base))")
            }
            let days = found.daysLate
            if days > 0 {
                text += language.text(vi: ", muộn \(days) ngày làm việc", en: ", \(days) working days late")
            }
            text += "\n"
        }
        for stop in found.stops { text += line(stop, basis) }
        for shift in found.shifts {
            text += language.text(vi: "  hạn dời từ", en: "  due moved from")
            text += " \(shift.before ?? "–") → \(shift.after) (seq \(shift.event))\n"
        }
        for step in found.steps where step.isAnomaly {
            text += language.text(vi: "  bất thường", en: "  anomaly") + " \(step.note) (seq \(step.event))\n"
        }
        return text
    }

    private func line(_ stop: DossierStanding.Stop, _ basis: Basis) -> String {
        let kind =
            stop.isPause
            ? language.text(vi: "tạm dừng", en: "paused")
            : language.text(vi: "chờ bổ sung", en: "awaiting supplement")
        var text = "  \(kind) \(stop.start) – \(stop.end.map { "\($0)" } ?? "…")"
        if basis == .audited {
            text +=
                stop.isAuthorised
                ? language.text(vi: ", có căn cứ", en: ", authorised")
                : language.text(vi: ", không có căn cứ: ", en: ", unauthorised: ")
                    + stop.reasons.joined(separator: ", ")
        }
        return text + " (seq \(stop.event))\n"
    }

    private func name(_ kind: DossierStanding.Kind) -> String {
        switch kind {
        case .absent: language.text(vi: "chưa có gì xảy ra", en: "nothing has happened yet")
        case .orphan: language.text(vi: "không rõ tiếp nhận", en: "no receipt is known")
        case .declinedAtIntake: language.text(vi: "từ chối tiếp nhận", en: "declined at intake")
        case .declined: language.text(vi: "đã trả lại, không giải quyết", en: "declined")
        case .withdrawn: language.text(vi: "đã rút", en: "withdrawn")
        case .early: language.text(vi: "trả trước hạn", en: "finished early")
        case .onTime: language.text(vi: "trả đúng hạn", en: "finished on time")
        case .overdue: language.text(vi: "trả quá hạn", en: "finished late")
        case .undatedFinished: language.text(vi: "đã trả, không có hạn", en: "finished, undated")
        case .openInTime: language.text(vi: "đang giải quyết, trong hạn", en: "open, in time")
        case .openOverdue: language.text(vi: "đang giải quyết, quá hạn", en: "open, overdue")
        case .stopped: language.text(vi: "đang dừng", en: "stopped")
        case .undatedOpen: language.text(vi: "đang giải quyết, không có hạn", en: "open, undated")
        }
    }
}
