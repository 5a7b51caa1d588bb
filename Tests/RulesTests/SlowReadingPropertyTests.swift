import DossierModel
import TestSupport
import Testing

/// What must hold of any reading (rules.md section 11), of the slow one.
@Suite struct SlowReadingPropertyTests {
    @Test("the balance closes on random feeds, for each question", arguments: 0..<200)
    func balance(seed: Int) throws {
        let feed = RandomFeed(seed: UInt64(seed))
        let reading = try SlowReading(lines: feed.lines)
        // The answer throws where a balance does not close.
        for query in feed.queries { _ = try reading.answer(query) }
    }
}
