import DossierModel
import Foundation
import Projections
import Testing

@testable import Audit

/// Claims files: what they hold, and what is said of bad ones.
@Suite("Claims files")
struct ClaimsFileTests {
    private static let document =
        #""document":{"id":"d","title":"T","issuer":"I","date":"2023-07","citation":"C"}"#
    private static let claim =
        #"{"id":"a","says":"s","metric":"received","from":"2023-01-01","to":"2023-06-30","relation":"equals","value":5}"#

    private func file(_ claims: String = claim, _ rest: String = "") throws(ClaimsFileError) -> ClaimsFile {
        try read("{\(ClaimsFileTests.document),\"claims\":[\(claims)]\(rest)}")
    }

    private func read(_ text: String) throws(ClaimsFileError) -> ClaimsFile {
        try ClaimsFile(Array(text.utf8), file: "claims.json")
    }

    /// The claim with one field in the place of another.
    private func changed(_ old: String, _ new: String) -> String {
        ClaimsFileTests.claim.replacing(old, with: new)
    }

    @Test("a claim is read with its defaults")
    func defaults() throws {
        let claim = try #require(try file().claims.first)
        #expect(claim.figure.basis == .reported)
        #expect(claim.figure.relation == .equals)
        #expect(claim.figure.value == .count(5))
        #expect(claim.scope == ClaimsFile.Scope())
        #expect(claim.denominatorScope == nil && claim.asOf == nil && claim.place == nil)
        let other = #"{"unit":"H50","level":"branch","sector":"land","channel":"online","procedure":null}"#
        let text = changed(
            #""value":5"#,
            #""value":"5","scope":\#(other),"asOf":"2023-07-05","basis":"audited","place":"p. 1""#
        )
        let full = try #require(try file(text).claims.first)
        #expect(full.scope.unit == "H50" && full.scope.level == .branch && full.scope.channel == .online)
        #expect(full.scope.procedure == nil)
        #expect(full.figure.basis == .audited && full.figure.value == .count(5))
        #expect(full.asOf.map { "\($0)" } == "2023-07-05T23:59:59.999+07:00")
    }

    @Test(
        "the day of the document is the last that its date may mean",
        arguments: [
            ("2023-07-15", "2023-07-15"), ("2023-07", "2023-07-31"), ("2024-02", "2024-02-29"),
            ("2023-02", "2023-02-28"), ("2023", "2023-12-31"), ("2021-06", "2021-06-30"),
        ]
    )
    func day(_ date: String, _ day: String) throws {
        let text = "{\(ClaimsFileTests.document),\"claims\":[\(ClaimsFileTests.claim)]}"
        #expect("\(try read(text.replacing("2023-07\"", with: date + "\"")).document.day)" == day)
    }

    @Test(
        "a date that is none is refused",
        arguments: ["2023-13", "23", "2023-7", "July 2023", "2023-02-30"]
    )
    func badDay(_ date: String) {
        let text = "{\(ClaimsFileTests.document),\"claims\":[\(ClaimsFileTests.claim)]}"
        expectFault("document.date") { () throws(ClaimsFileError) in
            try read(text.replacing("2023-07\"", with: date + "\""))
        }
    }

    private func expectFault(_ path: String, _ read: () throws(ClaimsFileError) -> ClaimsFile) {
        do throws(ClaimsFileError) {
            _ = try read()
            Issue.record("it was taken, where a fault at \(path) was due")
        } catch {
            #expect(error.path == path, "\(error)")
            #expect(!error.message.isEmpty)
            #expect(error.description.hasPrefix("claims.json: "))
        }
    }

    @Test(
        "a bad field of a claim is named by its path",
        arguments: [
            (#""metric":"received""#, #""metric":"recieved""#, "metric"),
            (#""metric":"received""#, #""metric":7"#, "metric"),
            (#""value":5"#, #""value":-5"#, "value"),
            (#""value":5"#, #""value":5.5"#, "value"),
            (#""value":5"#, #""value":"5%""#, "value"),
            (#""value":5"#, #""value":"46,62%""#, "value"),
            (#""value":5"#, #""value":null"#, "value"),
            (#""to":"2023-06-30""#, #""to":"2022-12-31""#, "to"),
            (#""to":"2023-06-30""#, #""to":"2023-06-31""#, "to"),
            (#""from":"2023-01-01""#, #""from":"1/1/2023""#, "from"),
            (#""relation":"equals""#, #""relation":"above""#, "relation"),
            (#""relation":"equals","#, "", "relation"),
            (#""id":"a""#, #""id":"a/b""#, "id"),
            (#""id":"a""#, #""id":"..""#, "id"),
            (#""id":"a""#, #""id":"""#, "id"),
            (#""says":"s""#, #""says":"""#, "says"),
            (#""says":"s""#, #""says":"s","basis":"booked""#, "basis"),
            (#""says":"s""#, #""says":"s","asOf":"yesterday""#, "asOf"),
            (#""says":"s""#, #""says":"s","scope":[]"#, "scope"),
            (#""says":"s""#, #""says":"s","scope":{"level":"ward"}"#, "scope.level"),
            (#""says":"s""#, #""says":"s","scope":{"unit":7}"#, "scope.unit"),
            (#""says":"s""#, #""says":"s","scope":{"units":"H50"}"#, "scope.units"),
            (#""says":"s""#, #""says":"s","denominatorScope":{}"#, "denominatorScope"),
            (#""says":"s""#, #""says":"s","note":"n""#, "note"),
        ]
    )
    func badClaim(_ old: String, _ new: String, _ path: String) {
        expectFault("claims[1]." + path) { () throws(ClaimsFileError) in
            try file(ClaimsFileTests.claim.replacing("\"a\"", with: "\"z\"") + "," + changed(old, new))
        }
    }

    @Test(
        "a percentage is due for a rate, and none above the whole of a share",
        arguments: [
            ("onTimeRate", "104.5%", false), ("onTimeRate", "100%", true), ("onTimeRate", "100.00%", true),
            ("onTimeRate", "100.01%", false), ("apologyCoverage", "101%", false), ("onTimeRate", "82", false),
            ("notServedRate", "104%", true), ("openOverdue/open", "300%", false),
            ("early/finished", "150%", false), ("declined/finished", "150%", true),
            ("overdue/overdue", "101%", false), ("received/finished", "300%", true),
            ("onTimeRates.overReceived", "104%", true), ("onTimeRates.withOpenOverdue", "104%", false),
        ]
    )
    func percentage(_ metric: String, _ value: String, _ isTaken: Bool) {
        let text = changed("received", metric).replacing(#""value":5"#, with: #""value":"\#(value)""#)
        if isTaken {
            #expect(throws: Never.self) { try file(text) }
        } else {
            expectFault("claims[0].value") { () throws(ClaimsFileError) in try file(text) }
        }
    }

    @Test("more than the whole of a share is impossible, and so is more than 100 %")
    func aboveWhole() throws {
        let share = changed("received", "onTimeRate").replacing(#""value":5"#, with: #""value":"100%""#)
        expectFault("claims[0].value") { () throws(ClaimsFileError) in
            try file(share.replacing("equals", with: "moreThan"))
        }
        #expect(throws: Never.self) { try file(share.replacing("equals", with: "atLeast")) }
        let elsewhere = changed("received", "overdue/overdue").replacing(
            #""value":5"#,
            with: #""value":"101%""#
        )
        .replacing(#""says""#, with: #""denominatorScope":{"sector":"land"},"says""#)
        #expect(throws: Never.self) { try file(elsewhere) }
    }

    @Test("a text may be given in both languages, and then in both")
    func languages() throws {
        let both = try file(changed(#""says":"s""#, #""says":{"vi":"v","en":"e"}"#)).claims.first?.says
        #expect(both == ClaimsFile.Text(vi: "v", en: "e"))
        for (text, path) in [(#"{"vi":"v"}"#, "says.en"), (#"{"vi":"v","en":""}"#, "says.en"), ("7", "says")]
        {
            expectFault("claims[0]." + path) { () throws(ClaimsFileError) in
                try file(changed(#""says":"s""#, #""says":\#(text)"#))
            }
        }
    }

    @Test(
        "every file of seeds/ is a claims file of its document",
        arguments: [
            "phu-tho-2026", "to-cong-tac-7-2025", "hanh-chinh-cong-2021", "quang-tri-2023-h1",
            "tra-vinh-2023",
        ]
    )
    func seeds(_ id: String) throws {
        let path = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent().appendingPathComponent("seeds/\(id).json")
        let file = try ClaimsFile(Array(try Data(contentsOf: path)), file: id)
        #expect(file.document.id == id)
        #expect(file.document.title.vi != file.document.title.en)
        #expect(file.claims.allSatisfy { $0.scope.unit != nil && $0.says.vi != $0.says.en })
    }

    @Test("two things of one id are refused, however their letters are written")
    func ids() {
        let other = ClaimsFileTests.claim.replacing("\"a\"", with: "\"A\"")
        expectFault("claims[1].id") { () throws(ClaimsFileError) in
            try file(ClaimsFileTests.claim + "," + ClaimsFileTests.claim)
        }
        expectFault("claims[1].id") { () throws(ClaimsFileError) in
            try file(ClaimsFileTests.claim + "," + other)
        }
        let identity = #","identities":[{"id":"a","says":"s","sum":["a"],"equals":"a"}]"#
        expectFault("identities[0].id") { () throws(ClaimsFileError) in
            try file(ClaimsFileTests.claim, identity)
        }
    }

    @Test("an identity is of claims that are counts")
    func identities() {
        let share = changed("received", "onTimeRate").replacing(#""value":5"#, with: #""value":"5%""#)
            .replacing("\"a\"", with: "\"b\"")
        for (sum, equals, path) in [
            (#"["a","x"]"#, "a", "sum[1]"), (#"["a"]"#, "x", "equals"), ("[]", "a", "sum"),
            (#"["a","b"]"#, "a", "sum[1]"), (#"["a"]"#, "b", "equals"),
        ] {
            let identity = #","identities":[{"id":"i","says":"s","sum":\#(sum),"equals":"\#(equals)"}]"#
            expectFault("identities[0]." + path) { () throws(ClaimsFileError) in
                try file(ClaimsFileTests.claim + "," + share, identity)
            }
        }
    }

    @Test(
        "a file that is no claims file is refused as a whole",
        arguments: [
            ("{", ""), ("[]", ""), ("{}", "claims"), (#"{"document":{},"claims":[]}"#, "document.citation"),
            (#"{"document":1,"claims":[],"claimz":[]}"#, "claimz"), ("{\(document),\"claims\":[]}", "claims"),
            ("{\(document),\"claims\":{}}", "claims"), ("{\(document),\"claims\":[1]}", "claims[0]"),
        ]
    )
    func whole(_ text: String, _ path: String) {
        expectFault(path) { () throws(ClaimsFileError) in try read(text) }
    }
}
