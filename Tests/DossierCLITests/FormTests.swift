import Foundation
import TestSupport
import Testing

@Suite("dossier form")
struct FormTests {
    private let workspace: Workspace
    private let ledger: String

    /// The stream that ships, in a ledger without the built-in calendar: it brings its own.
    init() throws {
        workspace = try Workspace()
        ledger = try workspace.demoLedger()
    }

    private func run(_ command: String) throws -> ChildProcess.Outcome {
        var arguments = command.split(separator: " ").map(String.init)
        arguments.insert(ledger, at: 1)
        return try Dossier.run(arguments)
    }

    private func form(_ options: String, status: Int32 = 0) throws -> ChildProcess.Outcome {
        let outcome = try run("form \(options)")
        try #require(outcome.status == status, "\(outcome.errorText)")
        return outcome
    }

    private static let quarter = "--from 2025-10-01 --to 2025-12-31"

    @Test("the text is the approved one", arguments: ["vi", "en"])
    func texts(_ language: String) throws {
        let year = try form("--from 2025-01-01 --to 2025-09-30 --procedures --lang \(language)")
        try expectGolden(year.text, "form/year-by-procedure.\(language).txt")
        let quarter = try form(
            "\(FormTests.quarter) --unit H50.17 --basis audited --check-carry-over 2025-07-01..2025-07-31 "
                + "--previous-as-of 2025-08-05 --lang \(language)",
            status: 1
        )
        try expectGolden(quarter.text, "form/land-carry-over.\(language).txt")
    }

    @Test("no line of a text ends in a blank", arguments: ["vi", "en"])
    func blanks(_ language: String) throws {
        for line in try form("\(FormTests.quarter) --lang \(language)").text.split(separator: "\n") {
            #expect(!line.hasSuffix(" "), "\(line)")
        }
    }

    @Test("the columns are sums of the report's counts, on both bases", arguments: ["reported", "audited"])
    func columns(_ basis: String) throws {
        let options = "\(FormTests.quarter) --format json"
        let form = try Dossier.json(form("\(options) --basis \(basis)"))
        let report = try Dossier.json(run("report \(options) --by sector"))
        let rows = try #require(report["rows"] as? [[String: Any]])
        let lines = try #require(form["rows"] as? [[String: Any]])
        #expect(lines.count > 1)
        for line in lines {
            let row = rows.first {
                ($0["group"] as? [String: Any])?["sector"] as? String == line["sector"] as? String
            }
            try expect(line, try #require(row?[basis] as? [String: Any]))
        }
        let total = try #require(report["total"] as? [String: Any])
        try expect(
            try #require(form["total"] as? [String: Any]),
            try #require(total[basis] as? [String: Any])
        )
        #expect(form["root"] as? String == report["root"] as? String)
        #expect(form["asOf"] as? String == report["asOf"] as? String)
    }

    private func expect(_ line: [String: Any], _ figures: [String: Any]) throws {
        let columns = try #require(line["columns"] as? [String: Int])
        let count = { (key: String) in figures[key] as? Int ?? -1 }
        #expect(columns["3"] == count("received") + count("carriedIn"))
        #expect(columns["4"] == count("receivedOnline"))
        #expect(columns["5"] == count("receivedCounter") + count("receivedPostal"))
        #expect(columns["6"] == count("carriedIn"))
        #expect(columns["7"] == count("finished"))
        #expect(columns["8"] == count("early"))
        #expect(columns["9"] == count("onTime"))
        #expect(columns["10"] == count("overdue"))
        #expect(columns["11"] == count("open"))
        #expect(columns["12"] == count("openInTime") + count("stopped"))
        #expect(columns["13"] == count("openOverdue"))
        for check in try #require(line["checks"] as? [[String: Any]]) {
            let number = { (key: String) in check[key] as? Int ?? -1 }
            #expect(number("left") == number("right") + number("apart"))
        }
    }

    @Test("CSV has a line for each of JSON's, the columns under their numbers")
    func csv() throws {
        let options = "\(FormTests.quarter) --procedures --lang vi"
        let json = try Dossier.json(form("\(options) --format json"))
        let records = CSVText.records(try form("\(options) --format csv").text)
        let header = try #require(records.first)
        #expect(header[0] == "(1) STT")
        #expect(header[1] == "(2) Lĩnh vực, công việc giải quyết theo cấp")
        #expect(header[3] == "(4) Nhận giải quyết – trong kỳ – trực tuyến")
        #expect(header[12] == "(13) Đang giải quyết – quá hạn")
        var lines = try #require(json["rows"] as? [[String: Any]])
        lines.append(try #require(json["total"] as? [String: Any]))
        #expect(records.count == lines.count + 1)
        for (record, line) in zip(records.dropFirst(), lines) {
            try #require(record.count == header.count)
            #expect(record[0] == line["number"] as? String ?? "")
            #expect(record[13] == line["sector"] as? String ?? "")
            #expect(record[14] == line["procedure"] as? String ?? "")
            let columns = line["columns"] as? [String: Int] ?? [:]
            for number in 3...13 { #expect(record[number - 1] == "\(columns["\(number)"] ?? -1)") }
            let remarks = line["remarks"] as? [String: Int] ?? [:]
            for (name, value) in zip(header, record).dropFirst(15) {
                #expect(value == "\(remarks[name] ?? -1)")
            }
        }
    }

    // MARK: - The sheet

    private func sheet(_ options: String, _ name: String, status: Int32 = 0) throws -> SpreadsheetReading {
        let outcome = try form("\(options) --format xlsx -o \(workspace.path(name))", status: status)
        #expect(outcome.output.isEmpty)
        return try SpreadsheetReading(workspace.read(name))
    }

    @Test("the sheet has the headings of the form and the numbers of the JSON")
    func sheet() throws {
        let options = "\(FormTests.quarter) --unit H50 --procedures --lang vi"
        let json = try Dossier.json(form("\(options) --format json"))
        let reading = try sheet(options, "form.xlsx")
        #expect(reading.names == ["II.06a"])
        let page = try #require(reading.pages.first)
        #expect(page.setup["paperSize"] == "9" && page.setup["orientation"] == "landscape")
        #expect(page.isFittedToPage)
        #expect(page.cells["A1"] == "Biểu số II.06a/VPCP/KSTT")
        #expect(page.cell(beginning: "Đơn vị báo cáo: Tỉnh H50 (H50), gồm cả") != nil)
        #expect(page.cell(beginning: "Đơn vị tính: số hồ sơ") != nil)
        #expect(
            page.row(6) == [
                "STT", "Lĩnh vực, công việc giải quyết theo cấp", "Nhận giải quyết", "", "", "",
                "Đã giải quyết", "", "", "", "Đang giải quyết", "", "", "Ghi chú (ngoài mẫu)",
            ]
        )
        #expect(page.merged.isSuperset(of: ["A6:A8", "B6:B8", "C6:F6", "G6:J6", "K6:M6", "D7:E7", "N6:N8"]))
        #expect(page.row(9) == (1...13).map { "(\($0))" } + [""])
        var lines = try #require(json["rows"] as? [[String: Any]])
        lines.append(try #require(json["total"] as? [String: Any]))
        for (place, line) in lines.enumerated() {
            let row = page.row(10 + place)
            #expect(row[0] == line["number"] as? String ?? "")
            let columns = line["columns"] as? [String: Int] ?? [:]
            #expect(Array(row[2...12]) == (3...13).map { "\(columns["\($0)"] ?? -1)" })
            #expect(page.numbers.contains("C\(10 + place)"))
        }
        #expect(page.row(9 + lines.count)[1] == "Tổng số")
        #expect(page.cell(beginning: "(3) = (7) + (11): ") != nil)
    }

    @Test("the same question gives the same bytes, made at the moment of knowledge")
    func sameBytes() throws {
        let options = "\(FormTests.quarter) --as-of 2026-01-05T17:00:00+07:00"
        let reading = try sheet(options, "one.xlsx")
        #expect(reading.created == "2026-01-05T10:00:00Z")
        // The library packs with the clock's time if it is let.
        usleep(1_100_000)
        _ = try sheet(options, "two.xlsx")
        #expect(try workspace.read("one.xlsx") == workspace.read("two.xlsx"))
        for format in ["text", "json", "csv"] {
            #expect(
                try form("\(options) --format \(format)").output
                    == form("\(options) --format \(format)").output
            )
        }
    }

    @Test("a carry-over that does not hold has a sheet of its dossiers, and exit status 1")
    func carryOverSheet() throws {
        let options =
            "\(FormTests.quarter) --basis audited --unit H50 --check-carry-over 2025-07-01..2025-07-31 "
            + "--previous-as-of 2025-08-05"
        let json = try Dossier.json(form("\(options) --format json", status: 1))
        let carryOver = try #require(json["carryOver"] as? [String: Any])
        #expect(carryOver["holds"] as? Bool == false)
        let dossiers = try #require(carryOver["dossiers"] as? [[String: Any]])
        #expect(!dossiers.isEmpty)
        let reading = try sheet("\(options) --lang vi", "form.xlsx", status: 1)
        #expect(reading.names == ["II.06a", "Chuyển kỳ"])
        for dossier in dossiers {
            let code = try #require(dossier["dossier"] as? String)
            #expect(reading.pages[1].cells.values.contains(code))
            #expect((dossier["events"] as? [Any])?.isEmpty == false, "\(code)")
        }
        // CSV has no place for it: it is told beside.
        let csv = try form("\(options) --format csv --lang en", status: 1)
        #expect(csv.errorText.hasPrefix("(6) = (11) of the form before"))
        let held = try Dossier.json(
            form("\(FormTests.quarter) --check-carry-over 2025-07-01..2025-09-30 --format json")
        )
        #expect((held["carryOver"] as? [String: Any])?["holds"] as? Bool == true)
    }

    // MARK: - Refusals

    @Test(
        "wrong use is told in one line",
        arguments: [
            ("--from 2025-01-01 --to 2025-06-30 --format xlsx", "--format xlsx needs a file: -o FILE"),
            (
                "--from 2025-01-01 --to 2025-06-30 --previous-as-of 2025-01-01",
                "--previous-as-of needs --check-carry-over FROM..TO"
            ),
            ("--from 2025-01-01 --to 2025-06-30 --unit H51", "there is no unit \"H51\"; the nearest: H50"),
            ("--from 2025-07-01 --to 2025-06-30", "the period ends (2025-06-30) before it begins"),
            ("--from 2025-01-01", "--to"),
            ("--from 2025-01-01 --to 2025-06-30 --check-carry-over 2024-07-01", "2025-07-01..2025-09-30"),
            ("--from 2025-01-01 --to 2025-06-30 --basis both", "one of these is due: reported, audited"),
            ("--from 2025-01-01 --to 2025-06-30 --form II.07b", "II.07b"),
        ]
    )
    func wrongUse(_ options: String, _ told: String) throws {
        let outcome = try run("form \(options)")
        #expect(outcome.status == 2)
        #expect(outcome.output.isEmpty)
        #expect(outcome.errorText.contains(told), "\(outcome.errorText)")
        #expect(outcome.errorText.split(separator: "\n").count == 1, "\(outcome.errorText)")
    }

    @Test("a file that is there is left as it is", arguments: ["text", "json", "csv", "xlsx"])
    func existing(_ format: String) throws {
        let file = try workspace.write("mine", "form")
        let outcome = try run("form \(FormTests.quarter) --format \(format) -o \(file)")
        #expect(outcome.status == 2)
        #expect(outcome.errorText == "dossier: \(file): File exists\n")
        #expect(try workspace.read("form") == Array("mine".utf8))
        let nowhere = try run("form \(FormTests.quarter) --format \(format) -o \(file)/none/form")
        #expect(nowhere.status == 3)
    }

    @Test("--receiver names whom the form goes to, else it is the unit above")
    func receiver() throws {
        let above = try form("\(FormTests.quarter) --unit H50.17.02 --lang vi")
        #expect(above.text.contains("\nĐơn vị nhận báo cáo: Sở Nông nghiệp và Môi trường (H50.17)\n"))
        let named = try form("\(FormTests.quarter) --unit H50.17.02 --receiver VPCP --lang vi")
        #expect(named.text.contains("\nĐơn vị nhận báo cáo: VPCP\n"))
    }
}
