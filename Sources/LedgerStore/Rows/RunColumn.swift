internal import DossierModel

/// The columns of a run of rows, in the order in which they lie.
enum RunColumn: Int, CaseIterable {
    // One entry a dossier.
    case directoryDossier
    case directoryFirst
    // One entry a row.
    case type
    case detail
    case flags
    case occurredAt
    case lag
    case unit
    case number
    // One entry for each row that is no step of a dossier.
    case otherDossier
    // One entry for each row whose type has the slot.
    case code0
    case code1
    case code2
    case number0
    case number1
    case number2

    /// The columns that have an entry for every row.
    static let ofAllRows: [RunColumn] = [.type, .detail, .flags, .occurredAt, .lag, .unit, .number]

    /// The columns of the slots, by the bit of ``RowTypes/slots``.
    static let ofSlots: [RunColumn] = [.code0, .code1, .code2, .number0, .number1, .number2]
}

/// What the types of rows say of their slots, as tables by the raw value.
///
/// They are made once and never freed, so that the loops that read rows hold plain pointers.
@safe
struct RowTypes: @unchecked Sendable {
    // Unchecked: the memory is written in `init` only.

    /// Set for a raw value that is no type.
    static let isNone: UInt8 = 1 << 7
    /// Set for a type that is no step of a dossier.
    static let isOther: UInt8 = 1 << 6

    /// One bit for each slot that a type has, in the order of ``RunColumn/ofSlots``; above them the two marks.
    let slots: UnsafePointer<UInt8>
    /// The type of a raw value; some type where it is none.
    let types: UnsafePointer<EventType>

    static let shared = RowTypes()

    private init() {
        let slots = UnsafeMutablePointer<UInt8>.allocate(capacity: 256)
        let types = UnsafeMutablePointer<EventType>.allocate(capacity: 256)
        unsafe slots.initialize(repeating: RowTypes.isNone | RowTypes.isOther, count: 256)
        unsafe types.initialize(repeating: .rated, count: 256)
        for type in EventType.allCases {
            let index = Int(type.rawValue)
            unsafe types[index] = type
            unsafe slots[index] = RowTypes.mask(of: type) | (type.isOfDossier ? 0 : RowTypes.isOther)
        }
        unsafe self.slots = unsafe UnsafePointer(slots)
        unsafe self.types = unsafe UnsafePointer(types)
    }

    private static func mask(of type: EventType) -> UInt8 {
        let kinds = type.codeSlots
        var mask: UInt8 = 0
        if kinds.0 != nil { mask |= 1 }
        if kinds.1 != nil { mask |= 2 }
        if kinds.2 != nil { mask |= 4 }
        for slot in 0..<type.numberSlots { mask |= 8 << UInt8(slot) }
        return mask
    }
}
