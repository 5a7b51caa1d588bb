import DossierModel
import Foundation
import Interchange
import MerkleLog
import Testing

@testable import LedgerStore

@Suite("a ledger of format 1")
struct UpgradeTests {
    private let folder: TemporaryFolder
    private var old: String { folder.at("old") }
    private var new: String { folder.at("new") }

    /// See the README beside the fixture.
    private static let root = "b92ad31ffd9684c90997a3f69a2331c86a11b7da1d8d98182fefe3a27d0beb00"

    init() throws {
        folder = try TemporaryFolder()
        try folder.write(try UpgradeTests.fixture("data.mdb.gz"), to: "old/data.mdb")
    }

    /// A file of the fixture, unpacked.
    private static func fixture(_ name: String) throws -> [UInt8] {
        let project = URL(fileURLWithPath: #filePath)
            .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        var source = try ByteSource(path: project.appendingPathComponent("fixtures/format-1/" + name).path)
        var content: [UInt8] = []
        var piece = [UInt8](repeating: 0, count: 1 << 16)
        while true {
            let count = try piece.withUnsafeMutableBytes { try source.read(into: $0) }
            guard count > 0 else { return content }
            content += piece[..<count]
        }
    }

    private func upgrade(_ path: String? = nil) throws(StoreError) -> LedgerUpgrade.Answer {
        try LedgerUpgrade.run(from: path ?? old, to: new, makeFactsReader: sampleFacts) { _, _ in }
    }

    /// Why a ledger is not upgraded, or `nil` where it was.
    private func refusal(from path: String? = nil) -> StoreError? {
        do throws(StoreError) {
            _ = try upgrade(path)
            return nil
        } catch {
            return error
        }
    }

    @Test("is refused by name where it is opened, and nothing is made beside it")
    func opening() throws {
        let expected = StoreError.olderFormat(path: old, format: 1, known: 2)
        for access in [Ledger.Access.reading, .appending] {
            #expect(throws: expected) { try Ledger.open(at: old, for: access, makeFactsReader: sampleFacts) }
        }
        #expect(try folder.names(in: "old") == ["data.mdb"])
    }

    @Test("is upgraded to a folder whose name ends in a slash, as a shell completes it")
    func slash() throws {
        let answer = try LedgerUpgrade.run(from: old, to: new + "//", makeFactsReader: sampleFacts) { _, _ in
        }
        #expect(answer.root.hex == UpgradeTests.root)
        #expect(try folder.names(in: "new").contains("data.mdb"))
        #expect(try !folder.names(in: "").contains("new.partial"))
    }

    @Test("gives a ledger with the same events, moments of appending and root")
    func upgrading() throws {
        let before = try folder.read("old/data.mdb")
        let answer = try upgrade()
        #expect(answer.root.hex == UpgradeTests.root)
        #expect(answer.size == UInt64(Limits.segmentEvents + 60))
        #expect(try folder.read("old/data.mdb") == before)
        let feed = try UpgradeTests.fixture("feed.ndjson.gz").split(separator: 0x0A)
        let ledger = try Ledger.open(at: new, for: .reading, makeFactsReader: sampleFacts)
        try ledger.read { view in
            #expect(view.root.hex == UpgradeTests.root)
            var isSame = true
            try view.forEachEvent(0..<view.size) { number, event in
                isSame = isSame && isEqual(event, Array(feed[Int(number.rawValue)]).span)
                return true
            }
            #expect(isSame)
            var moments: [Int64] = []
            for number in [0, Limits.segmentEvents, Limits.segmentEvents + 6, Limits.segmentEvents + 56] {
                let moment = try view.appendedAt(SequenceNumber(rawValue: UInt64(number)))
                moments.append(try #require(moment).rawValue)
            }
            #expect(moments == UpgradeTests.moments)
            #expect(try view.verify(isDeep: true) { _ in }.faults.isEmpty)
        }
    }

    /// When the first event, the tail of the first import, that of the second and the first single event were appended.
    private static let moments: [Int64] = [
        1_795_241_262_990, 1_795_241_263_021, 1_795_241_264_034, 1_795_241_264_044,
    ]

    @Test("that is damaged gives no ledger", arguments: [0, 1, 2])
    func damaged(change: Int) throws {
        var bytes = try folder.read("old/data.mdb")
        // A byte of an event of the tail: blocks have a checksum of their own.
        let event = Array(#""id":"e-16395""#.utf8)
        switch change {
        case 0:
            let places = bytes.indices.filter { bytes[$0...].starts(with: event) }
            #expect(!places.isEmpty)
            for place in places { bytes[place + 8] = 0x39 }
        case 1: bytes.removeLast(bytes.count / 2)
        default:
            let magic = Array("DOSSLEDG".utf8)
            for place in bytes.indices where bytes[place...].starts(with: magic) { bytes[place + 8] = 0 }
        }
        try folder.write(bytes, to: "old/data.mdb")
        #expect(refusal()?.code == "damaged")
        #expect(!FileManager.default.fileExists(atPath: new))
    }

    @Test("is upgraded neither onto something that is there nor from the format of today")
    func refusals() throws {
        try folder.write([1], to: "new/other")
        #expect(refusal() == .alreadyExists(path: new))
        #expect(try folder.names(in: "new") == ["other"])
        let today = folder.at("today")
        _ = try Ledger.create(at: today, makeFactsReader: sampleFacts)
        #expect(refusal(from: today) == .noOlderFormat(path: today, format: 2))
        #expect(refusal(from: folder.at("none")) == .noSuchFolder(path: folder.at("none")))
    }
}
