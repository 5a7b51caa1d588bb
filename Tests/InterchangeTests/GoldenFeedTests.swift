import DossierModel
import Foundation
import Interchange
import Testing

/// Needs the golden feeds, which lie beside the repository; skipped where they are missing.
@Suite("the golden feeds", .enabled(if: !Shared.goldenFeeds.isEmpty))
struct GoldenFeedTests {
    @Test("every line is taken and keeps its meaning", arguments: Shared.goldenFeeds)
    func accepted(feed: URL) throws {
        var lines = LineReader(try ByteSource(path: feed.path))
        var reader = EventReader()
        var output: [UInt8] = []
        var count = 0
        while let item = try lines.next() {
            #expect(item.part == .line)
            output.removeAll(keepingCapacity: true)
            let facts = try reader.read(item.bytes, into: &output)
            let sent = try JSONSerialization.jsonObject(with: Data(item.bytes)) as? NSDictionary
            let kept = try JSONSerialization.jsonObject(with: Data(output)) as? NSDictionary
            #expect(sent != nil && sent == kept, "line \(item.number)")
            let id = output[Int(facts.id.offset)..<Int(facts.id.offset) + Int(facts.id.length)]
            #expect(String(decoding: id, as: UTF8.self) == sent?["id"] as? String)
            #expect(facts.row.type.name == sent?["type"] as? String)
            count += 1
        }
        #expect(count > 3_000)
    }
}
