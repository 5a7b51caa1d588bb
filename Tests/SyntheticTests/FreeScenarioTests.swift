import DossierModel
import Interchange
import Synthetic
import Testing

@Suite("a free scenario")
struct FreeScenarioTests {
    @Test("every line is a valid event in canonical form", arguments: [UInt64(0), 7, 2_025])
    func validLines(seed: UInt64) throws {
        var scenario = FreeScenario(events: 50_000, seed: seed)
        var reader = EventReader()
        var line: [UInt8] = []
        var canonical: [UInt8] = []
        var count = 0
        while scenario.next(into: &line) {
            let text = line.dropLast()
            _ = try text.withUnsafeBytes { try reader.read($0, into: &canonical) }
            if canonical != Array(text) || line.last != 0x0A {
                Issue.record("line \(count) is not canonical: \(String(decoding: line, as: UTF8.self))")
            }
            count += 1
            line.removeAll(keepingCapacity: true)
            canonical.removeAll(keepingCapacity: true)
        }
        #expect(count == 50_000)
    }
}
