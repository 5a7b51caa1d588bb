import Audit
import Testing
import TestSupport

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
        let answer = try ledger.take(golden.lines)
        #expect(answer.quarantined == 0)
        #expect(answer.read == answer.appended + answer.duplicates)
        #expect(golden.answers.count == 5)
        for (query, expected) in golden.answers {
            let report = try await ledger.report(query)
            let given = SlowAnswer(report)
            #expect(given.rows.count == expected.rows.count)
            let rowKeys = given.difference(from: expected, keys: SlowAnswer.keys)
            #expect(rowKeys.isEmpty, "\(name), \(query): \(rowKeys.prefix(12))")
            let total = SlowAnswer(rows: [], total: given.total)
            let faults = total.difference(
                from: SlowAnswer(rows: [], total: expected.total),
                keys: SlowAnswer.totalKeys
            )
            #expect(faults.isEmpty, "\(name), \(query): \(faults)")
        }
    }
}
