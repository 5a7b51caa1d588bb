internal import DossierModel
internal import Interchange
internal import Projections

/// Reads the fields of an object of a pack, each of which has to be there, and no other.
struct PackFields {
    private let file: String
    private let path: String
    private let object: JSONView
    private var asked: Set<String> = []

    /// - Throws: ``PackFault`` where the bytes are no JSON object, or one that names a member twice.
    init(_ file: String, _ bytes: [UInt8]) throws(PackFault) {
        do throws(EventFault) {
            object = try EventDocument.read(bytes).root
        } catch {
            throw PackFault(file, error.path, error.message)
        }
        self.file = file
        path = ""
        guard object.isObject else { throw PackFault(file, "", "an object is due", vi: "cần một đối tượng") }
    }

    init(_ file: String, _ path: String, _ object: JSONView) throws(PackFault) {
        guard object.isObject else {
            throw PackFault(file, path, "an object is due", vi: "cần một đối tượng")
        }
        self.file = file
        self.path = path
        self.object = object
    }

    func fault(_ name: String, _ message: String, vi: String) -> PackFault {
        PackFault(file, path.isEmpty ? name : "\(path).\(name)", message, vi: vi)
    }

    private mutating func value(_ name: String) throws(PackFault) -> JSONView {
        asked.insert(name)
        guard let value = object[name] else {
            throw fault(name, "the field is missing", vi: "thiếu trường này")
        }
        return value
    }

    mutating func text(_ name: String) throws(PackFault) -> String {
        guard let text = try value(name).text else { throw fault(name, "a text is due", vi: "cần một chuỗi") }
        return text
    }

    mutating func optionalText(_ name: String) throws(PackFault) -> String? {
        let found = try value(name)
        if found.isNull { return nil }
        guard let text = found.text else {
            throw fault(name, "a text or null is due", vi: "cần một chuỗi hoặc null")
        }
        return text
    }

    mutating func count(_ name: String) throws(PackFault) -> UInt64 {
        guard let count = try value(name).int, count >= 0 else {
            throw fault(name, "a whole number from 0 on is due", vi: "cần một số nguyên từ 0")
        }
        return UInt64(count)
    }

    mutating func day(_ name: String) throws(PackFault) -> LocalDate? {
        guard let text = try optionalText(name) else { return nil }
        guard let day = LocalDate(text) else {
            throw fault(name, "a date as 2025-07-01 is due", vi: "cần một ngày như 2025-07-01")
        }
        return day
    }

    mutating func word<Word: RawRepresentable<String>>(
        _ name: String,
        _ words: [Word]
    ) throws(PackFault) -> Word {
        let text = try text(name)
        guard let word = words.first(where: { $0.rawValue == text }) else {
            throw fault(
                name,
                "one of these is due: " + words.map(\.rawValue).joined(separator: ", "),
                vi: "cần một trong: " + words.map(\.rawValue).joined(separator: ", ")
            )
        }
        return word
    }

    mutating func list(_ name: String) throws(PackFault) -> [JSONView] {
        guard let list = try value(name).array else {
            throw fault(name, "a list is due", vi: "cần một danh sách")
        }
        return list
    }

    mutating func detectors(_ name: String) throws(PackFault) -> [Detector]? {
        let found = try value(name)
        if found.isNull { return nil }
        var detectors: [Detector] = []
        for entry in try list(name) {
            guard let detector = entry.text.flatMap({ Detector(rawValue: $0) }), !detectors.contains(detector)
            else {
                throw fault(
                    name,
                    "names of detectors, each once, or null are due",
                    vi: "cần tên các dấu hiệu, mỗi tên một lần, hoặc null"
                )
            }
            detectors.append(detector)
        }
        return detectors
    }

    /// Refuses fields that nobody asked for.
    func end() throws(PackFault) {
        for member in object.members ?? [] where !asked.contains(member.key) {
            throw fault(member.key, "there is no such field", vi: "không có trường này")
        }
    }
}
