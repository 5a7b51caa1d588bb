package import DossierModel
internal import Projections

/// What the rows of a report can be told apart by.
package enum Dimension: String, CaseIterable, Sendable {
    case unit
    case sector
    case channel
    case procedure
}

/// What a report is asked for.
package struct ReportQuery: Sendable {
    /// The first day of the period; the default is the first day of any dossier or paper entry.
    package var from: LocalDate?

    /// The last day of the period; the default is the day of ``asOf``.
    package var to: LocalDate?

    /// The columns of a group, in the order of their values in a row.
    package var by: [Dimension] = []

    /// A unit and all below it.
    package var unit: String?
    package var sector: String?
    package var channel: Channel?
    package var procedure: String?
    package var level: UnitLevel?

    /// The moment of knowledge; the default is the latest `recordedAt` in the ledger.
    package var asOf: Instant?

    /// Only the first so many events of the ledger.
    package var logSize: UInt64?

    /// Whether a row is added for every unit above.
    package var hasRollup = false

    /// Rule sets that `rules.adopted` may name, besides the built-in ones.
    package var ruleSets: [RuleSetFile] = []

    package init(from: LocalDate? = nil, to: LocalDate? = nil) {
        self.from = from
        self.to = to
    }
}

extension ReportQuery {
    /// The same as ``by``, without an order.
    var grouping: Grouping {
        by.reduce(into: []) { $0.insert($1.grouping) }
    }
}

extension Dimension {
    var grouping: Grouping {
        switch self {
        case .unit: .unit
        case .sector: .sector
        case .channel: .channel
        case .procedure: .procedure
        }
    }
}
