/// Why a note is no checkpoint, or a checkpoint is not to be trusted.
package enum CheckpointFault: Error, Hashable, Sendable {
    /// The note beneath is malformed or wrongly signed.
    case note(NoteFault)

    /// There are fewer than three lines, or an empty one among them.
    case malformedCheckpoint

    /// The second line is no size, or one above 2^63 − 1.
    case badSize

    /// The third line is no hash in base64.
    case badRoot

    /// The size is 0 and the root is not the one of the empty tree.
    case rootOfEmptyTree

    /// No trusted key whose name is the origin has signed. Others may have.
    case notSignedByLog(origin: ExactText)

    /// Lines were to be taken over from a note that says something else.
    case otherCheckpoint

    /// Fewer witnesses have cosigned than the policy asks for.
    case quorumNotMet(quorum: String)
}

extension CheckpointFault {
    /// The name of the case, which never changes; scripts match on it.
    package var code: String {
        switch self {
        case .note(let fault): fault.code
        case .malformedCheckpoint: "malformedCheckpoint"
        case .badSize: "badSize"
        case .badRoot: "badRoot"
        case .rootOfEmptyTree: "rootOfEmptyTree"
        case .notSignedByLog: "notSignedByLog"
        case .otherCheckpoint: "otherCheckpoint"
        case .quorumNotMet: "quorumNotMet"
        }
    }
}

extension CheckpointFault: CustomStringConvertible {
    package var description: String {
        switch self {
        case .note(let fault): fault.description
        case .malformedCheckpoint: "checkpoint does not have three lines or more, none of them empty"
        case .badSize: "second line of the checkpoint is no tree size"
        case .badRoot: "third line of the checkpoint is no root hash"
        case .rootOfEmptyTree: "checkpoint of size 0 with a root that is not the empty tree's"
        case .notSignedByLog(let origin): "no trusted key of \(origin) has signed the checkpoint"
        case .otherCheckpoint: "the note is of another checkpoint"
        case .quorumNotMet(let quorum): "cosignatures do not make up the quorum \(quorum)"
        }
    }
}
