internal import Projections

/// Where the rules of the detectors come from: first what a lawyer can look up, the rule's own name last.
///
/// Articles are named only where they are known; where practice alone is behind a rule, it is said of what kind the source is.
enum DetectorCitation {
    private typealias Text = DetectorRule.Text

    /// A citation in both languages.
    static func of(_ detector: Detector) -> DetectorRule.Text {
        let parts = parts(of: detector)
        return Text(
            vi: parts.map(\.vi).joined(separator: "; "),
            en: parts.map(\.en).joined(separator: "; ")
        )
    }

    private static func parts(of detector: Detector) -> [Text] {
        switch detector {
        case .registeredLate, .unlistedProcedure, .noDueDate, .inflatedDue, .offSystemReceipt,
            .codeDateMismatch, .codeGap, .split, .reentered:
            ofReceipts(detector)
        case .unauthorisedPause, .pauseBeforeDue, .pauseAfterDue, .endlessPause, .secondSupplement,
            .lateSupplement, .supplementAtDue, .componentDemanded:
            ofStops(detector)
        case .dueMoved, .lateNoApology, .lateNoExplanation, .apologyTooLate, .apologyIncomplete,
            .maskedLateness, .lateTick, .retroactiveImprovement:
            ofLateness(detector)
        default: ofFinishes(detector)
        }
    }

    private static func ofReceipts(_ detector: Detector) -> [Text] {
        switch detector {
        case .registeredLate:
            [
                receipt,
                Text(vi: "hồ sơ trực tuyến: Nghị định 45/2020/NĐ-CP", en: "online: Decree 45/2020/NĐ-CP"),
                rule("rules.md 9, registeredLate"),
            ]
        case .unlistedProcedure: [survey, rule("rules.md 9, unlisted")]
        case .noDueDate:
            [
                Text(
                    vi:
                        "mẫu số 01 (giấy tiếp nhận và hẹn trả) của Thông tư 03/2025/TT-VPCP, trước đó của Thông tư 01/2018/TT-VPCP",
                    en:
                        "form 01 (the receipt slip with its due date) of Circular 03/2025/TT-VPCP, before that of Circular 01/2018/TT-VPCP"
                ), rule("rules.md 6"),
            ]
        case .inflatedDue:
            [
                Text(
                    vi:
                        "mẫu số 01 (giấy tiếp nhận: thời hạn theo quy định và hẹn trả) của Thông tư 03/2025/TT-VPCP, trước đó của Thông tư 01/2018/TT-VPCP",
                    en:
                        "form 01 (the receipt slip: the statutory time and the due date) of Circular 03/2025/TT-VPCP, before that of Circular 01/2018/TT-VPCP"
                ), rule("rules.md 6, 9, inflatedDue"),
            ]
        case .offSystemReceipt: [receipt, survey, rule("rules.md 9, offSystem")]
        case .codeDateMismatch: [codes, rule("findings.md 4")]
        case .codeGap:
            [
                codes,
                Text(
                    vi:
                        "mẫu số 01 (giấy tiếp nhận) của Thông tư 03/2025/TT-VPCP, trước đó của Thông tư 01/2018/TT-VPCP",
                    en:
                        "form 01 (the receipt slip) of Circular 03/2025/TT-VPCP, before that of Circular 01/2018/TT-VPCP"
                ), rule("findings.md 4"),
            ]
        case .split: [practice, rule("findings.md 4")]
        default: [practice, rule("findings.md 4")]
        }
    }

    private static func ofStops(_ detector: Detector) -> [Text] {
        switch detector {
        case .unauthorisedPause: [stops, survey, rule("rules.md 5")]
        case .pauseBeforeDue: [stops, practice, rule("findings.md 4")]
        case .pauseAfterDue: [stops, practice, rule("rules.md 5, afterDue")]
        case .endlessPause: [stops, survey, rule("findings.md 4")]
        case .secondSupplement:
            [
                Text(
                    vi: "Nghị định 118/2025/NĐ-CP, điều 11 (chỉ yêu cầu bổ sung một lần)",
                    en: "Decree 118/2025/NĐ-CP, article 11 (one supplement request only)"
                ), rule("rules.md 5, secondSupplement"),
            ]
        case .lateSupplement:
            [
                Text(
                    vi: "quy định cấp tỉnh, như Quyết định 138/2025/QĐ-UBND của Đồng Tháp, điều 3 khoản 4",
                    en: "provincial rules such as Decision 138/2025/QĐ-UBND of Đồng Tháp, article 3(4)"
                ), rule("rules.md 5, lateSupplement"),
            ]
        case .supplementAtDue: [practice, rule("findings.md 4")]
        default: [extraPapers, survey, rule("rules.md 9, componentsDemanded")]
        }
    }

    private static func ofLateness(_ detector: Detector) -> [Text] {
        switch detector {
        case .dueMoved: [settlement, rule("rules.md 8, maxReschedules")]
        case .lateNoApology: [settlement, rule("rules.md 9, apologyGiven")]
        case .lateNoExplanation: [survey, rule("rules.md 9, explained")]
        case .apologyTooLate: [settlement, rule("rules.md 9, apologyTimely")]
        case .apologyIncomplete:
            [
                settlement,
                Text(
                    vi:
                        "mẫu số 04 (xin lỗi) của Thông tư 03/2025/TT-VPCP, trước đó của Thông tư 01/2018/TT-VPCP",
                    en:
                        "form 04 (the apology) of Circular 03/2025/TT-VPCP, before that of Circular 01/2018/TT-VPCP"
                ), rule("rules.md 9, apologyGiven"),
            ]
        case .maskedLateness: [districts, rule("rules.md 7, masked")]
        case .lateTick: [article, rule("rules.md 7, lateTick")]
        default: [practice, rule("findings.md 4")]
        }
    }

    private static func ofFinishes(_ detector: Detector) -> [Text] {
        switch detector {
        case .earlyTick: [practice, rule("findings.md 4")]
        case .noResultDocument: [results, practice, rule("findings.md 4")]
        case .refusedAtDue:
            [
                Text(
                    vi:
                        "mẫu số 03 (từ chối) của Thông tư 03/2025/TT-VPCP, trước đó của Thông tư 01/2018/TT-VPCP",
                    en:
                        "form 03 (refusal) of Circular 03/2025/TT-VPCP, before that of Circular 01/2018/TT-VPCP"
                ), practice, rule("findings.md 4"),
            ]
        case .massClosing: [practice, rule("findings.md 4")]
        case .resultNotReturned:
            [
                results,
                Text(
                    vi: "quy định cấp tỉnh, như Quyết định 138/2025/QĐ-UBND của Đồng Tháp (3 ngày)",
                    en: "provincial rules such as Decision 138/2025/QĐ-UBND of Đồng Tháp (3 days)"
                ), rule("findings.md 4"),
            ]
        case .secondmentLength:
            [
                Text(
                    vi:
                        "Nghị định 61/2018/NĐ-CP (6–24 tháng); Nghị định 118/2025/NĐ-CP, điều 11 (12–36 tháng)",
                    en: "Decree 61/2018/NĐ-CP (6–24 months); Decree 118/2025/NĐ-CP, article 11 (12–36 months)"
                ), rule("rules.md 8, secondment"),
            ]
        default: [survey, rule("findings.md 4")]
        }
    }

    /// The name of a rule of this program, the same in both languages.
    private static func rule(_ name: String) -> Text { Text(vi: name, en: name) }
}

/// What several detectors cite.
extension DetectorCitation {
    private static let receipt = Text(
        vi: "Nghị định 118/2025/NĐ-CP, điều 17 (tiếp nhận), trước đó Nghị định 61/2018/NĐ-CP",
        en: "Decree 118/2025/NĐ-CP, article 17 (receipt), before that Decree 61/2018/NĐ-CP"
    )
    private static let extraPapers = Text(
        vi: "Nghị định 118/2025/NĐ-CP, trước đó Nghị định 61/2018/NĐ-CP (yêu cầu giấy tờ ngoài quy định)",
        en: "Decree 118/2025/NĐ-CP, before that Decree 61/2018/NĐ-CP (papers asked for beyond the list)"
    )
    private static let stops = Text(
        vi:
            "Nghị định 118/2025/NĐ-CP, điều 21 (dừng theo yêu cầu của người nộp); về đất đai: Nghị định 43/2014/NĐ-CP, điều 61, Nghị định 101/2024/NĐ-CP và Nghị định 151/2025/NĐ-CP",
        en:
            "Decree 118/2025/NĐ-CP, article 21 (a stop that the applicant asks for); on land: Decree 43/2014/NĐ-CP, article 61, Decree 101/2024/NĐ-CP and Decree 151/2025/NĐ-CP"
    )
    private static let codes = Text(
        vi: "Quyết định 20/2020/QĐ-TTg và Thông tư 04/2025/TT-VPCP (mã hồ sơ)",
        en: "Decision 20/2020/QĐ-TTg and Circular 04/2025/TT-VPCP (codes of dossiers)"
    )
    private static let settlement = Text(
        vi:
            "Nghị định 61/2018/NĐ-CP và Nghị định 118/2025/NĐ-CP, quy định về giải quyết thủ tục (xin lỗi và hẹn lại chậm nhất 01 ngày trước hạn, hẹn lại không quá một lần)",
        en:
            "Decree 61/2018/NĐ-CP and Decree 118/2025/NĐ-CP, rules on settlement (apology and new date at the latest 1 day before the due date, not more than one new date)"
    )
    private static let results = Text(
        vi: "Nghị định 118/2025/NĐ-CP, điều 22 (kết quả)",
        en: "Decree 118/2025/NĐ-CP, article 22 (results)"
    )
    private static let survey = Text(
        vi: "thực tiễn kiểm tra: khảo sát năm 2023 của Văn phòng Chính phủ",
        en: "inspection practice: a survey of the Government Office of 2023"
    )
    private static let districts = Text(
        vi: "thực tiễn kiểm tra: kết luận thanh tra cấp quận",
        en: "inspection practice: conclusions of district inspections"
    )
    private static let article = Text(
        vi: "thực tiễn kiểm tra: bài báo về một trung tâm cấp tỉnh năm 2021",
        en: "inspection practice: a newspaper's article on a provincial centre of 2021"
    )
    private static let practice = Text(
        vi: "thực tiễn kiểm tra, không có văn bản nêu riêng",
        en: "inspection practice, with no document of its own"
    )
}
