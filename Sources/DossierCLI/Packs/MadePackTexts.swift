internal import Audit
internal import MerkleLog

/// What is said of a pack that was written.
struct MadePackTexts {
    private let made: PackMaker.Made
    private let file: String
    private let byteCount: Int
    private let words: PackWords

    init(_ made: PackMaker.Made, file: String, byteCount: Int, _ language: Language) {
        self.made = made
        self.file = file
        self.byteCount = byteCount
        words = PackWords(language: language)
    }

    private var account: PackAccount { made.account }
    private var checkpoint: Checkpoint { account.checkpoint.unverified }

    var text: String {
        let language = words.language
        let (events, hashes) = (language.count(account.eventCount), language.count(made.hashCount))
        let (size, bytes) = (language.count(Int(checkpoint.size.rawValue)), language.count(byteCount))
        let coverage = words.coverage(
            account.coverage,
            events: account.eventCount,
            withheld: account.withheld
        )
        let text = words.text(
            vi: """
                \(file): \(words.name(account.question.kind)); \(events) trong \(size) sự kiện của sổ \(checkpoint.origin), \(hashes) giá \
                trị băm, \(bytes) byte
                Gốc \(checkpoint.root.hex)

                \(coverage)

                """,
            en: """
                \(file): \(words.name(account.question.kind)); \(events) of the \(size) events of \(checkpoint.origin), \(hashes) hashes, \
                \(bytes) bytes
                Root \(checkpoint.root.hex)

                \(coverage)

                """
        )
        return Shown.lines(text)
    }

    var json: JSONValue {
        .object([
            ("file", .string(file)),
            ("kind", .string(account.question.kind.rawValue)),
            ("origin", .string("\(checkpoint.origin)")),
            ("logSize", .int(Int(checkpoint.size.rawValue))),
            ("root", .string(checkpoint.root.hex)),
            ("coverage", .string(account.coverage.rawValue)),
            ("events", .int(account.eventCount)),
            ("withheld", .int(Int(account.withheld))),
            ("hashes", .int(made.hashCount)),
            ("bytes", .int(byteCount)),
        ])
    }
}
