import Audit
import DossierModel
import Foundation
import Interchange
import TestSupport
import Testing

/// What the lines of a feed meet on their way into a ledger (events.md section 1).
@Suite("Import")
struct FeedImportTests {
    private static let good = EventLine.received("D1", at: "2024-03-04").text

    /// A line that no ledger takes, with the code under which it is kept.
    private static let faults: [(code: EventFault.Code, line: String)] = [
        (.notJSON, "{\"id\":"), (.notUTF8, "\u{0}"), (.duplicateKey, "{\"id\":\"a\",\"id\":\"b\"}"),
        (.loneSurrogate, "{\"id\":\"\\ud800\"}"),
        (.tooDeep, String(repeating: "[", count: 65) + String(repeating: "]", count: 65)),
        (.notAnObject, "[1]"), (.missingField, "{\"id\":\"x\"}"),
        (.wrongType, good.replacing("\"r-D1\"", with: "7")),
        (.emptyField, good.replacing("\"r-D1\"", with: "\"\"")),
        (.badValue, good.replacing("online", with: "by pigeon")),
        (.unknownType, good.replacing("dossier.received", with: "dossier.eaten")),
        (.badTime, good.replacing("2024-03-04", with: "2024-02-30")),
        (.recordedBeforeOccurred, EventLine.received("D1", at: "2024-03-04").recorded("2024-03-03").text),
        (.badNumber, good.replacing("\"channel\"", with: "\"components\":1.5,\"channel\"")),
        (.tooLong, good.replacing("r-D1", with: String(repeating: "r", count: 65))),
    ]

    @Test("a bad line is kept byte for byte with its number and code, and the lines around it are appended")
    func faults() async throws {
        let ledger = try TemporaryLedger()
        var feed: [UInt8] = []
        var expected: [QuarantineRecord] = []
        for (index, fault) in FeedImportTests.faults.enumerated() {
            feed += Array((EventLine.received("G\(index)", at: "2024-03-04").text + "\n").utf8)
            var line = Array(fault.line.utf8)
            if fault.code == .notUTF8 { line = [0x7B, 0xFF, 0x7D] }
            feed += line + [0x0A]
            expected.append(
                QuarantineRecord(
                    line: 2 * index + 2,
                    code: fault.code.rawValue,
                    path: "",
                    message: "",
                    bytes: line
                )
            )
        }
        let answer = try await ledger.takeFiles([try ledger.write(feed)])
        #expect(answer.read == 2 * FeedImportTests.faults.count)
        #expect(answer.appended == FeedImportTests.faults.count)
        #expect(answer.quarantined == FeedImportTests.faults.count)
        let records = try QuarantineRecord.all(ledger.quarantine)
        #expect(records.map(\.line) == expected.map(\.line))
        #expect(records.map(\.code) == expected.map(\.code))
        #expect(records.map(\.bytes) == expected.map(\.bytes))
        for record in records { #expect(!record.message.isEmpty, "\(record.code)") }
        let paths = Dictionary(records.map { ($0.code, $0.path) }, uniquingKeysWith: { first, _ in first })
        #expect(paths["badValue"] == "data.channel")
        #expect(paths["badTime"] == "occurredAt")
        #expect(paths["badNumber"] == "data.components")
    }

    @Test("an id with other content is a conflict, in one file and in another import")
    func conflicts() async throws {
        let ledger = try TemporaryLedger()
        let other = FeedImportTests.good.replacing("online", with: "postal")
        let spaced = FeedImportTests.good.replacing(",", with: " , ")
        let first = try await ledger.take([FeedImportTests.good, other, spaced])
        #expect((first.read, first.appended, first.duplicates, first.quarantined) == (3, 1, 1, 1))
        let second = try await ledger.take(["", other])
        #expect((second.read, second.appended, second.duplicates, second.quarantined) == (1, 0, 0, 1))
        let records = try QuarantineRecord.all(ledger.quarantine)
        #expect(records.map(\.code) == ["conflictingDuplicate", "conflictingDuplicate"])
        #expect(records.map(\.line) == [2, 2])
        #expect(records.map(\.bytes) == [Array(other.utf8), Array(other.utf8)])
        #expect(try ledger.events().count == 1)
    }

    @Test("read = appended + duplicates + quarantined, whatever becomes of the bytes", arguments: 0..<6)
    func balance(_ seed: UInt64) async throws {
        var generator = SeededGenerator(seed: seed)
        let feed = RandomFeed(seed: seed, dossiers: 8)
        var lines = feed.lines.map { Array($0.utf8) }
        for index in lines.indices where !lines[index].isEmpty && generator.chance(25) {
            let place = generator.number(in: 0...(lines[index].count - 1))
            // Neither a line's end nor a blank line.
            lines[index][place] = UInt8(generator.pick([0x22, 0x7D, 0x30, 0xFF, 0x61]))
        }
        let ledger = try TemporaryLedger()
        let answer = try await ledger.takeFiles([try ledger.write(Array(lines.joined(separator: [0x0A])))])
        #expect(answer.read == lines.count { !$0.isEmpty })
        #expect(answer.read == answer.appended + answer.duplicates + answer.quarantined)
        #expect(answer.quarantined > 0)
        #expect(answer.logSize == UInt64(answer.appended))
        #expect(try ledger.events().count == answer.appended)
        let records = try QuarantineRecord.all(ledger.quarantine)
        #expect(records.count == answer.quarantined)
        for record in records { #expect(record.bytes == lines[record.line - 1], "\(feed)") }
    }

    @Test("a mixed feed gives the figures of its good lines")
    func mixedFigures() async throws {
        let feed = RandomFeed(seed: 2_001, dossiers: 12)
        let clean = try await TemporaryLedger(feed.lines)
        let mixed = try await TemporaryLedger(
            feed.lines.enumerated().flatMap { [$1, FeedImportTests.faults[$0 % 13].line] }
        )
        for query in feed.queries.prefix(3) {
            let expected = try await clean.report(query).json
            #expect(try await mixed.report(query).json == expected)
        }
    }

    @Test("a line may be 1 MiB long and not a byte longer; one of 2 MiB is kept whole")
    func longLines() async throws {
        func padded(_ dossier: String, to count: Int) -> [UInt8] {
            let line = Array(EventLine.received(dossier, at: "2024-03-04").text.utf8)
            return [UInt8](repeating: 0x20, count: count - line.count) + line
        }
        let ledger = try TemporaryLedger()
        let lines = [
            padded("D1", to: 1 << 20), padded("D2", to: 1 << 20 + 1), padded("D3", to: 2 << 20),
            padded("D4", to: 400),
        ]
        let answer = try await ledger.takeFiles([try ledger.write(Array(lines.joined(separator: [0x0A])))])
        #expect((answer.read, answer.appended, answer.quarantined) == (4, 2, 2))
        let records = try QuarantineRecord.all(ledger.quarantine)
        #expect(records.map(\.code) == ["lineTooLong", "lineTooLong"])
        #expect(records.map(\.line) == [2, 3])
        #expect(records.map(\.bytes) == [lines[1], lines[2]])
    }

    @Test("a packed feed gives the root of the plain one")
    func packed() async throws {
        let feed = RandomFeed(seed: 2_002, dossiers: 12)
        let plain = try await TemporaryLedger(feed.lines)
        let packed = try TemporaryLedger()
        let bytes = Array((feed.lines.joined(separator: "\n") + "\n").utf8)
        let answer = try await packed.takeFiles([try packed.write(StoredGzip.member(bytes))])
        #expect(answer.quarantined == 0)
        #expect(try packed.root() == plain.root())
    }

    @Test("a byte order mark, carriage returns and blank lines are no lines")
    func lineEndings() async throws {
        let ledger = try TemporaryLedger()
        let other = EventLine.received("D2", at: "2024-03-04").text
        let feed = "\u{FEFF}\(FeedImportTests.good)\r\n\r\n  \n\(other)"
        let answer = try await ledger.takeFiles([try ledger.write(Array(feed.utf8))])
        #expect((answer.read, answer.appended, answer.quarantined) == (2, 2, 0))
        let plain = try await TemporaryLedger([FeedImportTests.good, other])
        #expect(try ledger.root() == plain.root())
    }

    @Test("a source that the import names is given to lines without one, and to no other")
    func sourceName() async throws {
        let ledger = try TemporaryLedger()
        let named = EventLine.received("D2", at: "2024-03-04").with("source", "own").text
        let path = try ledger.write(Array((FeedImportTests.good + "\n" + named).utf8))
        try await ledger.takeFiles([path], source: "register 7")
        let sources = try ledger.events().map {
            try EventDocument.read(Array($0.utf8)).root["source"]?.string
        }
        #expect(sources == ["register 7", "own"])
    }

    @Test("a file that is not there ends the import and leaves what came before")
    func missingFile() async throws {
        let ledger = try TemporaryLedger()
        let path = try ledger.write(Array(FeedImportTests.good.utf8))
        await #expect(throws: FeedError.self) { try await ledger.takeFiles([path, path + ".missing"]) }
        #expect(try ledger.events().count == 1)
    }
}
