import Audit
import DossierModel
import Projections
import Testing

/// Rule sets that events adopt (rules.md section 8).
@Suite("Adopted rule sets")
struct AdoptedRuleSetTests {
    private static let lines = [
        EventLine.procedure("P1", workingDays: 10),
        EventLine.received("A", at: "2024-03-04").recorded("2024-03-07"),
        EventLine.step("s1", "supplementRequested", of: "A", at: "2024-03-08").holding("\"notice\":\"N1\""),
        EventLine.step("s2", "paused", of: "A", at: "2024-03-11")
            .holding("\"ground\":\"flood\",\"document\":\"Q1\",\"approver\":\"B\""),
    ].map(\.text)

    private static func adoption(of name: String, from day: String = "2024-01-01") -> String {
        EventLine("adopt", "rules.adopted", at: "2023-12-01")
            .holding("\"ruleset\":\"\(name)\",\"effectiveFrom\":\"\(day)\"").text
    }

    /// A province's set: more time to register, no request for a supplement, and a ground of its own.
    private func provincial(_ name: String = "hue-2024") throws -> RuleSetFile {
        let text = try RuleSetFileTests.text("vn-2018")
            .replacing("\"vn-2018\"", with: "\"\(name)\"")
            .replacing("\"maxSupplementRequests\": 1", with: "\"maxSupplementRequests\": 0")
            .replacing("\"registrationGraceDays\": 1", with: "\"registrationGraceDays\": 3")
            .replacing("\"financialObligation\"", with: "\"flood\"")
        return try RuleSetFile(Array(text.utf8), file: "hue.json")
    }

    private func report(_ lines: [String], _ sets: [RuleSetFile]) async throws -> Report {
        var query = ReportQuery("2024-01-01", "2024-12-31")
        query.ruleSets = sets
        return try ReportMaker.make(query, of: try await TemporaryLedger(lines).ledger)
    }

    @Test("a province's own set from a file is used once it is adopted, and named with its hash")
    func used() async throws {
        let set = try provincial()
        let national = try await report(AdoptedRuleSetTests.lines, [set])
        #expect(national[.registeredLate] == 1)
        #expect(national[.secondSupplements] == 0)
        #expect(national.total.audited[.pausesUnauthorised] == 1)
        #expect(national.ruleSets.map(\.name) == ["vn-2018", "vn-2025"])
        let own = try await report(
            [AdoptedRuleSetTests.adoption(of: "hue-2024")] + AdoptedRuleSetTests.lines,
            [set]
        )
        #expect(own[.registeredLate] == 0)
        #expect(own[.secondSupplements] == 1)
        #expect(own.total.audited[.pausesUnauthorised] == 0)
        #expect(own.ruleSets.map(\.name) == ["hue-2024", "vn-2018", "vn-2025"])
        #expect(own.ruleSets[0].hash == set.hash)
    }

    @Test("it binds receipts from its day on: one day later the national set still holds")
    func effectiveDay() async throws {
        let set = try provincial()
        for (day, late) in [("2024-03-04", 0), ("2024-03-08", 1)] {
            let adoption = AdoptedRuleSetTests.adoption(of: "hue-2024", from: day)
            let report = try await report([adoption] + AdoptedRuleSetTests.lines, [set])
            // On the audited basis the receipt is of 4 March.
            #expect(report.total.audited[.registeredLate] == late, "\(day)")
        }
    }

    @Test("an adopted set that is not at hand is an error that names it and the event")
    func unknown() async throws {
        let ledger = try await TemporaryLedger(
            AdoptedRuleSetTests.lines + [AdoptedRuleSetTests.adoption(of: "hue-2024")]
        )
        let query = ReportQuery("2024-01-01", "2024-12-31")
        do {
            _ = try ReportMaker.make(query, of: ledger.ledger)
            Issue.record("a report was made without the rule set")
        } catch ReportError.replay(.unknownRuleSet(let name, let event)) {
            #expect(name == "hue-2024")
            #expect(event == SequenceNumber(rawValue: 4))
        }
    }

    @Test("an adoption that is voided, or not yet known, asks for no file")
    func notKnown() async throws {
        let void = EventLine("v", "event.voided", at: "2023-12-02")
            .holding("\"target\":\"adopt\",\"reason\":\"error\"").text
        let adoption = AdoptedRuleSetTests.adoption(of: "hue-2024")
        let voided = try await report([adoption, void] + AdoptedRuleSetTests.lines, [])
        #expect(voided[.received] == 1)
        var query = ReportQuery("2024-01-01", "2024-12-31")
        query.asOf = Instant("2023-11-30T00:00:00+07:00")
        let ledger = try await TemporaryLedger([adoption] + AdoptedRuleSetTests.lines)
        #expect(try ReportMaker.make(query, of: ledger.ledger)[.received] == 0)
    }

    @Test("names of rule sets are compared byte by byte")
    func spelling() async throws {
        let set = try provincial("Hu\u{1EBF}")
        let adoption = AdoptedRuleSetTests.adoption(of: "Hue\u{302}\u{301}")
        await #expect(throws: ReportError.self) {
            try await report([adoption] + AdoptedRuleSetTests.lines, [set])
        }
        let same = AdoptedRuleSetTests.adoption(of: "Hu\u{1EBF}")
        #expect(try await report([same] + AdoptedRuleSetTests.lines, [set])[.secondSupplements] == 1)
    }
}
