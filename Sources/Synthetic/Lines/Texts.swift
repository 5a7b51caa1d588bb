/// Texts by number, each as a JSON string with its quotes, ready to be copied into a line.
struct Texts: Sendable {
    private let bytes: [UInt8]
    private let bounds: [Int32]

    /// Texts that are kept with their quotes and escapes, or as they are.
    init(_ texts: [String], isQuoted: Bool = true) {
        var bytes: [UInt8] = []
        var bounds: [Int32] = [0]
        for text in texts {
            bytes += Array((isQuoted ? Texts.quoted(text) : text).utf8)
            bounds.append(Int32(bytes.count))
        }
        self.bytes = bytes
        self.bounds = bounds
    }

    var count: Int { bounds.count - 1 }

    /// Copies a text to a place that has room for it, and returns the end of the copy.
    @inline(__always)
    func copy(_ index: Int, to place: UnsafeMutablePointer<UInt8>) -> UnsafeMutablePointer<UInt8> {
        let start = Int(bounds[index])
        let length = Int(bounds[index + 1]) - start
        bytes.withUnsafeBufferPointer { source in
            guard let base = source.baseAddress else { return }
            place.update(from: base + start, count: length)
        }
        return place + length
    }

    /// The text as RFC 8785 writes it, for texts whose only control character is the line feed.
    static func quoted(_ text: String) -> String {
        var answer = "\""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"": answer += "\\\""
            case "\\": answer += "\\\\"
            case "\n": answer += "\\n"
            default: answer.unicodeScalars.append(scalar)
            }
        }
        return answer + "\""
    }
}
