package import DossierModel

/// The first event in which two histories differ, as far as hashes tell.
package struct LeafDifference: Hashable, Sendable {
    /// What happened to it.
    package enum Kind: String, Sendable {
        /// Another event stands in its place.
        case changed
        /// An event stands before it that was not there.
        case inserted
        /// It is gone, and what followed it stands in its place.
        case missing
        /// It and the next have changed places.
        case swapped
    }

    package let number: SequenceNumber
    package let kind: Kind

    package init(number: SequenceNumber, kind: Kind) {
        self.number = number
        self.kind = kind
    }
}
