internal import Audit
internal import DossierModel

/// The words of a comparison in a language.
struct DiffWords {
    private let language: Language

    init(_ language: Language) {
        self.language = language
    }

    func basis(_ basis: Basis) -> String { BasisWords.name(basis, language) }

    func standing(_ kind: DossierStanding.Kind) -> String { StandingWords.place(kind, language) }

    /// A due date, or in hours the instant.
    func due(_ text: String) -> String {
        LocalDate(text).map { language.date($0) } ?? Instant(text).map { language.stamp($0) } ?? text
    }
}
