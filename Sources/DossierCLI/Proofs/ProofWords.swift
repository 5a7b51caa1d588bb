internal import Audit
internal import DossierModel
internal import MerkleLog

/// What commands about checkpoints have to say alike.
struct ProofWords {
    let language: Language

    /// The keys that have signed, and when witnesses say they have.
    func signatures(_ checkpoint: VerifiedCheckpoint) -> String {
        checkpoint.signatures.map { signature in
            let key = Shown.line("\(signature.key.name)+\(signature.key.id)")
            guard let time = signature.time else {
                return language.text(vi: "  đã ký: \(key)\n", en: "  signed by \(key)\n")
            }
            let moment = moment(time)
            return language.text(
                vi: "  nhân chứng \(key) ký lúc \(moment)\n",
                en: "  cosigned by \(key) at \(moment)\n"
            )
        }.joined()
    }

    /// A witness's time; beyond the years that we write it stays a number.
    private func moment(_ seconds: UInt64) -> String {
        seconds < 253_000_000_000 ? language.moment(Instant(rawValue: Int64(seconds) * 1_000)) : "\(seconds)"
    }

    /// The ledger, its size and its root.
    func checkpoint(_ checkpoint: Checkpoint) -> String {
        let count = language.count(Int(checkpoint.size.rawValue))
        let origin = Shown.line("\(checkpoint.origin)")
        return language.text(
            vi: "\(origin), \(count) sự kiện, gốc \(checkpoint.root.hex)",
            en: "\(origin), \(count) events, root \(checkpoint.root.hex)"
        )
    }

    static func json(_ checkpoint: Checkpoint) -> [(String, JSONValue)] {
        [
            ("origin", .string(checkpoint.origin.string)),
            ("logSize", .int(Int(checkpoint.size.rawValue))),
            ("root", .string(checkpoint.root.hex)),
        ]
    }

    static func json(_ signatures: [VerifiedSignature]) -> JSONValue {
        .array(
            signatures.map { signature in
                .object([
                    ("key", .string(signature.key.text)),
                    ("time", signature.time.map { .int(Int($0)) } ?? .null),
                ])
            }
        )
    }
}
