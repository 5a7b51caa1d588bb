import DossierModel
import Projections
import Rules
import Testing

@Suite("rows and totals (rules §9, §11)")
struct ReportTallyTests {
    private let everything: Grouping = [.unit, .sector, .channel, .procedure]

    private func sample(_ count: Int, seed: UInt64) -> [[EventRow]] {
        var numbers = SeededNumbers(seed: seed)
        return (0..<count).map { _ in numbers.dossier() }
    }

    /// Goal: a tally of parts is that of the whole.
    ///
    /// Method: 400 random dossiers, cut at many places, fed in
    /// either order.
    @Test(
        "the tally of a whole is the merge of the tallies of its parts, for any cut",
        arguments: [0, 1, 57, 200, 399, 400]
    )
    func mergeOfCuts(_ cut: Int) {
        let dossiers = sample(400, seed: 11)
        let whole = tally(dossiers, by: everything)
        var first = tally(Array(dossiers[cut...].reversed()), by: everything)
        first.merge(tally(Array(dossiers[..<cut]), by: everything))
        #expect(first.rows == whole.rows)
        #expect(first.total == whole.total)
    }

    @Test("the balance closes in every row, whatever happened", arguments: 1...8)
    func balance(_ seed: UInt64) {
        let dossiers = sample(500, seed: seed)
        for grouping in [[], Grouping.unit, .sector, .channel, .procedure, everything] {
            #expect(tally(dossiers, by: grouping).balanceCloses)
        }
    }

    @Test("the rows of any grouping add up to the total")
    func rowsAddUp() {
        let dossiers = sample(500, seed: 3)
        for grouping in [[], Grouping.unit, .channel, everything] {
            let report = tally(dossiers, by: grouping)
            for key in CountKey.allCases where !key.isOfTotalOnly {
                for basis in Basis.allCases {
                    let sum = report.rows.reduce(0) { $0 + $1.figures[basis][key] }
                    #expect(sum == report.total[basis][key], "\(key)")
                }
            }
        }
    }

    @Test("a dossier's row is that of its group on the basis asked, and a row of zeros is none")
    func groups() {
        // Received first at unit 1 by the system, at unit 2 in truth.
        let rows = [
            event(.received, "2024-02-02"),
            event(.received, "2024-02-01", recorded: "2024-02-05") {
                $0.unit = code(2)
                $0.detail = Channel.postal.rawValue
            },
        ]
        let report = tally([rows, [receipt("2024-07-02", due: nil) { $0.unit = code(3) }]], by: everything)
        #expect(report.rows.map(\.key.unit) == [code(1), code(2)])
        #expect(report.rows.map(\.key.channel) == [.counter, .postal])
        #expect(report.rows.map { $0.figures.reported[.received] } == [1, 0])
        #expect(report.rows.map { $0.figures.audited[.received] } == [0, 1])
    }

    @Test("a dossier declined at intake belongs to the event's unit, the unknown sector and nothing else")
    func declinedAtIntake() {
        let report = tally(
            [[event(.declined, "2024-02-02")], [event(.declined, "2025-02-02")]],
            by: everything,
            halfYear,
            references(mergers: [(1, 2)])
        )
        let key = GroupKey(unit: code(2), sector: code(0), channel: nil, procedure: .none)
        #expect(report.rows.map(\.key) == [key])
        #expect(report.total.audited[.declinedAtIntake] == 1)
        #expect(report.total.audited[.received] == 0)
    }

    @Test("a scope takes what meets all its filters, on either basis")
    func scopes() {
        var units = UnitSet()
        units.insert(code(1))
        units.insert(code(70))
        let dossiers = [
            [receipt("2024-02-01", due: nil)],
            [
                receipt("2024-02-01", due: nil) {
                    $0.unit = code(70); $0.detail = Channel.online.rawValue
                }
            ],
            [
                receipt("2024-02-01", due: nil) {
                    $0.unit = code(2); $0.code1 = code(2)
                }
            ],
            [receipt("2024-02-01", due: nil) { $0.code0 = code(9) }],
            [event(.declined, "2024-02-02")],
            [event(.paused, "2024-02-02")],
        ]
        let table: [(Scope, received: Int, declined: Int, orphans: Int)] = [
            (Scope(), 4, 1, 1), (Scope(units: units), 3, 1, 0), (Scope(sector: code(2)), 1, 0, 0),
            (Scope(sector: code(0)), 0, 1, 0), (Scope(channel: .counter), 3, 0, 0),
            (Scope(procedure: code(9)), 1, 0, 0), (Scope(units: units, channel: .online), 1, 0, 0),
            (Scope(units: UnitSet()), 0, 0, 0),
        ]
        for row in table {
            let figures = tally(dossiers, scope: row.0).total.audited
            #expect(figures[.received] == row.received)
            #expect(figures[.declinedAtIntake] == row.declined)
            #expect(figures[.orphans] == row.orphans)
        }
    }

    @Test("a roll-up adds every row to all units above, once each, and leaves the total")
    func rollUp() {
        let dossiers = [1, 1, 2, 4].map { unit in [receipt("2024-02-01", due: nil) { $0.unit = code(unit) }] }
        // 1 and 2 below 3, 3 below 0; 4 and 5 in a circle.
        let parents = [.none, code(3), code(3), code(0), code(5), code(4)]
        let report = tally(dossiers, by: .unit).rolledUp(parents: parents)
        #expect(report.rows.map(\.key.unit) == [0, 1, 2, 3, 4, 5].map(code))
        #expect(report.rows.map { $0.figures.audited[.received] } == [3, 2, 1, 3, 1, 1])
        #expect(report.total.audited[.received] == 4)
        #expect(report.balanceCloses)
    }
}
