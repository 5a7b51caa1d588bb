import DossierModel
import Foundation
import Interchange
import Testing

/// The permit log, where it stands beside the project; these tests are skipped where it is missing.
private let permitLog: URL = {
    let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent()
    let shared =
        ProcessInfo.processInfo.environment["DOSSIER_SHARED"].map { URL(filePath: $0) }
        ?? root.deletingLastPathComponent().appending(path: "shared")
    return shared.appending(path: "logs/receipt.csv")
}()

private let permitMapping = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().appending(path: "fixtures/mappings/permit.json")

/// The members of a produced line.
private struct Line: Decodable {
    struct Details: Decodable {
        var channel: String?
        var procedure: String?
        var sector: String?
        var dueAt: String?
        var outcome: String?
        var form: String?
        var step: String?
        var toUnit: String?
    }

    var id: String
    var type: String
    var occurredAt: String
    var source: String
    var unit: String
    var dossier: String
    var actor: String?
    var data: Details
}

@Suite(
    "The permit log by its mapping",
    .enabled(if: FileManager.default.fileExists(atPath: permitLog.path()))
)
struct CSVPermitTests {
    private func lines() throws -> [Line] {
        let mapping = try EventMapping(json: [UInt8](Data(contentsOf: permitMapping)))
        var source = CSVEventSource(
            mapping: mapping,
            read: bytesInPieces([UInt8](try Data(contentsOf: permitLog)), of: 60_000)
        )
        var lines: [Line] = []
        while let item = try source.next() {
            guard case .event(let json, let row) = item else {
                Issue.record("a faulty row: \(item)")
                continue
            }
            #expect(row.lineNumber > 1)
            lines.append(try JSONDecoder().decode(Line.self, from: Data(json)))
        }
        #expect(source.rowsRead == 8_577)
        #expect(source.rowsWithoutEvents == 0)
        return lines
    }

    @Test("it is 11,340 events: 1,434 received, 1,329 completed, 8,577 transferred")
    func counts() throws {
        let lines = try lines()
        #expect(lines.count == 11_340)
        #expect(Set(lines.map(\.id)).count == 11_340)
        #expect(lines.count { $0.type == "dossier.received" } == 1_434)
        #expect(lines.count { $0.type == "dossier.completed" } == 1_329)
        #expect(lines.count { $0.type == "dossier.transferred" } == 8_577)
        let channels = Dictionary(grouping: lines.compactMap(\.data.channel), by: \.self).mapValues(\.count)
        #expect(channels == ["online": 1_271, "counter": 110, "postal": 53])
        #expect(Set(lines.map(\.unit)) == ["General", "Experts", "Customer contact"])
        #expect(Set(lines.map(\.dossier)).count == 1_434)
    }

    @Test("every event has the members of its type, and good times")
    func members() throws {
        for line in try lines() {
            #expect(line.id.utf8.count <= Limits.codeBytes)
            #expect(line.source == "coselog-receipt")
            #expect(Instant(line.occurredAt) != nil)
            switch line.type {
            case "dossier.received":
                #expect(line.data.procedure == "WABO" && line.data.sector == "environment")
                #expect(line.data.dueAt.flatMap { Instant($0) } != nil)
            case "dossier.completed":
                #expect(line.data.outcome == "granted" && line.data.form == "paper")
            default:
                #expect(line.data.step?.isEmpty == false && line.actor?.isEmpty == false)
                #expect(line.data.toUnit == nil)
            }
        }
    }

    @Test("the first case reads as in the file")
    func firstCase() throws {
        let lines = try lines()
        #expect(lines[0].dossier == "case-10011")
        #expect(lines[0].type == "dossier.received")
        #expect(lines[0].occurredAt == "2011-10-11T13:42:22.688+02:00")
        #expect(lines[0].data.dueAt == "2011-12-06T13:41:31.788+01:00")
        // It has no end date, so its task follows at once.
        #expect(lines[1].type == "dossier.transferred")
        #expect(lines[1].id == "case-10011/task-42933")
        #expect(lines[1].data.step == "Confirmation of receipt")
        #expect(lines[1].actor == "Resource21")
        #expect(lines[1].occurredAt == "2011-10-11T13:45:40.276+02:00")
    }
}
