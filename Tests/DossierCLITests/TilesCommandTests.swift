import Audit
import Foundation
import LedgerStore
import MerkleLog
import TestSupport
import Testing

@Suite("dossier tiles")
struct TilesCommandTests {
    private let workspace: Workspace
    private let key: String

    init() throws {
        workspace = try Workspace()
        key = workspace.path("key")
        let made = try Dossier.run(["key", "new", key, "--name", "example.com/so"])
        try #require(made.status == 0, "\(made.errorText)")
    }

    private var folder: String { workspace.path("tiles") }

    private func grow(_ ledger: String, _ numbers: Range<Int>) throws {
        let fed = try Dossier.run(["import", ledger, "-"], input: SampleEvents.feed(numbers))
        try #require(fed.status == 0, "\(fed.errorText)")
        let signed = try Dossier.run(["checkpoint", ledger, "--key", key])
        try #require(signed.status == 0, "\(signed.errorText)")
    }

    private func write(_ ledger: String, _ options: [String] = []) throws -> ChildProcess.Outcome {
        try Dossier.run(["tiles", ledger, folder] + options)
    }

    /// All files of the folder by their path, each with its bytes and its inode.
    private func files() throws -> [String: (bytes: [UInt8], inode: Int)] {
        var found: [String: (bytes: [UInt8], inode: Int)] = [:]
        for case let name as String in FileManager.default.enumerator(atPath: folder) ?? .init() {
            let path = folder + "/" + name
            let facts = try FileManager.default.attributesOfItem(atPath: path)
            guard facts[.type] as? FileAttributeType == .typeRegular else { continue }
            let inode = facts[.systemFileNumber] as? Int ?? 0
            found[name] = (Array(try Data(contentsOf: URL(fileURLWithPath: path))), inode)
        }
        return found
    }

    /// Reads the tree and the events back from the files alone.
    private func check(size: Int) throws {
        let files = try files()
        let checkpoint = try SignedCheckpoint(decoding: #require(files["checkpoint"]).bytes).unverified
        #expect(checkpoint.size == TreeSize(UInt64(size)))
        var reader = try TileReader(size: checkpoint.size) { path throws(TileFault) in
            guard let file = files[path.text] else { throw .missing(path) }
            return file.bytes
        }
        #expect(try reader.root() == checkpoint.root)
        #expect(checkpoint.root.hex == KnownFeed(events: size).root(ofFirst: size))
        var number = 0
        for path in try TileSet(size: checkpoint.size).paths() {
            let bytes = try #require(files[path.text], "\(path)").bytes
            guard path.kind == .entries else {
                #expect(bytes.count == path.width * 32)
                continue
            }
            for entry in try EntryBundle.entries(of: bytes, at: path) {
                #expect(entry == Array(SampleEvents.line(number).utf8))
                let leaf = PerfectSubtree(height: 0, index: UInt64(number))
                #expect(try reader.hash(of: leaf) == TreeHash.leaf(of: entry.span))
                number += 1
            }
        }
        #expect(number == size)
    }

    @Test("tiles grow with the ledger; full ones are never written again, and outgrown ones go")
    func growth() throws {
        let ledger = try workspace.ledger()
        var before: [String: (bytes: [UInt8], inode: Int)] = [:]
        var size = 0
        for end in [1, 200, 256, 300, 700, 700, 1_500] {
            if end > size { try grow(ledger, size..<end) }
            size = end
            let written = try write(ledger)
            #expect(written.status == 0, "\(written.errorText)")
            try check(size: end)
            let after = try files()
            for (name, file) in before where name != "checkpoint" {
                let full = name.split(separator: ".p/").first.map { String($0) } ?? name
                guard let now = after[name] else {
                    #expect(name.contains(".p/") && after[full] != nil, "\(name) is gone at \(end)")
                    continue
                }
                #expect(now.inode == file.inode && now.bytes == file.bytes, "\(name) was written again")
                #expect(!name.contains(".p/") || after[full] == nil, "\(name) is outgrown at \(end)")
            }
            #expect(!after.keys.contains { $0.hasPrefix(".") })
            before = after
        }
        #expect(before["tile/0/000"] != nil && before["tile/1/000.p/5"] != nil)
    }

    @Test("a folder of another history, or one that is ahead, is refused and stays as it is")
    func fork() throws {
        let ledger = try workspace.ledger()
        try grow(ledger, 0..<300)
        #expect(try write(ledger).status == 0)
        let before = try files().mapValues(\.bytes)
        let other = try workspace.ledger("other", events: SampleEvents.lines(1..<400))
        #expect(try Dossier.run(["checkpoint", other, "--key", key]).status == 0)
        let forked = try write(other)
        #expect(forked.status == 1 && forked.errorText.contains("FORK"), "\(forked.errorText)")
        let young = try workspace.ledger("young", events: SampleEvents.lines(0..<10))
        #expect(try Dossier.run(["checkpoint", young, "--key", key]).status == 0)
        let behind = try write(young)
        #expect(behind.status == 1 && behind.errorText.contains("300"), "\(behind.errorText)")
        #expect(try files().mapValues(\.bytes) == before)
    }

    @Test("a folder that holds anything else is not touched, and a ledger without a checkpoint has no tiles")
    func refused() throws {
        let ledger = try workspace.ledger()
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: false)
        _ = try workspace.write("mine", "tiles/letter")
        #expect(try write(ledger).status == 2)
        try grow(ledger, 0..<3)
        #expect(try write(ledger).status == 2)
        #expect(try files().keys.sorted() == ["letter"])
        let file = try workspace.write("mine", "file")
        #expect(try Dossier.run(["tiles", ledger, file]).status == 3)
    }

    @Test("an event too long for a bundle is named and nothing is written; its hash alone is")
    func longEvent() throws {
        let ledger = try workspace.ledger(events: SampleEvents.lines(0..<4))
        // No text of an event may be so long, but there may be many of them.
        let texts = [String](repeating: "\"\(String(repeating: "a", count: 3_000))\"", count: 23).joined(
            separator: ","
        )
        let long = SampleEvents.line(5).replacing("\"data\":{", with: "\"data\":{\"attachments\":[\(texts)],")
        let fed = try Dossier.run(["import", ledger, "-"], input: long + "\n" + SampleEvents.line(4))
        try #require(fed.status == 0, "\(fed.errorText) \(fed.text)")
        #expect(try Dossier.run(["checkpoint", ledger, "--key", key]).status == 0)
        let refused = try write(ledger)
        #expect(refused.status == 1 && refused.errorText.contains("event 4 has "), "\(refused.errorText)")
        #expect(try files().isEmpty)
        #expect(try write(ledger, ["--hashes-only"]).status == 0)
        #expect(try files().keys.sorted() == ["checkpoint", "tile/0/000.p/6"])
    }

    @Test("bundles that were left out at first are all written later")
    func hashesFirst() throws {
        let ledger = try workspace.ledger()
        try grow(ledger, 0..<300)
        #expect(try write(ledger, ["--hashes-only"]).status == 0)
        #expect(try !files().keys.contains { $0.contains("entries") })
        try grow(ledger, 300..<600)
        #expect(try write(ledger).status == 0)
        try check(size: 600)
    }

    @Test("what an unfinished run has left is written over")
    func leftovers() throws {
        let ledger = try workspace.ledger()
        try grow(ledger, 0..<300)
        let paths = ["tiles/tile/0", "tiles/tile/entries/000.p"]
        for path in paths {
            try FileManager.default.createDirectory(
                atPath: workspace.path(path),
                withIntermediateDirectories: true
            )
        }
        for name in ["tiles/tile/0/000", "tiles/tile/entries/000.p/7", "tiles/.draft"] {
            _ = try workspace.write("half", name)
        }
        #expect(try write(ledger).status == 0)
        try check(size: 300)
    }

    @Test("a folder that another process holds is not written to")
    func locked() throws {
        let ledger = try workspace.ledger()
        try grow(ledger, 0..<300)
        #expect(try write(ledger).status == 0)
        let before = try files()
        try grow(ledger, 300..<400)
        let descriptor = open(folder, O_RDONLY)
        try #require(descriptor >= 0 && flock(descriptor, LOCK_EX | LOCK_NB) == 0)
        let refused = try write(ledger)
        #expect(refused.status == 3 && refused.errorText.contains("another process"), "\(refused.errorText)")
        #expect(try files().mapValues(\.inode) == before.mapValues(\.inode))
        close(descriptor)
        #expect(try write(ledger).status == 0)
        try check(size: 400)
    }

    @Test("two runs at once leave whole tiles: one writes, the other is refused or finds them there")
    func together() throws {
        let ledger = try workspace.ledger()
        try grow(ledger, 0..<3_000)
        let runs = try (0..<3).map { _ in try Dossier.start(["tiles", ledger, folder]) }
        let outcomes = try runs.map { try $0.finish().status }
        #expect(outcomes.contains(0) && outcomes.allSatisfy { $0 == 0 || $0 == 3 }, "\(outcomes)")
        try check(size: 3_000)
        #expect(try !files().keys.contains { $0.hasPrefix(".") })
    }

    @Test("a link in the place of a draft is neither followed nor removed")
    func link() throws {
        let ledger = try workspace.ledger()
        try grow(ledger, 0..<3)
        let mine = try workspace.write("mine", "mine")
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: false)
        for name in [".draft", ".draft-1"] {
            let link = folder + "/" + name
            try FileManager.default.createSymbolicLink(atPath: link, withDestinationPath: mine)
            #expect(try write(ledger).status == 2)
            #expect(try workspace.read("mine") == Array("mine".utf8))
            #expect(try FileManager.default.destinationOfSymbolicLink(atPath: link) == mine)
            try FileManager.default.removeItem(atPath: link)
        }
        #expect(try write(ledger).status == 0)
    }

    @Test("every kept checkpoint has its partial files, until a full one stands for them")
    func everyCheckpoint() throws {
        let ledger = try workspace.ledger()
        let kept = [5, 10, 15, 20]
        for end in kept { try grow(ledger, end - 5..<end) }
        let partials = { [self] in try files().keys.filter { $0.contains(".p/") }.sorted() }
        #expect(try write(ledger).status == 0)
        let expected = ["entries/000.p", "0/000.p"].flatMap { path in kept.map { "tile/\(path)/\($0)" } }
        #expect(try partials() == expected.sorted())
        // These come while there is a folder already, which is extended over both at once.
        for end in [25, 30] { try grow(ledger, end - 5..<end) }
        #expect(try write(ledger).status == 0)
        let grown = ["entries/000.p", "0/000.p"].flatMap { path in
            (kept + [25, 30]).map { "tile/\(path)/\($0)" }
        }
        #expect(try partials() == grown.sorted())
        try grow(ledger, 30..<275)
        #expect(try write(ledger).status == 0)
        let last = ["tile/0/001.p/19", "tile/1/000.p/1", "tile/entries/001.p/19"]
        #expect(try partials() == last)
    }

    @Test("a tile that is gone or cut is written again and said; tiles without a checkpoint are refused")
    func missing() throws {
        let ledger = try workspace.ledger()
        try grow(ledger, 0..<700)
        #expect(try write(ledger).status == 0)
        for name in ["tile/0/000", "tile/entries/001"] {
            try FileManager.default.removeItem(atPath: folder + "/" + name)
        }
        _ = try workspace.write("half", "tiles/tile/0/001")
        try grow(ledger, 700..<720)
        let mended = try write(ledger)
        #expect(mended.status == 0)
        #expect(mended.errorText.contains("3 earlier files were missing or cut"), "\(mended.errorText)")
        try check(size: 720)
        #expect(try write(ledger).errorText.isEmpty)
        try FileManager.default.removeItem(atPath: folder + "/checkpoint")
        let before = try files().mapValues(\.inode)
        let refused = try write(ledger)
        #expect(
            refused.status == 2 && refused.errorText.contains("no file checkpoint"),
            "\(refused.errorText)"
        )
        #expect(try files().mapValues(\.inode) == before)
    }

    @Test("the environment names the ledger where it is left out")
    func environment() throws {
        let ledger = try workspace.ledger()
        try grow(ledger, 0..<3)
        let changes = ["DOSSIER_LEDGER": ledger]
        #expect(try Dossier.run(["tiles", folder], environment: changes).status == 0)
        try check(size: 3)
        #expect(try Dossier.run(["prove", "event", "2"], environment: changes).status == 0)
        #expect(try Dossier.run(["tiles", folder]).status == 2)
        #expect(try Dossier.run(["prove", "event", "2"]).status == 2)
    }
}
