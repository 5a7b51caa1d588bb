import MerkleLog
import Testing

@Suite("signed note")
struct SignedNoteTests {
    private static let text = "A line.\n\nAnother one \u{2014} and no signature.\n"

    private static func note(_ keys: SigningKey...) throws -> SignedNote {
        var note = try SignedNote(text: Array(text.utf8), signedBy: keys[0])
        for key in keys.dropFirst() { try note.sign(with: key) }
        return note
    }

    @Test("a note gives its bytes back, and its keys when it is verified")
    func roundTrip() throws {
        let keys = [try TestKeys.log(), try TestKeys.log(1), try TestKeys.log(2, name: "other")]
        let note = try Self.note(keys[0], keys[1], keys[2])
        let read = try SignedNote(decoding: note.encode())
        #expect(read == note)
        #expect(read.text == Array(Self.text.utf8))
        #expect(read.encode() == note.encode())
        #expect(try read.verify(with: keys.map(\.verifier)).map(\.key) == keys.map(\.verifier))
    }

    @Test("signing is deterministic, and signing again with the same key changes nothing")
    func again() throws {
        let key = try TestKeys.log()
        var note = try Self.note(key)
        #expect(try Self.note(key) == note)
        try note.sign(with: key)
        #expect(try Self.note(key) == note)
        try note.sign(with: TestKeys.log(1))
        #expect(note.signatures.count == 2)
    }

    @Test("unknown keys are not looked at, also if they share a name or an id with a known one")
    func unknown() throws {
        let key = try TestKeys.log()
        let note = try Self.note(key, try TestKeys.log(1))
        #expect(try note.verify(with: [key.verifier]).map(\.key) == [key.verifier])
        let id = try readNote(Self.text + "\n" + Self.line("other", key.verifier.id) + Self.line(of: note, 0))
        #expect(try id.verify(with: [key.verifier]).count == 1)
        #expect(throws: NoteFault.noKnownSignature) { try note.verify(with: [TestKeys.log(2).verifier]) }
        #expect(throws: NoteFault.noKnownSignature) { try note.verify(with: []) }
    }

    @Test(
        "a wrong signature of a known key refuses the note, also beside a right one of the same or another key"
    )
    func wrong() throws {
        let key = try TestKeys.log()
        let other = try TestKeys.log(1)
        let note = try Self.note(key, other)
        let fault = NoteFault.badSignature(name: key.verifier.name, id: key.verifier.id)
        let bad = Self.line(TestKeys.origin, key.verifier.id)
        for lines in [bad, bad + Self.line(of: note, 1), Self.line(of: note, 0) + bad] {
            var read = try readNote(Self.text + "\n" + lines)
            #expect(throws: fault) { try read.verify(with: [key.verifier, other.verifier]) }
            #expect(throws: fault) { try read.sign(with: key) }
        }
        let harmless = try readNote(Self.text + "\n" + bad + Self.line(of: note, 1))
        #expect(try harmless.verify(with: [other.verifier]).count == 1)
    }

    @Test("no bit of a note with one signature can be flipped")
    func flipped() throws {
        let key = try TestKeys.log()
        let bytes = try Self.note(key).encode()
        for bit in 0..<bytes.count * 8 {
            var changed = bytes
            changed[bit / 8] ^= 1 << UInt8(bit % 8)
            #expect(throws: NoteFault.self) { try SignedNote(decoding: changed).verify(with: [key.verifier]) }
        }
    }

    @Test(
        "what is no note says why",
        arguments: [
            ("", .noSignature), ("\n", .noSignature), ("\n\n", .noSignature), ("a\n", .noSignature),
            ("a\n\n", .noSignature), ("a\n\n\u{2014} k AAAAAAA=", .noSignature),
            ("\u{2014} k AAAAAAA=\n", .noSignature), ("a\n\u{2014} k AAAAAAA=\n", .noSignature),
            ("a\n\n\u{2014} k AAAAAA==\n", .malformedSignature(1)), ("a\n\nb\n", .malformedSignature(1)),
            ("a\n\n\u{2014} k AAAAAAA=\n\u{2014}k AAAAAAA=\n", .malformedSignature(2)),
            ("a\n\n\u{2014} k+ AAAAAAA=\n", .malformedSignature(1)),
            ("a\n\n\u{2014}  AAAAAAA=\n", .malformedSignature(1)),
            ("a\n\n\u{2014} k  AAAAAAA=\n", .malformedSignature(1)),
            ("a\n\n\u{2014} k AAAAAAA= \n", .malformedSignature(1)),
            ("a\n\n\u{2014} k\u{A0} AAAAAAA=\n", .malformedSignature(1)),
            ("a\n\n\u{2014} k AAAAAAB=\n", .malformedSignature(1)),
            ("a\n\n\u{2014} k AAAAAAA\n", .malformedSignature(1)),
            ("a\n\n- k AAAAAAA=\n", .malformedSignature(1)),
            ("a\r\n\n\u{2014} k AAAAAAA=\n", .controlCharacter(offset: 1)),
            ("a\n\n\u{2014} k AAAAAAA=\n\t", .controlCharacter(offset: 18)),
            ("\u{0}\n\n\u{2014} k AAAAAAA=\n", .controlCharacter(offset: 0)),
        ] as [(String, NoteFault)]
    )
    func malformed(text: String, fault: NoteFault) {
        #expect(throws: fault) { try readNote(text) }
    }

    @Test("bytes that are not UTF-8 are refused, wherever they are")
    func notUTF8() throws {
        let bytes = try Self.note(TestKeys.log()).encode()
        for place in bytes.indices {
            for wrong in [0xFF, 0xC0, 0x80] as [UInt8] {
                #expect(throws: NoteFault.notUTF8) {
                    try SignedNote(decoding: Array(bytes[..<place]) + [wrong] + bytes[place...])
                }
            }
        }
    }

    @Test("64 signatures and 64 KiB are read, and no more; signing stops there and leaves the note as it was")
    func limits() throws {
        let line = Self.line("k", KeyID(rawValue: 1))
        #expect(try readNote("a\n\n" + String(repeating: line, count: 64)).signatures.count == 64)
        #expect(throws: NoteFault.tooManySignatures(65)) {
            try readNote("a\n\n" + String(repeating: line, count: 65))
        }
        var full = try readNote("a\n\n" + String(repeating: line, count: 64))
        #expect(throws: NoteFault.tooManySignatures(65)) { try full.sign(with: TestKeys.log()) }
        #expect(full.signatures.count == 64)
        let room = SignedNote.maxByteCount - line.utf8.count - 2
        var long = try readNote(String(repeating: "a", count: room) + "\n\n" + line)
        #expect(long.encode().count == SignedNote.maxByteCount)
        #expect(throws: NoteFault.self) { try long.sign(with: TestKeys.log()) }
        #expect(long.signatures.count == 1)
        #expect(throws: NoteFault.tooLong(SignedNote.maxByteCount + 1)) {
            try readNote(String(repeating: "a", count: room + 1) + "\n\n" + line)
        }
    }

    @Test("a text without its last newline, or with control characters, is not signed")
    func unsignable() throws {
        let key = try TestKeys.log()
        for (text, fault) in [
            ("", .noSignature), ("a", .noSignature), ("a\t\n", .controlCharacter(offset: 1)),
        ]
            as [(String, NoteFault)]
        {
            #expect(throws: fault) { try SignedNote(text: Array(text.utf8), signedBy: key) }
        }
        #expect(throws: NoteFault.key(.wrongKeyType(.cosignature))) {
            try SignedNote(text: [0x0A], signedBy: TestKeys.witness(1))
        }
    }

    private static func line(of note: SignedNote, _ index: Int) -> String {
        String(decoding: note.signatures[index].line, as: UTF8.self)
    }

    /// A signature line of zeros.
    private static func line(_ name: String, _ id: KeyID) -> String {
        let number = withUnsafeBytes(of: id.rawValue.bigEndian) { Array($0) }
        return "\u{2014} \(name) \(Base64.encode(number + [UInt8](repeating: 0, count: 64)))\n"
    }
}
