/// Who of a policy has signed a checkpoint, and whether that is enough.
package struct PolicyOutcome: Hashable, Sendable {
    /// A witness of the policy.
    package struct Witness: Hashable, Sendable {
        package let name: PolicyName
        package let key: VerifierKey

        /// When it says it cosigned, in seconds since 1970; nil if it has not.
        package let time: UInt64?

        package var hasCosigned: Bool { time != nil }
    }

    /// A group of the policy.
    package struct Group: Hashable, Sendable {
        package let name: PolicyName
        package let memberCount: Int
        package let threshold: Int

        /// How many members have witnessed.
        package let witnessed: Int

        package var isMet: Bool { witnessed >= threshold }
    }

    /// The ledger's keys that have signed: those of the policy whose name is the origin.
    package let logs: [VerifierKey]

    /// All witnesses in the order of the policy.
    package let witnesses: [Witness]

    /// All groups in the order of the policy.
    package let groups: [Group]

    /// The name of what is asked for; nil for no witness at all.
    package let quorum: PolicyName?

    package let isQuorumMet: Bool

    /// The right signatures of the policy's keys.
    let signatures: [VerifiedSignature]

    /// Whether the checkpoint is valid under the policy; ``WitnessPolicy/accept(_:)`` then gives it.
    package var isAccepted: Bool { !logs.isEmpty && isQuorumMet }

    init(_ policy: WitnessPolicy, _ checkpoint: SignedCheckpoint, signatures: [VerifiedSignature]) {
        let origin = checkpoint.unverified.origin
        self.signatures = signatures
        logs = signatures.map(\.key).filter { $0.isLog(of: origin) }
        witnesses = policy.witnesses.map { witness in
            let signature = signatures.first { $0.key == witness.key }
            return Witness(name: witness.name, key: witness.key, time: signature?.time)
        }
        var met = Set(witnesses.filter(\.hasCosigned).map(\.name))
        var groups: [Group] = []
        for group in policy.groups {
            let outcome = Group(
                name: group.name,
                memberCount: group.members.count,
                threshold: group.threshold,
                witnessed: group.members.count { met.contains($0) }
            )
            if outcome.isMet { met.insert(group.name) }
            groups.append(outcome)
        }
        self.groups = groups
        quorum = policy.quorum
        isQuorumMet = policy.quorum.map { met.contains($0) } ?? true
    }
}
