/// What is wrong with a mapping file, or why it does not fit the file that it is to read.
///
/// It is the mapping's author who is spoken to: nothing has been read from the rows.
package struct EventMappingError: Error, Hashable, Sendable {
    /// The key at fault, as `events[1].data.dueAt.column`; empty where it is the file as a whole.
    package let path: String

    /// What is wrong and what would be right, in one line of English without a full stop.
    package let message: String

    package init(_ path: String, _ message: String) {
        self.path = path
        self.message = message
    }
}

extension EventMappingError: CustomStringConvertible {
    package var description: String { path.isEmpty ? message : "\(path): \(message)" }
}
