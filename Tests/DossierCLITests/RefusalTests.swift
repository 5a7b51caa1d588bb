import Foundation
import TestSupport
import Testing

@Suite("what the world refuses, and what is no ledger")
struct RefusalTests {
    private let workspace: Workspace

    init() throws {
        workspace = try Workspace()
    }

    /// Each command that reads or appends, at a ledger.
    private static func commands(_ ledger: String) -> [[String]] {
        [
            ["report", ledger], ["export", ledger], ["stats", ledger], ["verify", ledger],
            ["append", ledger],
            ["import", ledger, "-"],
        ]
    }

    // Skipped where the test may not become another user: root passes over permissions.
    @Test(
        "a folder that may only be read is read, with a note, and not appended to",
        .enabled(if: Bystander.isPossible)
    )
    func readOnlyFolder() throws {
        let ledger = try workspace.ledger(events: SampleEvents.lines(0..<10))
        let content = try workspace.content(of: "ledger")
        try Bystander.lock(ledger)
        defer { Bystander.unlock(ledger) }
        let read = try Bystander.run(["export", ledger])
        #expect(read.status == 0, "\(read.errorText)")
        #expect(read.output == SampleEvents.feed(0..<10))
        #expect(read.errorText.hasPrefix("note: the folder is read-only and cannot be locked"))
        #expect(try Bystander.run(["verify", "--deep", ledger]).status == 0)
        for arguments in [["append", ledger], ["import", ledger, "-"]] {
            let refused = try Bystander.run(arguments, input: SampleEvents.feed(10..<11))
            #expect(refused.status == 3)
            #expect(refused.errorText == "dossier: no permission for \(ledger)\n")
        }
        let made = try Bystander.run(["init", ledger + "/inner"])
        #expect(made.status == 3)
        #expect(made.errorText == "dossier: no permission for \(ledger)/inner\n")
        #expect(try workspace.content(of: "ledger") == content)
    }

    @Test("a ledger at its size limit is as it was, and goes on with a larger one")
    func fullMap() throws {
        let ledger = try workspace.ledger(events: SampleEvents.lines(0..<500))
        let before = try Dossier.run(["verify", "--deep", "--format", "json", ledger])
        let refused = try Dossier.run(
            ["import", ledger, "-", "--max-size", "1MiB"],
            input: SampleEvents.feed(500..<12_000)
        )
        #expect(refused.status == 3)
        #expect(
            refused.errorText
                == "dossier: \(ledger) has reached its limit of 1,048,576 bytes; it is as it was, raise it with --max-size\n"
        )
        #expect(try Dossier.run(["verify", "--deep", "--format", "json", ledger]).text == before.text)
        let larger = try Dossier.run(
            ["import", ledger, "-", "--format", "json", "--max-size", "64MiB"],
            input: SampleEvents.feed(0..<12_000)
        )
        #expect(larger.status == 0)
        let answer = try Dossier.json(larger)
        #expect(answer["duplicates"] as? Int == 500)
        #expect(answer["appended"] as? Int == 11_500)
        #expect(try Dossier.run(["verify", "--deep", ledger]).status == 0)
    }

    // Skipped where the test is not root or may not mount.
    @Test(
        "a full disk refuses the append and leaves the ledger as it was",
        .enabled(if: SmallDisk.isPossible)
    )
    func fullDisk() throws {
        let disk = try SmallDisk(at: workspace.url.appendingPathComponent("disk"))
        defer { disk.unmount() }
        let ledger = try workspace.ledger("disk/ledger", events: SampleEvents.lines(0..<100))
        let refused = try Dossier.run(["import", ledger, "-"], input: SampleEvents.feed(100..<12_000))
        #expect(refused.status == 3)
        #expect(refused.errorText == "dossier: the disk of \(ledger) is full; the ledger is as it was\n")
        let verified = try Dossier.run(["verify", "--deep", "--format", "json", ledger])
        #expect(verified.status == 0)
        #expect(try Dossier.run(["export", ledger]).output == SampleEvents.feed(0..<100))
        #expect(
            try Dossier.run(["append", ledger], input: SampleEvents.feed(100..<102)).text == "100\n101\n"
        )
    }

    @Test("an output that takes nothing is told, with status 3")
    func fullOutput() throws {
        let ledger = try workspace.ledger(events: SampleEvents.lines(0..<10))
        for command in ["export", "report", "stats", "verify"] {
            let line = "'\(Dossier.path)' \(command) '\(ledger)' >/dev/full"
            let outcome = try ChildProcess("/bin/sh", ["-c", line], environment: Dossier.environment())
                .finish()
            #expect(outcome.status == 3)
            #expect(outcome.errorText == "dossier: standard output: No space left on device\n")
        }
    }

    @Test("a ledger of a newer format is named so by every command, and not touched")
    func newerFormat() throws {
        let ledger = try workspace.ledger(events: SampleEvents.lines(0..<5))
        try change("ledger/data.mdb", Array("DOSSLEDG".utf8)) { bytes, start in
            // The number follows the magic; whichever byte of it is 2 becomes 3.
            let place = try #require((start + 8..<start + 12).first { bytes[$0] == 2 })
            bytes[place] = 3
        }
        let content = try workspace.content(of: "ledger")
        for arguments in RefusalTests.commands(ledger) {
            let refused = try Dossier.run(arguments, input: SampleEvents.feed(5..<6))
            #expect(refused.status == 3, "\(arguments)")
            #expect(
                refused.errorText
                    == "dossier: \(ledger) has format 3, newer than this program knows (up to 2); use a newer program\n"
            )
        }
        #expect(try workspace.content(of: "ledger") == content)
    }

    @Test("what is no ledger is named so by every command, and not touched", arguments: NoLedger.allCases)
    func notALedger(_ kind: NoLedger) throws {
        let path = try kind.make(in: workspace)
        let before = try kind.content(in: workspace)
        for arguments in RefusalTests.commands(path) {
            let refused = try Dossier.run(arguments, input: SampleEvents.feed(0..<1))
            #expect(refused.status == 2, "\(arguments)")
            #expect(refused.errorText == "dossier: \(kind.text(path))\n", "\(arguments)")
            #expect(refused.output.isEmpty)
        }
        #expect(try kind.content(in: workspace) == before)
    }

    @Test("a data file that was cut short is damaged, and not touched")
    func cutShort() throws {
        let ledger = try workspace.ledger(events: SampleEvents.lines(0..<500))
        let bytes = try workspace.read("ledger/data.mdb")
        _ = try workspace.write(Array(bytes[..<(bytes.count - 8_192)]), "ledger/data.mdb")
        let content = try workspace.content(of: "ledger")
        for arguments in RefusalTests.commands(ledger) {
            let refused = try Dossier.run(arguments, input: SampleEvents.feed(500..<501))
            #expect(refused.status == 1, "\(arguments)")
            #expect(refused.errorText.hasPrefix("dossier: the ledger is damaged: data.mdb is shorter"))
        }
        #expect(try workspace.content(of: "ledger") == content)
    }

    @Test("a changed byte is found by verify, which names the event", arguments: [0, 3, 9])
    func changedByte(_ number: Int) throws {
        let ledger = try workspace.ledger(events: SampleEvents.lines(0..<10))
        try change("ledger/data.mdb", Array("\"id\":\"e-\(number)\",\"occurredAt\":\"2026".utf8)) {
            bytes,
            start in
            // The last digit of the year: the event still reads as one.
            bytes[start + 27 - 2] = UInt8(ascii: "5")
        }
        let found = try Dossier.run(["verify", ledger])
        #expect(found.status == 1)
        #expect(found.text.hasPrefix("event \(number): "), "\(found.text)")
        #expect(found.text.contains("NOT SOUND: the ledger is not as it was written"))
        let answer = try Dossier.json(Dossier.run(["verify", ledger, "--format", "json"]))
        #expect(answer["sound"] as? Bool == false)
        let faults = try #require(answer["faults"] as? [[String: Any]])
        #expect(faults.first?["seq"] as? Int == number)
    }

    /// Changes a file wherever it holds some bytes; LMDB keeps older pages, so that may be more than once.
    private func change(
        _ name: String,
        _ sought: [UInt8],
        _ body: (inout [UInt8], Int) throws -> Void
    ) throws {
        var bytes = try workspace.read(name)
        var places: [Int] = []
        let data = Data(bytes)
        var start = data.startIndex
        while let range = data.range(of: Data(sought), in: start..<data.endIndex) {
            places.append(range.lowerBound)
            start = range.upperBound
        }
        try #require(!places.isEmpty)
        for place in places { try body(&bytes, place) }
        _ = try workspace.write(bytes, name)
    }
}

/// Things that a user may point at by mistake.
enum NoLedger: String, CaseIterable, CustomTestStringConvertible {
    case nothing, file, emptyFolder, otherFiles, garbage, emptyData

    var testDescription: String { rawValue }

    func make(in workspace: Workspace) throws -> String {
        let folder = workspace.url.appendingPathComponent("it")
        switch self {
        case .nothing: return folder.path
        case .file: return try workspace.write("some text", "it")
        case .emptyFolder, .otherFiles, .garbage, .emptyData:
            try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: false)
        }
        switch self {
        case .otherFiles: _ = try workspace.write("some text", "it/notes.txt")
        case .garbage: _ = try workspace.write([UInt8](repeating: 0x5A, count: 100_000), "it/data.mdb")
        case .emptyData: _ = try workspace.write("", "it/data.mdb")
        case .nothing, .file, .emptyFolder: break
        }
        return folder.path
    }

    func text(_ path: String) -> String {
        self == .nothing
            ? "there is no folder \(path); make a ledger with: dossier init \(path)"
            : "\(path) is not a ledger"
    }

    func content(in workspace: Workspace) throws -> [String: [UInt8]] {
        switch self {
        case .nothing: [:]
        case .file: ["it": try workspace.read("it")]
        case .emptyFolder, .otherFiles, .garbage, .emptyData: try workspace.content(of: "it")
        }
    }
}
