/// What is being done while a pack is made or checked, in that order.
package enum PackStage: CaseIterable, Sendable {
    /// The ledger is asked; a pack that is checked has no part in it.
    case asking
    /// Events are chosen, read and proved, or their proofs are checked.
    case proving
    /// The answer is worked out from the events of the pack alone.
    case deriving
    /// The page is drawn, and the zip file packed.
    case packing
}
