internal import Audit
internal import DossierModel
internal import MerkleLog
internal import Projections

/// A weekly report as a page that can be sent or printed: whole in itself, for screen and A4.
///
/// The same ledger, asked in the same words, gives the same bytes: nothing in it is of a clock or a machine.
struct WeeklyPage {
    let report: WeeklyReport
    let asked: AskedWeek
    let language: Language
    let words: WeeklyWords

    /// More units than this are in the JSON answer alone: a page is read by people.
    static let mostUnits = 300

    init(_ report: WeeklyReport, _ asked: AskedWeek, _ language: Language) {
        self.report = report
        self.asked = asked
        self.language = language
        words = WeeklyWords(report: report, language: language)
    }

    var bytes: [UInt8] {
        let days = "\(language.date(report.from)) - \(language.date(report.to))"
        let footing = "\(days) - root \(report.report.root.hex)"
        let page = Markup(.html, [.lang: language.rawValue, .xmlns: "http://www.w3.org/1999/xhtml"]) {
            Markup(.head) {
                Markup(style: PageStyle.css, footing: footing)
                Markup(.title, "\(words.kicker): \(words.title)")
            }
            Markup(.body) {
                Markup(.header) {
                    Markup(.p, [.kind: "kicker"], words.kicker)
                    Markup(.h1, words.title)
                }
                Markup(.main) {
                    summary
                    if report.trend.dates.count > 1 { trend }
                    figures
                    attention
                    if let campaign = report.campaign { CampaignSection(campaign, language).markup }
                    units
                    grounds
                }
            }
        }
        return page.document
    }

    private var summary: Markup {
        Markup(.section) {
            Markup(.h2, language.text(vi: "Tóm tắt", en: "Summary"))
            Markup(.ul) {
                for finding in words.findings { Markup(.li, finding) }
            }
            if words.isUnfinished {
                Markup(
                    .p,
                    [.kind: "outcome"],
                    language.text(
                        vi:
                            "Số liệu chỉ đến \(language.moment(report.report.at)): tuần chưa kết thúc khi đó.",
                        en:
                            "The figures go to \(language.moment(report.report.at)): the week was not over then."
                    )
                )
            }
        }
    }

    // MARK: - Charts

    private var trend: Markup {
        let title = language.text(vi: "Hồ sơ trễ hạn qua các tuần", en: "Late dossiers over the weeks")
        let trend = report.trend
        return Markup(.section) {
            Markup(.h2, title)
            DayChart(
                first: trend.dates[0],
                dayCount: Int(report.to.rawValue - trend.dates[0].rawValue) + 1,
                series: [late(.audited), late(.reported)],
                marked: report.week.hasBegun
                    ? (report.from...report.to, language.text(vi: "tuần báo cáo", en: "the week")) : nil,
                title: title,
                language: language
            ).markup
            Markup(
                .p,
                [.kind: "quiet"],
                language.text(
                    vi: "Hồ sơ đang giải quyết và quá hạn vào cuối mỗi ngày. ",
                    en: "Dossiers open and overdue at the end of each day. "
                ) + BasisWords.meaning(language)
            )
        }
    }

    /// What was late and open on a basis, day by day.
    private func late(_ basis: Basis) -> DayChart.Series {
        let course = report.trend.total[basis]
        return DayChart.Series(
            name: BasisWords.name(basis, language) + " \(language.count(course.now.lateOpen))",
            values: course.counts.map { Double($0.lateOpen) },
            width: basis == .audited ? "2" : "1.4",
            dashes: basis == .audited ? "none" : "5 3"
        )
    }

    // MARK: - Figures

    private var figures: Markup {
        Markup(.section) {
            Markup(.h2, language.text(vi: "Số liệu trong tuần", en: "Figures of the week"))
            Markup(.table) {
                PageWords.bothBases(language, isWithDifference: true)
                Markup(.tbody) {
                    for chapter in words.chapters {
                        Markup(.tr) { Markup(.th, [.scope: "rowgroup", .colspan: "4"], chapter.title) }
                        for line in chapter.lines { row(line, isWithDifference: true) }
                    }
                }
            }
            Markup(.h2, language.text(vi: "Hồ sơ trễ hạn trong tuần", en: "Late dossiers in the week"))
            Markup(.table) {
                PageWords.bothBases(language, isWithDifference: false)
                Markup(.tbody) {
                    for line in words.walk { row(line, isWithDifference: false) }
                }
            }
        }
    }

    private func row(_ line: WeeklyWords.Line, isWithDifference: Bool) -> Markup {
        Markup(.tr) {
            Markup(.td, (line.isPart ? "– " : "") + line.label)
            PageWords.number(line.reported)
            PageWords.number(line.audited)
            if isWithDifference { PageWords.number(line.difference) }
        }
    }

    // MARK: - Units

    private var attention: Markup {
        let units = report.attention
        return Markup(.section) {
            Markup(.h2, language.text(vi: "Đơn vị cần chú ý", en: "Units that need attention"))
            if units.isEmpty {
                Markup(.p, language.text(vi: "Không có đơn vị nào.", en: "There are none."))
            } else {
                Markup(.table) {
                    PageWords.heads(
                        language.text(
                            vi:
                                "Đơn vị|Lý do| Trễ đầu tuần| Cuối tuần| Tăng| Hệ thống hiện| Đang dừng sai| Lượt dừng sai| Nợ xin lỗi",
                            en:
                                "Unit|Reason| Late, first| Last| Growth| System shows| Paused wrongly| Pauses begun| Apologies due"
                        )
                    )
                    Markup(.tbody) {
                        for unit in units { attentionRow(unit) }
                    }
                }
                Markup(.p, [.kind: "quiet"], words.attentionNote)
            }
        }
    }

    private func attentionRow(_ unit: WeeklyReport.UnitWeek) -> Markup {
        let (before, after) = unit.late(.audited)
        let audited = unit.figures.audited
        let owing = audited[.apologyOwed] - audited[.apologyGiven]
        return Markup(.tr) {
            Markup(.td, [.kind: "short"], unit.unit ?? "–")
            Markup(.td, unit.reasons.map { words.name($0) }.joined(separator: ", "))
            PageWords.number(language.count(before))
            PageWords.number(language.count(after))
            PageWords.number(words.signed(after - before))
            PageWords.number(language.count(unit.late(.reported).after))
            PageWords.number(language.count(audited[.pausedOpenUnauthorised]))
            PageWords.number(language.count(audited[.pausesUnauthorised]))
            PageWords.number(language.count(owing))
        }
    }

    private var units: Markup {
        let shown = report.units.prefix(WeeklyPage.mostUnits)
        return Markup(.section) {
            Markup(.h2, language.text(vi: "Từng đơn vị", en: "By unit"))
            Markup(.table) {
                PageWords.heads(
                    language.text(
                        vi:
                            "Đơn vị| Tiếp nhận| Đã xong| Quá hạn| Đúng hạn| Đang mở| Trễ đầu tuần| Trễ cuối tuần| Mới trễ| Đã xin lỗi",
                        en:
                            "Unit| Received| Finished| Overdue| On time| Open| Late, first| Late, last| New| Apologies given"
                    )
                )
                Markup(.tbody) {
                    for unit in shown { unitRow(unit) }
                }
            }
            if shown.count < report.units.count {
                Markup(
                    .p,
                    language.text(
                        vi: "Còn \(report.units.count - shown.count) đơn vị: dùng --format json.",
                        en: "\(report.units.count - shown.count) more units: ask with --format json."
                    )
                )
            }
            Markup(
                .p,
                [.kind: "quiet"],
                language.text(
                    vi: """
                        Một số: hai cơ sở như nhau. Hai số: \(BasisWords.arrow(language)). Tỷ lệ đúng hạn và số đã xin lỗi trên \
                        số phải xin lỗi: theo quy định.
                        """,
                    en: """
                        One number: both bases agree. Two: \(BasisWords.arrow(language)). The share on time, and the apologies given of \
                        those due: as audited.
                        """
                )
            )
        }
    }

    private func unitRow(_ unit: WeeklyReport.UnitWeek) -> Markup {
        let (reported, audited) = (unit.figures.reported, unit.figures.audited)
        func cell(_ key: CountKey) -> Markup { PageWords.number(words.both(reported[key], audited[key])) }
        let late = (unit.late(.reported), unit.late(.audited))
        let new = (unit.late?.reported.now.newlyLate ?? 0, unit.late?.audited.now.newlyLate ?? 0)
        return Markup(.tr) {
            Markup(.td, [.kind: "short"], unit.unit ?? "–")
            cell(.received)
            cell(.finished)
            cell(.overdue)
            PageWords.number(words.percent(audited.rate(.onTimeRate)))
            cell(.open)
            PageWords.number(words.both(late.0.before, late.1.before))
            PageWords.number(words.both(late.0.after, late.1.after))
            PageWords.number(words.both(new.0, new.1))
            PageWords.number(
                audited[.apologyOwed] == 0
                    ? "–"
                    : "\(language.count(audited[.apologyGiven]))/\(language.count(audited[.apologyOwed]))"
            )
        }
    }

    // MARK: - What it stands on

    private var grounds: Markup {
        Markup(.section) {
            Markup(.h2, language.text(vi: "Căn cứ và cách làm lại", en: "Grounds, and how to make it again"))
            Markup(.dl, [.kind: "facts"]) {
                PageWords.fact(language.text(vi: "Theo điều đã biết đến", en: "As known by")) {
                    language.moment(report.report.asOf) + " "
                    Markup(.code, "\(report.report.asOf)")
                }
                PageWords.fact(language.text(vi: "Sổ", en: "Ledger")) {
                    Markup(.code, asked.ledger)
                    ", \(language.count(Int(report.report.logSize))) "
                        + language.text(vi: "sự kiện", en: "events")
                }
                PageWords.fact(language.text(vi: "Gốc Merkle", en: "Merkle root")) {
                    Markup(.code, report.report.root.hex)
                }
                for set in report.report.ruleSets {
                    PageWords.fact(language.text(vi: "Bộ quy tắc", en: "Rule set")) {
                        Markup(.code, set.name)
                        ", sha256 "
                        Markup(.code, set.hash)
                    }
                }
            }
            for command in asked.commands(report, language) { Markup(.pre, command) }
        }
    }
}
