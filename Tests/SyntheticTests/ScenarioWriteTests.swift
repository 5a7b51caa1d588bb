import Foundation
import Synthetic
import Testing

@Suite("writing a scenario")
struct ScenarioWriteTests {
    @Test("a descriptor gets the same bytes as a caller who takes line by line")
    func sameBytes() throws {
        let path = FileManager.default.temporaryDirectory.appending(
            path: "scenario-\(UUID().uuidString).ndjson"
        )
        defer { try? FileManager.default.removeItem(at: path) }
        try Data().write(to: path)
        let file = try FileHandle(forWritingTo: path)
        var scenario = FreeScenario(events: 20_000, seed: 99)
        let written = try scenario.write(to: file.fileDescriptor)
        try file.close()
        let bytes = try Data(contentsOf: path)
        #expect(bytes.count > 4 << 20)
        #expect(UInt64(bytes.count) == written)
        #expect(bytes == Data(Feed.small.lines.joined().utf8))
        #expect(scenario.truth == Feed.small.truth)
    }

    @Test("a descriptor that takes nothing is an error that names the place")
    func refused() {
        var scenario = FreeScenario(events: 100, seed: 1)
        do throws(ScenarioWriteError) {
            try scenario.write(to: -1)
            Issue.record("nothing was thrown")
        } catch {
            #expect(error == ScenarioWriteError(code: EBADF, written: 0))
        }
    }
}
