import Foundation
import TestSupport
import Testing

@Suite("dossier detect")
struct DetectCommandTests {
    private let workspace: Workspace
    private let ledger: String

    init() throws {
        workspace = try Workspace()
        ledger = try workspace.demoLedger()
    }

    private func detect(_ options: String = "", of other: String? = nil) throws -> ChildProcess.Outcome {
        let outcome = try Dossier.line("detect @L \(options)", other ?? ledger)
        try #require(outcome.status == 0, "\(outcome.errorText)")
        return outcome
    }

    private func refused(_ arguments: [String]) throws -> String {
        let outcome = try Dossier.run(["detect", ledger] + arguments)
        #expect(outcome.status == 2, "\(arguments)")
        #expect(outcome.output.isEmpty)
        #expect(outcome.errorText.filter { $0 == "\n" }.count == 1, "\(outcome.errorText)")
        return outcome.errorText
    }

    // MARK: - Text

    @Test("the text is the approved one", arguments: ["vi", "en"])
    func texts(_ language: String) throws {
        let outcome = try detect("--lang \(language)")
        #expect(outcome.error.isEmpty)
        for line in outcome.text.split(separator: "\n") { #expect(!line.hasSuffix(" "), "\(line)") }
        try expectGolden(outcome.text, "detect/demo.\(language).txt")
    }

    @Test("rule, citation and refutation stand once for a detector, and each event has both clocks")
    func wordsOnce() throws {
        let text = try detect("--only unauthorisedPause --limit 3 --lang vi").text
        for words in [
            "Tạm dừng không có căn cứ, văn bản hoặc thẩm quyền (Nghị định 118/2025/NĐ-CP, điều 21",
            "Bác bỏ được bằng: Văn bản",
        ] {
            #expect(text.components(separatedBy: words).count == 2, "\(words)")
        }
        #expect(text.components(separatedBy: "  xảy ra ").count == 4)
        #expect(text.components(separatedBy: "  ghi nhận ").count == 4)
        #expect(text.contains("seq 82  demo-0083  dossier.paused  xảy ra 10:00 16/07/2025"))
        #expect(text.contains("căn cứ không được phép [groundNotLawful]"))
        #expect(text.contains("… và 2 dấu hiệu nữa"))
    }

    @Test("no sentence of the Vietnamese text is English")
    func vietnamese() throws {
        let english = try detect("--lang en --limit 0").text.split(separator: "\n")
        let vietnamese = Set(try detect("--lang vi --limit 0").text.split(separator: "\n"))
        #expect(vietnamese.count > 60)
        for line in english where line.hasPrefix("  ") && !line.contains("(findings.md 4)") {
            #expect(!vietnamese.contains(line), "\(line)")
        }
        for word in ["Refuted", "Decree", "Decision", "Circular", "article", " form ", " and "] {
            #expect(!vietnamese.contains { $0.contains(word) }, "\(word)")
        }
    }

    // MARK: - CSV and JSON

    @Test("CSV has a line for each event of each hit, with the same hits in both languages")
    func csv() throws {
        let json = try Dossier.json(detect("--format json"))
        let hits = try #require(json["hits"] as? [[String: Any]])
        let tables = try ["vi", "en"].map { CSVTable(try detect("--format csv --lang \($0)").text) }
        for table in tables {
            #expect(
                table.heads == [
                    "hit", "detector", "dossier", "unit", "day", "details", "seq", "id", "type",
                    "occurredAt", "recordedAt", "rule", "citation", "refutedBy",
                ]
            )
            #expect(table.rows.allSatisfy { $0.count == table.heads.count })
            var place = 0
            for (index, hit) in hits.enumerated() {
                for event in try #require(hit["events"] as? [[String: Any]]) {
                    let row = table.rows[place]
                    place += 1
                    #expect(row["hit"] == "\(index + 1)")
                    #expect(row["detector"] == hit["detector"] as? String)
                    #expect(row["dossier"] == hit["dossier"] as? String ?? "")
                    #expect(row["day"] == hit["day"] as? String)
                    #expect(row["seq"] == (event["seq"] as? Int).map { "\($0)" })
                    for key in ["id", "type", "occurredAt", "recordedAt"] {
                        #expect(row[key] == event[key] as? String, "\(key)")
                    }
                    #expect(row["refutedBy"]?.isEmpty == false)
                }
            }
            #expect(place == table.rows.count)
        }
        let first = tables.map { $0.rows[0] }
        let vietnamese = try #require(first[0]["citation"])
        #expect(
            vietnamese.hasPrefix("Nghị định 118/2025/NĐ-CP, điều 17 (tiếp nhận), trước đó Nghị định 61/2018")
        )
        #expect(vietnamese.hasSuffix("; rules.md 9, offSystem"))
        let english = try #require(first[1]["citation"])
        #expect(english.hasPrefix("Decree 118/2025/NĐ-CP, article 17 (receipt), before that Decree 61/2018"))
        #expect(english.hasSuffix("; rules.md 9, offSystem"))
    }

    @Test("--summary is a table of its own in CSV: hits, dossiers, and both rates of each unit")
    func summary() throws {
        let text = try detect("--format csv --summary").text
        #expect(try detect("--format csv --summary --lang vi").text == text)
        let table = CSVTable(text)
        #expect(
            table.heads == [
                "unit", "level", "detector", "hits", "of", "hit", "lookedAt", "rate", "othersHit",
                "othersLookedAt", "othersRate", "outlier",
            ]
        )
        let units = try #require(try Dossier.json(detect("--format json"))["units"] as? [[String: Any]])
        #expect(table.rows.count == units.count)
        for (row, unit) in zip(table.rows, units) {
            #expect(row["unit"] == unit["unit"] as? String && row["detector"] == unit["detector"] as? String)
            #expect(row["hits"] == (unit["hits"] as? Int).map { "\($0)" })
            for key in ["rate", "othersRate"] {
                // Foundation reads the last digit of some otherwise.
                let (one, other) = (row[key].flatMap(Double.init), unit[key] as? Double)
                #expect((one == nil) == (other == nil) && abs((one ?? 0) - (other ?? 0)) < 1e-12, "\(key)")
            }
        }
        let late = try #require(table.rows.first { $0["detector"] == "lateNoApology" })
        #expect(
            late["of"] == "dossiers" && late["hit"] == "12" && late["lookedAt"] == "24"
                && late["rate"] == "0.5"
        )
        for (format, language, told) in [
            ("text", "en", "--summary needs --format csv"), ("json", "vi", "--summary cần --format csv"),
        ] {
            #expect(try refused(["--summary", "--format", format, "--lang", language]).contains(told))
        }
    }

    @Test("a unit that stands out does so in text, CSV and JSON")
    func outlier() throws {
        let ledger = try workspace.ledger(events: HistoryStory.references + OutlierStream.events)
        let text = try detect("--only unauthorisedPause --lang vi", of: ledger).text
        let line = try #require(text.split(separator: "\n").last { $0.hasPrefix("U1 ") })
        #expect(line.contains("100,00") && line.hasSuffix("nổi bật"), "\(line)")
        let english = try detect("--only unauthorisedPause --lang en", of: ledger).text
        #expect(english.contains("stands out\n"))
        let table = CSVTable(try detect("--only unauthorisedPause --format csv --summary", of: ledger).text)
        #expect(table.rows.map { $0["outlier"] } == ["true"])
        #expect(table.rows[0]["rate"] == "1" && table.rows[0]["othersRate"] == "0")
    }

    @Test("JSON is the same in both languages, and has every text in both")
    func json() throws {
        let answer = try detect("--format json --lang vi").output
        #expect(try detect("--format json --lang en").output == answer)
        let json = try Dossier.json(detect("--format json"))
        let detectors = try #require(json["detectors"] as? [[String: Any]])
        #expect(detectors.count > 30)
        for detector in detectors {
            for key in ["rule", "citation", "refutedBy"] {
                let text = try #require(detector[key] as? [String: String], "\(key)")
                #expect(Set(text.keys) == ["vi", "en"])
                #expect(!text.values.contains(""))
                #expect(key == "citation" || text["vi"] != text["en"])
            }
        }
    }

    @Test("lines of a paper register that are off the system make a ward stand out")
    func paperEntries() throws {
        let synthesised = try Dossier.run(["synthesise", "--document", "tra-vinh-2023", "--scale", "0.05"])
        try #require(synthesised.status == 0, "\(synthesised.errorText)")
        let lines = synthesised.text.split(separator: "\n").map(String.init)
        let ledger = try workspace.ledger("travinh", events: lines)
        let outcome = try detect("--only offSystemReceipt --format csv --summary", of: ledger)
        let table = CSVTable(outcome.text)
        let ward = try #require(table.rows.first { $0["unit"] == "H59.TP.P7" })
        #expect(ward["of"] == "paperEntries" && ward["outlier"] == "true")
        #expect(ward["hit"] == ward["hits"] && ward["othersHit"] == "0")
        let json = try Dossier.json(detect("--only offSystemReceipt --format json", of: ledger))
        let hits = try #require(json["hits"] as? [[String: Any]])
        let details = hits.compactMap { $0["details"] as? [String: String] }
        #expect(!details.isEmpty && details.allSatisfy { $0["paperNo"] != nil && $0["procedure"] != nil })
    }

    @Test("nothing to look at is told from a clean bill, in text and JSON")
    func nothingToLookAt() throws {
        let told = "No hits: there was no dossier"
        #expect(try detect("--to 2020-01-01 --lang en").text.contains(told))
        #expect(try detect("--as-of 2020-01-01T00:00:00+07:00 --lang en").text.contains(told))
        let json = try Dossier.json(detect("--to 2020-01-01 --format json"))
        #expect((json["note"] as? [String: String])?["en"]?.hasPrefix("there was no dossier") == true)
        #expect((json["lookedAt"] as? [String: Int])?["dossiers"] == 0)
        let clean = try detect("--only split --lang en").text
        #expect(clean.hasSuffix("\nNo hits\n"), "\(clean)")
        #expect(try Dossier.json(detect("--only split --format json"))["note"] is NSNull)
    }

    @Test("of a unit that was merged it is said where its dossiers are counted")
    func merged() throws {
        let merger = """
            {"type":"unit.merged","id":"mm","occurredAt":"2024-05-01T00:00:00+07:00","unit":"U1","data":{"into":"U2"}}
            """
        let ledger = try workspace.ledger(events: HistoryStory.references + OutlierStream.events + [merger])
        let outcome = try detect("--unit U1 --format json --lang en", of: ledger)
        #expect(outcome.errorText.contains("note: U1 was merged into U2"))
        #expect(try Dossier.json(outcome)["mergedInto"] as? String == "U2")
        let other = try detect("--unit U2 --format json --lang en", of: ledger)
        #expect(other.error.isEmpty)
        #expect(try Dossier.json(other)["mergedInto"] is NSNull)
        for line in [
            "report @L --unit U1 --format json", "campaign @L --start 2024-04-01 --unit U1 --format json",
        ] {
            let answer = try Dossier.json(Dossier.line(line, ledger))
            #expect(answer["mergedInto"] as? String == "U2", "\(line)")
        }
    }

    // MARK: - Wrong use

    @Test("a detector that there is not is told with the nearest ones")
    func unknownDetector() throws {
        let english = try refused(["--only", "massClosing,lateTik", "--lang", "en"])
        #expect(english.contains("there is no detector \"lateTik\"; the nearest: lateTick"), "\(english)")
        let vietnamese = try refused(["--only", "lateTik", "--lang", "vi"])
        #expect(vietnamese.contains("không có dấu hiệu nào tên là «lateTik»; gần nhất: lateTick"))
        #expect(!vietnamese.contains("invalid"))
        #expect(try refused(["--only", "lateTick,"]).contains("there is no detector \"\""))
    }

    @Test("an empty list of detectors is told which there are")
    func noDetector() throws {
        let told = try refused(["--only", "", "--lang", "vi"])
        #expect(told.contains("cần một trong các giá trị: offSystemReceipt, registeredLate"), "\(told)")
        #expect(try refused(["--only", ""]).contains("one of these is due: offSystemReceipt"))
    }

    @Test("an unknown unit is told with the nearest ones, and so is a period that ends before it begins")
    func wrongUse() throws {
        #expect(try refused(["--unit", "H50.4"]).contains("there is no unit \"H50.4\"; the nearest: H50.41"))
        #expect(
            try refused(["--unit", "H50.4", "--lang", "vi"]).contains("không có đơn vị «H50.4»; gần nhất")
        )
        #expect(
            try refused(["--from", "2025-08-02", "--to", "2025-08-01"]).contains("--to comes before --from")
        )
        let replay = try Dossier.line(
            "replay @L --unit H50.41 --from 2025-08-02 --to 2025-08-01 --lang en",
            ledger
        )
        #expect(
            try refused(["--from", "2025-08-02", "--to", "2025-08-01", "--lang", "en"]) == replay.errorText
        )
        #expect(try refused(["--limit=-1"]).contains("a whole number from 0 on is due"))
    }

    // MARK: - Small ledgers

    @Test(
        "of an empty ledger there is no hit, and it is said that there is no event",
        arguments: ["vi", "en"]
    )
    func empty(_ language: String) throws {
        let empty = try workspace.ledger("empty")
        let outcome = try detect("--lang \(language)", of: empty)
        let none =
            language == "vi" ? "\nKhông có dấu hiệu nào: không có hồ sơ" : "\nNo hits: there was no dossier"
        #expect(outcome.text.contains(none))
        #expect(!outcome.text.contains("9999"))
        let told = language == "vi" ? "sổ chưa có sự kiện hồ sơ nào" : "there is no event of a dossier yet"
        #expect(outcome.errorText.contains(told))
        let json = try Dossier.json(detect("--format json", of: empty))
        #expect(json["asOf"] is NSNull && json["logSize"] as? Int == 0)
        #expect((json["hits"] as? [Any])?.isEmpty == true)
        let dated = try Dossier.json(detect("--format json --to 2025-12-31", of: empty))
        #expect(dated["asOf"] as? String == "2025-12-31T23:59:59.999+07:00")
        #expect(CSVTable(try detect("--format csv", of: empty).text).rows.isEmpty)
    }

    @Test("of one event there is what one event can show")
    func oneEvent() throws {
        let one = try workspace.ledger("one", events: SampleEvents.lines(0..<1))
        let outcome = try detect("--lang en", of: one)
        #expect(outcome.error.isEmpty)
        #expect(outcome.text.contains("noDueDate: 1 hit\n"))
        #expect(outcome.text.contains("seq 0  e-0  dossier.received  occurred 2026-03-01 01:30"))
    }
}

/// Three dossiers of the unit U1 that were paused without authority, and three of U2 that were not.
private enum OutlierStream {
    static let events = (0..<3).flatMap { number in
        [
            HistoryStory.event("r\(number)", "received", "2024-04-0\(number + 1)T08:00", receipt),
            HistoryStory.event(
                "p\(number)",
                "paused",
                "2024-04-0\(number + 1)T09:00",
                "\"ground\":\"other\""
            ),
            HistoryStory.event("s\(number)", "received", "2024-04-0\(number + 1)T08:00", receipt)
                .replacing("\"U1\"", with: "\"U2\"").replacing("\"D\"", with: "\"E\""),
        ]
        .map { $0.replacing("\"D\"", with: "\"D\(number)\"").replacing("\"E\"", with: "\"E\(number)\"") }
    }

    private static let receipt = "\"procedure\":\"P\",\"channel\":\"online\""
}
