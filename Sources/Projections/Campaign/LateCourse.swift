package import DossierModel
package import Rules

/// What a dossier that was late and open has become.
package enum LateState: UInt8, CaseIterable, Sendable, BitwiseCopyable {
    /// Open and overdue: `openOverdue` of rules.md section 7.
    case late
    /// Completed, granted or refused.
    case finished
    case declined
    case withdrawn
    /// Open, and the clock is stopped: it does not look late, and nothing is done.
    case stopped
    /// Open, and in time by a new appointment, or without a due date.
    case inTime

    /// Whether the work is over.
    package var isCleared: Bool {
        switch self {
        case .finished, .declined, .withdrawn: true
        case .late, .stopped, .inTime: false
        }
    }

    /// The state of a dossier, or `nil` for one that is not there.
    init?(_ judgement: Judgement) {
        guard case .received = judgement.presence else { return nil }
        switch judgement.finish {
        case .granted, .refused: self = .finished
        case .declined: self = .declined
        case .withdrawn: self = .withdrawn
        case .open:
            switch judgement.dossierClass {
            case .openOverdue: self = .late
            case .stopped: self = .stopped
            default: self = .inTime
            }
        }
    }
}

/// How a dossier stands on one basis from one day on.
struct LateStanding: BitwiseCopyable {
    /// `nil` while the dossier is not there.
    let state: LateState?
    /// The unit answerable then, under the name of the end of the course.
    let unit: CodeIndex
    /// The day of a finish that came after the due; `nil` for all else.
    let overdueOn: LocalDate?

    init(_ judgement: Judgement) {
        state = LateState(judgement)
        unit = judgement.unit
        overdueOn = judgement.dossierClass == .overdue ? judgement.finishedAt.localDate : nil
    }
}

/// The moments at which one dossier after the other is looked at: the ends of days, one after the other.
package struct CourseDays: Sendable {
    /// The day before the first, whose end is where the course begins.
    package let first: LocalDate
    /// The moment of each day: its end, or the moment of knowledge where that is earlier.
    package let moments: [Instant]

    /// The days from one to another, as far as something can be known of them; the first of them always.
    package init(from first: LocalDate, through last: LocalDate, asOf: Instant) {
        self.first = first
        let end = max(first, min(last, asOf.localDate))
        moments = (0...Int(end.rawValue - first.rawValue)).map {
            min(asOf, Instant.end(of: first.adding(days: $0)))
        }
    }

    package var last: LocalDate { first.adding(days: moments.count - 1) }

    /// The moment of the last day.
    package var at: Instant { moments[moments.count - 1] }
}

/// The days of one dossier on which it became another, by the ends of days.
///
/// It is asked again only where the judge says that its answer ends (``DossierJudge/stableUntil``), so a dossier costs a
/// judgement for every change and not for every day.
package struct LateCourse: Sendable {
    /// How the dossier stands from a day on.
    struct Step: BitwiseCopyable {
        /// The place of the day among the ``CourseDays``.
        let day: Int
        let reported: LateStanding
        let audited: LateStanding

        subscript(basis: Basis) -> LateStanding {
            basis == .reported ? reported : audited
        }
    }

    package let days: CourseDays
    private var judge: DossierJudge
    private(set) var steps: ContiguousArray<Step> = []

    /// `judge` was asked for the moment at which the days end.
    package init(_ days: CourseDays, _ judge: DossierJudge) {
        self.days = days
        self.judge = judge
    }

    /// Follows a dossier through all days.
    package mutating func follow(_ rows: Span<EventRow>) {
        steps.removeAll(keepingCapacity: true)
        var day = 0
        while true {
            judge.move(to: days.moments[day])
            let pair = judge.judge(rows)
            let step = Step(
                day: day,
                reported: LateStanding(pair.reported),
                audited: LateStanding(pair.audited)
            )
            steps.append(step)
            guard judge.stableUntil <= days.at else { return }
            day = max(day + 1, Int(judge.stableUntil.localDate.rawValue - days.first.rawValue))
            guard day < days.moments.count else { return }
        }
    }
}
