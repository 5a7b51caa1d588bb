import DossierModel
import Interchange
import LedgerStore
import TestSupport
import Testing

@testable import Audit
@testable import DossierCLI

/// Goal: no text that a user meets in trouble changes unseen, and each has its exit status.
///
/// Method: every error that the command turns into a text, in both languages, beside its status, in one golden file.
@Suite("texts of errors")
struct ErrorTextTests {
    private static let store: [StoreError] = [
        .noSuchFolder(path: "so"), .notALedger(path: "so"), .alreadyExists(path: "so"),
        .newerFormat(path: "so", format: 2, known: 1), .olderFormat(path: "so", format: 1, known: 2),
        .noOlderFormat(path: "so", format: 2), .damaged(what: "block 3 does not unpack"),
        .alreadyOpen(path: "so"), .lockedByAnotherWriter(path: "so"), .readOnly(path: "so"),
        .notPermitted(path: "so"),
        .diskFull(path: "so"), .sizeLimit(path: "so", limitBytes: 1 << 30),
        .unexpectedPosition(expected: 7, next: 9), .previousWriteFailed, .failed(what: "mdb_put: error (-1)"),
    ]

    private static let ruleSet = RuleSetFileError(
        file: "h50.json",
        path: "grounds[1].from",
        message: "a date is due"
    )

    private static let replay: [ReplayError] = [
        .store(.damaged(what: "the head")), .ruleSet(ruleSet),
        .unknownRuleSet(name: "h50-2026", event: SequenceNumber(rawValue: 812)),
    ]

    private static let report: [ReportError] = [
        .replay(.unknownRuleSet(name: "h50-2026", event: SequenceNumber(rawValue: 812))),
        .emptyPeriod(from: LocalDate(rawValue: 20_120), to: LocalDate(rawValue: 20_089)),
        .unknownCode(.unit, code: "H5", nearest: ["H50", "H51"]),
        .unknownCode(.sector, code: "lnad", nearest: ["land"]),
        .unknownCode(.procedure, code: "1.1", nearest: []), .unknownCode(.channel, code: "fax", nearest: []),
        .noSuchLogSize(asked: 1_001, size: 1_000), .noEvents, .balance(group: ["H50", nil]),
    ]

    private static let feed: [FeedError] = [
        .ledger(.diskFull(path: "so")),
        .mapping(file: "m.json", EventMappingError("events[1].type", "there is no such type")),
        .mapping(file: "m.json", EventMappingError("", "the file is empty")),
        .quarantine(file: "q", .cannotOpen(path: "q", errno: 13)),
        .quarantine(file: "q", .cannotWrite(errno: 28)),
        .quarantine(file: "q", .cannotSpool(errno: 28)),
        .input(file: "a.gz", .cannotOpen(path: "a.gz", errno: 2)),
        .input(file: "a.gz", .cannotOpen(path: "a.gz", errno: 13)),
        .input(file: "a.gz", .cannotRead(position: 4_096, errno: 5)),
        .input(file: "a.gz", .gzipCutShort(position: 512)),
        .input(file: "a.gz", .gzipCorrupt(position: 512)),
    ]

    private static let others: [any Error] = [
        ruleSet, RuleSetFileError(file: "h50.json", path: "", message: "an object is due"),
        EventFault(.tooLong, path: "source", message: "the source is longer than 64 bytes"),
        CommandFailure(.world, "standard output: No space left on device"), CommandFailure(.well),
    ]

    @Test("every refusal has its text in both languages, and its status")
    func refusals() throws {
        var text = ""
        let errors: [any Error] =
            ErrorTextTests.store + ErrorTextTests.replay + ErrorTextTests.report + ErrorTextTests.feed
            + ErrorTextTests.others
        for error in errors {
            for language in Language.allCases {
                let failure = CommandFailure(error, language)
                #expect(!failure.message.contains("\n"))
                #expect(!failure.message.hasSuffix("."))
                text += "\(failure.status.rawValue) \(language.rawValue) \(failure.message)\n"
            }
        }
        try expectGolden(text, "errors/refusals.txt")
    }

    @Test("the texts below the command are one line in lower case, each with a name of its own")
    func storeErrors() throws {
        var text = ""
        for error in ErrorTextTests.store {
            #expect(!error.description.contains("\n") && !error.description.hasSuffix("."))
            text += "\(error.code): \(error)\n"
        }
        #expect(Set(ErrorTextTests.store.map(\.code)).count == ErrorTextTests.store.count)
        try expectGolden(text, "errors/store.txt")
    }

    /// A line that is no event, for each code of events.md section 1 and the ways to it.
    private static let badLines = [
        "{", "{\"id\":}", "nothing", "{\"id\":\"a\"} {}", "{\"id\":\"\\ud800\"}",
        "{\"id\":\"a\",\"id\":\"b\"}",
        "{\"a\":{\"b\":1,\"b\":2}}", String(repeating: "[", count: 65) + String(repeating: "]", count: 65),
        "[1]",
        "\"text\"", "{}", event("\"id\":\"\""), event("\"id\":7"), event("\"type\":\"dossier.lost\""),
        event("\"occurredAt\":\"2026-03-02\""), event("\"occurredAt\":\"2026-02-30T08:00:00+07:00\""),
        event("\"recordedAt\":\"2026-03-01T08:00:00+07:00\""), event("\"unit\":\"\""),
        event("\"dossier\":null"),
        event("\"data\":[]"), event("\"data\":{\"channel\":\"fax\",\"procedure\":\"1\"}"),
        event("\"data\":{\"channel\":\"online\"}"),
        event("\"data\":{\"channel\":\"online\",\"procedure\":\"1\",\"components\":-1}"),
        event("\"data\":{\"channel\":\"online\",\"procedure\":\"1\",\"components\":1.5}"),
        event("\"data\":{\"channel\":\"online\",\"procedure\":\"1\",\"dueAt\":\"soon\"}"),
        event("\"extra\":9007199254740992"),
        event("\"extra\":1e400"), event("\"id\":\"" + String(repeating: "x", count: 65) + "\""),
        event("\"id\":\"a\\u0000b\""), event("\"evidence\":\"" + String(repeating: "x", count: 257) + "\""),
    ]

    /// An event that would be one, but for the member that is put in place of its own.
    private static func event(_ member: String) -> String {
        var members = [
            "\"id\":\"e\"", "\"type\":\"dossier.received\"", "\"occurredAt\":\"2026-03-02T08:00:00+07:00\"",
            "\"unit\":\"H1\"", "\"dossier\":\"D\"", "\"data\":{\"channel\":\"online\",\"procedure\":\"1\"}",
        ]
        let key = member.prefix { $0 != ":" }
        members.removeAll { $0.hasPrefix(key + ":") }
        return "{" + (members + [member]).joined(separator: ",") + "}"
    }

    @Test("every way of being no event has its answer")
    func faults() throws {
        let workspace = try Workspace()
        let ledger = try workspace.ledger(events: [ErrorTextTests.event("\"id\":\"taken\"")])
        let other = ErrorTextTests.event("\"id\":\"taken\"").replacing("H1", with: "H2")
        let lines = ErrorTextTests.badLines + [other]
        let input = lines.map { Array($0.utf8) + [0x0A] }.joined() + [0xFF, 0x0A]
        let outcome = try Dossier.run(["append", ledger], input: Array(input))
        #expect(outcome.status == 1)
        let answers = outcome.text.split(separator: "\n")
        try #require(answers.count == lines.count + 1)
        var text = ""
        for (line, answer) in zip(lines + ["(a byte that is no UTF-8)"], answers) {
            #expect(answer.hasPrefix("refused "))
            text += (line.count > 200 ? line.prefix(40) + "…" : line) + "\n    \(answer)\n"
        }
        try expectGolden(text, "errors/faults.txt")
        // Every code but that of a long line and that of a row, which need other feeds.
        for code in EventFault.Code.allCases where code != .lineTooLong && code != .badRow {
            #expect(text.contains("refused \(code.rawValue)"), "\(code)")
        }
    }
}
