internal import DossierModel
package import Rules

/// At which ``ReplayMoments`` a unit, as events name it, is one of those that are asked about.
///
/// A report asks about a unit and all below it under the names and parents of its own moment, so these may become others
/// within a period.
package struct ReplayScope: Sendable {
    /// From a place on these units are asked about, and answer for one another like that.
    package struct Epoch: Sendable {
        package let place: Int
        /// As events name them, before mergers.
        package let units: UnitSet
        package let answerable: AnswerableUnits

        package init(place: Int, units: UnitSet, answerable: AnswerableUnits) {
            self.place = place
            self.units = units
            self.answerable = answerable
        }
    }

    package let epochs: [Epoch]
    private let placeCount: Int
    /// The places of all units, those of a unit together.
    private var ranges: ContiguousArray<Range<Int>> = []
    /// Where those of each unit begin; one more than there are units.
    private var starts: ContiguousArray<Int> = [0]

    /// `epochs` are in order, the first of them from place 0 on.
    package init(_ epochs: [Epoch], unitCount: Int, placeCount: Int) {
        self.epochs = epochs
        self.placeCount = placeCount
        for number in 0..<unitCount {
            let unit = CodeIndex(rawValue: UInt32(number))
            for index in epochs.indices where epochs[index].units.contains(unit) {
                let places = ReplayScope.places(of: index, epochs, placeCount)
                if let last = ranges.last, ranges.count > starts[number], last.upperBound == places.lowerBound
                {
                    ranges[ranges.count - 1] = last.lowerBound..<places.upperBound
                } else {
                    ranges.append(places)
                }
            }
            starts.append(ranges.count)
        }
    }

    private static func places(of index: Int, _ epochs: [Epoch], _ count: Int) -> Range<Int> {
        epochs[index].place..<(index + 1 < epochs.count ? epochs[index + 1].place : count)
    }

    /// The places of an epoch.
    func places(of epoch: Int) -> Range<Int> { ReplayScope.places(of: epoch, epochs, placeCount) }

    /// The epoch that a place is of.
    package func epoch(of place: Int) -> Int {
        (epochs.lastIndex { $0.place <= place }) ?? 0
    }

    /// Where the places of a unit are among ``subscript(_:)``.
    @inline(__always)
    func ranges(of unit: CodeIndex) -> Range<Int> {
        let number = Int(unit.rawValue)
        return number + 1 < starts.count ? starts[number]..<starts[number + 1] : 0..<0
    }

    @inline(__always)
    subscript(index: Int) -> Range<Int> { ranges[index] }

    /// Whether a unit is asked about at any place.
    @inline(__always)
    func meets(_ unit: CodeIndex) -> Bool { !ranges(of: unit).isEmpty }

    /// Whether a unit is asked about at a place.
    func contains(_ unit: CodeIndex, at place: Int) -> Bool {
        ranges(of: unit).contains { ranges[$0].contains(place) }
    }

    /// Whether what a judgement counts is counted at a place; its unit is the one before mergers.
    func counts(_ judgement: Judgement, at place: Int) -> Bool {
        switch judgement.presence {
        case .absent, .orphan: false
        case .declinedAtIntake, .received: contains(judgement.unit, at: place)
        }
    }
}
