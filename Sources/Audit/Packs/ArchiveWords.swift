internal import Archive

/// Why a zip file is not read, in both languages.
extension ArchiveError {
    var words: BilingualText {
        let vi =
            switch self {
            case .notAnArchive: "không phải tệp zip"
            case .refused(let name, let reason): (name.map { "\($0): " } ?? "") + reason.vietnamese
            case .library(let reason): "libzip: \(reason)"
            }
        return BilingualText(vi: vi, en: "\(self)")
    }
}

extension ArchiveRefusal {
    fileprivate var vietnamese: String {
        switch self {
        case .badEnd: "bị cắt, hoặc có gì đó sau phần cuối"
        case .severalParts: "là một trong nhiều phần"
        case .tooManyFiles(let count, let limit): "\(count) tệp; nhiều nhất là \(limit)"
        case .misplacedList: "danh sách tệp không ở chỗ mà phần cuối nêu"
        case .brokenList: "danh sách tệp bị hỏng"
        case .notNextToLast: "không bắt đầu ngay sau tệp đứng trước"
        case .unlistedBytes: "có nội dung mà danh sách tệp không nêu"
        case .encrypted: "bị mã hóa"
        case .otherForm: "kích thước ghi sau nội dung, hoặc dạng khác không nhận"
        case .otherMethod(let method): "không lưu thẳng cũng không nén deflate (kiểu \(method))"
        case .extraField: "có trường thêm hoặc ghi chú"
        case .zip64: "zip64, hoặc là một trong nhiều phần"
        case .twoSizes: "lưu thẳng mà có hai kích thước"
        case .otherHeader: "phần đầu của tệp nói khác danh sách"
        case .cutOff: "bị cắt"
        case .unknownName: "không phải tệp của gói"
        case .nameTwice: "có hai lần"
        case .tooMuch(let limit): "giải nén ra nhiều hơn \(limit) byte được nhận"
        case .tooLong(let limit): "giải nén ra nhiều hơn \(limit) byte được phép"
        case .longerThanDeclared: "giải nén ra nhiều hơn đã khai"
        case .shorterThanDeclared: "giải nén ra ít hơn đã khai"
        case .otherFileCount: "số tệp khác với danh sách"
        case .library(let words): "libzip: \(words)"
        }
    }
}
