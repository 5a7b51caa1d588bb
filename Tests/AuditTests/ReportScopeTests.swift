import Audit
import DossierModel
import Projections
import Testing

/// Filters, sums and refusals of a report (interfaces.md, Report).
@Suite("Scope of a report")
struct ReportScopeTests {
    /// A province, its department, two communes, one that is merged into the first in June, one unregistered.
    private static let lines = [
        EventLine.unit("T", "province"), EventLine.unit("DPT", "department", below: "T"),
        EventLine.unit("C1", "commune", below: "DPT"), EventLine.unit("C2", "commune", below: "DPT"),
        EventLine.unit("M", "commune", below: "DPT"),
        EventLine("m", "unit.merged", at: "2024-06-01").with("unit", "M").holding("\"into\":\"C1\""),
        EventLine.received("A", at: "2024-03-04", unit: "C1"),
        EventLine.received("B", at: "2024-03-04", unit: "C2", channel: "counter", sector: "civil"),
        EventLine.received("C", at: "2024-03-04", unit: "M", procedure: "P2", channel: "postal"),
        EventLine.received("E", at: "2024-03-04", unit: "X", procedure: "P2"),
        EventLine.received("F", at: "2024-07-01", unit: "T"),
    ].map(\.text)

    private func report(
        _ to: String = "2024-12-31",
        by: [Dimension] = [.unit],
        lines: [String] = lines,
        _ change: (inout ReportQuery) -> Void = { _ in }
    ) async throws -> Report {
        var query = ReportQuery("2024-01-01", to, by: by)
        // Beyond the end of every period asked for, so that mergers count by the end of the period.
        query.asOf = Instant("2025-01-31T00:00:00+07:00")
        change(&query)
        return try ReportMaker.make(query, of: try await TemporaryLedger(lines).ledger)
    }

    @Test("a unit is asked for with all below it")
    func unit() async throws {
        #expect(try await report().counts(.received) == ["T": 1, "C1": 2, "C2": 1, "X": 1])
        #expect(try await report { $0.unit = "T" }.counts(.received) == ["T": 1, "C1": 2, "C2": 1])
        #expect(try await report { $0.unit = "DPT" }.counts(.received) == ["C1": 2, "C2": 1])
        #expect(try await report { $0.unit = "C2" }.counts(.received) == ["C2": 1])
        #expect(try await report { $0.unit = "X" }[.received] == 1)
    }

    @Test("a unit that was merged away is counted where it went, from the day of the merger on")
    func mergedUnit() async throws {
        let after = try await report { $0.unit = "M" }
        #expect(after.counts(.received) == ["C1": 2])
        #expect(after.mergedInto == "C1")
        let before = try await report("2024-05-31") { $0.unit = "M" }
        #expect(before.counts(.received) == ["M": 1])
        #expect(before.mergedInto == nil)
    }

    @Test("level, sector, channel and procedure each leave the others out, also together")
    func filters() async throws {
        #expect(try await report { $0.level = .commune }.counts(.received) == ["C1": 2, "C2": 1])
        #expect(try await report { $0.level = .province }.counts(.received) == ["T": 1])
        #expect(try await report { $0.level = .centre }.rows.isEmpty)
        #expect(try await report { $0.sector = "civil" }.counts(.received) == ["C2": 1])
        #expect(try await report { $0.channel = .postal }.counts(.received) == ["C1": 1])
        #expect(try await report { $0.procedure = "P2" }.counts(.received) == ["C1": 1, "X": 1])
        let both = try await report {
            $0.procedure = "P2"
            $0.unit = "T"
            $0.level = .commune
        }
        #expect(both.counts(.received) == ["C1": 1])
        #expect(both[.received] == 1)
    }

    @Test("groups stand in the order asked for, their rows byte by byte")
    func groups() async throws {
        let report = try await report(by: [.channel, .procedure])
        #expect(
            report.rows.map { $0.group.map { $0 ?? "null" } }
                == [["counter", "P1"], ["online", "P1"], ["online", "P2"], ["postal", "P2"]]
        )
        let turned = try await self.report(by: [.procedure, .channel])
        #expect(
            turned.rows.map { $0.group.map { $0 ?? "null" } }
                == [["P1", "counter"], ["P1", "online"], ["P2", "online"], ["P2", "postal"]]
        )
    }

    @Test("a roll-up adds a row for every unit above, with all below it, and leaves the total")
    func rollup() async throws {
        let report = try await report { $0.hasRollup = true }
        #expect(report.counts(.received) == ["T": 1, "C1": 2, "C2": 1, "X": 1])
        #expect(report.counts(.received, rollup: true) == ["T": 4, "DPT": 3])
        #expect(report[.received] == 5)
        // The sum stands behind the unit's own row.
        #expect(report.rows.filter { $0.group == ["T"] }.map(\.isRollup) == [false, true])
        let below = try await self.report {
            $0.hasRollup = true
            $0.unit = "DPT"
        }
        #expect(below.counts(.received, rollup: true) == ["DPT": 3])
    }

    @Test("a parent that was merged away hands its children on")
    func mergedParent() async throws {
        let merger = EventLine("m2", "unit.merged", at: "2024-06-01").with("unit", "DPT").holding(
            "\"into\":\"NEW\""
        )
        let lines =
            ReportScopeTests.lines + [EventLine.unit("NEW", "department", below: "T").text, merger.text]
        let report = try await report(lines: lines) { $0.hasRollup = true }
        #expect(report.counts(.received, rollup: true) == ["T": 4, "NEW": 3])
        #expect(
            try await self.report(lines: lines) { $0.unit = "NEW" }.counts(.received) == ["C1": 2, "C2": 1]
        )
        #expect(try await self.report(lines: lines) { $0.unit = "DPT" }.mergedInto == "NEW")
    }

    @Test(
        "an unknown code is refused and the nearest that are known are named",
        arguments: [
            (Dimension.unit, "C11", "C1"), (.unit, "c2", "C2"), (.sector, "lamd", "land"),
            (.procedure, "P3", "P1"), (.unit, "nothing like it", "C1"),
        ]
    )
    func unknownCode(_ dimension: Dimension, _ code: String, _ nearest: String) async throws {
        do {
            _ = try await report { query in
                switch dimension {
                case .unit: query.unit = code
                case .sector: query.sector = code
                default: query.procedure = code
                }
            }
            Issue.record("\(code) was taken for a known code")
        } catch ReportError.unknownCode(let kind, let asked, let near) {
            #expect(kind == dimension)
            #expect(asked == code)
            #expect(near.first == nearest)
            #expect(near.count <= 3)
        }
    }

    @Test("an empty ledger has no rows and counts of 0, and its rates are null")
    func empty() async throws {
        for lines in [[], ["", " "]] {
            let report = try ReportMaker.make(
                ReportQuery("2024-01-01", "2024-12-31", by: [.unit]),
                of: try await TemporaryLedger(lines).ledger
            )
            #expect(report.rows.isEmpty)
            #expect(report.total == FiguresPair())
            #expect(report.logSize == 0)
            for rate in RateKey.allCases { #expect(report.total.reported.rate(rate) == nil, "\(rate)") }
        }
        await #expect(throws: ReportError.self) { try await report(lines: []) { $0.unit = "T" } }
    }

    @Test("a period that ends before it begins is refused, one of a single day is not")
    func emptyPeriod() async throws {
        do {
            _ = try await report("2023-12-31")
            Issue.record("the period was taken")
        } catch ReportError.emptyPeriod(let from, let to) {
            #expect("\(from) \(to)" == "2024-01-01 2023-12-31")
        }
        #expect(try await report("2024-01-01").rows.isEmpty)
    }

    @Test("a log size beyond the end is refused, the whole size is not")
    func logSize() async throws {
        do {
            _ = try await report { $0.logSize = 12 }
            Issue.record("the log size was taken")
        } catch ReportError.noSuchLogSize(let asked, let size) {
            #expect((asked, size) == (12, 11))
        }
        #expect(try await report { $0.logSize = 11 }[.received] == 5)
        #expect(try await report { $0.logSize = 0 }.rows.isEmpty)
    }
}
