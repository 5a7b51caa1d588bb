/// What the two proof files have in common: lines, hashes, a blank line, a checkpoint.
struct ProofLines {
    /// The most bytes that are read: a note, the hashes, and as much again for an extra line.
    static let maxByteCount = 4 * SignedNote.maxByteCount

    /// The most hashes of a proof in a tree below 2^63 leaves; so many may be sent to a witness.
    static let maxHashes = 63

    /// The lines above the blank one.
    let lines: [ArraySlice<UInt8>]
    let checkpoint: SignedCheckpoint

    /// Parts a file at its first blank line and reads the checkpoint below.
    init(_ bytes: [UInt8]) throws(ProofFileFault) {
        guard bytes.count <= Self.maxByteCount else { throw .tooLong(bytes.count) }
        let newline: UInt8 = 0x0A
        let blankLine = bytes.indices.dropFirst().first { bytes[$0] == newline && bytes[$0 - 1] == newline }
        guard let blankLine, let lines = TextLines.split(bytes[..<blankLine]) else { throw .noCheckpoint }
        self.lines = lines
        do throws(CheckpointFault) {
            checkpoint = try SignedCheckpoint(decoding: Array(bytes[(blankLine + 1)...]))
        } catch {
            throw .checkpoint(error)
        }
    }

    /// The hashes from a line on, counted from 0, to the last.
    func hashes(from first: Int) throws(ProofFileFault) -> [Digest] {
        guard lines.count - first <= Self.maxHashes else { throw .tooManyHashes(lines.count - first) }
        var hashes: [Digest] = []
        for index in first..<lines.count {
            guard let digest = TextLines.digest(lines[index]) else { throw .malformedLine(index + 1) }
            hashes.append(digest)
        }
        return hashes
    }

    static func encode(_ lines: [String], _ hashes: [Digest], _ checkpoint: SignedCheckpoint) -> [UInt8] {
        let text = (lines + hashes.map(\.base64) + [""]).map { $0 + "\n" }.joined()
        return Array(text.utf8) + checkpoint.encode()
    }
}

extension WitnessPolicy {
    /// ``accept(_:)`` for a proof file.
    func accept(inFile checkpoint: SignedCheckpoint) throws(ProofFileFault) -> VerifiedCheckpoint {
        do throws(CheckpointFault) {
            return try accept(checkpoint)
        } catch {
            throw .checkpoint(error)
        }
    }
}
