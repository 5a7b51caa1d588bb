package import DossierModel
package import Projections

/// The figures that one document publishes, in a form that a ledger can be asked (findings.md section 1).
///
/// The form of the file is told in `Claims.md`.
package struct ClaimsFile: Sendable {
    /// A text for people, in both languages; the same twice where the file has it once.
    package struct Text: Hashable, Sendable {
        package let vi: String
        package let en: String

        package init(vi: String, en: String) {
            self.vi = vi
            self.en = en
        }
    }

    /// The document that the figures stand in.
    package struct Document: Sendable {
        package let id: String
        package let title: Text
        package let issuer: Text
        /// As the file has it: a day, a month or a year.
        package let date: String
        /// The last day that the date may mean.
        package let day: LocalDate
        package let citation: Text
    }

    /// The units, sector, channel and procedure that a figure is of; what is `nil` leaves nothing out.
    package struct Scope: Hashable, Sendable {
        package var unit: String?
        package var level: UnitLevel?
        package var sector: String?
        package var channel: Channel?
        package var procedure: String?

        package init() {}
    }

    /// A figure that the document states.
    package struct Claim: Sendable {
        package let id: String
        /// What the document says, in the words of whoever wrote the file.
        package let says: Text
        /// Where in the document it stands.
        package let place: Text?
        package let figure: ClaimedFigure
        package let scope: Scope
        /// Where the denominator of a ratio is taken; `nil` for the same scope.
        package let denominatorScope: Scope?
        package let from: LocalDate
        package let to: LocalDate
        package let asOf: Instant?
    }

    /// An equation between counts that the document states.
    package struct Identity: Sendable {
        package let id: String
        package let says: Text
        package let place: Text?
        /// Claims that add up, and the claim that they add up to.
        package let sum: [String]
        package let equals: String
    }

    /// Something that the document says and no ledger can bear on.
    package struct Remark: Sendable {
        package let id: String
        package let says: Text
        package let place: Text?
        package let reason: Text
    }

    package let document: Document
    package let claims: [Claim]
    package let identities: [Identity]
    package let notCheckable: [Remark]

    /// The file's name, for messages.
    package let file: String

    /// SHA-256 of the file's bytes, in hexadecimal.
    package let hash: String
}

/// What is wrong with a claims file.
package struct ClaimsFileError: Error, Hashable, Sendable, CustomStringConvertible {
    package let file: String
    /// The field, as `claims[3].scope.unit`; empty where the fault is of the whole file.
    package let path: String
    package let message: String

    package var description: String { "\(file): \(path.isEmpty ? "" : path + ": ")\(message)" }
}
