package import DossierModel
internal import Rules

/// By what the rows of a report are told apart.
package struct Grouping: OptionSet, Hashable, Sendable {
    package var rawValue: UInt8

    package init(rawValue: UInt8) {
        self.rawValue = rawValue
    }

    package static var unit: Grouping { Grouping(rawValue: 1 << 0) }
    package static var sector: Grouping { Grouping(rawValue: 1 << 1) }
    package static var channel: Grouping { Grouping(rawValue: 1 << 2) }
    package static var procedure: Grouping { Grouping(rawValue: 1 << 3) }

    /// Whether rows are told apart by it, in one instruction.
    @inline(__always)
    fileprivate func has(_ one: Grouping) -> Bool {
        rawValue & one.rawValue != 0
    }
}

/// Where a dossier or a paper entry belongs (rules.md section 9, "Groups").
///
/// What is lacking, and what the report does not group by, is ``CodeIndex/none`` or `nil`.
package struct GroupKey: Hashable, Sendable, BitwiseCopyable {
    package var unit: CodeIndex
    package var sector: CodeIndex
    package var procedure: CodeIndex
    package var channel: Channel?

    package init(unit: CodeIndex, sector: CodeIndex, channel: Channel?, procedure: CodeIndex) {
        self.unit = unit
        self.sector = sector
        self.channel = channel
        self.procedure = procedure
    }

    // Written out, for what the compiler makes up compares piece by piece through calls.
    @inline(__always)
    package static func == (left: GroupKey, right: GroupKey) -> Bool {
        left.unit == right.unit && left.sector == right.sector && left.procedure == right.procedure
            && left.channel?.rawValue == right.channel?.rawValue
    }

    @inline(__always)
    init(_ judgement: Judgement) {
        unit = judgement.unit
        sector = judgement.sector
        channel = judgement.channel
        procedure = judgement.procedure
    }

    /// The same with only what a report groups by.
    @inline(__always)
    package func reduced(to grouping: Grouping) -> GroupKey {
        GroupKey(
            unit: grouping.has(.unit) ? unit : .none,
            sector: grouping.has(.sector) ? sector : .none,
            channel: grouping.has(.channel) ? channel : nil,
            procedure: grouping.has(.procedure) ? procedure : .none
        )
    }
}

/// A set of units by number.
package struct UnitSet: Hashable, Sendable {
    private var words: [UInt64] = []

    package init() {}

    package mutating func insert(_ unit: CodeIndex) {
        guard unit != .none else { return }
        let word = Int(unit.rawValue / 64)
        while words.count <= word { words.append(0) }
        words[word] |= 1 << UInt64(unit.rawValue % 64)
    }

    package func contains(_ unit: CodeIndex) -> Bool {
        let word = Int(unit.rawValue / 64)
        return word < words.count && words[word] & (1 << UInt64(unit.rawValue % 64)) != 0
    }
}

/// Which dossiers and paper entries a report is about; what is `nil` leaves nothing out.
package struct Scope: Hashable, Sendable {
    /// Units by their numbers after mergers: for `--unit` it and all below it, for `--level` all of that level.
    package var units: UnitSet?
    package var sector: CodeIndex?
    package var channel: Channel?
    package var procedure: CodeIndex?

    package init(
        units: UnitSet? = nil,
        sector: CodeIndex? = nil,
        channel: Channel? = nil,
        procedure: CodeIndex? = nil
    ) {
        self.units = units
        self.sector = sector
        self.channel = channel
        self.procedure = procedure
    }

    /// Whether nothing is left out.
    package var isWhole: Bool { units == nil && sector == nil && channel == nil && procedure == nil }

    /// Whether something with that group is in the scope; what it lacks does not meet a filter.
    package func contains(_ key: GroupKey) -> Bool {
        if let units, !units.contains(key.unit) { return false }
        if let sector, key.sector != sector { return false }
        if let channel, key.channel != channel { return false }
        if let procedure, key.procedure != procedure { return false }
        return true
    }
}
