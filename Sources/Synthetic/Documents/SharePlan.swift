internal import DossierModel

/// A share of a cohort at the scale of the stream, with what is chosen for which of its dossiers.
struct SharePlan: Sendable {
    /// How a finished dossier ends.
    enum Ending: Int {
        case refused = 0
        case signed = 1
        case unsigned = 2
        case scanned = 3
        case onPaper = 4
    }

    let share: Share
    let count: Int
    let units: [Int]
    private let unit: Partition
    private let ending: Partition
    private let apology: Partition
    private let reschedule: Partition
    private let payment: Partition
    private let explanation: Partition
    private let rating: Partition
    private let demand: Partition

    init(
        _ share: Share,
        of cohort: Cohort,
        staff: borrowing Staff,
        scale: Scale,
        random: inout SplitMix64
    ) {
        self.share = share
        let count = scale(share.count)
        self.count = count
        let units = cohort.units.map { staff.place(of: $0) }
        self.units = units
        let weights = units.map { cohort.isEven ? 1 : staff.weights[$0] }
        unit = Partition(of: count, sizes: SharePlan.sizes(of: count, by: weights), random: &random)
        func partition(_ sizes: Int...) -> Partition {
            Partition(of: count, sizes: sizes.map { scale($0) }, random: &random)
        }
        ending = partition(share.refused, share.signed, share.unsigned, share.scanned)
        apology = partition(share.apologised, share.excused)
        reschedule = partition(share.rescheduled, share.rescheduledTwice)
        payment = partition(share.paidOnline, share.paidCash, share.paidByTransfer)
        explanation = partition(share.explained)
        rating = partition(share.rated)
        demand = partition(share.demanded)
    }

    /// Cuts a count in parts that are as large beside each other as the weights, to the last one.
    static func sizes(of count: Int, by weights: [Int]) -> [Int] {
        let total = weights.reduce(0, +)
        var sum = 0
        return weights.map { weight in
            let before = count * sum / total
            sum += weight
            return count * sum / total - before
        }
    }

    func unit(of item: Int) -> Int { units[min(unit.part(of: item), units.count - 1)] }
    func ending(of item: Int) -> Ending { Ending(rawValue: ending.part(of: item)) ?? .onPaper }
    /// Whether there is an apology, and a complete one.
    func apology(of item: Int) -> (isGiven: Bool, isComplete: Bool) {
        let part = apology.part(of: item)
        return (part < 2, part == 0)
    }
    /// How often it is given a new day.
    func reschedules(of item: Int) -> Int { [1, 2, 0][reschedule.part(of: item)] }
    func payment(of item: Int) -> PaymentRoute? { PaymentRoute(rawValue: UInt8(payment.part(of: item))) }
    func isExplained(_ item: Int) -> Bool { explanation.part(of: item) == 0 }
    func isRated(_ item: Int) -> Bool { rating.part(of: item) == 0 }
    func hasDemand(_ item: Int) -> Bool { demand.part(of: item) == 0 }
}
