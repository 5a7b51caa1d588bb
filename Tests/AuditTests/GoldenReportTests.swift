import Audit
import TestSupport
import Testing

/// The golden streams, whose answers were computed apart from this project (`golden/` of the shared folder).
@Suite(
    "Golden streams",
    .enabled(if: SharedFolder.isPresent, "the folder of golden streams is not beside the project")
)
struct GoldenReportTests {
    @Test("every row and total of a golden stream comes out on both bases", arguments: GoldenAnswers.names)
    func golden(_ name: String) async throws {
        let golden = try GoldenAnswers(name)
        let ledger = try TemporaryLedger()
        let answer = try await ledger.take(golden.lines)
        #expect(answer.quarantined == 0)
        #expect(answer.read == answer.appended + answer.duplicates)
        #expect(golden.answers.count == 5)
        for (query, expected) in golden.answers {
            let report = try await ledger.report(query)
            // The streams give the counts that every row has.
            let difference = SlowAnswer(report).difference(from: expected, keys: SlowAnswer.keys)
            #expect(difference.isEmpty, "\(name), \(query): \(difference.prefix(12))")
        }
        // Orphans, anomalies, days late and ratings are not in them: those come from the slow reading.
        let query = golden.answers[3].query
        let expected = try SlowReading(lines: golden.lines).answer(query)
        let difference = SlowAnswer(try await ledger.report(query)).difference(from: expected)
        #expect(difference.isEmpty, "\(name), \(query): \(difference.prefix(12))")
    }
}
