internal import Audit
internal import DossierModel
internal import Projections

/// The progress of a campaign as a part of a page.
struct CampaignSection {
    private let campaign: Campaign
    private let language: Language
    private let words: CampaignWords

    init(_ campaign: Campaign, _ language: Language) {
        self.campaign = campaign
        self.language = language
        words = CampaignWords(campaign: campaign, language: language)
    }

    var markup: Markup {
        Markup(.section) {
            Markup(.div, [.kind: "together"]) {
                Markup(.h2, language.text(vi: "Tiến độ chiến dịch", en: "Progress of the campaign"))
                Markup(.p, words.title)
                Markup(.p, words.standing)
                if campaign.hasBegun { chart }
            }
            Markup(.table) {
                PageWords.bothBases(language, isWithDifference: false)
                Markup(.tbody) {
                    for line in words.lines(campaign.total) {
                        Markup(.tr) {
                            Markup(.td, (line.isPart ? "– " : "") + line.label)
                            PageWords.number(line.reported)
                            PageWords.number(line.audited)
                        }
                    }
                }
            }
            if !shown.isEmpty { units }
            for note in words.notes { Markup(.p, [.kind: "quiet"], note) }
        }
    }

    /// What remains of the stock against the line, on both bases.
    private var chart: Markup {
        let title = language.text(
            vi: "Tồn trễ còn lại so với tiến độ đều",
            en: "What remains, against the line"
        )
        let stock = campaign.total.audited.now.atStart
        // Up to the end of the campaign, also where that lies ahead.
        let line = (0...campaign.days).map { day -> Double in
            let date = campaign.start.adding(days: day - 1)
            return Double(campaign.calendar.planned(stock, on: date) ?? stock)
        }
        var series = [
            DayChart.Series(
                name: language.text(vi: "tiến độ đều", en: "the line"),
                values: line,
                width: "1",
                dashes: "1.5 2.5"
            )
        ]
        for basis in [Basis.audited, .reported] {
            let course = campaign.total[basis]
            series.append(
                DayChart.Series(
                    name: BasisWords.name(basis, language) + " \(language.count(course.now.remaining))",
                    values: course.counts.map { Double($0.remaining) },
                    width: basis == .audited ? "2" : "1.4",
                    dashes: basis == .audited ? "none" : "5 3"
                )
            )
        }
        return DayChart(
            first: campaign.start.adding(days: -1),
            dayCount: campaign.days + 1,
            series: series,
            marked: nil,
            title: title,
            language: language
        ).markup
    }

    /// The units that had late dossiers then or have had since, as audited.
    private var shown: [Campaign.Group] {
        campaign.rows.filter { $0.audited.now.atStart + $0.audited.now.newlyLate > 0 }
    }

    private var units: Markup {
        Markup(.table) {
            PageWords.heads(
                language.text(
                    vi:
                        "Đơn vị, theo quy định| Tồn đầu| Đã xong| Còn lại| Hệ thống không hiện| So với mức| Mới trễ| Dự báo xong",
                    en: "Unit, as audited| Stock| Cleared| Remaining| Masked| Against the line| New| Forecast"
                )
            )
            Markup(.tbody) {
                for row in shown.prefix(WeeklyPage.mostUnits) { unit(row) }
            }
        }
    }

    private func unit(_ row: Campaign.Group) -> Markup {
        let now = row.audited.now
        return Markup(.tr) {
            Markup(.td, [.kind: "short"], row.unit ?? "–")
            PageWords.number(language.count(now.atStart))
            PageWords.number(language.count(now.cleared))
            PageWords.number(language.count(now.remaining))
            PageWords.number(language.count(now.masked))
            PageWords.number(words.ahead(row.audited))
            PageWords.number(language.count(now.newlyLate))
            PageWords.number(words.likely(row.audited.forecast))
        }
    }
}
