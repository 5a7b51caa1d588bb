import Foundation
import Interchange
import Testing

@Suite("The page on CSV mappings")
struct CSVDocumentationTests {
    /// The text of the first block of code that begins with this fence.
    private func block(_ fence: String, in page: String) throws -> String {
        let parts = page.split(separator: "\n" + fence + "\n", maxSplits: 1)
        let code = try #require(parts.last?.split(separator: "\n```", maxSplits: 1).first)
        return String(code)
    }

    @Test("its example makes the events that it says")
    func example() throws {
        let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent()
        let page = try String(
            contentsOf: root.appending(path: "Sources/Interchange/Interchange.docc/Mapping.md"),
            encoding: .utf8
        )
        let mapping = try EventMapping(json: Array(block("```json", in: page).utf8))
        let rows = Array(try block("```", in: page).utf8)
        var source = CSVEventSource(mapping: mapping, read: bytesInPieces(rows, of: 100))
        var lines: [String] = []
        while let item = try source.next() {
            guard case .event(let json, _) = item else {
                Issue.record("a faulty row: \(item)")
                continue
            }
            lines.append(String(decoding: json, as: UTF8.self))
        }
        try #require(lines.count == 3)
        #expect(lines[0].contains(#""id":"H50.12.03-250714-0042/received""#))
        #expect(lines[0].contains(#""channel":"online","dueAt":"2025-07-15T00:00:00+07:00""#))
        #expect(lines[1].contains(#""id":"H50.12.03-250714-0042/completed""#))
        #expect(lines[1].contains(#""evidence":"KQ-118""#))
        #expect(lines[2].contains(#""id":"H50.12.03-250714-0043/received""#))
    }
}
