/// A signature line of a note: whose it says it is, and the bytes.
package struct NoteSignature: Hashable, Sendable {
    package let name: KeyName
    package let id: KeyID

    /// The signature, without the key id in front of it.
    package let bytes: [UInt8]

    init(name: KeyName, id: KeyID, bytes: [UInt8]) {
        self.name = name
        self.id = id
        self.bytes = bytes
    }

    /// An em dash and a blank.
    private static let marker: [UInt8] = [0xE2, 0x80, 0x94, 0x20]

    /// Reads one line, without its end; nil if it is not what ``line`` writes.
    init?(line: ArraySlice<UInt8>) {
        guard line.starts(with: Self.marker) else { return nil }
        let words = line.dropFirst(Self.marker.count)
        guard let blank = words.firstIndex(of: UInt8(ascii: " ")),
            let text = String(validating: words[..<blank], as: UTF8.self),
            let bytes = Base64.decode(String(decoding: words[(blank + 1)...], as: UTF8.self)),
            bytes.count > KeyID.byteCount
        else { return nil }
        do throws(KeyFault) {
            name = try KeyName(text)
        } catch {
            return nil
        }
        id = KeyID(bytes: bytes.prefix(KeyID.byteCount))
        self.bytes = Array(bytes.dropFirst(KeyID.byteCount))
    }

    /// The line with its end.
    package var line: [UInt8] {
        Self.marker + Array("\(name) \(Base64.encode(id.bytes + bytes))\n".utf8)
    }
}
