/// What people of the province write into their systems.
enum Phrases {
    static let grounds = [
        "financialObligation", "applicantRequest", "taxDetermination", "violationReview", "expertAppraisal",
        "publicPosting", "mediaNotice", "inheritanceDivision", "coordinationOpinion", "taxTransfer",
        "officerUnavailable", "systemFault", "other",
    ]

    /// Grounds lawful in every sector, up to this one from the reform on.
    static let applicantRequest = 1
    static let taxDetermination = 2
    /// The grounds from here to ``firstUnlawful`` are those of land law.
    static let firstOfLand = 3
    static let firstUnlawful = 8
    static let coordinationOpinion = 8
    static let taxTransfer = 9

    static let steps = [
        "Chuyển hồ sơ đến bộ phận chuyên môn", "Thẩm định hồ sơ", "Kiểm tra thực địa",
        "Trình lãnh đạo ký duyệt",
        "Chuyển bộ phận đo đạc", "Lấy ý kiến phòng chuyên môn", "Đóng dấu, vào sổ",
        "Chuyển Chi nhánh Văn phòng đăng ký đất đai",
    ]

    static let notes = [
        "Hồ sơ đủ thành phần, hợp lệ", "Chuyển xử lý theo quy trình nội bộ", "Đã đối chiếu với bản chính",
        "Ưu tiên giải quyết sớm", "Đề nghị kiểm tra \"thửa đất\" trên bản đồ", "Đã ký số, phát hành kết quả",
    ]

    static let pauseReasons = [
        "Chờ người nộp hồ sơ thực hiện nghĩa vụ tài chính", "Chờ cơ quan thuế xác định nghĩa vụ tài chính",
        "Chờ ý kiến phối hợp của cơ quan liên quan", "Đang niêm yết công khai tại trụ sở",
        "Công chức phụ trách đi công tác", "Hệ thống \"một cửa\" gặp sự cố",
        "Theo đề nghị của người nộp hồ sơ",
        "Đang xác minh nguồn gốc đất",
    ]

    static let lateReasons = [
        "Hồ sơ phức tạp, phải xác minh nhiều nơi", "Quá tải do thiếu nhân lực", "Chậm nhận kết quả phối hợp",
        "Lỗi đồng bộ dữ liệu giữa các hệ thống", "Bản đồ địa chính sai lệch, phải đo đạc lại",
        "Do sơ suất của công chức thụ lý\nđã rút kinh nghiệm",
    ]

    static let declineReasons = [
        "Hồ sơ không thuộc thẩm quyền giải quyết", "Không đủ điều kiện theo quy định",
        "Thành phần hồ sơ không hợp lệ", "Đất đang có tranh chấp",
    ]

    static let withdrawReasons = [
        "Người nộp hồ sơ đề nghị rút", "Nộp nhầm thủ tục", "Các bên đã tự thỏa thuận",
    ]

    static let reopenReasons = [
        "Kết quả có sai sót, phải xử lý lại", "Bấm kết thúc nhầm", "Theo kết luận kiểm tra",
    ]

    static let voidReasons = ["Nhập nhầm hồ sơ", "Bấm nhầm trạng thái", "Trùng thao tác do lỗi mạng"]

    static let components = [
        "Bản sao sổ hộ khẩu", "Giấy xác nhận của thôn", "Bản sao căn cước công dân", "Ảnh chụp hiện trạng",
    ]

    static let topics = [
        "Thái độ phục vụ", "Giải quyết chậm", "Lệ phí", "Hướng dẫn không đầy đủ", "Khen ngợi",
    ]

    static let media = ["letter", "sms", "email", "public"]
}
