import Foundation
import Testing

/// The page says what each check finds; here it is held against what the checks were measured to find.
@Suite("the table of what each check finds, in Proofs.md")
struct TamperingTableTests {
    private static let header = "| tampering | how | `verify` | `verify --deep` | `--since` |"

    @Test("says what the tests measure")
    func table() throws {
        let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent()
        let page = try String(
            contentsOf: root.appending(path: "Sources/Audit/Audit.docc/Proofs.md"),
            encoding: .utf8
        )
        let lines = page.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
        let start = try #require(lines.firstIndex(of: TamperingTableTests.header), "the page has no table")
        let written = lines[(start + 2)...].prefix { $0.hasPrefix("|") }
        let measured = TamperingTableTests.rows
        #expect(written.count == measured.count)
        for (line, row) in zip(written, measured) { #expect(line == row) }
        if Array(written) != measured {
            Issue.record("the table has to be:\n\(measured.joined(separator: "\n"))")
        }
    }

    @Test("has all ten ways of changing a ledger, and every one is found by some check")
    func complete() {
        let ways: Set = [
            "change an event", "drop an event", "swap two events", "insert an event", "truncate",
            "replace by an older copy", "edit a column only", "edit a tally only", "edit the tree only",
            "edit the calendar",
        ]
        #expect(Set(LedgerTampering.all.map(\.what)) == ways)
        for part in [LedgerTampering.Part.tail, .sealed] {
            let ofPart = LedgerTampering.all.filter { $0.part == part }
            #expect(Set(ofPart.map(\.what)) == ways)
            #expect(ofPart.allSatisfy { $0.expected != TamperFindings("–", "–", "–") })
        }
    }

    /// One line for each way and degree of care, in the order of the tests.
    private static var rows: [String] {
        let ofTail = LedgerTampering.all.filter { $0.part == .tail }
        return ofTail.map { tail in
            let sealed = LedgerTampering.all.first {
                $0.part == .sealed && $0.what == tail.what && $0.how == tail.how
            }
            let cells = [\TamperFindings.verify, \.deep, \.since].map { check in
                cell(tail.expected[keyPath: check], sealed?.expected[keyPath: check] ?? "?")
            }
            return "| \(tail.what) | \(tail.how) | \(cells.joined(separator: " | ")) |"
        }
    }

    /// What a check finds in a ledger that is all tail, and in one with sealed segments.
    private static func cell(_ tail: String, _ sealed: String) -> String {
        let (inTail, inSegment) = (words(tail), words(sealed))
        return inTail == inSegment ? inTail : "tail: \(inTail); sealed: \(inSegment)"
    }

    private static func words(_ finding: String) -> String {
        let parts = finding.split(separator: " ")
        return switch parts.first ?? "" {
        case "event", "changed": "**the event**"
        case "root": parts.count > 1 ? "its block" : "the root"
        case "derived": "what is derived"
        case "tally": "the tally"
        case "fork": "**fork**"
        case "rollback": "**rollback**"
        case "refused": "cannot be opened"
        default: String(finding)
        }
    }
}
