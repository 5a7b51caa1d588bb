/// Why a line of a feed cannot become an event (events.md section 1).
///
/// It is a finding about the data, not an error of the program: the line goes to quarantine, the lines around it
/// are appended.
package struct EventFault: Error, Hashable, Sendable {
    /// The name of the fault, which never changes: quarantine files carry it and scripts match on it.
    package enum Code: String, CaseIterable, Sendable {
        case conflictingDuplicate
        case notJSON
        case notUTF8
        case duplicateKey
        case loneSurrogate
        case tooDeep
        case notAnObject
        case missingField
        case wrongType
        case emptyField
        case badValue
        case unknownType
        case badTime
        case recordedBeforeOccurred
        case badNumber
        case tooLong
        case lineTooLong
        /// A row that a mapping file cannot turn into events.
        case badRow
    }

    package let code: Code

    /// The field, by its path (`data.dueAt`); empty where the fault is of the whole line.
    package let path: String

    /// What is wrong and what would be right, in one line of English without a full stop.
    package let message: String

    package init(_ code: Code, path: String = "", message: String) {
        self.code = code
        self.path = path
        self.message = message
    }
}
