package import DossierModel

/// Writes events as an object-centric log (OCEL 2.0, its JSON form), in one pass.
///
/// The events go out as they come; the objects that they name and the types that they have are gathered meanwhile and
/// follow at the end, in the order in which they were first named. So the bytes depend on the events alone, and what
/// is kept is a set of codes. What maps to what is told in <doc:Export>.
package struct OCELWriter: ~Copyable {
    private var event = ExportedEvent()
    private var objects = [CodeSet](repeating: CodeSet(), count: OCELObjectType.allCases.count)
    /// The types of the events, as they name them: those of a later version as well.
    private var types = CodeSet()
    private let names: [(type: EventType, name: [UInt8])]
    private var hasEvent = false
    private var hasEnded = false
    private var hasObject = false
    /// The object that ``finish(into:)`` goes on with.
    private var nextObject = (type: 0, index: 0)

    private static let pieceBytes = 1 << 20

    /// Appends what precedes the first event.
    package init(into output: inout [UInt8]) {
        names = EventType.allCases.map { ($0, Array($0.name.utf8)) }
        ExportText.append("{\"objectTypes\":[", to: &output)
        for object in OCELObjectType.allCases {
            ExportText.append(object.rawValue == 0 ? "\n" : ",\n", to: &output)
            ExportText.append("{\"name\":\"", to: &output)
            ExportText.append(object.name, to: &output)
            ExportText.append("\",\"attributes\":[]}", to: &output)
        }
        ExportText.append("\n],\n\"events\":[", to: &output)
    }

    /// Appends an event.
    ///
    /// - Throws: What is wrong with it as JSON; `output` is as it was.
    package mutating func write(
        _ bytes: Span<UInt8>,
        _ number: SequenceNumber,
        into output: inout [UInt8]
    ) throws(EventFault) {
        try event.read(bytes)
        let type = event.text(.type) ?? ExportText.unknown
        types.insert(type)
        ExportText.append(hasEvent ? ",\n{\"id\":" : "\n{\"id\":", to: &output)
        hasEvent = true
        CanonicalWriting.quote(event.text(.id) ?? ExportText.unknown, into: &output)
        ExportText.append(",\"type\":", to: &output)
        CanonicalWriting.quote(type, into: &output)
        ExportText.append(",\"time\":\"", to: &output)
        appendTime(event.instant(.occurredAt), to: &output)
        ExportText.append("\",\"attributes\":[", to: &output)
        appendAttributes(bytes, number, to: &output)
        ExportText.append("],\"relationships\":[", to: &output)
        appendRelationships(type, to: &output)
        ExportText.append("]}", to: &output)
    }

    /// Appends a piece of what follows the last event: the types of the events, then the objects.
    ///
    /// It comes in pieces of about a megabyte, for there can be millions of objects.
    ///
    /// - Returns: Whether there is more.
    package mutating func finish(into output: inout [UInt8]) -> Bool {
        if !hasEnded {
            hasEnded = true
            appendTypes(to: &output)
            ExportText.append("\n],\n\"objects\":[", to: &output)
        }
        let limit = output.count + OCELWriter.pieceBytes
        while output.count < limit {
            guard let object = OCELObjectType(rawValue: nextObject.type) else {
                ExportText.append("\n]}\n", to: &output)
                return false
            }
            guard nextObject.index < objects[object.rawValue].count else {
                nextObject = (object.rawValue + 1, 0)
                continue
            }
            appendObject(object, objects[object.rawValue][nextObject.index], to: &output)
            nextObject.index += 1
        }
        return true
    }

    private func appendTypes(to output: inout [UInt8]) {
        ExportText.append("\n],\n\"eventTypes\":[", to: &output)
        for index in 0..<types.count {
            ExportText.append(index == 0 ? "\n" : ",\n", to: &output)
            ExportText.append("{\"name\":", to: &output)
            CanonicalWriting.quote(types[index], into: &output)
            ExportText.append(
                """
                ,"attributes":[{"name":"seq","type":"integer"},{"name":"recordedAt","type":"time"},\
                {"name":"source","type":"string"},{"name":"evidence","type":"string"},\
                {"name":"event","type":"string"}]}
                """,
                to: &output
            )
        }
    }

    private mutating func appendObject(
        _ object: OCELObjectType,
        _ code: ArraySlice<UInt8>,
        to output: inout [UInt8]
    ) {
        ExportText.append(hasObject ? ",\n{\"id\":" : "\n{\"id\":", to: &output)
        hasObject = true
        appendID(object, code, to: &output)
        ExportText.append(",\"type\":\"", to: &output)
        ExportText.append(object.name, to: &output)
        ExportText.append("\"}", to: &output)
    }

    private func appendTime(_ instant: Instant?, to output: inout [UInt8]) {
        if let instant {
            ExportText.append(instant, to: &output)
        } else {
            output.append(contentsOf: ExportText.unknownTime)
        }
    }

    /// Values are strings in this format, whatever their type.
    private func appendAttributes(_ bytes: Span<UInt8>, _ number: SequenceNumber, to output: inout [UInt8]) {
        ExportText.append("{\"name\":\"seq\",\"value\":\"", to: &output)
        ExportText.append(number.rawValue, to: &output)
        ExportText.append("\"},{\"name\":\"recordedAt\",\"value\":\"", to: &output)
        appendTime(event.recordedAt, to: &output)
        ExportText.append("\"},{\"name\":\"source\",\"value\":", to: &output)
        CanonicalWriting.quote(event.text(.source) ?? ExportText.unknown, into: &output)
        if let evidence = event.text(.evidence) {
            ExportText.append("},{\"name\":\"evidence\",\"value\":", to: &output)
            CanonicalWriting.quote(evidence, into: &output)
        }
        ExportText.append("},{\"name\":\"event\",\"value\":", to: &output)
        bytes.withUnsafeBytes { CanonicalWriting.quote($0, into: &output) }
        ExportText.append("}", to: &output)
    }

    /// Appends what an event says of objects: first its envelope, then `data`.
    private mutating func appendRelationships(_ type: [UInt8], to output: inout [UInt8]) {
        var isFirst = true
        relate("dossier", .dossier, event.text(.dossier), &isFirst, to: &output)
        relate("unit", .unit, event.text(.unit), &isFirst, to: &output)
        relate("actor", .officer, event.text(.actor), &isFirst, to: &output)
        guard let known = names.first(where: { $0.name == type }) else { return }
        for relation in OCELRelation.of(known.type) {
            let code = event.dataText(relation.field)
            // One relationship says all that two with the same name would.
            if relation.object == .dossier, code == event.text(.dossier) { continue }
            relate(relation.field, relation.object, code, &isFirst, to: &output)
        }
    }

    private mutating func relate(
        _ qualifier: StaticString,
        _ object: OCELObjectType,
        _ code: [UInt8]?,
        _ isFirst: inout Bool,
        to output: inout [UInt8]
    ) {
        guard let code else { return }
        objects[object.rawValue].insert(code)
        ExportText.append(isFirst ? "{\"objectId\":" : ",{\"objectId\":", to: &output)
        isFirst = false
        appendID(object, code[...], to: &output)
        ExportText.append(",\"qualifier\":\"", to: &output)
        ExportText.append(qualifier, to: &output)
        ExportText.append("\"}", to: &output)
    }

    private func appendID(_ object: OCELObjectType, _ code: ArraySlice<UInt8>, to output: inout [UInt8]) {
        var id: [UInt8] = []
        ExportText.append(object.name, to: &id)
        id.append(Ascii.colon)
        id.append(contentsOf: code)
        CanonicalWriting.quote(id, into: &output)
    }
}
