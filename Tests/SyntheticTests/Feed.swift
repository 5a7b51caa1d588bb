import DossierModel
import Foundation
import Synthetic
import Testing

/// A scenario's lines, and what they say, read by Foundation and not by the code under test.
struct Feed: Sendable, CustomTestStringConvertible {
    /// Its lines would fill megabytes of a log.
    var testDescription: String { "\(lines.count) lines" }

    /// An event as its fields by path (`data.limit.value`), numbers and truth values as texts.
    struct Event: Sendable {
        let fields: [String: String]
        let type: EventType?

        init(fields: [String: String]) {
            self.fields = fields
            type = EventType(name: fields["type"] ?? "")
        }

        subscript(path: String) -> String? { fields[path] }

        var id: String { fields["id"] ?? "" }
        var dossier: String { fields["dossier"] ?? "" }
        var unit: String { fields["unit"] ?? "" }
        var procedure: String { fields["data.procedure"] ?? "" }
        var occurredAt: Instant { Instant(fields["occurredAt"] ?? "") ?? .earliest }
        var recordedAt: Instant { Instant(fields["recordedAt"] ?? fields["occurredAt"] ?? "") ?? .earliest }
    }

    /// Reading takes long, so most tests look at one of these two.
    static let large = Feed(events: 30_000, seed: 17)
    static let small = Feed(events: 20_000, seed: 99)

    let lines: [String]
    let truth: ScenarioTruth
    /// What is left when each line counts once, in the order of the log.
    let events: [Event]

    init(events: UInt64, seed: UInt64) {
        var scenario = FreeScenario(events: events, seed: seed)
        let lines = Feed.lines(of: &scenario)
        self.init(lines: lines, truth: scenario.truth)
    }

    /// What a document's stream says at some scale, as the command is given it.
    init(document: String, seed: UInt64, scale: String = "1") throws {
        var scenario = DocumentScenario(
            try #require(Document.named(document)),
            seed: seed,
            scale: try #require(Scale(scale))
        )
        let lines = Feed.lines(of: &scenario)
        self.init(lines: lines, truth: scenario.truth)
    }

    private static func lines(of stream: inout (some EventStream & ~Copyable)) -> [String] {
        var lines: [String] = []
        var line: [UInt8] = []
        while stream.next(into: &line) {
            lines.append(String(decoding: line, as: UTF8.self))
            line.removeAll(keepingCapacity: true)
        }
        return lines
    }

    private init(lines: [String], truth: ScenarioTruth) {
        self.lines = lines
        self.truth = truth
        var seen: Set<String> = []
        self.events = lines.compactMap { seen.insert($0).inserted ? Event(line: $0) : nil }
    }

    fileprivate static func flatten(_ value: Any, _ path: String, into fields: inout [String: String]) {
        let stem = path.isEmpty ? "" : path + "."
        if let object = value as? [String: Any] {
            for (key, member) in object { flatten(member, stem + key, into: &fields) }
        } else if let list = value as? [Any] {
            for (index, member) in list.enumerated() { flatten(member, "\(stem)\(index)", into: &fields) }
        } else {
            fields[path] = "\(value)"
        }
    }

    var dossierEvents: [Event] {
        events.filter { $0.type?.isOfDossier == true }
    }
}

extension Feed.Event {
    /// Reads a line; `nil` where it is not JSON.
    init?(line: String) {
        guard let object = try? JSONSerialization.jsonObject(with: Data(line.utf8)) else { return nil }
        var fields: [String: String] = [:]
        Feed.flatten(object, "", into: &fields)
        self.init(fields: fields)
    }

    /// The days of a `calendar.declared` that are of a kind.
    func days(_ kind: String) -> [LocalDate] {
        guard type == .calendarDeclared else { return [] }
        return (0..<100).compactMap { index in
            fields["data.days.\(index).kind"] == kind
                ? LocalDate(fields["data.days.\(index).date"] ?? "") : nil
        }
    }
}
