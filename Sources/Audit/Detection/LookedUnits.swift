internal import DossierModel
internal import Projections
internal import Rules

/// Counts by unit what the detectors look at that are of no dossier: the denominators of their rates.
struct LookedUnits {
    /// A unit and a detector that looks there.
    struct Key: Hashable {
        let unit: CodeIndex
        let detector: Detector
    }

    private let from: LocalDate?
    private let to: LocalDate?
    private let codes: CodeBook
    private let units: AnswerableUnits
    private(set) var counts: [Key: Int] = [:]

    init(_ query: DetectionQuery, _ codes: CodeBook, _ units: AnswerableUnits) {
        from = query.from
        to = query.to
        self.codes = codes
        self.units = units
    }

    /// One more, of a day; what is of a day outside of the period was not looked at.
    mutating func add(_ detector: Detector, _ unit: CodeIndex, _ day: LocalDate) {
        if let from, day < from { return }
        if let to, day > to { return }
        let unit = units.unit(for: unit)
        guard unit != .none else { return }
        counts[Key(unit: unit, detector: detector), default: 0] += 1
    }

    /// The same of a unit that is known by its code alone.
    mutating func add(_ detector: Detector, _ unit: String, _ day: LocalDate) {
        guard let index = codes.known(unit, .unit) else { return }
        add(detector, index, day)
    }
}
