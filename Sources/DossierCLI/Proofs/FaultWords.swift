internal import MerkleLog

/// What is wrong with notes, keys, policies and proofs, in the language that was asked for.
///
/// The English texts are those of the faults themselves.
enum FaultWords {
    static func text(_ fault: CheckpointFault, _ language: Language) -> String {
        let vi =
            switch fault {
            case .note(let fault): text(fault, .vi)
            case .malformedCheckpoint: "điểm kiểm tra không có đủ ba dòng, hoặc có dòng trống"
            case .badSize: "dòng thứ hai của điểm kiểm tra không phải số sự kiện"
            case .badRoot: "dòng thứ ba của điểm kiểm tra không phải mã băm gốc"
            case .rootOfEmptyTree: "điểm kiểm tra 0 sự kiện có gốc không phải của cây rỗng"
            case .notSignedByLog(let origin): "không khóa tin cậy nào của \(origin) đã ký điểm kiểm tra"
            case .otherCheckpoint: "là một điểm kiểm tra khác"
            case .quorumNotMet(let quorum): "chữ ký của các nhân chứng chưa đủ số \(quorum)"
            }
        return language.text(vi: vi, en: "\(fault)")
    }

    static func text(_ fault: NoteFault, _ language: Language) -> String {
        let vi =
            switch fault {
            case .tooLong(let count): "điểm kiểm tra dài \(count) byte, quá \(SignedNote.maxByteCount)"
            case .controlCharacter(let offset): "có ký tự điều khiển ở byte \(offset) của điểm kiểm tra"
            case .notUTF8: "điểm kiểm tra không phải UTF-8"
            case .noSignature: "điểm kiểm tra không kết thúc bằng một dòng trống và các chữ ký"
            case .tooManySignatures(let count):
                "điểm kiểm tra có \(count) chữ ký, quá \(SignedNote.maxSignatures)"
            case .malformedSignature(let number): "dòng chữ ký thứ \(number) sai dạng"
            case .badSignature(let name, let id): "chữ ký của khóa \(name)+\(id) sai"
            case .noKnownSignature: "không có chữ ký của khóa nào đã biết"
            case .ambiguousKey(let name, let id): "hai khóa cùng mang tên \(name)+\(id)"
            case .key(let fault): text(fault, .vi)
            }
        return language.text(vi: vi, en: "\(fault)")
    }

    static func text(_ fault: KeyFault, _ language: Language) -> String {
        let vi =
            switch fault {
            case .malformedKey: "khóa phải gồm tên, mã tám chữ số và base64, nối bằng dấu cộng"
            case .badName: "tên khóa trống, hoặc có khoảng trắng, dấu cộng hay ký tự điều khiển"
            case .unknownKeyType(let type): "khóa loại \(type); chỉ biết loại 1 và 4"
            case .wrongKeyLength(let count): "khóa dài \(count) byte; phải là 32"
            case .keyIDMismatch(let expected, let actual): "mã khóa là \(actual); phải là \(expected)"
            case .wrongKeyType(.ed25519): "đây là khóa của sổ; cần khóa của nhân chứng"
            case .wrongKeyType(.cosignature): "đây là khóa của nhân chứng; cần khóa của sổ"
            case .timeTooLarge(let time): "thời điểm \(time) giây, quá 2^63 - 1"
            case .signingFailed: "không ký được"
            }
        return language.text(vi: vi, en: "\(fault)")
    }

    static func text(_ fault: ProofFault, _ language: Language) -> String {
        let vi =
            switch fault {
            case .noSuchLeaf(let leaf, let size): "cây \(size.rawValue) sự kiện không có sự kiện số \(leaf)"
            case .unsortedLeaves(let leaf): "sự kiện số \(leaf) không đứng sau sự kiện trước nó"
            case .emptyTree: "không có bằng chứng nhất quán nào bắt đầu từ 0 sự kiện"
            case .sizesReversed(let old, let new):
                "số sự kiện trước (\(old.rawValue)) lớn hơn số sự kiện sau (\(new.rawValue))"
            case .wrongLength(let expected, let actual):
                "bằng chứng có \(actual) mã băm; phải có \(expected)"
            case .rootMismatch: "bằng chứng không dẫn đến gốc"
            case .oldRootMismatch: "bằng chứng không dẫn đến gốc trước"
            case .newRootMismatch: "bằng chứng không dẫn đến gốc sau"
            }
        return language.text(vi: vi, en: "\(fault)")
    }

    static func text(_ fault: ProofFileFault, _ language: Language) -> String {
        let vi =
            switch fault {
            case .tooLong(let count): "tệp chứng minh dài \(count) byte, quá mức cho phép"
            case .badHeader: "dòng đầu không phải của một tệp chứng minh"
            case .malformedLine(let number): "dòng \(number) của tệp chứng minh sai dạng"
            case .tooManyHashes(let count): "tệp chứng minh có \(count) mã băm, quá mức cho phép"
            case .noCheckpoint: "tệp chứng minh không có dòng trống và điểm kiểm tra"
            case .checkpoint(let fault): text(fault, .vi)
            case .otherOrigin(let old, let new): "điểm kiểm tra trước là của \(old), điểm này là của \(new)"
            case .otherOldSize(let expected, let actual):
                "bằng chứng bắt đầu từ \(actual.rawValue) sự kiện; điểm kiểm tra trước có \(expected.rawValue)"
            case .proof(let fault): text(fault, .vi)
            }
        return language.text(vi: vi, en: "\(fault)")
    }

    static func text(_ fault: PolicyFault, _ language: Language) -> String {
        let start = fault.line.map { "dòng \($0): " } ?? ""
        return language.text(vi: start + reason(fault), en: "\(fault)")
    }

    private static func reason(_ fault: PolicyFault) -> String {
        switch fault {
        case .tooLong(let count): "chính sách dài \(count) byte, quá \(WitnessPolicy.maxByteCount)"
        case .unfinishedLine: "dòng không có dấu hết dòng"
        case .controlCharacter: "có ký tự điều khiển"
        case .unknownWord: "dòng không bắt đầu bằng log, witness, group hay quorum"
        case .wrongItemCount: "thiếu hoặc thừa mục"
        case .key(let fault, _): text(fault, .vi)
        case .wrongKeyType: "khóa không thuộc loại cần ở đây"
        case .duplicateKey: "khóa công khai đã có ở trên"
        case .nameTaken(let name, _): "tên \(name) đã dùng"
        case .unknownName(let name, _): "tên \(name) chưa có ở trên"
        case .memberTwice(let name, _): "\(name) đã thuộc một nhóm"
        case .badThreshold: "ngưỡng phải là any, all hoặc một số từ 1 đến số thành viên"
        case .secondQuorum: "quorum thứ hai"
        case .noQuorum: "chính sách không có quorum"
        case .tooMany: "quá \(WitnessPolicy.maxCount) mục một loại"
        }
    }
}
