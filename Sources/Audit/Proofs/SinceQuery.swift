package import MerkleLog

/// What a ledger is to be held against: checkpoints that were signed earlier.
package struct SinceQuery {
    /// A checkpoint, and what whoever asks calls it: the name of its file.
    package struct Given: Sendable {
        package let name: String
        package let checkpoint: SignedCheckpoint

        package init(name: String, checkpoint: SignedCheckpoint) {
            self.name = name
            self.checkpoint = checkpoint
        }
    }

    package let given: [Given]

    /// Whose signatures count; without it none is checked.
    package let policy: WitnessPolicy?

    /// Gives the tiles that were written when a checkpoint was signed, or later.
    package let readTile: ((TilePath) throws(TileFault) -> [UInt8])?

    package init(
        given: [Given],
        policy: WitnessPolicy? = nil,
        readTile: ((TilePath) throws(TileFault) -> [UInt8])? = nil
    ) {
        self.given = given
        self.policy = policy
        self.readTile = readTile
    }

    /// What is to be believed of a checkpoint.
    func trust(in checkpoint: SignedCheckpoint) -> SinceVerification.Signature {
        guard let policy else { return .notChecked }
        do throws(CheckpointFault) {
            let verified = try policy.accept(checkpoint)
            return .verified(verified.signatures.map(\.key))
        } catch {
            return .refused(error)
        }
    }
}
