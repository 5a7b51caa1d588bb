import DossierModel
import TestSupport
import Testing

// Skipped where the folder `shared` is not beside the project: the golden streams are read where they stand.
@Suite(.enabled(if: SharedFolder.isPresent, "the folder of golden streams is not there"))
struct SlowReadingGoldenTests {
    @Test(
        "the slow reading gives every golden answer, every row and the total",
        arguments: GoldenAnswers.names
    )
    func goldenAnswers(name: String) throws {
        let golden = try GoldenAnswers(name)
        #expect(golden.answers.count == 5)
        let reading = try SlowReading(lines: golden.lines)
        for (query, expected) in golden.answers {
            let answer = try reading.answer(query)
            let difference = answer.difference(from: expected, keys: SlowAnswer.keys)
            #expect(difference.isEmpty, "\(query):\n\(difference.joined(separator: "\n"))")
        }
    }
}
