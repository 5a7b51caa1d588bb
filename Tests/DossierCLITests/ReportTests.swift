import Foundation
import TestSupport
import Testing

@Suite("dossier report")
struct ReportTests {
    private let workspace: Workspace

    /// The stream that ships, in a ledger without the built-in calendar: it brings its own.
    private let ledger: String

    init() throws {
        workspace = try Workspace()
        ledger = try workspace.demoLedger()
    }

    private func report(_ arguments: String) throws -> ChildProcess.Outcome {
        let outcome = try Dossier.run(["report", ledger] + arguments.split(separator: " ").map(String.init))
        try #require(outcome.status == 0, "\(outcome.errorText)")
        // Standard error is no terminal: no progress.
        #expect(outcome.error.isEmpty)
        return outcome
    }

    @Test("the text is the approved one", arguments: ["vi", "en"])
    func texts(_ language: String) throws {
        let year = try report("--from 2025-01-01 --to 2025-12-31 --by unit --lang \(language)")
        try expectGolden(year.text, "report/year-by-unit.\(language).txt")
        let rollup = try report("--from 2025-07-01 --to 2025-09-30 --by unit --rollup --lang \(language)")
        try expectGolden(rollup.text, "report/quarter-rollup.\(language).txt")
        let sector = try report("--to 2025-10-31 --by sector,channel --unit H50.17 --lang \(language)")
        try expectGolden(sector.text, "report/land-by-sector-channel.\(language).txt")
    }

    @Test(
        "no line of a text ends in a blank, and columns do not run into each other",
        arguments: ["vi", "en"]
    )
    func columns(_ language: String) throws {
        for grouping in ["", "--by unit", "--by sector", "--by procedure,channel"] {
            for line in try report("--lang \(language) \(grouping)").text.split(separator: "\n") {
                #expect(!line.hasSuffix(" "))
            }
        }
        let heading = try #require(
            try report("--lang vi --by unit").text.split(separator: "\n").dropFirst().first
        )
        #expect(heading.contains("mở, quá hạn  trễ bị che"))
    }

    // MARK: - JSON

    private static let envelopeKeys: Set<String> = [
        "from", "to", "asOf", "at", "by", "logSize", "root", "ruleSets", "rows", "total",
    ]

    /// The counts of rules.md section 9, as it names them.
    private static let counts = """
        received receivedOnline receivedCounter receivedPostal carriedIn early onTime overdue undatedFinished finished \
        granted refused declined withdrawn endedLate declinedAtIntake openInTime openOverdue stopped undatedOpen open \
        apologyOwed apologyGiven apologyTimely explained pausesStarted pausesUnauthorised pausedOpen \
        pausedOpenUnauthorised unauthorisedDays supplementRequests secondSupplements rescheduled rescheduledAgain \
        paperEntries offSystem registeredLate components digitisedComponents electronicResults paid paidOnline \
        componentsDemanded unlisted inflatedDue lateTick masked ratings
        """.split(separator: " ").map(String.init)

    private static let totalCounts = ["orphans", "anomalies"]

    private static let rates = """
        onTimeRate overdueRate onlineRate notServedRate apologyCoverage explanationCoverage onSystemRate \
        digitisationRate electronicRate onlinePaymentRate satisfaction
        """.split(separator: " ").map(String.init)

    private static let readings = [
        "overFinished", "overReceived", "overHandled", "withOpenOverdue", "index766",
    ]

    @Test("the JSON has every key of interfaces.md and rules.md section 9, in each row and in the total")
    func jsonKeys() throws {
        let answer = try Dossier.json(
            report("--from 2025-01-01 --to 2025-12-31 --by unit,channel --format json")
        )
        #expect(Set(answer.keys) == ReportTests.envelopeKeys)
        #expect(answer["from"] as? String == "2025-01-01")
        #expect(answer["to"] as? String == "2025-12-31")
        #expect((answer["asOf"] as? String)?.hasSuffix("+07:00") == true)
        #expect((answer["at"] as? String)?.hasSuffix("+07:00") == true)
        #expect(answer["by"] as? [String] == ["unit", "channel"])
        #expect(answer["logSize"] as? Int == 300)
        let sets = try #require(answer["ruleSets"] as? [String: String])
        #expect(Set(sets.keys) == ["vn-2018", "vn-2025"])
        for hash in sets.values { #expect(hash.hasPrefix("sha256 ") && hash.count == 71) }
        let exported = ExportedLines(try Dossier.run(["export", ledger]).output)
        #expect(answer["root"] as? String == exported.root)
        let rows = try #require(answer["rows"] as? [[String: Any]])
        #expect(rows.count > 3)
        for row in rows {
            #expect(Set(row.keys) == ["group", "reported", "audited"])
            #expect(Set((row["group"] as? [String: Any] ?? [:]).keys) == ["unit", "channel"])
            try expectFigures(row, isTotal: false)
        }
        try expectFigures(try #require(answer["total"] as? [String: Any]), isTotal: true)
    }

    private func expectFigures(_ pair: [String: Any], isTotal: Bool) throws {
        for basis in ["reported", "audited"] {
            let figures = try #require(pair[basis] as? [String: Any])
            let counts = ReportTests.counts + (isTotal ? ReportTests.totalCounts : [])
            #expect(Set(figures.keys) == Set(counts + ReportTests.rates + ["onTimeRates", "daysLate"]))
            for key in counts { #expect(figures[key] is Int, "\(key)") }
            for key in ReportTests.rates {
                #expect(figures[key] is Double || figures[key] is NSNull, "\(key)")
            }
            let readings = figures["onTimeRates"] as? [String: Any] ?? [:]
            #expect(Set(readings.keys) == Set(ReportTests.readings))
            let late = figures["daysLate"] as? [String: Int] ?? [:]
            #expect(Set(late.keys) == ["1–5", "6–30", "31–90", "91–250", "251–500", "over 500"])
            let number = { (key: String) in figures[key] as? Int ?? -1 }
            #expect(
                number("carriedIn") + number("received")
                    == number("finished") + number("declined") + number("withdrawn") + number("open")
            )
            #expect(late.values.reduce(0, +) == number("apologyOwed"))
        }
    }

    @Test("the CSV has the same figures as the JSON, field by field")
    func csv() throws {
        let options = "--from 2025-01-01 --to 2025-12-31 --by unit,sector --rollup"
        let answer = try Dossier.json(report("\(options) --format json"))
        let text = try report("\(options) --format csv").text
        let records = CSVText.records(text)
        let header = try #require(records.first)
        #expect(Array(header.prefix(4)) == ["row", "unit", "sector", "basis"])
        #expect(text.hasSuffix("\r\n"))
        let rows = try #require(answer["rows"] as? [[String: Any]])
        let total = try #require(answer["total"] as? [String: Any])
        let pairs = rows + [total]
        #expect(records.count == 1 + 2 * pairs.count)
        for (index, record) in records.dropFirst().enumerated() {
            try #require(record.count == header.count)
            let fields = Dictionary(uniqueKeysWithValues: zip(header, record))
            let pair = pairs[index / 2]
            let isTotal = index / 2 == rows.count
            let basis = index.isMultiple(of: 2) ? "reported" : "audited"
            #expect(fields["basis"] == basis)
            let kind = isTotal ? "total" : pair["rollup"] as? Bool == true ? "rollup" : "group"
            #expect(fields["row"] == kind)
            let group = pair["group"] as? [String: Any] ?? [:]
            for name in ["unit", "sector"] { #expect(fields[name] == (group[name] as? String ?? "")) }
            let figures = try #require(pair[basis] as? [String: Any])
            for key in ReportTests.counts + ReportTests.totalCounts {
                #expect(fields[key] == (figures[key] as? Int).map { String($0) } ?? "", "\(key)")
            }
            for key in ReportTests.rates {
                #expect(isSame(fields[key], figures[key]), "\(key)")
            }
            let readings = figures["onTimeRates"] as? [String: Any] ?? [:]
            for key in ReportTests.readings {
                #expect(isSame(fields["onTimeRates.\(key)"], readings[key]), "\(key)")
            }
        }
    }

    /// Whether a field of CSV and a value of JSON are one rate.
    private func isSame(_ field: String?, _ value: Any?) -> Bool {
        guard let field, !field.isEmpty else { return value is NSNull }
        guard let one = Double(field), let other = value as? Double else { return false }
        // Foundation reads the last digit of a long fraction wrongly on Linux.
        return abs(one - other) < 1e-15 * max(1, abs(other)) * 8
    }

    // MARK: - Filters and moments

    @Test("rows are sorted by their groups byte by byte, and rows without anything are left out")
    func order() throws {
        let answer = try Dossier.json(report("--by procedure --format json"))
        let rows = try #require(answer["rows"] as? [[String: Any]])
        let codes = rows.map { ($0["group"] as? [String: Any])?["procedure"] as? String }
        let bytes = codes.map { Array(($0 ?? "").utf8) }
        for (left, right) in zip(bytes, bytes.dropFirst()) { #expect(left.lexicographicallyPrecedes(right)) }
        let wide = try Dossier.json(report("--by unit --from 2020-01-01 --to 2020-01-31 --format json"))
        #expect((wide["rows"] as? [Any])?.isEmpty == true)
    }

    @Test("a period asked again as of the day it was sent gives the figures of that day")
    func asOf() throws {
        let then = try report(
            "--from 2025-07-01 --to 2025-09-30 --as-of 2025-10-01T08:00:00+07:00 --format json"
        )
        let answer = try Dossier.json(then)
        #expect(answer["asOf"] as? String == "2025-10-01T08:00:00+07:00")
        #expect(answer["at"] as? String == "2025-09-30T23:59:59.999+07:00")
        let day = try Dossier.json(
            report("--from 2025-07-01 --to 2025-09-30 --as-of 2025-10-01 --format json")
        )
        #expect(day["asOf"] as? String == "2025-10-01T23:59:59.999+07:00")
        // Events that are learnt later change nothing of it.
        let before = try Dossier.run(["report", ledger, "--as-of", "2025-10-01", "--format", "json"])
        let copy = try workspace.ledger("copy")
        let exported = try Dossier.run(["export", ledger]).output + SampleEvents.feed(0..<50)
        #expect(try Dossier.run(["import", copy, "-"], input: exported).status == 0)
        let after = try Dossier.run(["report", copy, "--as-of", "2025-10-01", "--format", "json"])
        let (old, new) = (try Dossier.json(before), try Dossier.json(after))
        #expect((old["total"] as? NSDictionary)?.isEqual(new["total"]) == true)
        #expect(new["logSize"] as? Int == 350)
    }

    @Test("--log-size looks at the first events only, and names their root")
    func logSize() throws {
        let answer = try Dossier.json(report("--log-size 100 --format json"))
        #expect(answer["logSize"] as? Int == 100)
        let exported = ExportedLines(try Dossier.run(["export", ledger, "--log-size", "100"]).output)
        #expect(exported.lines.count == 100)
        #expect(answer["root"] as? String == exported.root)
    }

    @Test("a rule set that an event adopts has to be at hand: without its file there is no report")
    func adoptedRules() throws {
        let adopted = """
            {"data":{"effectiveFrom":"2026-01-01","ruleset":"h1-2026"},"id":"r","occurredAt":"2026-01-01T00:00:00+07:00",\
            "type":"rules.adopted"}
            """
        let other = try workspace.ledger("other", events: SampleEvents.lines(0..<10) + [adopted])
        let told =
            "dossier: event 10 adopts the rule set \"h1-2026\", whose file is not at hand; give it with --rules FILE\n"
        for command in ["report", "verify"] {
            let refused = try Dossier.run([command, other])
            #expect(refused.status == 2)
            #expect(refused.errorText == told)
        }
        let shipped = URL(fileURLWithPath: #filePath)
            .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
            .appendingPathComponent("Sources/Audit/Resources/vn-2025.json")
        let text = try String(contentsOf: shipped, encoding: .utf8)
        let file = try workspace.write(text.replacing("\"vn-2025\"", with: "\"h1-2026\""), "h1.json")
        let answer = try Dossier.json(Dossier.run(["report", other, "--rules", file, "--format", "json"]))
        #expect((answer["ruleSets"] as? [String: String])?["h1-2026"]?.hasPrefix("sha256 ") == true)
        #expect(try Dossier.run(["verify", "--deep", other, "--rules", file]).status == 0)
        // A file with a field too many is refused by its path.
        let wrong = try workspace.write(text.replacing("\"numbers\"", with: "\"numbres\""), "wrong.json")
        let refused = try Dossier.run(["report", other, "--rules", wrong])
        #expect(refused.status == 2)
        #expect(refused.errorText == "dossier: \(wrong): numbres: there is no such field\n")
    }

    @Test("the same question gives the same bytes")
    func sameBytes() throws {
        let question = "--by unit,sector,channel,procedure --rollup --format json"
        #expect(try report(question).output == report(question).output)
    }
}

/// Reads CSV as RFC 4180 says; only for texts that are right.
enum CSVText {
    static func records(_ text: String) -> [[String]] {
        var records: [[String]] = []
        var record: [String] = []
        var field: [UInt8] = []
        var isQuoted = false
        var wasQuote = false
        for byte in text.utf8 {
            if isQuoted, byte != UInt8(ascii: "\"") || wasQuote { wasQuote = false }
            switch byte {
            case UInt8(ascii: "\""):
                if isQuoted {
                    isQuoted = false
                    wasQuote = true
                } else {
                    if wasQuote { field.append(byte) }
                    isQuoted = true
                    wasQuote = false
                }
            case UInt8(ascii: ",") where !isQuoted, 0x0A where !isQuoted:
                record.append(String(decoding: field, as: UTF8.self))
                field = []
                wasQuote = false
                guard byte == 0x0A else { continue }
                records.append(record)
                record = []
            case 0x0D where !isQuoted: continue
            default: field.append(byte)
            }
        }
        return records
    }
}
