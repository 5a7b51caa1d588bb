import TestSupport
import Testing

/// Goal: what ledger.md section 3 promises of a crash at any instant.
///
/// Method: a child that writes is killed at random instants, 124 times in all; after each kill the ledger is verified
/// deeply, and what it holds is compared with what was fed and what was acknowledged.
@Suite("a process that is killed while it writes")
struct CrashTests {
    private let workspace: Workspace

    init() throws {
        workspace = try Workspace()
    }

    /// Rounds in which the child ended before it was killed do not count, and are not to go on for ever.
    private static let roundsPerKill = 3

    @Test("sixty killed appends lose no acknowledged event and leave no half one")
    func killedAppends() throws {
        let feed = KnownFeed(events: 3_000)
        let ledger = try workspace.ledger()
        var generator = SeededGenerator(seed: 60)
        var size = 0
        var kills = 0
        for round in 0..<60 * CrashTests.roundsPerKill where kills < 60 {
            // The last ones come again: they are answered as duplicates with the number that they have.
            let start = max(0, size - 3)
            let end = min(start + 60, feed.ends.count - 1)
            let written =
                round.isMultiple(of: 2)
                ? try killInStep(ledger, feed, start..<end, &generator)
                : try killInFlight(ledger, feed, start..<end, &generator)
            if written.isKilled { kills += 1 }
            for (offset, answer) in written.answers.enumerated() {
                let number = start + offset
                #expect(answer == (number < size ? "\(number) duplicate" : "\(number)"))
            }
            let found = try checked(ledger, feed)
            #expect(found >= max(size, start + written.answers.count))
            // What was acknowledged, or one event more.
            #expect(found <= max(size, start + written.answers.count + 1))
            size = found
        }
        #expect(kills == 60)
        try completes(ledger, feed, from: size)
    }

    @Test("twenty-four killed imports of several files leave whole files only")
    func killedFiles() throws {
        let (perFile, files) = (100, 6)
        let feed = KnownFeed(events: perFile * files)
        var paths: [String] = []
        for file in 0..<files {
            let name = "part-\(file).ndjson"
            paths.append(try workspace.write(feed.lines(file * perFile..<(file + 1) * perFile), name))
        }
        let whole = try duration {
            try Dossier.start(
                ["import", workspace.ledger("whole")] + paths,
                input: .bytes([]),
                output: .kept
            )
        }
        var generator = SeededGenerator(seed: 24)
        var kills = 0
        for round in 0..<24 * CrashTests.roundsPerKill where kills < 24 {
            let ledger = try workspace.ledger("ledger-\(round)")
            let child = try Dossier.start(["import", ledger] + paths, input: .bytes([]), output: .kept)
            ChildProcess.pause(microseconds: generator.number(in: 0...whole))
            child.kill()
            if try child.finish().ending == .signalled(9) { kills += 1 }
            let size = try checked(ledger, feed)
            #expect(size.isMultiple(of: perFile), "a batch is in the ledger or it is not")
            if round.isMultiple(of: 4) { try completes(ledger, feed, from: size) }
        }
        #expect(kills == 24)
    }

    @Test("twenty imports killed while a segment is sealed leave it sealed or as it was")
    func killedSeals() throws {
        let border = 16_384
        let start = border - 150
        let feed = KnownFeed(events: border + 300, rootsFrom: start)
        _ = try workspace.ledger("template")
        let filled = try Dossier.run(
            ["import", workspace.path("template"), "-"],
            input: feed.lines(0..<start)
        )
        try #require(filled.status == 0)
        try workspace.copy("template", to: "whole")
        let rest = feed.lines(start..<border + 300)
        let whole = try duration {
            try Dossier.start(["import", workspace.path("whole"), "-"], input: .bytes(rest), output: .kept)
        }
        var generator = SeededGenerator(seed: 20)
        var kills = 0
        for round in 0..<20 * CrashTests.roundsPerKill where kills < 20 {
            let ledger = workspace.path("ledger-\(round)")
            try workspace.copy("template", to: "ledger-\(round)")
            let child = try Dossier.start(["import", ledger, "-"], input: .bytes(rest), output: .kept)
            ChildProcess.pause(microseconds: generator.number(in: whole / 10...whole))
            child.kill()
            if try child.finish().ending == .signalled(9) { kills += 1 }
            let size = try checked(ledger, feed)
            #expect([start, border, border + 300].contains(size), "a batch is in the ledger or it is not")
            if round.isMultiple(of: 5) { try completes(ledger, feed, from: size, feedFrom: start) }
        }
        #expect(kills == 20)
    }

    @Test("twenty killed inits leave a ledger, or a place where one can be made")
    func killedInits() throws {
        let whole = try duration {
            try Dossier.start(["init", workspace.path("whole")], input: .bytes([]), output: .kept)
        }
        let calendar = try Dossier.run(["export", workspace.path("whole")]).output
        var generator = SeededGenerator(seed: 21)
        var kills = 0
        // The first run may have been slow for other work beside it: who comes too late comes sooner next time.
        var latest = whole
        for round in 0..<20 * CrashTests.roundsPerKill where kills < 20 {
            let ledger = workspace.path("ledger-\(round)")
            let child = try Dossier.start(["init", ledger], input: .bytes([]), output: .kept)
            ChildProcess.pause(microseconds: generator.number(in: latest / 4...latest))
            child.kill()
            if try child.finish().ending == .signalled(9) {
                kills += 1
                latest = min(whole, latest + latest / 4)
            } else {
                latest = max(1_000, latest * 3 / 4)
            }
            let again = try Dossier.run(["init", ledger])
            let exported = try Dossier.run(["export", ledger])
            #expect(exported.status == 0, "\(again.errorText)\(exported.errorText)")
            // What was made has the calendar: dates counted without it would be wrong in silence.
            let isWhole = exported.output == calendar
            #expect(isWhole, "\(again.errorText)")
            #expect(try Dossier.run(["verify", "--deep", ledger]).status == 0)
        }
        #expect(kills == 20)
    }

    // MARK: - Killing

    private struct Written {
        /// Lines of answer that came whole.
        let answers: [String]
        let isKilled: Bool
    }

    /// Waits for each answer before the next event, and kills while one is being written.
    private func killInStep(
        _ ledger: String,
        _ feed: KnownFeed,
        _ events: Range<Int>,
        _ generator: inout SeededGenerator
    ) throws -> Written {
        let child = try Dossier.start(["append", ledger])
        var answers: [String] = []
        let last = events.lowerBound + generator.number(in: 0...events.count - 1)
        for number in events.lowerBound..<last {
            child.feed(feed.lines(number..<number + 1))
            if let answer = try child.readLine() { answers.append(answer) }
        }
        child.feed(feed.lines(last..<last + 1))
        ChildProcess.pause(microseconds: generator.number(in: 0...8_000))
        child.kill()
        while let answer = try child.readLine() { answers.append(answer) }
        return Written(answers: answers, isKilled: try child.finish().ending == .signalled(9))
    }

    /// Gives all events at once, and kills at any moment from the start of the program on.
    private func killInFlight(
        _ ledger: String,
        _ feed: KnownFeed,
        _ events: Range<Int>,
        _ generator: inout SeededGenerator
    ) throws -> Written {
        let child = try Dossier.start(["append", ledger], input: .bytes(feed.lines(events)), output: .kept)
        ChildProcess.pause(microseconds: generator.number(in: 0...200_000))
        child.kill()
        let outcome = try child.finish()
        // An answer counts when its line has its end.
        let answers = outcome.text.split(separator: "\n", omittingEmptySubsequences: false).dropLast().map(
            String.init
        )
        return Written(answers: answers, isKilled: outcome.ending == .signalled(9))
    }

    /// How long a child takes that nobody kills; microseconds.
    private func duration(_ start: () throws -> ChildProcess) throws -> Int {
        let clock = ContinuousClock()
        let begin = clock.now
        let outcome = try start().finish()
        try #require(outcome.status == 0, "\(outcome.errorText)")
        return Int((clock.now - begin) / .microseconds(1))
    }

    // MARK: - Looking

    /// Checks that a ledger is sound and holds a prefix of the feed; answers how much.
    private func checked(_ ledger: String, _ feed: KnownFeed) throws -> Int {
        let verified = try Dossier.run(["verify", "--deep", "--format", "json", ledger])
        #expect(verified.status == 0, "\(verified.text)\(verified.errorText)")
        let found = try Dossier.json(verified)
        let exported = try Dossier.run(["export", ledger])
        let size = try #require(feed.prefix(of: exported.output), "the export is not a prefix of the feed")
        #expect(found["logSize"] as? Int == size)
        #expect(found["root"] as? String == feed.root(ofFirst: size))
        return size
    }

    /// Feeds the whole stream again: what is there are duplicates, and in the end all is there.
    private func completes(_ ledger: String, _ feed: KnownFeed, from size: Int, feedFrom start: Int = 0)
        throws
    {
        let all = feed.ends.count - 1
        let again = try Dossier.run(
            ["import", "--format", "json", ledger, "-"],
            input: feed.lines(start..<all)
        )
        #expect(again.status == 0)
        let answer = try Dossier.json(again)
        #expect(answer["duplicates"] as? Int == size - start)
        #expect(answer["appended"] as? Int == all - size)
        #expect(answer["logSize"] as? Int == all)
        #expect(try checked(ledger, feed) == all)
    }
}
