import DossierModel
import Interchange
import LedgerStore
import TestSupport

/// Reads events as the program does.
private final class SampleReader {
    private var reader = EventReader()
    private var scratch: [UInt8] = []

    func read(_ event: Span<UInt8>) -> EventFacts? {
        scratch.removeAll(keepingCapacity: true)
        return try? event.withUnsafeBytes { bytes throws(EventFault) in
            try reader.read(bytes, into: &scratch)
        }
    }
}

/// What the tests' ledgers read events with.
let sampleFacts: @Sendable () -> FactsReader = {
    let reader = SampleReader()
    return { reader.read($0) }
}

/// Events of all kinds that have columns, in canonical form.
struct SampleEvents: Sendable {
    /// In log order, as they are to be appended.
    let batch: EventBatch

    /// Enough for two sealed segments and a tail.
    static let many = SampleEvents(count: 2 * Limits.segmentEvents + 700, seed: 1)

    /// What a ledger of those has to answer.
    static let manyLog = PlainLog(many.batch)

    /// Enough for one sealed segment and a tail.
    static let some = SampleEvents(count: Limits.segmentEvents + 700, seed: 2)

    /// What a ledger of those has to answer.
    static let someLog = PlainLog(some.batch)

    init(count: Int, seed: UInt64, idPrefix: String = "e") {
        var generator = SeededGenerator(seed: seed)
        var reader = EventReader()
        var batch = EventBatch()
        for number in 0..<count {
            let line = SampleEvents.line(id: "\(idPrefix)-\(number)", number, &generator)
            batch.append { bytes in
                Array(line.utf8).withUnsafeBytes { try? reader.read($0, into: &bytes) }
            }
        }
        self.batch = batch
    }

    var count: Int { batch.count }

    func bytes(_ index: Int) -> [UInt8] { Array(batch.bytes[batch.range(index)]) }

    func text(_ index: Int) -> String { String(decoding: bytes(index), as: UTF8.self) }

    /// Some of the events, as a batch of their own.
    func batch(_ indexes: some Sequence<Int>) -> EventBatch {
        var part = EventBatch()
        for index in indexes {
            part.append { bytes in
                bytes += batch.bytes[batch.range(index)]
                return batch.facts[index]
            }
        }
        return part
    }

    /// A batch of events that are given as JSON; what no decoder reads is taken as it is.
    static func batch(_ lines: [String]) -> EventBatch {
        var reader = EventReader()
        var batch = EventBatch()
        for line in lines {
            batch.append { bytes in
                let utf8 = Array(line.utf8)
                if let facts = utf8.withUnsafeBytes({ try? reader.read($0, into: &bytes) }) { return facts }
                bytes += utf8
                return nil
            }
        }
        return batch
    }

    /// A short event with that id.
    static func line(id: String, note: String = "") -> String {
        #"{"dossier":"D-1","id":"\#(id)","note":"\#(note)","occurredAt":"2026-03-02T08:00:00+07:00","#
            + #""type":"dossier.resumed","unit":"H15.1"}"#
    }

    private static let kinds: [(type: String, data: String)] = [
        (
            "dossier.received",
            #""channel":"online","components":@,"digitisedComponents":1,"dueAt":"2026-05-0%T16:30:00+07:00","#
                + #""paperNo":"@/SĐK","procedure":"1.00%","sector":"Đất \"đai\"""#
        ),
        ("dossier.transferred", #""toUnit":"H15.%""#),
        ("dossier.paused", #""approver":"CB-%","document":"@","ground":"g%""#),
        ("dossier.resumed", ""),
        ("dossier.rescheduled", #""newDueAt":"2026-06-0%T16:30:00.%+07:00""#),
        ("dossier.completed", #""form":"paper","outcome":"granted","signed":true"#),
        ("dossier.returned", #""receipt":"@""#),
        ("dossier.rated", #""max":5,"score":4.%"#),
        ("paper.entered", #""dossier":"D-@","paperNo":"@","sector":"s%""#),
        ("officer.assigned", #""role":"handler""#),
        ("event.voided", #""reason":"@","target":"e-@""#),
    ]

    private static func line(id: String, _ number: Int, _ generator: inout SeededGenerator) -> String {
        let kind = kinds[generator.number(in: 0...kinds.count - 1)]
        let dossier = generator.number(in: 0...number / 4 + 3)
        var data = ""
        for character in kind.data {
            switch character {
            case "@": data += String(dossier)
            case "%": data += String(generator.number(in: 1...9))
            default: data.append(character)
            }
        }
        let day = generator.number(in: 10...28)
        let dossierField = kind.type.hasPrefix("dossier.") ? #""dossier":"D-\#(dossier)","# : ""
        return #"{"actor":"CB-\#(dossier % 7)","data":{\#(data)},\#(dossierField)"id":"\#(id)","#
            + #""occurredAt":"2026-03-\#(day)T08:00:0\#(dossier % 10)+07:00","#
            + #""recordedAt":"2026-04-\#(day)T08:00:00+07:00","type":"\#(kind.type)","#
            + #""unit":"H15.\#(dossier % 5)"}"#
    }
}
