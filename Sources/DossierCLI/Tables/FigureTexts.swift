internal import Projections

/// What the figures of rules.md section 9 are called for people.
enum FigureTexts {
    /// The figures of a report in the order and under the headings in which people read them.
    static let chapters: [(vi: String, en: String, keys: [CountKey], rates: [RateKey])] = [
        (
            "Tiếp nhận", "Received",
            [
                .received, .receivedOnline, .receivedCounter, .receivedPostal, .carriedIn, .registeredLate,
                .unlisted,
                .inflatedDue,
            ],
            [.onlineRate]
        ),
        (
            "Đã giải quyết", "Finished",
            [
                .finished, .early, .onTime, .overdue, .undatedFinished, .granted, .refused, .declined,
                .withdrawn,
                .endedLate, .declinedAtIntake,
            ],
            [.onTimeRate, .overdueRate, .notServedRate]
        ),
        (
            "Đang giải quyết", "Open",
            [.open, .openInTime, .openOverdue, .stopped, .undatedOpen, .pausedOpen, .pausedOpenUnauthorised],
            []
        ),
        ("Khác biệt", "Difference", [.masked, .lateTick], []),
        (
            "Xin lỗi, giải trình", "Apologies",
            [.apologyOwed, .apologyGiven, .apologyTimely, .explained],
            [.apologyCoverage, .explanationCoverage]
        ),
        (
            "Dừng và bổ sung", "Stops",
            [
                .pausesStarted, .pausesUnauthorised, .unauthorisedDays, .supplementRequests,
                .secondSupplements,
                .rescheduled, .rescheduledAgain, .componentsDemanded,
            ],
            []
        ),
        ("Ngoài hệ thống", "Off system", [.paperEntries, .offSystem], [.onSystemRate]),
        (
            "Số hóa, thanh toán, hài lòng", "Digital",
            [.components, .digitisedComponents, .electronicResults, .paid, .paidOnline, .ratings],
            [.digitisationRate, .electronicRate, .onlinePaymentRate, .satisfaction]
        ),
        ("Dữ liệu", "Data", [.orphans, .anomalies], []),
    ]

    static func name(_ key: CountKey, _ language: Language) -> String {
        language == .vi ? vietnamese(key) : english(key)
    }

    private static func vietnamese(_ key: CountKey) -> String {
        switch key {
        case .received: "Tiếp nhận trong kỳ"
        case .receivedOnline: "  trực tuyến"
        case .receivedCounter: "  trực tiếp"
        case .receivedPostal: "  bưu chính"
        case .carriedIn: "Kỳ trước chuyển sang"
        case .early: "  trước hạn"
        case .onTime: "  đúng hạn"
        case .overdue: "  quá hạn"
        case .undatedFinished: "  không có hạn"
        case .finished: "Đã giải quyết"
        case .granted: "Có kết quả"
        case .refused: "Từ chối giải quyết"
        case .declined: "Trả lại, không giải quyết"
        case .withdrawn: "Rút hồ sơ"
        case .endedLate: "Trả lại hoặc rút sau hạn"
        case .declinedAtIntake: "Từ chối tiếp nhận"
        case .openInTime: "  trong hạn"
        case .openOverdue: "  quá hạn"
        case .stopped: "  đang dừng"
        case .undatedOpen: "  không có hạn"
        case .open: "Đang giải quyết"
        case .apologyOwed: "Hồ sơ trễ phải xin lỗi"
        case .apologyGiven: "  đã xin lỗi"
        case .apologyTimely: "  xin lỗi kịp thời"
        case .explained: "  đã giải trình"
        case .pausesStarted: "Lượt tạm dừng"
        case .pausesUnauthorised: "  không có căn cứ"
        case .pausedOpen: "Đang tạm dừng"
        case .pausedOpenUnauthorised: "  không có căn cứ"
        case .unauthorisedDays: "Ngày làm việc dừng sai"
        case .supplementRequests: "Lượt yêu cầu bổ sung"
        case .secondSupplements: "  quá số lần cho phép"
        case .rescheduled: "Hồ sơ hẹn lại"
        case .rescheduledAgain: "  quá số lần cho phép"
        case .paperEntries: "Dòng trong sổ giấy"
        case .offSystem: "  không có trên hệ thống"
        case .registeredLate: "Vào hệ thống muộn"
        case .components: "Thành phần hồ sơ"
        case .digitisedComponents: "  đã số hóa"
        case .electronicResults: "Kết quả điện tử"
        case .paid: "Hồ sơ có nộp phí"
        case .paidOnline: "  trực tuyến"
        case .componentsDemanded: "Đòi giấy tờ ngoài danh mục"
        case .unlisted: "Thủ tục chưa niêm yết"
        case .inflatedDue: "Hẹn trả dài hơn quy định"
        case .lateTick: "Xong đúng hạn, ghi muộn"
        case .masked: "Trễ bị che"
        case .ratings: "Lượt đánh giá"
        case .orphans: "Hồ sơ không có tiếp nhận"
        case .anomalies: "Sự kiện bất thường"
        }
    }

    private static func english(_ key: CountKey) -> String {
        switch key {
        case .received: "Received in the period"
        case .receivedOnline: "  online"
        case .receivedCounter: "  at the counter"
        case .receivedPostal: "  by post"
        case .carriedIn: "Carried in"
        case .early: "  early"
        case .onTime: "  on time"
        case .overdue: "  overdue"
        case .undatedFinished: "  undated"
        case .finished: "Finished"
        case .granted: "Granted"
        case .refused: "Refused"
        case .declined: "Declined"
        case .withdrawn: "Withdrawn"
        case .endedLate: "Declined or withdrawn late"
        case .declinedAtIntake: "Declined at intake"
        case .openInTime: "  in time"
        case .openOverdue: "  overdue"
        case .stopped: "  stopped"
        case .undatedOpen: "  undated"
        case .open: "Open"
        case .apologyOwed: "Late, apology owed"
        case .apologyGiven: "  apology given"
        case .apologyTimely: "  apology in time"
        case .explained: "  explained"
        case .pausesStarted: "Pauses started"
        case .pausesUnauthorised: "  unauthorised"
        case .pausedOpen: "Paused now"
        case .pausedOpenUnauthorised: "  unauthorised"
        case .unauthorisedDays: "Working days paused wrongly"
        case .supplementRequests: "Supplement requests"
        case .secondSupplements: "  more than allowed"
        case .rescheduled: "Rescheduled"
        case .rescheduledAgain: "  more than allowed"
        case .paperEntries: "Paper register entries"
        case .offSystem: "  not on the system"
        case .registeredLate: "Registered late"
        case .components: "Components"
        case .digitisedComponents: "  digitised"
        case .electronicResults: "Electronic results"
        case .paid: "Dossiers with a payment"
        case .paidOnline: "  online"
        case .componentsDemanded: "Asked for unlisted papers"
        case .unlisted: "Procedure not listed there"
        case .inflatedDue: "Due date beyond the limit"
        case .lateTick: "Done in time, ticked late"
        case .masked: "Lateness masked"
        case .ratings: "Ratings"
        case .orphans: "Dossiers without a receipt"
        case .anomalies: "Anomalous events"
        }
    }

    static func name(_ key: RateKey, _ language: Language) -> String {
        switch key {
        case .onTimeRate: language.text(vi: "Tỷ lệ đúng và trước hạn", en: "On-time rate")
        case .overdueRate: language.text(vi: "Tỷ lệ quá hạn", en: "Overdue rate")
        case .onlineRate: language.text(vi: "Tỷ lệ trực tuyến", en: "Online rate")
        case .notServedRate: language.text(vi: "Tỷ lệ trả lại, rút, từ chối", en: "Not served")
        case .apologyCoverage: language.text(vi: "Tỷ lệ xin lỗi", en: "Apology coverage")
        case .explanationCoverage: language.text(vi: "Tỷ lệ giải trình", en: "Explanation coverage")
        case .onSystemRate: language.text(vi: "Tỷ lệ có trên hệ thống", en: "On-system rate")
        case .digitisationRate: language.text(vi: "Tỷ lệ số hóa", en: "Digitisation rate")
        case .electronicRate: language.text(vi: "Tỷ lệ kết quả điện tử", en: "Electronic results")
        case .onlinePaymentRate: language.text(vi: "Tỷ lệ thanh toán trực tuyến", en: "Online payment")
        case .satisfaction: language.text(vi: "Mức độ hài lòng", en: "Satisfaction")
        }
    }

    static func name(_ reading: OnTimeReading, _ language: Language) -> String {
        switch reading {
        case .overFinished: language.text(vi: "  trên số có hạn đã xong", en: "  over finished, dated")
        case .overReceived: language.text(vi: "  trên số tiếp nhận", en: "  over received")
        case .overHandled: language.text(vi: "  trên số phải giải quyết", en: "  over carried in + received")
        case .withOpenOverdue: language.text(vi: "  kể cả đang quá hạn", en: "  with open overdue")
        case .index766: language.text(vi: "  chỉ số 766", en: "  index 766")
        }
    }
}
