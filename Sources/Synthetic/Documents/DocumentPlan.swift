internal import DossierModel

/// When which dossiers of a document come in: everything that is exact, decided before the first day.
struct DocumentPlan: Sendable {
    /// Dossiers of one share and one procedure, which come in from one day to another.
    struct Batch: Sendable {
        let cohort: Int
        let share: Int
        let procedure: Int
        /// The number of its first dossier in the share.
        let first: Int
        let count: Int
        let days: ClosedRange<Int>
        /// Where in the span between two receipts the first one falls.
        let phase: Int
    }

    let document: Document
    let calendar: ScenarioCalendar
    let procedures: [ScenarioProcedure]
    let window: FinishWindow
    /// The days from the first receipt to the document's date.
    let days: ClosedRange<Int>
    /// The last day of the document's period.
    let lastDay: Int
    private(set) var batches: [Batch] = []
    /// By cohort.
    private(set) var shares: [[SharePlan]] = []
    private var channels: [Partition] = []
    /// The number in its cohort of each share's first dossier.
    private var offsets: [[Int]] = []
    /// The receipts of the period before each cohort, for what is counted over all of them.
    private var received: [Int] = []
    private var shortened: Partition
    /// How the receipts spread over the days: the weights of all days up to and with each.
    private var weightThrough: [Int] = []

    init(_ document: Document, staff: borrowing Staff, scale: Scale, random: inout SplitMix64) {
        self.document = document
        let opening = document.opening
        // A year more, for what is due after the document's date.
        calendar = ScenarioCalendar(years: opening.year...document.date.year + 1)
        procedures = document.procedures
        let first = calendar.day(of: document.period.lowerBound)
        lastDay = calendar.day(of: document.period.upperBound)
        window = FinishWindow(first: calendar.rank(of: first - 1) + 1, last: calendar.rank(of: lastDay))
        days = calendar.day(of: opening)...calendar.day(of: document.date)
        shortened = Partition(of: 1, sizes: [], random: &random)
        var sum = 0
        for day in 0..<calendar.dayCount {
            sum += calendar.weight(of: day) * random.within(88...112)
            weightThrough.append(sum)
        }
        for cohort in document.cohorts { add(cohort, staff: staff, scale: scale, random: &random) }
        evenComponents(random: &random)
    }

    /// How many dossiers are received.
    var dossiers: Int {
        shares.joined().reduce(0) { $1.share.fate == .offSystem ? $0 : $0 + $1.count }
    }

    private mutating func add(
        _ cohort: Cohort,
        staff: borrowing Staff,
        scale: Scale,
        random: inout SplitMix64
    ) {
        var plans: [SharePlan] = []
        var offsets: [Int] = []
        var total = 0
        for share in cohort.shares {
            let plan = SharePlan(share, of: cohort, staff: staff, scale: scale, random: &random)
            addBatches(of: plan, number: plans.count, cohort, random: &random)
            plans.append(plan)
            offsets.append(total)
            total += plan.count
        }
        shares.append(plans)
        self.offsets.append(offsets)
        let sizes = [scale(cohort.online), scale(cohort.postal)]
        channels.append(Partition(of: total, sizes: sizes, random: &random))
    }

    private mutating func addBatches(
        of plan: SharePlan,
        number: Int,
        _ cohort: Cohort,
        random: inout SplitMix64
    ) {
        let possible = cohort.procedures.compactMap { code -> (procedure: Int, days: ClosedRange<Int>)? in
            guard let procedure = procedures.firstIndex(where: { $0.code == code }),
                let days = receiptDays(of: plan.share.fate, procedure, in: cohort.received)
            else { return nil }
            return (procedure, days)
        }
        precondition(!possible.isEmpty, "no procedure of the cohort can have the fate \(plan.share.fate)")
        let sizes = SharePlan.sizes(of: plan.count, by: possible.map { procedures[$0.procedure].weight })
        var first = 0
        for (entry, size) in zip(possible, sizes) where size > 0 {
            let phase = random.below(
                max(1, weight(through: entry.days.upperBound, from: entry.days.lowerBound))
            )
            let batch = Batch(
                cohort: shares.count,
                share: number,
                procedure: entry.procedure,
                first: first,
                count: size,
                days: entry.days,
                phase: phase
            )
            batches.append(batch)
            first += size
        }
    }

    /// The first and last day on which a dossier that is to have a fate can be received; `nil` where there is none.
    private func receiptDays(
        of fate: Fate,
        _ procedure: Int,
        in range: ClosedRange<LocalDate>
    ) -> ClosedRange<Int>? {
        let days = calendar.day(of: range.lowerBound)...calendar.day(of: range.upperBound)
        let fitting = days.filter { day in
            guard calendar.isWorking(day) else { return false }
            let unit = procedures[procedure].unit
            return clocks(for: fate, procedure).allSatisfy { clock in
                let due = due(procedure, receipt: calendar.moment(day: day, worked: clock))
                let dueRank = calendar.rank(of: due / ScenarioCalendar.secondsOfDay)
                return window.days(fate, receipt: calendar.rank(of: day), due: dueRank, unit: unit) != nil
            }
        }
        guard let first = fitting.first, let last = fitting.last else { return nil }
        return first...last
    }

    /// The earliest and the latest time of the day, in seconds worked, at which a receipt with that fate may come in.
    func clocks(for fate: Fate, _ procedure: Int) -> [Int] {
        let end = ScenarioCalendar.receivingSeconds - 1
        switch procedures[procedure].unit {
        // What is due on its day is early only where it came in after 15:00, which leaves the next day.
        case .sameDay: return fate == .early ? [19_800, 25_200] : [0, end]
        // So that a limit of eight hours does not end on its own day.
        case .workingHours: return [60, end]
        case .workingDays, .calendarDays: return [0, end]
        }
    }

    func due(_ procedure: Int, receipt: Int) -> Int {
        let limit = procedures[procedure]
        return calendar.due(receipt: receipt, value: limit.value, unit: limit.unit)
    }

    /// How many dossiers of a batch have come in by the end of a day.
    func received(_ batch: Batch, through day: Int) -> Int {
        guard day >= batch.days.lowerBound else { return 0 }
        guard day < batch.days.upperBound else { return batch.count }
        let start = batch.days.lowerBound
        let total = weight(through: batch.days.upperBound, from: start)
        return (batch.count * weight(through: day, from: start) + batch.phase) / total
    }

    private func weight(through day: Int, from first: Int) -> Int {
        weightThrough[day] - (first == 0 ? 0 : weightThrough[first - 1])
    }

    /// The way in which a dossier of a share comes in.
    func channel(of item: Int, _ batch: Batch) -> Channel {
        switch channels[batch.cohort].part(of: offsets[batch.cohort][batch.share] + item) {
        case 0: .online
        case 1: .postal
        default: .counter
        }
    }
}

// MARK: - Components

extension DocumentPlan {
    private func isOfPeriod(_ cohort: Int) -> Bool {
        document.cohorts[cohort].received.upperBound >= document.period.lowerBound
    }

    /// Decides which receipts have a component less than their procedure's list, so that the share that is digitised
    /// comes out exactly.
    private mutating func evenComponents(random: inout SplitMix64) {
        var receipts = 0
        for cohort in shares.indices {
            received.append(receipts)
            guard isOfPeriod(cohort) else { continue }
            receipts += shares[cohort].reduce(0) { $1.share.fate == .offSystem ? $0 : $0 + $1.count }
        }
        var components = 0
        for batch in batches where isCounted(batch) {
            components += batch.count * procedures[batch.procedure].components
        }
        shortened = Partition(of: receipts, sizes: [components % document.digitised.whole], random: &random)
    }

    /// Whether a batch has components that the share is taken of.
    func isCounted(_ batch: Batch) -> Bool {
        isOfPeriod(batch.cohort) && shares[batch.cohort][batch.share].share.fate != .offSystem
    }

    /// How many components a dossier of a batch is received with.
    func components(of item: Int, _ batch: Batch) -> Int {
        let all = procedures[batch.procedure].components
        guard isCounted(batch) else { return all }
        let number = received[batch.cohort] + offsets[batch.cohort][batch.share] + item
        return shortened.part(of: number) == 0 ? all - 1 : all
    }
}
