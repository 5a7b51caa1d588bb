/// Why bytes are no proof file, or the file does not prove what it is shown for.
package enum ProofFileFault: Error, Hashable, Sendable {
    /// More bytes than a proof file may have.
    case tooLong(Int)

    /// The first line is not the one of the format.
    case badHeader

    /// The line is not the one that is due there, or is no hash; from 1.
    case malformedLine(Int)

    /// More hashes than any proof has.
    case tooManyHashes(Int)

    /// No blank line parts the hashes from the checkpoint.
    case noCheckpoint

    /// The checkpoint is malformed or not to be trusted.
    case checkpoint(CheckpointFault)

    /// The earlier checkpoint is of another ledger.
    case otherOrigin(old: ExactText, new: ExactText)

    /// The proof begins at another size than that of the earlier checkpoint.
    case otherOldSize(expected: TreeSize, actual: TreeSize)

    /// The hashes do not prove it.
    case proof(ProofFault)
}

extension ProofFileFault {
    /// The name of the case, which never changes; scripts match on it.
    package var code: String {
        switch self {
        case .tooLong: "proofFileTooLong"
        case .badHeader: "proofFileBadHeader"
        case .malformedLine: "proofFileMalformedLine"
        case .tooManyHashes: "proofFileTooManyHashes"
        case .noCheckpoint: "proofFileNoCheckpoint"
        case .checkpoint(let fault): fault.code
        case .otherOrigin: "otherOrigin"
        case .otherOldSize: "otherOldSize"
        case .proof(let fault): fault.code
        }
    }
}

extension ProofFileFault: CustomStringConvertible {
    package var description: String {
        switch self {
        case .tooLong(let count): "proof file of \(count) bytes, above \(ProofLines.maxByteCount)"
        case .badHeader: "first line is not \(EventProofFile.header)"
        case .malformedLine(let line): "line \(line): not what is due there"
        case .tooManyHashes(let count): "\(count) hashes, above \(ProofLines.maxHashes)"
        case .noCheckpoint: "no blank line with a checkpoint below it"
        case .checkpoint(let fault): fault.description
        case .otherOrigin(let old, let new): "earlier checkpoint is of \(old), the later one of \(new)"
        case .otherOldSize(let expected, let actual):
            "proof begins at size \(actual.rawValue), the earlier checkpoint is of \(expected.rawValue)"
        case .proof(let fault): fault.description
        }
    }
}
