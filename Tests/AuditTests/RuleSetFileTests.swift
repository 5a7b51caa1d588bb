import Audit
import Foundation
import Rules
import TestSupport
import Testing

/// Rule sets as files (rules.md section 8).
@Suite("Rule-set files")
struct RuleSetFileTests {
    /// The text of a built-in file.
    static func text(_ name: String) throws -> String {
        let file = URL(fileURLWithPath: #filePath)
            .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
            .appendingPathComponent("Sources/Audit/Resources/\(name).json")
        return try String(contentsOf: file, encoding: .utf8)
    }

    @Test("the built-in files say what the tables of rules.md section 8 say, number by number")
    func builtIn() throws {
        let files = try RuleSetFile.builtIn()
        #expect(files.map(\.ruleSet.name) == ["vn-2018", "vn-2025"])
        for (file, table) in zip(files, RuleSet.builtIn) {
            let set = file.ruleSet
            #expect(set.name == table.name)
            #expect(set.effectiveFrom == table.effectiveFrom)
            #expect(set.maxSupplementRequests == table.maxSupplementRequests)
            #expect(set.supplementWithinDays == table.supplementWithinDays)
            #expect(set.apologyLeadDays == table.apologyLeadDays)
            #expect(set.maxReschedules == table.maxReschedules)
            #expect(set.registrationGraceDays == table.registrationGraceDays)
            #expect(set.secondmentMonths == table.secondmentMonths)
            #expect(set.grounds.map(\.ground) == table.grounds.map(\.ground))
            for (ground, line) in zip(set.grounds, table.grounds) {
                #expect(ground.sectors == line.sectors, "\(line.ground)")
                #expect(ground.from == line.from, "\(line.ground)")
                #expect(ground.to == line.to, "\(line.ground)")
                #expect(!ground.citation.isEmpty, "\(line.ground)")
            }
        }
    }

    @Test("the hash is that of the file's bytes: another space is another hash")
    func hash() throws {
        let text = try RuleSetFileTests.text("vn-2018")
        let builtIn = try RuleSetFile.builtIn()[0]
        let file = try RuleSetFile(Array(text.utf8), file: "a.json")
        #expect(file.hash == builtIn.hash)
        #expect(file.hash.count == 64)
        let spaced = try RuleSetFile(Array((text + " ").utf8), file: "a.json")
        #expect(spaced.hash != file.hash)
        #expect(spaced.ruleSet == file.ruleSet)
        // As `sha256sum` gives it.
        #expect(builtIn.hash == "95f8b2105117feb522a12dddee09bce6d3d46153e97ea2d3df21922cee642c25")
    }

    /// What is changed in the file of `vn-2018`, and the path that the error names.
    private static let changes: [(old: String, new: String, path: String)] = [
        ("\"name\": \"vn-2018\"", "\"name\": 7", "name"),
        ("\"name\": \"vn-2018\"", "\"name\": \"\"", "name"),
        ("\"name\": \"vn-2018\",", "", "name"),
        ("\"numbers\": {", "\"colour\": \"red\", \"numbers\": {", "colour"),
        ("\"2018-06-21\"", "\"2018-06-31\"", "effectiveFrom"),
        ("\"2018-06-21\"", "20180621", "effectiveFrom"),
        ("\"numbers\": {", "\"numbers\": {\"extra\": 1, ", "numbers.extra"),
        ("\"maxReschedules\": 1,", "", "numbers.maxReschedules"),
        ("\"maxReschedules\": 1", "\"maxReschedules\": -1", "numbers.maxReschedules"),
        ("\"apologyLeadDays\": 1", "\"apologyLeadDays\": 1.5", "numbers.apologyLeadDays"),
        ("\"maxSupplementRequests\": 1", "\"maxSupplementRequests\": null", "numbers.maxSupplementRequests"),
        ("\"registrationGraceDays\": 1", "\"registrationGraceDays\": \"1\"", "numbers.registrationGraceDays"),
        (
            "\"supplementWithinDays\": null", "\"supplementWithinDays\": \"ten\"",
            "numbers.supplementWithinDays"
        ),
        ("\"min\": 6", "\"min\": 25", "secondmentMonths"),
        (", \"max\": 24", "", "secondmentMonths.max"),
        ("\"grounds\": [", "\"grounds\": [7, ", "grounds[0]"),
        ("\"grounds\": [", "\"grounds\": [{}, ", "grounds[0].citation"),
        ("\"sectors\": \"all\"", "\"sectors\": \"some\"", "grounds[0].sectors"),
        ("\"sectors\": [\"land\"]", "\"sectors\": [\"land\", 3]", "grounds[1].sectors[1]"),
        ("\"2024-08-01\"", "\"August\"", "grounds[1].from"),
        ("\"to\": null", "\"to\": 5", "grounds[0].to"),
        ("\"en\":", "\"fr\":", "grounds[0].citation.en"),
    ]

    @Test("a broken file is an error that names the field by its path", arguments: changes)
    func broken(_ change: (old: String, new: String, path: String)) throws {
        let text = try RuleSetFileTests.text("vn-2018")
        try #require(text.contains(change.old), "\(change.old)")
        let changed = text.replacing(change.old, with: change.new)
        let error = #expect(throws: RuleSetFileError.self) {
            try RuleSetFile(Array(changed.utf8), file: "province.json")
        }
        #expect(error?.path == change.path)
        #expect(error?.file == "province.json")
        #expect(error.map { "\($0)".hasPrefix("province.json") } == true)
    }

    @Test(
        "what is no JSON object is an error too",
        arguments: ["", "{", "[]", "{\"name\":1,\"name\":2}", "\u{FEFF}x"]
    )
    func noObject(_ text: String) {
        #expect(throws: RuleSetFileError.self) { try RuleSetFile(Array(text.utf8), file: "a.json") }
    }
}
