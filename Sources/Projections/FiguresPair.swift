package import DossierModel

/// The figures of one row on both bases.
package struct FiguresPair: Equatable, Sendable {
    package var reported = Figures()
    package var audited = Figures()

    package init() {}

    package subscript(basis: Basis) -> Figures {
        get { basis == .reported ? reported : audited }
        set { if basis == .reported { reported = newValue } else { audited = newValue } }
    }

    /// Whether every count of both bases is 0: such a row is not shown.
    package var isEmpty: Bool { reported.isEmpty && audited.isEmpty }

    package var balanceCloses: Bool { reported.balanceCloses && audited.balanceCloses }

    /// Adds the figures of another part.
    package mutating func merge(_ other: FiguresPair) {
        reported.merge(other.reported)
        audited.merge(other.audited)
    }
}
