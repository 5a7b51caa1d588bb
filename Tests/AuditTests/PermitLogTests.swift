import Audit
import Foundation
import Interchange
import Projections
import TestSupport
import Testing

/// The log, where it stands beside the project; the test is skipped where it is missing.
private let permitLog = SharedFolder.url.appendingPathComponent("logs/receipt.csv")

/// A real log that nobody here wrote, through its mapping (`logs/SOURCE.md` of the shared folder).
@Suite(
    "The permit log",
    .enabled(
        if: FileManager.default.fileExists(atPath: permitLog.path),
        "the permit log is not beside the project"
    )
)
struct PermitLogTests {
    private static let mapping = URL(fileURLWithPath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        .appendingPathComponent("fixtures/mappings/permit.json")

    @Test("it is 11,340 events with the figures that were computed apart")
    func figures() async throws {
        let ledger = try TemporaryLedger()
        let mapping = try EventMapping(json: Array(try Data(contentsOf: PermitLogTests.mapping)))
        let answer = try await ledger.takeFiles([permitLog.path], mapping: mapping)
        #expect(answer.appended == 11_340)
        #expect(answer.quarantined == 0)
        #expect(answer.read == answer.appended + answer.duplicates)
        let query = ReportQuery("2010-01-01", "2012-12-31", by: [.unit])
        let report = try ReportMaker.make(query, of: ledger.ledger)
        let expected: [CountKey: Int] = [
            .received: 1_434, .receivedOnline: 1_271, .receivedCounter: 110, .receivedPostal: 53,
            .finished: 1_329, .early: 951, .onTime: 69, .overdue: 309, .undatedFinished: 0,
            .open: 105, .openInTime: 68, .openOverdue: 37, .stopped: 0, .undatedOpen: 0,
            .granted: 1_329, .carriedIn: 0, .declined: 0, .withdrawn: 0, .orphans: 0,
        ]
        for (key, count) in expected { #expect(report[key] == count, "\(key.name)") }
        #expect(report.counts(.received).values.reduce(0, +) == 1_434)
        // The same file again is nothing new.
        let again = try await ledger.takeFiles([permitLog.path], mapping: mapping)
        #expect((again.appended, again.duplicates, again.quarantined) == (0, 11_340, 0))
        #expect(again.root == answer.root)
    }
}
