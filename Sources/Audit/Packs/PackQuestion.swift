package import DossierModel
internal import Interchange
package import Projections

/// What a pack answers, with nothing left to defaults.
package struct PackQuestion: Hashable, Sendable {
    /// What was asked; a claims file says by itself what it asks.
    package enum Asked: Hashable, Sendable {
        case claims
        case dossier(String)
        case detect(DetectFilter)
    }

    /// The filters of a question about detectors, as they were given.
    package struct DetectFilter: Hashable, Sendable {
        /// `nil` for all detectors.
        package var only: [Detector]?
        package var unit: String?
        package var from: LocalDate?
        package var to: LocalDate?

        package init() {}
    }

    /// The names of the three in files.
    package enum Kind: String, Sendable, CaseIterable {
        case claims
        case dossier
        case detect
    }

    package var asked: Asked

    /// The moment of knowledge.
    package var asOf: Instant

    /// The language of the page: `vi` or `en`.
    package var language: String

    package init(_ asked: Asked, asOf: Instant, language: String) {
        self.asked = asked
        self.asOf = asOf
        self.language = language
    }

    package var kind: Kind {
        switch asked {
        case .claims: .claims
        case .dossier: .dossier
        case .detect: .detect
        }
    }
}

/// The file `question.json`.
extension PackQuestion {
    package var json: JSONValue {
        var members: [(String, JSONValue)] = [
            ("kind", .string(kind.rawValue)), ("asOf", .string("\(asOf)")), ("lang", .string(language)),
        ]
        switch asked {
        case .claims: break
        case .dossier(let code): members.append(("dossier", .string(code)))
        case .detect(let filter):
            let names = filter.only.map { JSONValue.array($0.map { .string($0.rawValue) }) }
            members.append(("only", names ?? .null))
            members.append(("unit", .text(filter.unit)))
            members.append(("from", .text(filter.from.map { "\($0)" })))
            members.append(("to", .text(filter.to.map { "\($0)" })))
        }
        return .object(members)
    }

    /// Reads the file.
    ///
    /// - Throws: ``PackFault`` at the first field that is wrong.
    init(_ bytes: [UInt8]) throws(PackFault) {
        var fields = try PackFields("question.json", bytes)
        let kind = try fields.word("kind", Kind.allCases)
        guard let asOf = Instant(try fields.text("asOf")) else {
            throw fields.fault("asOf", "a moment is due", vi: "cần một thời điểm")
        }
        self.asOf = asOf
        language = try fields.text("lang")
        guard language == "vi" || language == "en" else {
            throw fields.fault("lang", "vi or en is due", vi: "cần vi hoặc en")
        }
        switch kind {
        case .claims: asked = .claims
        case .dossier: asked = .dossier(try fields.text("dossier"))
        case .detect:
            var filter = DetectFilter()
            filter.only = try fields.detectors("only")
            filter.unit = try fields.optionalText("unit")
            filter.from = try fields.day("from")
            filter.to = try fields.day("to")
            if let from = filter.from, let to = filter.to, from > to {
                throw fields.fault(
                    "to",
                    "the period ends before it begins",
                    vi: "kỳ kết thúc trước khi bắt đầu"
                )
            }
            asked = .detect(filter)
        }
        try fields.end()
    }
}
