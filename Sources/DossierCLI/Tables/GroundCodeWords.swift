/// The grounds of a pause that the rules name, in a few words (rules.md section 8).
enum GroundCodeWords {
    /// The words with the code, or the code alone where it is no common one.
    static func text(_ code: String, _ language: Language) -> String {
        let words: (vi: String, en: String)? =
            switch code {
            case "financialObligation": ("chờ nghĩa vụ tài chính", "financial obligation")
            case "taxDetermination": ("chờ xác định nghĩa vụ tài chính", "obligation being worked out")
            case "violationReview": ("xem xét xử lý vi phạm", "review of a violation")
            case "expertAppraisal": ("trưng cầu giám định", "expert appraisal")
            case "publicPosting": ("niêm yết công khai", "public posting")
            case "mediaNotice": ("đăng tin", "notice in the media")
            case "inheritanceDivision": ("phân chia thừa kế", "division of an inheritance")
            case "applicantRequest": ("theo đề nghị của người nộp", "request of the applicant")
            case "coordinationOpinion": ("chờ ý kiến phối hợp", "opinion of another body")
            case "taxTransfer": ("chuyển cơ quan thuế", "sent to the tax office")
            case "officerUnavailable": ("người làm vắng mặt", "officer away")
            case "systemFault": ("lỗi hệ thống", "fault of the system")
            case "other": ("khác", "other")
            default: nil
            }
        guard let words else { return "«\(code)»" }
        return "«\(language.text(vi: words.vi, en: words.en))» (\(code))"
    }
}
