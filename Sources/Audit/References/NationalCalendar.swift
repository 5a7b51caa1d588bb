package import DossierModel
internal import Interchange

/// The national working calendar that a new ledger begins with.
///
/// It is data (`Resources/calendar-vn-2020-2026.json`), which says from where each day is known, and what is not
/// confirmed and therefore left out.
package enum NationalCalendar {
    /// One `calendar.declared` a year, as canonical JSON.
    ///
    /// Dated before every dossier, so that the calendar is known as of any moment that can be asked for, and does not
    /// move the latest moment of a ledger.
    package static func events() throws(EventFault) -> [[UInt8]] {
        let root = try EventDocument.read(PackageResources.calendar_vn_2020_2026_json).root
        guard let declaredAt = root["declaredAt"]?.string, let source = root["source"]?.string,
            let years = root["years"]?.array
        else { throw EventFault(.missingField, path: "years", message: "the calendar file is incomplete") }
        return years.map { year in
            let days = (year["days"]?.array ?? []).map { day in
                let fields = ["date", "kind", "note"].compactMap { name in
                    day[name]?.string.map { "\(quoted(name)):\(quoted($0))" }
                }
                return "{\(fields.joined(separator: ","))}"
            }
            var fields = ["\"data\":{\"days\":[\(days.joined(separator: ","))]}"]
            if let citation = year["citation"]?.text { fields.append("\"evidence\":\(quoted(citation))") }
            fields.append("\"id\":\(quoted(year["id"]?.string ?? ""))")
            fields.append("\"occurredAt\":\(quoted(declaredAt))")
            fields.append("\"source\":\(quoted(source))")
            fields.append("\"type\":\"calendar.declared\"")
            return Array("{\(fields.joined(separator: ","))}".utf8)
        }
    }

    private static func quoted(_ text: String) -> String {
        JSONValue.quoted(text)
    }
}
