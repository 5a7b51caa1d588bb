import TestSupport
import Testing

@Suite("several processes at one ledger")
struct TwoProcessTests {
    private let workspace: Workspace

    init() throws {
        workspace = try Workspace()
    }

    @Test("a second writer is told at once, and the ledger is untouched")
    func secondWriter() throws {
        let ledger = try workspace.ledger(events: SampleEvents.lines(0..<5))
        let first = try Dossier.start(["append", ledger])
        first.feed(Array((SampleEvents.line(5) + "\n").utf8))
        #expect(try first.readLine() == "5")
        let before = try workspace.content(of: "ledger")
        for arguments in [["append", ledger], ["import", ledger, "-"]] {
            let second = try Dossier.run(arguments, input: SampleEvents.line(6) + "\n")
            #expect(second.status == 3)
            #expect(second.output.isEmpty)
            #expect(
                second.errorText
                    == "dossier: another process is appending to \(ledger); try again when it is done\n"
            )
        }
        // That they were answered while the first still holds the ledger is what "at once" means.
        #expect(first.isRunning)
        #expect(try workspace.content(of: "ledger") == before)
        first.feed(Array((SampleEvents.line(6) + "\n").utf8))
        #expect(try first.readLine() == "6")
        #expect(try first.finish().status == 0)
        let third = try Dossier.run(["append", ledger], input: SampleEvents.line(7) + "\n")
        #expect(third.text == "7\n")
    }

    @Test("readers go on while an import runs, and see whole batches")
    func readersDuringImport() throws {
        let segment = 16_384
        let feed = KnownFeed(events: segment + 100, rootsFrom: segment)
        let ledger = try workspace.ledger()
        let child = try Dossier.start(["import", ledger, "-"], output: .kept)
        // All but the last of the feed: the child has a batch to write and then waits for more.
        child.feed(feed.lines(0..<segment + 100))
        var seen = 0
        for _ in 0..<500 where seen < segment {
            let found = try Dossier.run(["stats", "--format", "json", ledger])
            #expect(found.status == 0)
            seen = try #require(try Dossier.json(found)["logSize"] as? Int)
            #expect(seen == 0 || seen == segment)
        }
        #expect(child.isRunning)
        #expect(try feed.prefix(of: Dossier.run(["export", ledger]).output) == segment)
        #expect(try Dossier.run(["report", ledger, "--by", "unit"]).status == 0)
        #expect(child.isRunning)
        #expect(try child.finish().status == 0)
        #expect(try feed.prefix(of: Dossier.run(["export", ledger]).output) == segment + 100)
    }

    @Test("a reader that stays open keeps its snapshot, and a thousand appends commit beside it")
    func patientReader() throws {
        // More than the command and the pipe hold together, so that the export has to wait for its reader.
        let size = 12_000
        let feed = KnownFeed(events: size + 1_000, rootsFrom: size)
        let ledger = try workspace.ledger()
        #expect(try Dossier.run(["import", ledger, "-"], input: feed.lines(0..<size)).status == 0)
        let reader = try Dossier.start(["export", ledger])
        var lines = 0
        if try reader.readLine() != nil { lines += 1 }
        let appended = try Dossier.run(["append", ledger], input: feed.lines(size..<size + 1_000))
        #expect(appended.status == 0)
        #expect(appended.text == (size..<size + 1_000).map { "\($0)\n" }.joined())
        #expect(reader.isRunning)
        while try reader.readLine() != nil { lines += 1 }
        #expect(lines == size)
        #expect(try reader.finish().status == 0)
        #expect(
            try Dossier.json(Dossier.run(["verify", "--format", "json", ledger]))["root"] as? String
                == feed.root(ofFirst: size + 1_000)
        )
    }

    @Test("a reader of the export that goes away ends it quietly, with status 0")
    func readerGone() throws {
        let ledger = try workspace.ledger(events: SampleEvents.lines(0..<12_000))
        let child = try Dossier.start(["export", ledger])
        #expect(try child.readLine() == SampleEvents.line(0))
        child.closeOutput()
        let outcome = try child.finish()
        #expect(outcome.ending == .exited(0))
        #expect(outcome.errorText.isEmpty)
    }
}
