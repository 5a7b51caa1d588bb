internal import DossierModel

/// The tables of events.md section 3 laid out flat, so that reading an event counts no references.
///
/// It is made once and never freed.
struct SchemaTable: @unchecked Sendable {
    // Unchecked: the memory is written in `init` only.

    struct Entry: BitwiseCopyable {
        var first: UnsafePointer<FieldRule>?
        var count = 0
        var needsUnit = false
        var needsDossier = false
        var needsActor = false
        var needsData = false
    }

    static let shared = SchemaTable()

    private let entries: UnsafeMutablePointer<Entry>
    private let types: NameTable

    private init() {
        types = NameTable(EventType.allCases.map { ($0.name, $0.rawValue) })
        entries = .allocate(capacity: 256)
        entries.initialize(repeating: Entry(), count: 256)
        for type in EventType.allCases {
            let rule = TypeRule(type)
            let rules = UnsafeMutablePointer<FieldRule>.allocate(capacity: rule.data.count + 1)
            for (index, field) in rule.data.enumerated() { (rules + index).initialize(to: field) }
            entries[Int(type.rawValue)] = Entry(
                first: UnsafePointer(rules),
                count: rule.data.count,
                needsUnit: rule.needsUnit,
                needsDossier: rule.needsDossier,
                needsActor: rule.needsActor,
                needsData: rule.needsData
            )
        }
    }

    @inline(__always)
    subscript(type: EventType) -> Entry { entries[Int(type.rawValue)] }

    /// The event type of that name.
    ///
    /// - Precondition: Eight bytes can be read at `start`, whatever they are.
    @inline(__always)
    func type(_ start: UnsafePointer<UInt8>, _ length: Int) -> EventType? {
        types.find(start, length).flatMap(EventType.init(rawValue:))
    }
}
