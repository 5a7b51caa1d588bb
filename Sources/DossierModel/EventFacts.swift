/// A text inside an event's canonical bytes, without its quotes.
@usableFromInline
package struct TextSlice: BitwiseCopyable, Hashable, Sendable {
    /// Where it begins, in bytes from the start of the event.
    @usableFromInline package var offset: UInt32
    /// How many bytes it takes up as it is written.
    @usableFromInline package var length: UInt16
    /// Whether it is written with escapes, so that its value is not its bytes.
    @usableFromInline package var isEscaped: Bool

    @inlinable
    package init(offset: UInt32, length: UInt16, isEscaped: Bool) {
        self.offset = offset
        self.length = length
        self.isEscaped = isEscaped
    }

    /// No text: the field is missing, null or empty.
    @inlinable package static var none: TextSlice { TextSlice(offset: 0, length: 0, isEscaped: false) }

    @inlinable package var isEmpty: Bool { length == 0 }
}

/// What the ledger derives from an event's canonical bytes: the numbers of its row, and where its codes stand.
///
/// `row` is complete but for its codes, which the store interns from the slices.
@usableFromInline
package struct EventFacts: BitwiseCopyable, Hashable, Sendable {
    @usableFromInline package var row: EventRow
    @usableFromInline package var id: TextSlice
    /// The dossier that the event belongs to, or that a paper entry names.
    @usableFromInline package var dossier: TextSlice
    @usableFromInline package var unit: TextSlice
    /// The code of the first slot; of an `event.voided`, which has no code, the id of its target.
    @usableFromInline package var code0: TextSlice
    @usableFromInline package var code1: TextSlice
    @usableFromInline package var code2: TextSlice

    @inlinable
    package init(row: EventRow, id: TextSlice) {
        self.row = row
        self.id = id
        dossier = .none
        unit = .none
        code0 = .none
        code1 = .none
        code2 = .none
    }
}
