/// Why a stop has no authority, in a few words (rules.md section 5).
enum StopReasonWords {
    /// The words with the name that the rules have for it, or the name alone where none are known.
    static func text(_ name: String, _ language: Language) -> String {
        let words: (vi: String, en: String)? =
            switch name {
            case "groundNotLawful": ("căn cứ không được phép", "no lawful ground")
            case "noDocument": ("không có văn bản", "no document")
            case "noApprover": ("không ghi người duyệt", "nobody approved it")
            case "selfApproved": ("tự duyệt", "approved by its author")
            case "approverNotLeader": ("người duyệt không phải lãnh đạo", "approved by nobody who leads")
            case "secondSupplement": ("quá số lần yêu cầu", "more requests than allowed")
            case "lateSupplement": ("yêu cầu quá muộn", "requested too late")
            case "afterDue": ("bắt đầu sau hạn", "begun after the due date")
            default: nil
            }
        guard let words else { return name }
        return language.text(vi: words.vi, en: words.en) + " [\(name)]"
    }
}
