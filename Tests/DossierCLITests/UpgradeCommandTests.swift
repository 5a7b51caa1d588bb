import Foundation
import Interchange
import TestSupport
import Testing

@Suite("dossier upgrade")
struct UpgradeCommandTests {
    private let workspace: Workspace
    private var old: String { workspace.path("old") }
    private var new: String { workspace.path("new") }

    /// See the README beside the fixture.
    private static let root = "b92ad31ffd9684c90997a3f69a2331c86a11b7da1d8d98182fefe3a27d0beb00"

    init() throws {
        workspace = try Workspace()
        try FileManager.default.createDirectory(
            atPath: workspace.path("old"),
            withIntermediateDirectories: false
        )
        _ = try workspace.write(try UpgradeCommandTests.oldData(), "old/data.mdb")
    }

    /// The data file of a ledger of format 1.
    private static func oldData() throws -> [UInt8] {
        let project = URL(fileURLWithPath: #filePath)
            .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        let file = project.appendingPathComponent("fixtures/format-1/data.mdb.gz")
        var source = try ByteSource(path: file.path)
        var content: [UInt8] = []
        var piece = [UInt8](repeating: 0, count: 1 << 16)
        while true {
            let count = try piece.withUnsafeMutableBytes { try source.read(into: $0) }
            guard count > 0 else { return content }
            content += piece[..<count]
        }
    }

    @Test("is what every other command names where it meets the older format, and what helps")
    func upgrading() throws {
        for command in ["verify", "report", "stats", "export"] {
            let refused = try Dossier.run([command, old])
            #expect(refused.status == 2)
            #expect(
                refused.errorText.contains("dossier upgrade \(old) NEW"),
                "\(command): \(refused.errorText)"
            )
        }
        let made = try Dossier.run(["upgrade", old, new])
        #expect(made.status == 0, "\(made.errorText)")
        #expect(
            made.text
                == "Made the ledger \(new) with the 16,444 events of \(old), of the same root \(UpgradeCommandTests.root)\n"
        )
        let verified = try Dossier.run(["verify", new, "--deep"])
        #expect(verified.status == 0 && verified.text.contains(UpgradeCommandTests.root))
        #expect(!FileManager.default.fileExists(atPath: new + ".partial"))
        // Done once it is done.
        #expect(try Dossier.run(["upgrade", old, new]).status == 2)
        #expect(try Dossier.run(["upgrade", new, workspace.path("newer")]).status == 2)
        let again = try Dossier.run(["upgrade", old, workspace.path("again"), "--format", "json"])
        #expect(try Dossier.json(again)["root"] as? String == UpgradeCommandTests.root)
    }

    @Test("leaves no ledger where it was refused")
    func refused() throws {
        let none = try Dossier.run(["upgrade", workspace.path("none"), new])
        #expect(none.status == 2)
        // What an upgrade that was cut off has left is not touched.
        try FileManager.default.createDirectory(atPath: new + ".partial", withIntermediateDirectories: false)
        _ = try workspace.write("1", "new.partial/other")
        let partial = try Dossier.run(["upgrade", old, new])
        #expect(partial.status == 2 && partial.errorText.contains("new.partial is there already"))
        #expect(!FileManager.default.fileExists(atPath: new))
    }
}
