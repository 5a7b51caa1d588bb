/// Why the slow reading gives no answer.
package enum SlowError: Error, Hashable, Sendable {
    /// A line that is not a valid event; the reading takes valid feeds only.
    case unreadable(String)

    /// An adopted rule set that is not at hand (rules.md section 8).
    case unknownRuleSet(String)

    /// A row whose balance does not close (rules.md section 9), with the basis and both sides.
    case balance(group: [String?], basis: String, begun: Int, ended: Int)
}
