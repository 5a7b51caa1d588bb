/// Why the reading of a CSV file ended before the file did.
package enum CSVFailure: Error {
    /// The mapping does not fit the file's header.
    case mapping(EventMappingError)

    /// The bytes could not be read; the error is the one that the source of bytes threw.
    case unreadable(any Error)
}

extension CSVFailure: CustomStringConvertible {
    package var description: String {
        switch self {
        case .mapping(let error): error.description
        case .unreadable(let error): "\(error)"
        }
    }
}
