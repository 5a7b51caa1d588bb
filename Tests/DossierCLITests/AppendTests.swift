import TestSupport
import Testing

@Suite("dossier append")
struct AppendTests {
    private let workspace: Workspace

    init() throws {
        workspace = try Workspace()
    }

    @Test("each line is answered before the next one is sent, and is in the ledger by then")
    func inStep() throws {
        let ledger = try workspace.ledger()
        let child = try Dossier.start(["append", ledger])
        for number in 0..<5 {
            child.feed(SampleEvents.feed(number..<number + 1))
            #expect(try child.readLine() == "\(number)")
            #expect(try Dossier.run(["export", ledger]).output == SampleEvents.feed(0..<number + 1))
        }
        child.feed(SampleEvents.feed(2..<3))
        #expect(try child.readLine() == "2 duplicate")
        child.closeInput()
        #expect(try child.readLine() == nil)
        #expect(try child.finish().status == 0)
    }

    @Test("a refused line is answered with its code and path, the others are appended, and the status is 1")
    func refused() throws {
        let ledger = try workspace.ledger()
        let conflict = SampleEvents.line(0).replacing("online", with: "postal")
        let long = "{\"id\":\"" + String(repeating: "x", count: 1 << 20) + "\"}"
        let lines = [SampleEvents.line(0), "{", "", conflict, "{\"id\":\"y\"}", long, SampleEvents.line(1)]
        let outcome = try Dossier.run(["append", ledger], input: lines.joined(separator: "\n"))
        #expect(outcome.status == 1)
        #expect(outcome.error.isEmpty)
        let answers = outcome.text.split(separator: "\n")
        try #require(answers.count == 6, "\(answers)")
        #expect(answers[0] == "0")
        #expect(answers[1].hasPrefix("refused notJSON: "))
        #expect(
            answers[2]
                == "refused conflictingDuplicate id: event 0 of the ledger has this id and other content"
        )
        #expect(answers[3].hasPrefix("refused missingField "))
        #expect(answers[4] == "refused lineTooLong: the line is longer than 1048576 bytes")
        #expect(answers[5] == "1")
        #expect(try Dossier.run(["export", ledger]).output == SampleEvents.feed(0..<2))
    }

    @Test("the answers are JSON where that is asked for")
    func json() throws {
        let ledger = try workspace.ledger()
        let lines = [SampleEvents.line(0), SampleEvents.line(0), "[]"]
        let outcome = try Dossier.run(
            ["append", ledger, "--format", "json"],
            input: lines.joined(separator: "\n")
        )
        let answers = outcome.text.split(separator: "\n")
        try #require(answers.count == 3)
        #expect(answers[0] == "{\"seq\": 0}")
        #expect(answers[1] == "{\"seq\": 0, \"duplicate\": true}")
        #expect(
            answers[2].hasPrefix("{\"refused\": {\"code\": \"notAnObject\", \"path\": \"\", \"message\": ")
        )
        #expect(outcome.status == 1)
    }

    @Test(
        "--expect takes the next number and goes on from there; another one ends the command with nothing written"
    )
    func expect() throws {
        let ledger = try workspace.ledger(events: SampleEvents.lines(0..<3))
        let right = try Dossier.run(["append", ledger, "--expect", "3"], input: SampleEvents.feed(2..<6))
        #expect(right.status == 0)
        #expect(right.text == "2 duplicate\n3\n4\n5\n")
        for wrong in ["5", "7"] {
            let outcome = try Dossier.run(
                ["append", ledger, "--expect", wrong],
                input: SampleEvents.feed(6..<8)
            )
            #expect(outcome.status == 3)
            #expect(outcome.output.isEmpty)
            let told = "dossier: position \(wrong) was expected, but the next one is 6; nothing was written\n"
            #expect(outcome.errorText == told)
        }
        #expect(try Dossier.run(["export", ledger]).output == SampleEvents.feed(0..<6))
    }

    @Test("no line is no event: an empty input ends well")
    func nothing() throws {
        let ledger = try workspace.ledger()
        for input in ["", "\n", "\r\n\n"] {
            let outcome = try Dossier.run(["append", ledger], input: input)
            #expect(outcome.status == 0)
            #expect(outcome.output.isEmpty)
        }
    }
}
