package import DossierModel

/// A question for a report (interfaces.md, Report).
package struct SlowQuery: Sendable, CustomStringConvertible {
    /// What rows are grouped by.
    package enum Group: String, Sendable {
        case unit
        case sector
        case channel
        case procedure
    }

    package var from: LocalDate
    package var to: LocalDate
    package var by: [Group] = []
    package var asOf: Instant?
    /// A moment of the world before the end of the period.
    package var at: Instant?
    /// Only so many of the first events, doubles not counted.
    package var logSize: Int?
    /// With all units below it.
    package var unit: String?
    package var sector: String?
    package var channel: String?
    package var procedure: String?
    package var level: String?

    package init(from: LocalDate, to: LocalDate, by: [Group] = []) {
        self.from = from
        self.to = to
        self.by = by
    }

    /// Whether the local date of an effective time is in the period (rules.md section 9).
    func section9IsInPeriod(_ time: Instant) -> Bool {
        from <= time.localDate && time.localDate <= to
    }

    package var description: String {
        let filters = [
            ("unit", unit), ("sector", sector), ("channel", channel), ("procedure", procedure),
            ("level", level), ("asOf", asOf?.description),
            ("at", at?.description), ("logSize", logSize.map { String($0) }),
        ]
        let given = filters.compactMap { name, value in value.map { " \(name)=\($0)" } }
        return "\(from)..\(to) by=\(by.map(\.rawValue))" + given.joined()
    }
}
