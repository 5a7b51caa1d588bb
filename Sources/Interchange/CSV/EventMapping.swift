internal import DossierModel

/// How the rows of one kind of CSV file become events: a mapping file, read and checked.
///
/// The form of the file is described in `Interchange.docc/Mapping.md`.
package struct EventMapping: Hashable, Sendable {
    /// A column that the mapping mentions, and the key that does so first.
    struct Column: Hashable, Sendable {
        let name: String
        let path: String
    }

    /// How the file is written.
    struct Format: Hashable, Sendable {
        var delimiter: UInt8 = 0x2C
        /// The columns' names where the file has no header; `nil` where its first record names them.
        var columns: [String]?
        /// The values, besides the empty one, that stand for a missing value.
        var emptyValues: [[UInt8]] = []
        /// Whether spaces and tabs around a value are taken away.
        var trimsValues = false
    }

    let format: Format

    /// Every column that is mentioned; the parts of the mapping refer to it by its place here.
    let columns: [Column]

    /// The column whose value says to which case a row belongs.
    let caseColumn: Int?

    /// What each row becomes, in the order of the file.
    let events: [EventTemplate]
}

extension EventMapping {
    /// The place in the file's records of each column that the mapping mentions.
    ///
    /// - Throws: The first mention of a column that the header lacks or has twice.
    func places(in header: [String]) throws(EventMappingError) -> [Int] {
        var places: [Int] = []
        for column in columns {
            guard let place = header.firstIndex(of: column.name) else {
                throw EventMappingError(column.path, "no column \"\(column.name)\" in the file's header")
            }
            guard header.lastIndex(of: column.name) == place else {
                throw EventMappingError(
                    column.path,
                    "the file's header has the column \"\(column.name)\" twice"
                )
            }
            places.append(place)
        }
        return places
    }
}

/// What one row becomes, or the first row of each case.
struct EventTemplate: Hashable, Sendable {
    let type: EventType
    let isOnlyForFirstRow: Bool
    /// All of them hold in a row that becomes this event.
    let conditions: [RowCondition]
    let id: FieldMapping
    /// Fields of the envelope but `id` and `type`.
    let envelope: [FieldMapping]
    let data: [FieldMapping]
}

/// What a column must hold for an event to be made.
struct RowCondition: Hashable, Sendable {
    let column: Int
    /// The values of which it holds one; the empty one is a missing value.
    let values: Set<[UInt8]>
    /// Whether it must hold none of them instead.
    let isNegated: Bool
}

/// How one field of an event is made.
struct FieldMapping: Hashable, Sendable {
    /// Where the value comes from.
    enum Source: Hashable, Sendable {
        /// The same in every row, as JSON.
        case constant([UInt8])
        case text([TextPart])
    }

    /// The field's path in the event: `data.dueAt`.
    let name: String

    /// The key as JSON, with its colon.
    let key: [UInt8]

    let source: Source
    let form: MappedForm

    /// Whether a missing value makes the row faulty; otherwise the field is left out.
    let isRequired: Bool
}

/// A piece of a text that is put together from columns.
enum TextPart: Hashable, Sendable {
    case text([UInt8])
    case column(Int)
}

/// What a column's text is turned into.
enum MappedForm: Hashable, Sendable {
    case string
    case count
    case number
    case boolean(trueValues: Set<[UInt8]>, falseValues: Set<[UInt8]>)
    case instant(TimePattern)
    case date(TimePattern)
    case table(ValueTable)
}

/// Words of the file and the values that they stand for.
struct ValueTable: Hashable, Sendable {
    /// What a word that is not in the table becomes.
    enum Otherwise: Hashable, Sendable {
        case refuse
        case keep
        case omit
        /// This value, as JSON.
        case value([UInt8])
    }

    /// The values, as JSON.
    let values: [[UInt8]: [UInt8]]
    let otherwise: Otherwise
    /// Whether every value is a string, as the fields of the envelope need.
    let isOfStrings: Bool
}
