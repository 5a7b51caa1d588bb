/// Whose signatures make a checkpoint valid (C2SP tlog-policy): which ledgers', and how many witnesses'.
package struct WitnessPolicy: Hashable, Sendable {
    /// The most bytes that are read.
    package static let maxByteCount = 256 << 10

    /// The most ledgers, the most witnesses and the most groups that are read.
    package static let maxCount = 128

    /// A ledger whose checkpoints are accepted.
    package struct Log: Hashable, Sendable {
        package let key: VerifierKey
        package let url: ExactText?
    }

    /// A witness, under the name that groups use.
    package struct Witness: Hashable, Sendable {
        package let name: PolicyName
        package let key: VerifierKey
        package let url: ExactText?
    }

    /// A number of witnesses or groups, of which some are enough.
    package struct Group: Hashable, Sendable {
        package let name: PolicyName

        /// How many members must have witnessed: 1 to all.
        package let threshold: Int

        /// Witnesses and groups that are defined above; a name is a member once in the whole policy.
        package let members: [PolicyName]
    }

    package internal(set) var logs: [Log]
    package internal(set) var witnesses: [Witness]

    /// The groups in the order of the file: members come before their group.
    package internal(set) var groups: [Group]

    /// The witness or group that must have witnessed; nil if none need be.
    package internal(set) var quorum: PolicyName?

    /// Trusts checkpoints that any of the keys has signed, without witnesses.
    package init(logs keys: [VerifierKey]) {
        logs = keys.map { Log(key: $0, url: nil) }
        witnesses = []
        groups = []
        quorum = nil
    }

    /// All keys a signature is looked for of.
    private var keys: [VerifierKey] { logs.map(\.key) + witnesses.map(\.key) }

    /// Tells who has signed, and whether that is enough.
    ///
    /// - Returns: Every key, witness and group of the policy with what was found, also where it is not enough.
    /// - Throws: ``NoteFault/badSignature(name:id:)`` if the signature of any key of the policy is wrong;
    ///   ``NoteFault/ambiguousKey(name:id:)``.
    package func evaluate(_ checkpoint: SignedCheckpoint) throws(NoteFault) -> PolicyOutcome {
        PolicyOutcome(self, checkpoint, signatures: try checkpoint.note.knownSignatures(among: keys))
    }

    /// Takes a checkpoint for true, or says why not.
    ///
    /// - Throws: ``CheckpointFault``: a wrong signature, no ledger's key among the right ones, or no quorum.
    package func accept(_ checkpoint: SignedCheckpoint) throws(CheckpointFault) -> VerifiedCheckpoint {
        let outcome: PolicyOutcome
        do throws(NoteFault) {
            outcome = try evaluate(checkpoint)
        } catch {
            throw .note(error)
        }
        let verified = try VerifiedCheckpoint(checkpoint, signatures: outcome.signatures)
        guard outcome.isQuorumMet else {
            throw .quorumNotMet(quorum: quorum.map(\.description) ?? "none")
        }
        return verified
    }
}
