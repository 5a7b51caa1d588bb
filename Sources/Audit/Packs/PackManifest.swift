internal import Archive
internal import DossierModel
internal import Interchange
package import MerkleLog

/// How much of the ledger a pack accounts for.
package enum PackCoverage: String, Sendable, CaseIterable {
    /// The events that bear on the answer, as the maker of the pack says.
    case subset
    /// Besides them the hash of every other event of the ledger.
    case whole
}

/// What a pack is: the file `manifest.json`.
package struct PackManifest: Sendable, Equatable {
    /// A file of the pack, as the manifest describes it.
    package struct File: Sendable, Equatable {
        package let name: String
        package let byteCount: UInt64
        package let hash: String
    }

    static let format = "dossier-evidence-pack@1"

    package let program: String
    package let kind: PackQuestion.Kind
    package let origin: String
    package let logSize: UInt64
    package let root: Digest
    package let coverage: PackCoverage
    package let events: UInt64
    package let hashes: UInt64
    package let files: [File]

    /// Events of the ledger that are not in the pack.
    package var withheld: UInt64 { logSize - events }

    /// How many events were withheld, where it can be known: of a subset nobody knows which of the others bear on the answer.
    package var knownWithheld: UInt64? { coverage == .whole || withheld == 0 ? withheld : nil }
}

extension PackManifest {
    var json: JSONValue {
        .object([
            ("format", .string(PackManifest.format)),
            ("program", .string(program)),
            ("kind", .string(kind.rawValue)),
            ("origin", .string(origin)),
            ("logSize", .int(Int(logSize))),
            ("root", .string(root.hex)),
            ("coverage", .string(coverage.rawValue)),
            ("events", .int(Int(events))),
            ("hashes", .int(Int(hashes))),
            (
                "files",
                .array(
                    files.map { file in
                        .object([
                            ("name", .string(file.name)), ("bytes", .int(Int(file.byteCount))),
                            ("sha256", .string(file.hash)),
                        ])
                    }
                )
            ),
        ])
    }

    /// Reads the file.
    ///
    /// - Throws: ``PackFault`` at the first field that is wrong; ``PackError/notAPack(reason:)`` where it is the manifest of
    ///   nothing that is known.
    init(_ bytes: [UInt8]) throws {
        let name = PackFile.manifest
        var fields = try PackFields(name, bytes)
        let format = try fields.text("format")
        guard format == PackManifest.format else {
            throw PackError.notAPack(reason: "\(name): the format is not \(PackManifest.format)")
        }
        program = try fields.text("program")
        kind = try fields.word("kind", PackQuestion.Kind.allCases)
        origin = try fields.text("origin")
        logSize = try fields.count("logSize")
        guard let root = Digest(hex: try fields.text("root")) else {
            throw fields.fault("root", "a hash is due", vi: "cần một mã băm")
        }
        self.root = root
        coverage = try fields.word("coverage", PackCoverage.allCases)
        events = try fields.count("events")
        hashes = try fields.count("hashes")
        guard events > 0, events <= logSize else {
            throw fields.fault("events", "from 1 to \(logSize) are due", vi: "cần từ 1 đến \(logSize)")
        }
        var files: [File] = []
        for (index, entry) in try fields.list("files").enumerated() {
            var file = try PackFields(name, "files[\(index)]", entry)
            files.append(
                File(
                    name: try file.text("name"),
                    byteCount: try file.count("bytes"),
                    hash: try file.text("sha256")
                )
            )
            try file.end()
        }
        self.files = files
        try fields.end()
    }
}

/// The files that a pack may have.
package enum PackFile {
    static let manifest = "manifest.json"
    static let checkpoint = "checkpoint"
    static let events = "events.ndjson"
    static let numbers = "numbers"
    static let hashes = "hashes"
    static let question = "question.json"
    package static let claims = "claims.json"
    static let answer = "answer.json"
    static let page = "page.html"

    /// More files than this no pack has.
    package static let maxFiles = 32

    /// The file of a rule set; `nil` where the set's name cannot be one of a file.
    static func rules(_ name: String) -> String? {
        let isFit = name.utf8.allSatisfy { byte in
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "_"),
                UInt8(ascii: "."):
                true
            default: false
            }
        }
        guard isFit, (1...64).contains(name.utf8.count), name.utf8.first != UInt8(ascii: ".") else {
            return nil
        }
        return "rules/\(name).json"
    }

    /// The name of the rule set whose file this is.
    static func ruleSet(_ file: String) -> String? {
        guard file.hasPrefix("rules/"), file.hasSuffix(".json") else { return nil }
        let name = String(file.dropFirst(6).dropLast(5))
        return rules(name) == file ? name : nil
    }

    /// Whether a pack may have a file of this name.
    package static func isKnown(_ name: String) -> Bool {
        [manifest, checkpoint, events, numbers, hashes, question, claims, answer, page].contains(name)
            || ruleSet(name) != nil
    }

    /// The names in the order of a pack, given those of its rule sets.
    static func order(hasClaims: Bool, rules: [String]) -> [String] {
        [manifest, checkpoint, events, numbers, hashes, question] + (hasClaims ? [claims] : []) + rules
            + [answer, page]
    }
}
