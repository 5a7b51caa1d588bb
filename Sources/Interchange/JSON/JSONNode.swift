/// One value or key of a line of JSON, in a flat array.
///
/// A key is followed by its value, a container by what it holds; `next` leads past all of it.
struct JSONNode: BitwiseCopyable {
    enum Kind: UInt8, BitwiseCopyable {
        case null
        case `false`
        case `true`
        case number
        case string
        case array
        case object
        case key
    }

    /// Of a number its `Int64` where it is whole, else the bits of its `Double`; of a key its first eight bytes.
    var value: UInt64 = 0
    /// Where the canonical text of a string or key begins in the tape's bytes.
    var start: UInt32 = 0
    /// How many bytes the canonical text takes up.
    var length: UInt32 = 0
    /// The index after the last node that belongs to this one; 0 while a container is open.
    var next: UInt32 = 0
    /// Where it begins in the line.
    var position: UInt32
    /// Of an object its first key in canonical order, of a key the one after it (0: none); of a string that was
    /// written, where its text begins in the canonical bytes.
    var link: UInt32 = 0
    var kind: Kind
    /// Whether the canonical text holds escapes.
    var isEscaped = false
    /// Whether a number is whole.
    var isWhole = false

    init(_ kind: Kind, at position: Int) {
        self.kind = kind
        self.position = UInt32(truncatingIfNeeded: position)
    }
}

/// Where and how a line stops being JSON that the ledger takes.
struct ScanFault {
    enum Kind {
        case notUTF8
        case notJSON
        case loneSurrogate
        case tooDeep
        case badNumber
        case duplicateKey
    }

    let kind: Kind
    /// Bytes from the start of the line.
    let offset: Int
    let reason: StaticString

    @inline(never)
    init(_ kind: Kind, _ offset: Int, _ reason: StaticString) {
        self.kind = kind
        self.offset = offset
        self.reason = reason
    }
}
