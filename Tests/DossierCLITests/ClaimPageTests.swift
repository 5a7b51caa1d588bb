import Foundation
import TestSupport
import Testing

@Suite("dossier audit --html")
struct ClaimPageTests {
    private let workspace: Workspace
    private let ledger: String
    private let claims: String

    /// Of every relation, of both bases, with every verdict, over the stream that ships.
    private static let file = """
        {"document": {"id": "demo-2025", "title": "Báo cáo quý III", "issuer": "Phường Ví Dụ", "date": "2025-10-05",
          "citation": "Báo cáo số 12, mục II"},
         "claims": [
          {"id": "received", "says": "18 received", "place": "line 1", "metric": "received", "scope": {"unit": "H50.41"},
           "from": "2025-07-01", "to": "2025-09-30", "relation": "equals", "value": 18},
          {"id": "rate", "says": "75 % in time", "metric": "onTimeRate", "scope": {"unit": "H50.17.02"},
           "from": "2025-07-01", "to": "2025-09-30", "relation": "equals", "value": "75%"},
          {"id": "half", "says": "more than half", "metric": "onTimeRates.overReceived", "scope": {"unit": "H50"},
           "from": "2025-07-01", "to": "2025-09-30", "relation": "moreThan", "value": "52%"},
          {"id": "none", "says": "9 papers", "metric": "paperEntries", "scope": {"unit": "H50.41", "sector": "land"},
           "from": "2025-07-01", "to": "2025-09-30", "relation": "equals", "value": 9},
          {"id": "many", "says": "more than 1,900", "metric": "received",
           "from": "2025-07-01", "to": "2025-09-30", "relation": "moreThan", "value": 1900},
          {"id": "share", "says": "about a fifth late", "metric": "overdue/finished", "denominatorScope": {"unit": "H50"},
           "from": "2025-07-01", "to": "2025-09-30", "relation": "about", "value": "20%"},
          {"id": "explained", "says": "not all explained", "metric": "explanationCoverage", "asOf": "2025-10-01",
           "basis": "audited", "from": "2025-07-01", "to": "2025-09-30", "relation": "lessThan", "value": "90%"},
          {"id": "satisfied", "says": "85 % content", "metric": "satisfaction",
           "from": "2025-01-01", "to": "2025-12-31", "relation": "atLeast", "value": "85%"}],
         "identities": [
          {"id": "fails", "says": "parts", "place": "line 3", "sum": ["received", "none"], "equals": "many"},
          {"id": "holds", "says": "itself", "sum": ["received"], "equals": "received"}],
         "notCheckable": [{"id": "house", "says": "a new house", "place": "line 4", "reason": "no event of a house"}]}
        """

    init() throws {
        workspace = try Workspace()
        ledger = try workspace.ledger("demo", events: ClaimPageTests.stream)
        claims = try workspace.write(ClaimPageTests.file, "claims.json")
    }

    private static let stream: [String] = {
        let url = URL(fileURLWithPath: #filePath)
            .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
            .appendingPathComponent("fixtures/streams/demo.ndjson")
        return ((try? String(contentsOf: url, encoding: .utf8)) ?? "").split(separator: "\n").map(String.init)
    }()

    private func audit(
        _ name: String,
        _ arguments: [String] = [],
        claims: String? = nil
    ) throws -> ChildProcess.Outcome {
        try Dossier.run(
            ["audit", ledger, claims ?? self.claims, "--html", workspace.path(name)] + arguments
        )
    }

    private func outline(_ name: String) throws -> PageOutline {
        try #require(PageOutline(workspace.read(name)), "\(name) is not well-formed")
    }

    // MARK: - What it is

    @Test(
        "the page is well-formed, loads nothing, runs nothing, and links only into itself",
        arguments: ["vi", "en"]
    )
    func selfContained(_ language: String) throws {
        let outcome = try audit("page.html", ["--lang", language])
        #expect(outcome.status == 1, "\(outcome.errorText)")
        let page = try outline("page.html")
        #expect(page.values(of: "lang") == [language])
        for element in ["script", "img", "link", "iframe", "object", "embed", "base", "form", "image", "use"]
        {
            #expect(page.elements[element] == nil, "\(element)")
        }
        let names = Set(page.fields.map(\.name))
        #expect(
            names.isDisjoint(with: ["src", "srcset", "style", "xlink:href", "action", "data", "background"])
        )
        #expect(!names.contains { $0.hasPrefix("on") })
        let links = page.values(of: "href")
        #expect(links.count >= 8)
        for link in links {
            #expect(link.hasPrefix("#") && page.ids.contains(String(link.dropFirst())), "\(link)")
        }
        let source = String(decoding: try workspace.read("page.html"), as: UTF8.self)
        #expect(source.hasPrefix("<!DOCTYPE html>\n<html"))
        #expect(!source.contains("url(") && !source.contains("@import"))
        #expect(source.components(separatedBy: "http").count == 3, "xmlns and http-equiv only")
        #expect(source.contains("default-src 'none'"))
        #expect(page.elements["section"] ?? 0 >= 8 + 5)
        #expect(page.elements["svg"] ?? 0 >= 5)
    }

    @Test(
        "the page speaks the language that is asked for, and the answer beside it is the one without a page"
    )
    func languages() throws {
        let vietnamese = try audit("vi.html", ["--lang", "vi"])
        let english = try audit("en.html", ["--lang", "en"])
        #expect(vietnamese.text == (try Dossier.run(["audit", ledger, claims, "--lang", "vi"]).text))
        #expect(english.text == (try Dossier.run(["audit", ledger, claims, "--lang", "en"]).text))
        let (vi, en) = (try outline("vi.html").text, try outline("en.html").text)
        let pairs = [
            ("Tóm tắt", "Summary"), ("Bảng kết luận", "Verdicts"), ("Từng số liệu", "Claim by claim"),
            ("Số liệu của văn bản với nhau", "The document with itself"),
            ("Làm lại", "How to reproduce this"),
            ("Điều sổ không nói được", "What no ledger can bear on"),
            ("đúng theo cách đọc khác", "reproduced otherwise"),
            ("không kiểm được", "not checkable"), ("trên 52 %", "more than 52%"),
            ("hết ngày 30/09/2025", "the end of 2025-09-30"),
            ("Tử số", "Numerator"), ("không mẫu số nào", "no denominator"), ("05/10/2025", "2025-10-05"),
        ]
        for (vietnamese, english) in pairs {
            #expect(vi.contains(vietnamese) && !en.contains(vietnamese), "\(vietnamese)")
            #expect(en.contains(english) && !vi.contains(english), "\(english)")
        }
    }

    // MARK: - What it tells

    @Test("every figure of the JSON answer stands on the page, in the section of its claim")
    func figures() throws {
        let answer = try Dossier.json(audit("page.html", ["--lang", "en", "--format", "json"]))
        let page = try outline("page.html")
        for key in ["root", "asOf"] { #expect(page.text.contains(answer[key] as? String ?? "?"), "\(key)") }
        #expect(page.text.contains("\(answer["logSize"] as? Int ?? -1) events"))
        #expect(page.text.contains((answer["claimsFile"] as? String ?? "?").replacing("sha256 ", with: "")))
        for (name, hash) in try #require(answer["ruleSets"] as? [String: String]) {
            #expect(page.text.contains(name) && page.text.contains(hash.replacing("sha256 ", with: "")))
        }
        for value in try #require(answer["document"] as? [String: String]).values {
            // The id stands in the foot of every sheet, which is style.
            #expect(value == "demo-2025" || page.text.contains(value), "\(value)")
        }
        let claims = try #require(answer["claims"] as? [[String: Any]])
        #expect(claims.count == 8)
        for claim in claims { try expect(claim, in: page) }
        for identity in try #require(answer["identities"] as? [[String: Any]]) {
            for key in ["id", "says", "place"] where !(identity[key] is NSNull) {
                #expect(page.text.contains(identity[key] as? String ?? "?"))
            }
            for key in ["left", "right"] { #expect(page.text.contains(count(identity[key])), "\(key)") }
        }
        #expect(page.text.contains("−1,873"))
        for remark in try #require(answer["notCheckable"] as? [[String: String]]) {
            for value in remark.values { #expect(page.text.contains(value), "\(value)") }
        }
        for denominator in try #require(answer["denominators"] as? [[String: Any]]) {
            #expect(page.text.contains(denominator["denominator"] as? String ?? "?"))
        }
    }

    private func expect(_ claim: [String: Any], in page: PageOutline) throws {
        let id = try #require(claim["id"] as? String)
        let text = try #require(page.texts["claim-" + id])
        for key in ["says", "place", "metric", "from", "to"] where !(claim[key] is NSNull) {
            #expect(text.contains(claim[key] as? String ?? "?"), "\(id) \(key)")
        }
        let verdicts = [
            "reproduced": "reproduced", "reproducedOtherwise": "reproduced otherwise", "refuted": "refuted",
            "notCheckable": "not checkable",
        ]
        #expect(text.contains(verdicts[claim["verdict"] as? String ?? ""] ?? "?"), "\(id)")
        for code in (claim["scope"] as? [String: String] ?? [:]).values {
            #expect(text.contains(code), "\(id)")
        }
        let measured = try #require(claim["measured"] as? [String: [String: Any]])
        for measure in measured.values {
            for key in ["numerator", "denominator"] where !(measure[key] is NSNull) {
                #expect(text.contains("\n\(count(measure[key]))\n"), "\(id) \(key)")
            }
        }
        guard claim["verdict"] as? String != "notCheckable" else { return }
        let readings = try #require(claim["readings"] as? [[String: Any]])
        for reading in readings where readings.count > 1 {
            let counts =
                reading["denominator"] is NSNull
                ? count(reading["numerator"])
                : "\(count(reading["numerator"])) / \(count(reading["denominator"]))"
            #expect(text.contains("\n\(counts)\n"), "\(id) \(counts)")
        }
        if readings.count > 1 { #expect(text.contains("\n\(readings.count). "), "\(id)") }
        let behind = try #require(claim["behind"] as? [String: Any])
        #expect(
            text.contains("Behind the figure: \n\(count(behind["count"]))")
                || text.contains(count(behind["count"]))
        )
        for code in (behind["first"] as? [String] ?? []).prefix(8) {
            #expect(text.contains(code), "\(id) \(code)")
        }
    }

    private func count(_ value: Any?) -> String {
        guard let number = value as? Int else { return "?" }
        return number < 1_000 ? "\(number)" : "\(number / 1_000)," + String(format: "%03d", number % 1_000)
    }

    @Test("the denominator over which all shares in time are true is told in a sentence")
    func denominators() throws {
        // 37 of 39 finished, 37 of 45 received.
        let file = ClaimPageTests.file.replacing("\"75%\"", with: "\"100%\"").replacing(
            "\"52%\"",
            with: "\"94%\""
        )
        let path = try workspace.write(file, "shares.json")
        _ = try audit("en.html", ["--lang", "en"], claims: path)
        #expect(
            try outline("en.html").text.contains("All 2 shares are true together over: finished dossiers.")
        )
        _ = try audit("vi.html", ["--lang", "vi"], claims: path)
        #expect(
            try outline("vi.html").text.contains("Cả 2 tỷ lệ cùng đúng khi chia cho: hồ sơ đã giải quyết.")
        )
    }

    // MARK: - What files may say

    @Test("texts of a claims file stay texts, whatever they say")
    func escaping() throws {
        let nasty = [
            "<script>alert('1')</script>", "\"><img src=x onerror=alert(2)>", "</style><script>3</script>",
            "]]>&amp;<!-- 4", "' onload='5",
        ]
        let fields = ["title", "issuer", "citation"].enumerated().map { ($1, nasty[$0]) }
        var file = ClaimPageTests.file
        for (field, text) in fields + [("says", nasty[3]), ("place", nasty[4]), ("reason", nasty[0])] {
            let pattern = try Regex("\"\(field)\": \"[^\"]*\"")
            let escaped = text.replacing("\"", with: "\\\"")
            file = file.replacing(pattern) { _ in "\"\(field)\": \"\(escaped)\"" }
        }
        let path = try workspace.write(file, "nasty.json")
        for language in ["vi", "en"] {
            let outcome = try audit("\(language).html", ["--lang", language], claims: path)
            #expect(outcome.status == 1, "\(outcome.errorText)")
            let page = try outline("\(language).html")
            for text in nasty { #expect(page.text.contains(text), "\(text)") }
            #expect(
                page.elements["script"] == nil && page.elements["img"] == nil && page.elements["style"] == 1
            )
            #expect(!page.fields.contains { $0.name.hasPrefix("on") || $0.name == "src" })
            let source = String(decoding: try workspace.read("\(language).html"), as: UTF8.self)
            #expect(!source.contains("<script") && !source.contains("<img"))
        }
    }

    @Test("characters that a page cannot hold, or that turn a text around, are replaced")
    func controls() throws {
        let file = ClaimPageTests.file.replacing("18 received", with: "a\\u0001b\\u202Ec\\nd\\uFFFEe\\u2066f")
        _ = try audit("page.html", claims: try workspace.write(file, "controls.json"))
        let page = try outline("page.html")
        #expect(page.text.contains("a\u{FFFD}b\u{FFFD}c d\u{FFFD}e\u{FFFD}f"))
    }

    // MARK: - The file

    @Test("a file that is there is refused before anything is audited, and stays as it is")
    func existing() throws {
        _ = try workspace.write("mine", "page.html")
        // The claims name a unit that there is not: the audit would say so.
        let wrong = try workspace.write(ClaimPageTests.file.replacing("H50.41", with: "H99"), "wrong.json")
        let outcome = try audit("page.html", ["--evidence", workspace.path("evidence")], claims: wrong)
        #expect(outcome.status == 2)
        #expect(
            outcome.errorText
                == "dossier: \(workspace.path("page.html")) is there already; name another file for the page\n"
        )
        #expect(outcome.output.isEmpty)
        #expect(try workspace.read("page.html") == Array("mine".utf8))
        #expect(!FileManager.default.fileExists(atPath: workspace.path("evidence")))
        let vietnamese = try audit("page.html", ["--lang", "vi"])
        #expect(vietnamese.status == 2 && vietnamese.errorText.contains("đã có; hãy nêu tên khác cho trang"))
    }

    @Test("a link to nowhere counts as there, and a folder that is not there is told before the audit")
    func unwritable() throws {
        try FileManager.default.createSymbolicLink(
            atPath: workspace.path("link.html"),
            withDestinationPath: workspace.path("nowhere.html")
        )
        #expect(try audit("link.html").status == 2)
        #expect(!FileManager.default.fileExists(atPath: workspace.path("nowhere.html")))
        // A folder that is not there is the world's refusal, a name of no file is wrong use.
        for (name, status) in [
            (workspace.path("none/page.html"), Int32(3)), (workspace.path("none") + "/", 2), ("", 2),
        ] {
            let outcome = try Dossier.run(["audit", ledger, claims, "--html", name])
            #expect(outcome.status == status, "\(name)")
            #expect(outcome.errorText.contains("No such file or directory"))
            #expect(outcome.output.isEmpty)
        }
    }

    @Test("an audit that cannot be made leaves no page")
    func noPage() throws {
        let wrong = try workspace.write(ClaimPageTests.file.replacing("H50.41", with: "H99"), "wrong.json")
        #expect(try audit("page.html", claims: wrong).status == 2)
        #expect(!FileManager.default.fileExists(atPath: workspace.path("page.html")))
        #expect(try audit("page.html", ["--log-size", "100000"]).status == 2)
        #expect(!FileManager.default.fileExists(atPath: workspace.path("page.html")))
    }

    // MARK: - Again

    @Test("the same ledger and claims give the same bytes, wherever they lie")
    func sameBytes() throws {
        _ = try audit("one.html", ["--lang", "vi"])
        _ = try audit("two.html", ["--lang", "vi"])
        #expect(try workspace.read("one.html") == workspace.read("two.html"))
        try FileManager.default.createDirectory(
            atPath: workspace.path("other"),
            withIntermediateDirectories: false
        )
        try workspace.copy("demo", to: "other/demo")
        try workspace.copy("claims.json", to: "other/claims.json")
        let arguments = [workspace.path("other/demo"), workspace.path("other/claims.json")]
        _ = try Dossier.run(["audit"] + arguments + ["--lang", "vi", "--html", workspace.path("three.html")])
        #expect(try workspace.read("one.html") == workspace.read("three.html"))
        let source = String(decoding: try workspace.read("one.html"), as: UTF8.self)
        #expect(!source.contains(workspace.url.path))
        #expect(try workspace.read("one.html") != Array(ClaimPageTests.file.utf8))
    }

    @Test("the command on the page gives the page again, also when the ledger has grown")
    func reproduced() throws {
        let young = try workspace.ledger("young", events: Array(ClaimPageTests.stream.prefix(250)))
        let first = ["audit", young, claims, "--html", workspace.path("first.html"), "--lang", "en"]
        #expect(try Dossier.run(first).status == 1)
        let grown = try Dossier.run(
            ["import", young, "-"],
            input: ClaimPageTests.stream.joined(separator: "\n")
        )
        #expect(grown.status == 0)
        let command = try #require(try outline("first.html").lines.last)
        let words = command.split(separator: " ").map(String.init)
        #expect(words.prefix(4) == ["dossier", "audit", "young", "claims.json"])
        #expect(words.suffix(2) == ["--html", "PAGE.html"])
        let again = ["audit", young, claims] + words[4...].dropLast() + [workspace.path("again.html")]
        #expect(try Dossier.run(again).status == 1)
        #expect(try workspace.read("first.html") == workspace.read("again.html"))
        let now = ["audit", young, claims, "--html", workspace.path("now.html"), "--lang", "en"]
        #expect(try Dossier.run(now).status == 1)
        #expect(try workspace.read("first.html") != workspace.read("now.html"))
    }
}
