internal import Audit
internal import DossierModel
internal import Projections

/// A campaign as CSV (RFC 4180): a line for each day and basis of the total, then of each unit.
enum CampaignCSV {
    static func text(_ campaign: Campaign, byUnit: Bool) -> String {
        let names = CampaignCounts().named.map(\.0)
        let header = ["row", "unit", "basis", "date", "isWorking", "line"] + names
        var text = header.joined(separator: ",") + "\r\n"
        if byUnit {
            for row in campaign.rows { text += lines("unit", row, campaign) }
        }
        return text + lines("total", campaign.total, campaign)
    }

    private static func lines(_ kind: String, _ group: Campaign.Group, _ campaign: Campaign) -> String {
        var text = ""
        for basis in Basis.allCases {
            let course = group[basis]
            for (index, date) in campaign.dates.enumerated() {
                var fields = [kind, group.unit ?? "", "\(basis)", "\(date)"]
                fields.append("\(campaign.calendar.isWorking(date))")
                fields.append(course.lines[index].map(String.init) ?? "")
                fields += course.counts[index].named.map { String($0.1) }
                text += CSVRecord.text(fields)
            }
        }
        return text
    }
}
