import DossierModel
import Projections
import Rules
import TestSupport

func code(_ number: Int) -> CodeIndex { CodeIndex(rawValue: UInt32(number)) }

func instant(_ day: String) -> Instant {
    guard let date = LocalDate(day) else { preconditionFailure("no date: \(day)") }
    return Instant(date)
}

/// References without procedures, with whatever mergers a test needs, and the sector 0 as the unknown one.
func references(mergers: [(Int, Int)] = []) -> ReferenceBook {
    var builder = ReferenceBuilder()
    for (unit, into) in mergers {
        let stamp = ReferenceStamp(
            occurredAt: instant("2024-01-01"),
            recordedAt: instant("2024-01-01"),
            number: 1
        )
        builder.merge(code(unit), into: code(into), stamp: stamp)
    }
    return book(builder)
}

/// The references that were taken in, with the built-in rule sets; no two of them are tied.
func book(_ builder: ReferenceBuilder) -> ReferenceBook {
    builder.build(
        builtIn: RuleSet.builtIn,
        unknownSector: code(0),
        ground: { _ in nil },
        sector: { _ in nil },
        orderByID: { $0 }
    )
}

let bareReferences = references()

/// The first half of 2024, known in full.
let halfYear = Question(
    asOf: instant("2030-01-01"),
    from: instant("2024-01-01").localDate,
    to: instant("2024-06-30").localDate
)

/// An event of a dossier of unit 1, sector 1, procedure 1.
func event(
    _ type: EventType,
    _ day: String,
    recorded: String? = nil,
    _ change: (inout EventRow) -> Void = { _ in }
) -> EventRow {
    var row = EventRow(type: type, occurredAt: instant(day), recordedAt: instant(recorded ?? day))
    row.unit = code(1)
    row.flags = [.hasEvidence, .hasDocument, .hasReason]
    if type == .received {
        row.code0 = code(1)
        row.code1 = code(1)
    }
    change(&row)
    return row
}

/// A receipt that promises a day.
func receipt(_ day: String, due: String?, _ change: (inout EventRow) -> Void = { _ in }) -> EventRow {
    event(.received, day) {
        if let due {
            $0.flags.insert(.hasDue)
            $0.number0 = instant(due).rawValue
        }
        change(&$0)
    }
}

/// The tally of some dossiers for the first half of 2024.
func tally(
    _ dossiers: [[EventRow]],
    scope: Scope = Scope(),
    by grouping: Grouping = [],
    _ question: Question = halfYear,
    _ references: ReferenceBook = bareReferences
) -> ReportTally {
    var judge = DossierJudge(question, references)
    var tally = ReportTally(scope: scope, grouping: grouping)
    for rows in dossiers { tally.add(judge.judge(rows.span)) }
    return tally
}

/// Pseudo-random numbers from a seed (SplitMix64).
struct SeededNumbers {
    private var state: UInt64

    init(seed: UInt64) {
        state = seed
    }

    mutating func next(below bound: Int) -> Int {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return Int((mixed ^ (mixed >> 31)) % UInt64(bound))
    }

    /// A dossier of up to ten events of any type in 2024, half of them with evidence.
    mutating func dossier() -> [EventRow] {
        let types = EventType.allCases.filter(\.isOfDossier)
        let count = next(below: 10)
        var rows: [EventRow] = []
        let start = instant("2023-12-01")
        for index in 0..<count {
            let type = index == 0 && next(below: 10) > 0 ? .received : types[next(below: types.count)]
            let day = start.localDate.adding(days: next(below: 230))
            var row = EventRow(
                type: type,
                occurredAt: Instant(day),
                recordedAt: Instant(day.adding(days: next(below: 9)))
            )
            row.unit = code(next(below: 4))
            row.flags = next(below: 2) == 0 ? [.hasEvidence, .hasDue] : [.hasDocument]
            row.number0 = Instant(day.adding(days: next(below: 30))).rawValue
            row.detail = UInt8(next(below: 3))
            row.code0 = code(next(below: 3))
            row.code1 = code(next(below: 3))
            if type == .rated {
                row.number0 = Int64(bitPattern: Double(next(below: 50)).bitPattern)
                row.number1 = Int64(bitPattern: Double(50).bitPattern)
            }
            rows.append(row)
        }
        return rows
    }
}
