import DossierModel
import TestSupport

extension SlowLife {
    /// Class, due, finish and stops in one line, days of March 2024 by their number.
    var summary: String {
        var words = [section7Class ?? "no class"]
        words.append(due.map { "due \(short($0.description))" } ?? "no due")
        if let finish { words.append("finished \(short(finish.time.description))") }
        for stop in stops {
            let end = stop.end.map { short($0.description) } ?? "open"
            let verdict =
                stop.reasons.isEmpty
                ? (stop.isAuthorised ? "" : " !") : " " + stop.reasons.joined(separator: "+")
            words.append("\(stop.kind) \(short(stop.start.description))…\(end)\(verdict)")
        }
        return (words + anomalies).joined(separator: ", ")
    }

    private func short(_ text: String) -> String {
        var text = text.replacing("+07:00", with: "").replacing("T00:00:00", with: "").replacing(
            "T",
            with: " "
        )
        if text.hasSuffix(":00") { text.removeLast(3) }
        if text.hasPrefix("2024-03-0") { return String(text.dropFirst(9)) }
        return text.hasPrefix("2024-03-") ? String(text.dropFirst(8)) : text
    }
}
