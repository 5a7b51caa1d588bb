import DossierModel
import Projections
import TestSupport
import Testing

@testable import Audit

/// Form II.06a against counts that were computed apart: by the golden streams, and by the slow reading.
@Suite("Form II.06a")
struct SettlementFormTests {
    /// The columns as the form's guide puts them together, written out here once more.
    private static let columns: [Int: [String]] = [
        3: ["received", "carriedIn"], 4: ["receivedOnline"], 5: ["receivedCounter", "receivedPostal"],
        6: ["carriedIn"], 7: ["finished"], 8: ["early"], 9: ["onTime"], 10: ["overdue"], 11: ["open"],
        12: ["openInTime", "stopped"], 13: ["openOverdue"],
    ]

    private static let remarks = ["declined", "withdrawn", "undatedFinished", "undatedOpen", "stopped"]

    private func expect(_ line: FormLine, _ counts: SlowCounts, _ what: String) {
        for column in FormColumn.allCases {
            let keys = SettlementFormTests.columns[column.rawValue] ?? []
            let sum = keys.map { counts[$0] }.reduce(0, +)
            #expect(line[column] == sum, "\(what), column \(column.rawValue)")
        }
        #expect(FormLine.remarks.map(\.name) == SettlementFormTests.remarks)
        for key in FormLine.remarks { #expect(line[remark: key] == counts[key.name], "\(what), \(key)") }
        for check in FormCheck.allCases { #expect(line.closes(check), "\(what), \(check.text)") }
    }

    private func expect(_ form: SettlementForm, _ answer: SlowAnswer, _ what: String) {
        expect(form.total, form.basis == .reported ? answer.total.reported : answer.total.audited, what)
        var rows: [String: SlowCounts] = [:]
        for row in answer.rows {
            let counts = form.basis == .reported ? row.reported : row.audited
            let names = SettlementFormTests.columns.values.joined() + SettlementFormTests.remarks
            guard names.contains(where: { counts[$0] > 0 }) else { continue }
            rows[row.group[0] ?? "null"] = counts
        }
        let lines = form.lines.filter { $0.procedure == nil }
        #expect(Set(lines.map { $0.sector ?? "null" }) == Set(rows.keys), "\(what)")
        #expect(lines.map(\.number) == (1...max(1, lines.count)).prefix(lines.count).map { "\($0)" })
        for line in lines {
            guard let counts = rows[line.sector ?? "null"] else { continue }
            expect(line.figures, counts, "\(what), \(line.sector ?? "null")")
        }
        expectProcedures(form, what)
    }

    /// The lines of the procedures add up to that of their sector.
    private func expectProcedures(_ form: SettlementForm, _ what: String) {
        for sector in form.lines where sector.procedure == nil {
            let below = form.lines.filter { $0.number.hasPrefix(sector.number + ".") }
            #expect(!below.isEmpty)
            #expect(below.allSatisfy { $0.sector == sector.sector && $0.procedure != nil })
            for column in FormColumn.allCases {
                let sum = below.map { $0.figures[column] }.reduce(0, +)
                #expect(sum == sector.figures[column], "\(what), \(sector.number), \(column)")
            }
        }
    }

    private func form(_ asked: SlowQuery, _ basis: Basis, _ ledger: TemporaryLedger) throws -> SettlementForm
    {
        var query = FormQuery(period: FormPeriod(from: asked.from, to: asked.to))
        query.basis = basis
        query.unit = asked.unit
        query.asOf = asked.asOf
        query.hasProcedures = true
        return try FormMaker.make(query, of: ledger.ledger)
    }

    @Test(
        "the columns of a golden stream are its counts",
        .enabled(if: SharedFolder.isPresent, "the folder of golden streams is not beside the project"),
        arguments: GoldenAnswers.names
    )
    func golden(_ name: String) async throws {
        let golden = try GoldenAnswers(name)
        let ledger = try await TemporaryLedger(golden.lines)
        let reading = try SlowReading(lines: golden.lines)
        for (query, expected) in golden.answers {
            for basis in Basis.allCases {
                let form = try form(query, basis, ledger)
                let total = basis == .reported ? expected.total.reported : expected.total.audited
                expect(form.total, total, "\(name), \(query), \(basis)")
            }
        }
        var query = golden.answers[3].query
        query.by = [.sector]
        let answer = try reading.answer(query)
        for basis in Basis.allCases { expect(try form(query, basis, ledger), answer, "\(name), \(basis)") }
    }

    @Test(
        "the columns of random feeds are the slow reading's counts",
        arguments: Array(1...60 as ClosedRange<UInt64>)
    )
    func random(_ number: UInt64) async throws {
        let feed = RandomFeed(seed: number * 7)
        let ledger = try await TemporaryLedger(feed.lines)
        let reading = try SlowReading(lines: feed.lines)
        let asked = feed.queries.filter {
            $0.logSize == nil && $0.sector == nil && $0.channel == nil && $0.procedure == nil
                && $0.level == nil
        }
        for query in asked.prefix(3) {
            var query = query
            query.by = [.sector]
            let answer = try reading.answer(query)
            for basis in Basis.allCases {
                expect(try form(query, basis, ledger), answer, "\(feed), \(query), \(basis)")
            }
        }
    }

    @Test("the rate of the form is the on-time rate of the report")
    func rate() async throws {
        let feed = RandomFeed(seed: 77, dossiers: 60)
        let ledger = try await TemporaryLedger(feed.lines)
        let query = feed.queries[0]
        let report = try await ledger.report(SlowQuery(from: query.from, to: query.to))
        for basis in Basis.allCases {
            var asked = FormQuery(period: FormPeriod(from: query.from, to: query.to))
            asked.basis = basis
            let total = try FormMaker.make(asked, of: ledger.ledger).total
            let inTime = total[.early] + total[.onTime]
            #expect(
                report.total[basis].rate(.onTimeRate) == Ratio(inTime, of: inTime + total[.overdue])
            )
        }
    }

    // MARK: - What stands around the numbers

    private static let units = [
        EventLine.unit("T", "province"), EventLine.unit("D", "department", below: "T"),
        EventLine.unit("C", "commune", below: "D"), EventLine.unit("M", "commune", below: "D"),
        EventLine("u2", "unit.registered", at: "2024-02-01").with("unit", "C")
            .holding("\"name\":\"Xã Mới\",\"level\":\"commune\",\"parent\":\"D\",\"nameEn\":\"New\""),
        EventLine("u3", "unit.registered", at: "2024-09-01").with("unit", "C")
            .holding("\"name\":\"Later\",\"level\":\"commune\",\"parent\":\"T\""),
        EventLine("m", "unit.merged", at: "2024-03-01").with("unit", "M").holding("\"into\":\"C\""),
        EventLine.procedure("P1", workingDays: 5),
        EventLine.received("A", at: "2024-04-01", unit: "C"),
        EventLine.received("B", at: "2024-04-01", unit: "M", channel: "postal"),
        EventLine.received("X", at: "2024-04-01", unit: "Z", procedure: "P9", sector: "other"),
    ].map(\.text)

    private func form(_ unit: String?) async throws -> SettlementForm {
        let (from, to) = (LocalDate("2024-01-01"), LocalDate("2024-06-30"))
        var query = FormQuery(period: FormPeriod(from: try #require(from), to: try #require(to)))
        query.unit = unit
        query.asOf = Instant("2024-12-31T00:00:00+07:00")
        query.hasProcedures = true
        return try FormMaker.make(query, of: try await TemporaryLedger(SettlementFormTests.units).ledger)
    }

    @Test("units stand under the names of the period's end, and the form goes to the unit above")
    func parties() async throws {
        let commune = try await form("C")
        #expect(commune.unit == SettlementForm.Party(code: "C", name: "Xã Mới", nameEn: "New"))
        #expect(commune.receiver?.code == "D")
        #expect(!commune.hasUnitsBelow)
        #expect(commune.total[.handled] == 2)
        let merged = try await form("M")
        #expect(merged.mergedInto == "C")
        #expect(merged.unit == commune.unit)
        #expect(merged.total == commune.total)
        let province = try await form("T")
        #expect(province.hasUnitsBelow && province.receiver == nil)
        let all = try await form(nil)
        #expect(all.unit == nil && all.receiver == nil)
        #expect(all.lines.map(\.number) == ["1", "1.1", "2", "2.1"])
        #expect(all.lines.map(\.sector) == ["land", "land", "other", "other"])
        #expect(all.lines.map(\.name) == [nil, "P1", nil, nil])
        let unregistered = try await form("Z")
        #expect(unregistered.unit == SettlementForm.Party(code: "Z", name: nil, nameEn: nil))
    }

    @Test("an unknown unit and an empty period are refused, a period without anything is not")
    func edges() async throws {
        await #expect(throws: ReportError.self) { try await form("CC") }
        let ledger = try await TemporaryLedger(SettlementFormTests.units)
        let (from, to) = (LocalDate("2020-01-01"), LocalDate("2020-02-01"))
        var query = FormQuery(period: FormPeriod(from: try #require(from), to: try #require(to)))
        let empty = try FormMaker.make(query, of: ledger.ledger)
        #expect(empty.lines.isEmpty && empty.total.isEmpty)
        query.previous = FormPeriod(from: try #require(to), to: try #require(from))
        #expect(throws: ReportError.self) { try FormMaker.make(query, of: ledger.ledger) }
    }
}
