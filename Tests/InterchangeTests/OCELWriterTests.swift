import DossierModel
import Interchange
import Testing

@Suite("events as OCEL 2.0")
struct OCELWriterTests {
    private func log(_ events: [[UInt8]]) throws -> JSONView {
        try EventDocument.read(try ExportSample.ocel(events)).root
    }

    private func list(_ view: JSONView, _ name: String) throws -> [JSONView] {
        try #require(view[name]?.array)
    }

    private func relations(_ event: JSONView) throws -> [String] {
        try list(event, "relationships").map {
            "\($0["qualifier"]?.text ?? "?")=\($0["objectId"]?.text ?? "?")"
        }
    }

    @Test("the events come back from their attribute, byte for byte")
    func roundTrip() throws {
        let events = try ExportSample.events()
        let found = try list(try log(events), "events")
        let texts = try found.map { event in
            try list(event, "attributes").first { $0["name"]?.text == "event" }?["value"]?.text
        }
        #expect(texts.map { Array(($0 ?? "").utf8) } == events)
    }

    @Test("the log has the members that the schema asks for, each of its type")
    func schema() throws {
        let root = try log(try ExportSample.events())
        #expect(root.members?.map(\.key) == ["eventTypes", "events", "objectTypes", "objects"])
        for type in try list(root, "eventTypes") + list(root, "objectTypes") {
            #expect(type["name"]?.text != nil)
            for attribute in try list(type, "attributes") {
                #expect(attribute["name"]?.text != nil)
                #expect(["string", "time", "integer", "float", "boolean"].contains(attribute["type"]?.text))
            }
        }
        for object in try list(root, "objects") {
            #expect(object["id"]?.text != nil)
            #expect(object["type"]?.text != nil)
        }
        for event in try list(root, "events") {
            #expect(event["id"]?.text != nil)
            #expect(event["type"]?.text != nil)
            #expect(event["time"]?.instant != nil)
            for attribute in try list(event, "attributes") {
                #expect(attribute["name"]?.text != nil)
                #expect(attribute["value"]?.string != nil)
            }
        }
    }

    @Test("types, attributes and objects that events name are declared, each once")
    func declarations() throws {
        let root = try log(try ExportSample.events())
        let types = try list(root, "eventTypes").map { $0["name"]?.text }
        let objectTypes = try list(root, "objectTypes").map { $0["name"]?.text }
        let objects = try list(root, "objects")
        let ids = objects.map { $0["id"]?.text }
        #expect(Set(types).count == types.count)
        #expect(Set(ids).count == ids.count)
        #expect(objects.allSatisfy { objectTypes.contains($0["type"]?.text) })
        var named: Set<String?> = []
        for event in try list(root, "events") {
            let type = try #require(types.firstIndex(of: event["type"]?.text))
            let declared = try list(try list(root, "eventTypes")[type], "attributes").map { $0["name"]?.text }
            for attribute in try list(event, "attributes") {
                #expect(declared.contains(attribute["name"]?.text))
            }
            for relation in try list(event, "relationships") { named.insert(relation["objectId"]?.text) }
        }
        #expect(named == Set(ids))
    }

    @Test("the objects of every field that names one are related by the field's name")
    func relationships() throws {
        let lines = [
            (
                #""type":"dossier.received","dossier":"D","unit":"U","actor":"A","data":{"procedure":"P","channel":"online"}"#,
                ["dossier=dossier:D", "unit=unit:U", "actor=officer:A", "procedure=procedure:P"]
            ),
            (
                #""type":"dossier.transferred","dossier":"D","unit":"U","data":{"toUnit":"V","toActor":"B","procedure":"Q"}"#,
                ["dossier=dossier:D", "unit=unit:U", "toUnit=unit:V", "toActor=officer:B"]
            ),
            (
                #""type":"dossier.paused","dossier":"D","unit":"U","data":{"ground":"g","approver":"C"}"#,
                ["dossier=dossier:D", "unit=unit:U", "approver=officer:C"]
            ),
            (
                #""type":"unit.registered","unit":"U","data":{"name":"n","level":"commune","parent":"W"}"#,
                ["unit=unit:U", "parent=unit:W"]
            ),
            (#""type":"unit.merged","unit":"U","data":{"into":"X"}"#, ["unit=unit:U", "into=unit:X"]),
            (
                #""type":"feedback.received","unit":"U","data":{"dossier":"E","topic":"t"}"#,
                ["unit=unit:U", "dossier=dossier:E"]
            ),
            (#""type":"event.voided","actor":"","data":{"target":"x","reason":"y"}"#, []),
        ]
        let events = try lines.enumerated().map { index, line in
            try ExportSample.event(#"{"id":"e\#(index)","occurredAt":"2024-03-01T08:00:00Z",\#(line.0)}"#)
        }
        let root = try log(events)
        #expect(try list(root, "events").map { try relations($0) } == lines.map(\.1))
        #expect(
            try list(root, "objects").map { $0["id"]?.text } == [
                "dossier:D", "dossier:E", "unit:U", "unit:V", "unit:W", "unit:X", "officer:A", "officer:B",
                "officer:C",
                "procedure:P",
            ]
        )
    }

    @Test("codes that are equal in two dictionaries are two objects")
    func equalCodes() throws {
        let event = try ExportSample.event(
            #"{"id":"e","type":"dossier.received","occurredAt":"2024-03-01T08:00:00Z","dossier":"1","unit":"1","#
                + #""actor":"1","data":{"procedure":"1","channel":"online"}}"#
        )
        let ids = try list(try log([event, event]), "objects").map { $0["id"]?.text }
        #expect(ids == ["dossier:1", "unit:1", "officer:1", "procedure:1"])
    }

    @Test("without events there are no types of events and no objects")
    func empty() throws {
        let root = try log([])
        #expect(try list(root, "events").isEmpty)
        #expect(try list(root, "eventTypes").isEmpty)
        #expect(try list(root, "objects").isEmpty)
        #expect(try list(root, "objectTypes").count == 4)
    }

    @Test("many objects come in pieces, and none is lost or told twice")
    func manyObjects() throws {
        var output: [UInt8] = []
        var writer = OCELWriter(into: &output)
        for number in 0..<40_000 {
            let event = Array("{\"dossier\":\"D-\(number % 30_000)\"}".utf8)
            try writer.write(event.span, SequenceNumber(rawValue: UInt64(number)), into: &output)
        }
        var pieces = 1
        while writer.finish(into: &output) { pieces += 1 }
        #expect(pieces > 1)
        let objects = try list(try EventDocument.read(output).root, "objects")
        #expect(objects.map { $0["id"]?.text } == (0..<30_000).map { "dossier:D-\($0)" })
    }
}
