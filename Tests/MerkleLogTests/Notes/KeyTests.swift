import MerkleLog
import Testing

@Suite("keys")
struct KeyTests {
    @Test("a key of either kind gives its text back, and its text the key")
    func roundTrip() throws {
        for key in [try TestKeys.log(), try TestKeys.witness(1)] {
            #expect(try VerifierKey(text: key.verifier.text) == key.verifier)
            let again = try SigningKey(text: key.secretText)
            #expect(again.secretText == key.secretText)
            #expect(again.verifier == key.verifier)
            #expect(key.verifier.text.contains("+\(key.verifier.id)+"))
        }
    }

    @Test("name, type and public key each have a part in the id")
    func identifiers() throws {
        let key = try TestKeys.log().verifier
        let others = [
            try VerifierKey(name: KeyName("example.com/other"), type: .ed25519, publicKey: key.publicKey),
            try VerifierKey(name: key.name, type: .cosignature, publicKey: key.publicKey),
            try TestKeys.log(1).verifier,
        ]
        for other in others { #expect(other.id != key.id) }
        let message = Array("\(key.name)\n".utf8) + [1] + key.publicKey
        #expect(key.id.rawValue == ReferenceSHA256.hash(message).prefix(4).reduce(0) { $0 << 8 | UInt32($1) })
    }

    @Test("no character of a verifier key can be another one", arguments: [false, true])
    func flippedPublic(isWitness: Bool) throws {
        let key = isWitness ? try TestKeys.witness(1).verifier : try TestKeys.log().verifier
        let bytes = Array(key.text.utf8)
        for bit in 0..<bytes.count * 8 {
            var changed = bytes
            changed[bit / 8] ^= 1 << UInt8(bit % 8)
            guard let text = String(validating: changed, as: UTF8.self) else { continue }
            #expect(throws: KeyFault.self) { try VerifierKey(text: text) }
        }
    }

    @Test("no character of a signing key can be another one, and no fault tells what it was")
    func flippedSecret() throws {
        let secret = try TestKeys.log().secretText
        let seed = try #require(secret.split(separator: "+").last)
        let bytes = Array(secret.utf8)
        for bit in stride(from: 0, to: bytes.count * 8, by: 3) {
            var changed = bytes
            changed[bit / 8] ^= 1 << UInt8(bit % 8)
            guard let text = String(validating: changed, as: UTF8.self) else { continue }
            let fault = #expect(throws: KeyFault.self) { try SigningKey(text: text) }
            #expect(fault.map { "\($0)" }?.contains(seed.prefix(6)) == false)
        }
    }

    @Test("neither printing nor reflecting a signing key shows the secret")
    func silence() throws {
        let key = try TestKeys.log(7)
        let secret = try #require(key.secretText.split(separator: "+").last)
        var dumped = ""
        dump(key, to: &dumped)
        let shown = [
            "\(key)", String(reflecting: key), String(describing: [key]), dumped,
            "\(Mirror(reflecting: key))",
        ]
        for text in shown {
            #expect(!text.contains(secret))
            #expect(!text.contains("7, 7, 7"))
            #expect(!text.contains("PRIVATE"))
        }
        #expect("\(key)".contains(key.verifier.text))
    }

    @Test(
        "a name that would blur a note is refused",
        arguments: [
            "", "a b", "a+b", "a\tb", "a\nb", "a\u{A0}b", "a\u{2003}b", "a\u{1}b", "a\u{85}", " a",
            "a\u{3000}",
        ]
    )
    func badNames(name: String) {
        #expect(throws: KeyFault.badName) { try KeyName(name) }
    }

    @Test("names that only look alike are two names")
    func exactNames() throws {
        let composed = try KeyName("\u{E9}")
        let decomposed = try KeyName("e\u{301}")
        #expect("\u{E9}" == "e\u{301}")
        #expect(composed != decomposed)
        #expect(Set([composed, decomposed]).count == 2)
        #expect(ExactText("\u{E9}") != ExactText("e\u{301}"))
    }

    @Test(
        "a text that is no verifier key says what is wrong with it",
        arguments: [
            ("", .malformedKey), ("a", .malformedKey), ("a+00000000", .malformedKey),
            ("a+00000000+", .malformedKey), ("a+0000000+AQ==", .malformedKey),
            ("a+0000000G+AQ==", .malformedKey), ("a+ABCDEF01+AQ==", .malformedKey),
            ("a+00000000+AQ", .malformedKey), ("+00000000+AQ==", .badName), ("a b+00000000+AQ==", .badName),
            ("a+00000000+AQ==", .wrongKeyLength(0)), ("a+00000000+Ag==", .unknownKeyType(2)),
            ("a+00000000+Bg==", .unknownKeyType(6)), ("a+00000000+/w==", .unknownKeyType(255)),
        ] as [(String, KeyFault)]
    )
    func badTexts(text: String, fault: KeyFault) {
        #expect(throws: fault) { try VerifierKey(text: text) }
        #expect(throws: fault) { try SigningKey(text: "PRIVATE+KEY+" + text) }
        #expect(throws: KeyFault.malformedKey) { try SigningKey(text: text) }
    }

    @Test("a key with the id of another one is refused, naming both")
    func wrongID() throws {
        let key = try TestKeys.log().verifier
        let other = try TestKeys.log(1).verifier
        let text = key.text.replacing("+\(key.id)+", with: "+\(other.id)+")
        #expect(throws: KeyFault.keyIDMismatch(expected: key.id, actual: other.id)) {
            try VerifierKey(text: text)
        }
    }

    @Test("a seed or public key of any other length is refused", arguments: [0, 1, 31, 33, 64])
    func wrongLength(count: Int) throws {
        let bytes = [UInt8](repeating: 1, count: count)
        let name = try KeyName("a")
        #expect(throws: KeyFault.wrongKeyLength(count)) { try SigningKey(name: name, seed: bytes) }
        #expect(throws: KeyFault.wrongKeyLength(count)) {
            try VerifierKey(name: name, type: .ed25519, publicKey: bytes)
        }
    }
}
