package import Projections

/// What a detector looks for, in words: the rule, where it comes from, and what would refute a hit.
package struct DetectorRule: Sendable {
    /// A text in both languages of the program.
    package struct Text: Sendable {
        package let vi: String
        package let en: String
    }

    /// What an answer without hits says where there was nothing that could have had one.
    package static let nothingToLookAt = Text(
        vi:
            "không có hồ sơ, dòng sổ hay việc nào trong phạm vi và thời gian đã hỏi, nên không kết luận được là không có sai phạm",
        en:
            "there was no dossier, line of a register or other thing in the scope and time that were asked for, so this is no clean bill"
    )

    package let rule: Text
    package let citation: Text
    package let refutation: Text

    private init(
        _ vi: String,
        _ en: String,
        _ citation: Text,
        refuted viRefuted: String,
        _ enRefuted: String
    ) {
        rule = Text(vi: vi, en: en)
        self.citation = citation
        refutation = Text(vi: viRefuted, en: enRefuted)
    }

    /// The words of a detector.
    package init(_ detector: Detector) {
        self =
            switch detector {
            case .registeredLate, .unlistedProcedure, .noDueDate, .inflatedDue:
                DetectorRule.ofReceipts(detector)
            case .offSystemReceipt, .codeDateMismatch, .codeGap, .split, .reentered:
                DetectorRule.ofRegisters(detector)
            case .unauthorisedPause, .pauseBeforeDue, .pauseAfterDue, .endlessPause, .secondSupplement,
                .lateSupplement, .supplementAtDue, .componentDemanded:
                DetectorRule.ofStops(detector)
            case .dueMoved, .lateNoApology, .lateNoExplanation, .apologyTooLate, .apologyIncomplete,
                .maskedLateness, .lateTick, .retroactiveImprovement:
                DetectorRule.ofLateness(detector)
            default: DetectorRule.ofFinishes(detector)
            }
    }

    private static func ofReceipts(_ detector: Detector) -> DetectorRule {
        switch detector {
        case .registeredLate:
            DetectorRule(
                "Tiếp nhận được ghi vào hệ thống muộn hơn thời gian cho phép",
                "A receipt that was written down later than the grace allows",
                DetectorCitation.of(detector),
                refuted: "Nhật ký hệ thống cho thấy sự cố vào ngày tiếp nhận",
                "A log of the system that shows it was down on the day of the receipt"
            )
        case .unlistedProcedure:
            DetectorRule(
                "Tiếp nhận thủ tục chưa niêm yết tại đơn vị",
                "A receipt for a procedure that was not posted at the unit",
                DetectorCitation.of(detector),
                refuted: "Ảnh hoặc biên bản niêm yết có trước ngày tiếp nhận",
                "A photograph or record of the posting from before the receipt"
            )
        case .noDueDate:
            DetectorRule(
                "Hồ sơ không có hạn: biên nhận không ghi, thủ tục không có thời hạn được công bố",
                "No due date: the slip names none, and no published limit gives one",
                DetectorCitation.of(detector),
                refuted: "Biên nhận giấy có ghi ngày hẹn trả, hoặc quyết định công bố thời hạn",
                "The paper slip, if it bears one, or a publication of the procedure's limit"
            )
        default:
            DetectorRule(
                "Ngày hẹn trả muộn hơn thời hạn của thủ tục",
                "The slip promises a later day than the procedure's limit",
                DetectorCitation.of(detector),
                refuted: "Quyết định công bố thời hạn khác có hiệu lực vào ngày tiếp nhận",
                "A publication of another limit that was in force on the day of the receipt"
            )
        }
    }

    private static func ofRegisters(_ detector: Detector) -> DetectorRule {
        switch detector {
        case .offSystemReceipt:
            DetectorRule(
                "Dòng sổ giấy không có tiếp nhận nào trên hệ thống khớp với nó",
                "A line of a paper register that no receipt on the system matches",
                DetectorCitation.of(detector),
                refuted: "Biên nhận trên hệ thống với cùng số sổ, hoặc cùng hồ sơ",
                "A receipt on the system with the same number of the register, or of the dossier it names"
            )
        case .codeDateMismatch:
            DetectorRule(
                "Ngày trong mã hồ sơ không phải ngày tiếp nhận",
                "The date in the dossier's code is not the receipt's",
                DetectorCitation.of(detector),
                refuted: "Biên nhận cấp cho người nộp ghi đúng ngày trong mã",
                "The applicant's slip, if it bears the date of the code"
            )
        case .codeGap:
            DetectorRule(
                "Thiếu số trong dãy mã hồ sơ của một đơn vị trong một ngày",
                "Numbers are missing in the sequence of a unit's day",
                DetectorCitation.of(detector),
                refuted: "Hồ sơ mang các số thiếu, hoặc chứng cứ rằng số được hủy",
                "The dossiers of the missing numbers, or proof that the numbers were spoilt"
            )
        case .reentered:
            DetectorRule(
                "Cùng người nộp, cùng thủ tục được tiếp nhận lại trong 30 ngày sau khi rút, trả lại hoặc từ chối",
                "The same applicant and procedure, received again within 30 days after a withdrawal, a decline or a refusal",
                DetectorCitation.of(detector),
                refuted: "Hồ sơ mới có nội dung khác, hoặc người nộp tự yêu cầu rút",
                "Another request in the new file, or the applicant's own wish to withdraw the first"
            )
        default:
            DetectorRule(
                "Ba tiếp nhận trở lên của một người nộp, một thủ tục, một đơn vị trong một ngày",
                "Three or more receipts of one applicant, procedure and unit on one day",
                DetectorCitation.of(detector),
                refuted: "Các hồ sơ là những yêu cầu khác nhau",
                "Requests that differ, each with its own matter"
            )
        }
    }

    private static func ofStops(_ detector: Detector) -> DetectorRule {
        switch detector {
        case .unauthorisedPause:
            DetectorRule(
                "Tạm dừng không có căn cứ, văn bản hoặc thẩm quyền",
                "A pause without a lawful ground, a document or authority",
                DetectorCitation.of(detector),
                refuted: "Văn bản tạm dừng có căn cứ, do người có thẩm quyền ký trước khi dừng",
                "A decision with a lawful ground, signed by a leader before the pause"
            )
        case .pauseBeforeDue:
            DetectorRule(
                "Tạm dừng bắt đầu vào ngày làm việc cuối trước hạn, hoặc đúng ngày hạn",
                "A pause that starts on the last working day before the due date or on it",
                DetectorCitation.of(detector),
                refuted: "Căn cứ tạm dừng phát sinh đúng ngày đó, có văn bản của nơi gửi",
                "A ground that arose on that very day, shown by the sender's document"
            )
        case .pauseAfterDue:
            DetectorRule(
                "Tạm dừng sau khi đã hết hạn",
                "A pause after the due date had passed",
                DetectorCitation.of(detector),
                refuted: "Chứng cứ rằng hồ sơ đã dừng hợp lệ trước hạn",
                "Proof that the clock had lawfully stopped before the due date"
            )
        case .endlessPause:
            DetectorRule(
                "Tạm dừng kéo dài hơn 30 ngày làm việc",
                "A pause open for more than 30 working days",
                DetectorCitation.of(detector),
                refuted: "Văn bản cho thấy căn cứ tạm dừng vẫn còn",
                "Documents that show the ground still stood"
            )
        case .secondSupplement:
            DetectorRule(
                "Yêu cầu bổ sung quá số lần cho phép",
                "More supplement requests than the rule set allows",
                DetectorCitation.of(detector),
                refuted: "Phiếu cho thấy lần sau chỉ nhắc lại lần trước",
                "Slips that show the later request only repeats the first"
            )
        case .lateSupplement:
            DetectorRule(
                "Yêu cầu bổ sung muộn hơn số ngày cho phép sau tiếp nhận",
                "A supplement request later after the receipt than the rule set allows",
                DetectorCitation.of(detector),
                refuted: "Phiếu yêu cầu bổ sung ghi ngày sớm hơn",
                "The slip of the request, if it bears an earlier date"
            )
        case .supplementAtDue:
            DetectorRule(
                "Yêu cầu bổ sung vào ngày làm việc cuối trước hạn hoặc muộn hơn",
                "A supplement request on the last working day before the due date or later",
                DetectorCitation.of(detector),
                refuted: "Phiếu yêu cầu bổ sung ghi ngày sớm hơn",
                "The slip of the request, if it bears an earlier date"
            )
        default:
            DetectorRule(
                "Đòi thêm giấy tờ không có căn cứ pháp lý",
                "A component demanded without a legal basis",
                DetectorCitation.of(detector),
                refuted: "Quy định yêu cầu giấy tờ đó có hiệu lực vào ngày đòi",
                "A rule in force that day which asks for that component"
            )
        }
    }

    private static func ofLateness(_ detector: Detector) -> DetectorRule {
        switch detector {
        case .dueMoved:
            DetectorRule(
                "Hẹn lại mà không xin lỗi trước hoặc trong ngày, hoặc hẹn lại quá số lần cho phép",
                "A reschedule without an apology before it or on its day, or more of them than allowed",
                DetectorCitation.of(detector),
                refuted: "Thư xin lỗi có ngày trước hoặc đúng ngày hẹn lại",
                "A letter of apology dated before the reschedule or on its day"
            )
        case .lateNoApology:
            DetectorRule(
                "Hồ sơ trễ hạn không có xin lỗi",
                "A late dossier without an apology",
                DetectorCitation.of(detector),
                refuted: "Thư xin lỗi đã gửi người nộp",
                "A letter of apology that reached the applicant"
            )
        case .lateNoExplanation:
            DetectorRule(
                "Hồ sơ trễ hạn không có văn bản giải trình",
                "A late dossier without a report that explains it",
                DetectorCitation.of(detector),
                refuted: "Báo cáo giải trình với người đứng đầu",
                "A report to the head of the agency"
            )
        case .apologyTooLate:
            DetectorRule(
                "Xin lỗi muộn hơn một ngày trước hạn",
                "An apology later than the lead before the due date",
                DetectorCitation.of(detector),
                refuted: "Thư xin lỗi ghi ngày sớm hơn",
                "A letter with an earlier date"
            )
        case .apologyIncomplete:
            DetectorRule(
                "Xin lỗi thiếu số văn bản, lý do hoặc ngày hẹn mới",
                "An apology without its letter, its reason or, while open, a new date",
                DetectorCitation.of(detector),
                refuted: "Thư xin lỗi có đủ số, lý do và ngày hẹn mới",
                "A letter that has number, reason and new date"
            )
        case .maskedLateness:
            DetectorRule(
                "Trễ hạn theo quy định, theo báo cáo thì không",
                "Late as audited, and not as reported",
                DetectorCitation.of(detector),
                refuted: "Căn cứ của các lần dừng, hoặc bằng chứng về ngày xong",
                "Authority for the stops, or evidence of the day of the finish"
            )
        case .lateTick:
            DetectorRule(
                "Xong đúng hạn nhưng được ghi vào hệ thống sau hạn",
                "Done in time, and ticked off late",
                DetectorCitation.of(detector),
                refuted: "Ngày trên văn bản kết quả muộn hơn ngày được nêu",
                "A later date on the result than the one that is asserted"
            )
        default:
            DetectorRule(
                "Hồ sơ từ trễ hạn thành không trễ nhờ sự kiện ghi sau hơn 5 ngày làm việc",
                "A dossier that went from late to not late by events recorded more than 5 working days after they occurred",
                DetectorCitation.of(detector),
                refuted: "Bản giấy có ngày và chữ ký của lúc xảy ra",
                "Papers with a date and signature of the time that is asserted"
            )
        }
    }

    private static func ofFinishes(_ detector: Detector) -> DetectorRule {
        switch detector {
        case .earlyTick:
            DetectorRule(
                "Có xử lý sau khi đã kết thúc, hoặc mở lại trong 5 ngày làm việc",
                "Work after the finish, or a finish taken back within 5 working days",
                DetectorCitation.of(detector),
                refuted: "Hồ sơ giấy cho thấy kết quả đã có vào ngày kết thúc",
                "A result in the paper file dated by the finish"
            )
        case .noResultDocument:
            DetectorRule(
                "Kết thúc có kết quả mà không có số văn bản và chưa trả",
                "Completed as granted, with no number of a result, and never returned",
                DetectorCitation.of(detector),
                refuted: "Văn bản kết quả trong hồ sơ",
                "The result in the file"
            )
        case .refusedAtDue:
            DetectorRule(
                "Từ chối hoặc trả lại vào ngày làm việc cuối trước hạn hoặc muộn hơn",
                "Declined or refused on the last working day before the due date or later",
                DetectorCitation.of(detector),
                refuted: "Văn bản từ chối ghi ngày sớm hơn, hoặc lý do phát sinh muộn",
                "A notice of an earlier date, or a reason that arose so late"
            )
        case .massClosing:
            DetectorRule(
                "Đơn vị kết thúc gấp năm lần ngày trung vị, ít nhất 20 hồ sơ, ngay trước ngày chốt số liệu",
                "A unit finishes five times its median day, and at least 20, right before a cut-off",
                DetectorCitation.of(detector),
                refuted: "Các văn bản kết quả ký vào chính ngày đó",
                "Results that were signed on that very day"
            )
        case .resultNotReturned:
            DetectorRule(
                "Kết quả không được trả trong 3 ngày làm việc",
                "A result not returned within 3 working days",
                DetectorCitation.of(detector),
                refuted: "Giấy mời nhận kết quả, hoặc người nộp đến muộn",
                "An invitation to fetch it, or an applicant who came late"
            )
        case .secondmentLength:
            DetectorRule(
                "Thời gian biệt phái ngoài số tháng quy định",
                "A secondment outside the rule set's months",
                DetectorCitation.of(detector),
                refuted: "Quyết định cử và rút cán bộ với ngày khác",
                "Decisions of assignment and release with other dates"
            )
        default:
            DetectorRule(
                "Tháng có hồ sơ trễ mà đến ngày 15 tháng sau chưa công bố danh sách",
                "A month with late dossiers, and no list published by the 15th of the next",
                DetectorCitation.of(detector),
                refuted: "Bản công bố có ngày trước thời hạn",
                "A publication with a date before the bound"
            )
        }
    }
}
