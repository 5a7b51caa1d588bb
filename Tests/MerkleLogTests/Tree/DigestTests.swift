import MerkleLog
import Testing

@Suite("digest")
struct DigestTests {
    private let digest = leafHash([1, 2, 3])

    @Test("a digest is 32 bytes, without padding or reference")
    func layout() {
        #expect(MemoryLayout<Digest>.size == 32)
        #expect(MemoryLayout<Digest>.stride == 32)
    }

    @Test("any number of bytes but 32 is refused", arguments: [0, 1, 31, 33, 64])
    func wrongLength(count: Int) {
        let bytes = [UInt8](repeating: 7, count: count)
        #expect(Digest(bytes: bytes) == nil)
        #expect(bytes.withUnsafeBytes { Digest(bytes: $0) } == nil)
    }

    @Test("bytes come out in the order they went in, at any address")
    func copying() {
        let bytes = (0..<32).map { UInt8($0) }
        var room = [UInt8](repeating: 0xFF, count: 40)
        room.withUnsafeMutableBytes { buffer in
            Digest(bytes: bytes)?.copyBytes(to: UnsafeMutableRawBufferPointer(rebasing: buffer[3...]))
        }
        #expect(room == [0xFF, 0xFF, 0xFF] + bytes + [0xFF, 0xFF, 0xFF, 0xFF, 0xFF])
        #expect(Digest(bytes: bytes)?.bytes == bytes)
        var appended: [UInt8] = [9]
        Digest(bytes: bytes)?.append(to: &appended)
        #expect(appended == [9] + bytes)
    }

    @Test("digests that differ in one bit are not equal")
    func equality() {
        for bit in 0..<256 {
            #expect(digest.flipping(bit: bit) != digest)
            #expect(digest.flipping(bit: bit).flipping(bit: bit) == digest)
        }
        #expect(Set((0..<256).map { digest.flipping(bit: $0) }).count == 256)
    }

    @Test("hexadecimal and base64 text give the digest back")
    func text() {
        #expect(digest.hex.count == 64)
        #expect(digest.hex == digest.hex.lowercased())
        #expect(Digest(hex: digest.hex) == digest)
        #expect(Digest(hex: digest.hex.uppercased()) == digest)
        #expect(digest.base64.count == 44)
        #expect(Digest(base64: digest.base64) == digest)
        #expect("\(digest)" == digest.hex)
    }

    @Test("a character that is no digit is refused at either place of a byte", arguments: "+-gG/:@` ")
    func badDigit(character: Character) {
        let zeros = String(repeating: "0", count: 63)
        #expect(Digest(hex: "0" + zeros) != nil)
        #expect(Digest(hex: zeros + String(character)) == nil)
        #expect(Digest(hex: String(character) + zeros) == nil)
    }

    @Test("text that is not a digest is refused", arguments: ["", "0", "00", "+0", "0g", "é", "-0", " 0"])
    func badText(text: String) {
        let zeros = String(repeating: "0", count: 64)
        #expect(Digest(hex: text) == nil)
        #expect(Digest(hex: String(zeros.dropFirst(text.utf8.count + 1)) + text) == nil)
        #expect(Digest(hex: zeros + "0" + text) == nil)
        #expect(Digest(base64: text) == nil)
        #expect(Digest(base64: Base64.encode([1, 2, 3])) == nil)
        #expect(Digest(base64: Base64.encode([UInt8](repeating: 0, count: 33))) == nil)
    }
}

@Suite("base64")
struct Base64Tests {
    @Test(
        "the examples of RFC 4648 section 10 hold in both directions",
        arguments: [
            ("", ""), ("f", "Zg=="), ("fo", "Zm8="), ("foo", "Zm9v"),
            ("foob", "Zm9vYg=="), ("fooba", "Zm9vYmE="), ("foobar", "Zm9vYmFy"),
        ]
    )
    func examples(plain: String, text: String) {
        #expect(Base64.encode(Array(plain.utf8)) == text)
        #expect(Base64.decode(text) == Array(plain.utf8))
    }

    @Test("every byte comes back")
    func roundTrip() {
        for length in 0..<70 {
            let bytes = (0..<length).map { UInt8(truncatingIfNeeded: $0 &* 89 &+ length &* 7) }
            #expect(Base64.decode(Base64.encode(bytes)) == bytes)
        }
    }

    @Test(
        "text that is not the one of its bytes is refused",
        arguments: [
            "Z", "Zg", "Zg=", "Zg===", "Zh==", "Zm9=", "Zm-v", "Zm_v", "Zm9v\n", " Zm9v", "Zg==Zg==",
            "====", "=Zg=", "Z===", "Z=g=", "Zmé",
        ]
    )
    func strict(text: String) {
        #expect(Base64.decode(text) == nil)
    }
}
