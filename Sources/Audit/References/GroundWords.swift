package import DossierModel

/// A text in both languages.
package struct BilingualText: Hashable, Sendable {
    package let vi: String
    package let en: String

    package init(vi: String, en: String) {
        self.vi = vi
        self.en = en
    }
}

/// A lawful ground of a rule set as people read it.
package struct GroundWords: Hashable, Sendable {
    package let ground: String
    /// `nil` for all.
    package let sectors: [String]?
    package let from: LocalDate?
    package let to: LocalDate?
    package let citation: BilingualText
    package let meaning: BilingualText
}
