/// Why lines cannot be quarantined.
///
/// An import that meets one of these must stop: what it would go on to leave out would be lost in silence.
package enum QuarantineError: Error, Hashable, Sendable {
    /// The system does not open the file; the number is its `errno`.
    case cannotOpen(path: String, errno: Int32)
    /// The system does not take what is written.
    case cannotWrite(errno: Int32)
    /// The temporary file for a line that is too long does not work.
    case cannotSpool(errno: Int32)
}

extension QuarantineError {
    /// The name of the case, which never changes.
    package var code: String {
        switch self {
        case .cannotOpen: "cannotOpen"
        case .cannotWrite: "cannotWrite"
        case .cannotSpool: "cannotSpool"
        }
    }
}

extension QuarantineError: CustomStringConvertible {
    package var description: String {
        switch self {
        case .cannotOpen(let path, let number):
            "cannot open the quarantine file \(path): \(SystemCall.text(number))"
        case .cannotWrite(let number): "cannot write to the quarantine file: \(SystemCall.text(number))"
        case .cannotSpool(let number):
            "cannot keep a long line in a temporary file: \(SystemCall.text(number))"
        }
    }
}
