import Audit
import DossierModel
import LedgerStore
import Testing

@testable import DossierCLI

@Suite("a history on a narrow terminal")
struct NarrowHistoryTests {
    private func history(_ story: HistoryStory) throws -> DossierHistory {
        let workspace = try Workspace()
        let path = try workspace.ledger(events: HistoryStory.references + story.events)
        return try DossierHistory.read(story.dossier, in: Ledger.open(at: path, for: .reading))
    }

    /// The part of a text that tells the events.
    private func clocks(_ text: String) -> [Substring] {
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
        let start = lines.firstIndex { $0 == "HAI ĐỒNG HỒ" || $0 == "BOTH CLOCKS" } ?? lines.count
        return lines.dropFirst(start + 1).prefix { !$0.isEmpty }.map { $0 }
    }

    @Test(
        "every event is told with both clocks in lines of 78 columns",
        arguments: [HistoryStory.paused, .unproven, .hours]
    )
    func narrow(_ story: HistoryStory) throws {
        let history = try history(story)
        for language in [Language.vi, .en] {
            let lines = clocks(HistoryTexts(history, language, columns: 80).text)
            for line in lines { #expect(line.count <= 78 && !line.hasSuffix(" "), "\(line)") }
            let heads = lines.filter { $0.hasPrefix("seq ") }
            #expect(heads.count == history.events.count)
            for (head, event) in zip(heads, history.ordered) {
                #expect(head.hasPrefix("seq \(event.number) ") && head.hasSuffix(event.type.name), "\(head)")
            }
            for event in history.events {
                #expect(lines.contains { $0.contains(language.stamp(event.occurredAt)) })
                #expect(lines.contains { $0.contains(language.stamp(event.recordedAt)) })
            }
        }
    }

    @Test("where there is room, or nobody counts columns, it is the table")
    func wide() throws {
        let history = try history(.paused)
        let plain = HistoryTexts(history, .vi).text
        let width = try #require(clocks(plain).map(\.count).max())
        #expect(HistoryTexts(history, .vi, columns: width).text == plain)
        #expect(HistoryTexts(history, .vi, columns: width - 1).text != plain)
        #expect(clocks(plain).count == history.events.count + 1)
    }
}
