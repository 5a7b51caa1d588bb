/// Why bytes are not a frontier.
package enum FrontierFault: Error, Hashable, Sendable {
    /// The bytes are more or fewer than the size in front of them asks for.
    case wrongLength(expected: Int, actual: Int)

    /// The size is beyond 2^63 − 1, which no ledger reaches.
    case sizeTooLarge(UInt64)
}

extension FrontierFault: CustomStringConvertible {
    package var description: String {
        switch self {
        case .wrongLength(let expected, let actual): "frontier of \(actual) bytes where \(expected) are due"
        case .sizeTooLarge(let size): "frontier of \(size) leaves, more than any ledger has"
        }
    }
}
