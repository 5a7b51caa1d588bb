package import DossierModel

/// Turns lines of a feed into events: checked, in canonical form, with the facts that the ledger keeps beside.
///
/// One reader serves one thread and uses its memory again for every line; it allocates for faults only. Lines
/// are checked in this order, and the first fault is the one that is told: UTF-8 over the whole line; JSON, as
/// the faults stand in the line; the fields of the envelope in the order of events.md section 1; those of `data`
/// in the order of section 3; texts of unknown fields.
///
///     var reader = try EventReader()
///     let facts = try reader.read(line, into: &batch)
package struct EventReader: ~Copyable {
    var tape = JSONTape()
    let schema = SchemaTable.shared
    let fields = NameTable.fields
    let words = NameTable.words

    /// Where the fields of the envelope stand, by ``Field``; 0 where they are missing.
    let envelope: UnsafeMutablePointer<UInt32>
    /// The same of `data`.
    let data: UnsafeMutablePointer<UInt32>
    /// What times, counts, numbers and words of `data` amount to, by ``Field``.
    let values: UnsafeMutablePointer<Int64>

    /// The canonical text of the source that a line without one gets; empty for none.
    private let defaultSource: [UInt8]
    private var out: UnsafeMutablePointer<UInt8>
    private var outCapacity: Int

    /// A reader that leaves lines as they are.
    package init() {
        self.init(canonicalSource: [])
    }

    /// A reader that gives lines without a `source` (missing, null or empty) that source in their canonical form.
    ///
    /// - Throws: ``EventFault/Code/emptyField`` or ``EventFault/Code/tooLong`` where it could be no source.
    package init(defaultSource: String) throws(EventFault) {
        let length = defaultSource.utf8.count
        if length == 0 { throw EventFault(.emptyField, path: "source", message: "the source is empty") }
        if length > Limits.codeBytes {
            let message = "the source has \(length) bytes, at most \(Limits.codeBytes) are allowed"
            throw EventFault(.tooLong, path: "source", message: message)
        }
        var quoted: [UInt8] = []
        CanonicalWriting.quote(defaultSource.utf8, into: &quoted)
        self.init(canonicalSource: Array(quoted.dropFirst().dropLast()))
    }

    private init(canonicalSource: [UInt8]) {
        defaultSource = canonicalSource
        let count = Field.allCases.count
        envelope = .allocate(capacity: count)
        data = .allocate(capacity: count)
        values = .allocate(capacity: count)
        envelope.initialize(repeating: 0, count: count)
        data.initialize(repeating: 0, count: count)
        values.initialize(repeating: 0, count: count)
        outCapacity = 0
        out = .allocate(capacity: 1)
    }

    deinit {
        envelope.deallocate()
        data.deallocate()
        values.deallocate()
        out.deallocate()
    }

    /// Reads one line, without its ending, and appends its canonical bytes.
    ///
    /// - Returns: The facts; their slices count from the first byte appended.
    /// - Throws: Why the line is no event; `output` is as it was.
    package mutating func read(
        _ line: UnsafeRawBufferPointer,
        into output: inout [UInt8]
    ) throws(EventFault) -> EventFacts {
        guard line.count <= Limits.lineBytes else { throw .lineTooLong(bytes: line.count) }
        try tape.read(line)
        guard tape.nodes[0].kind == .object else {
            throw EventFault(.notAnObject, message: "the line is \(kindName(0)), an object is due")
        }
        for index in 0..<Field.envelopeCount { envelope[index] = 0 }
        locate(membersOf: 0, envelope)
        var row = try readEnvelope()
        try readData(&row)
        if tape.hasLongText { try checkLongTexts() }
        if !defaultSource.isEmpty { addDefaultSource() }

        if outCapacity < tape.canonicalBound {
            outCapacity = 2 * tape.canonicalBound
            out.deallocate()
            out = .allocate(capacity: outCapacity)
        }
        let length = tape.writeCanonical(0, out, 0)
        guard length <= Limits.lineBytes else { throw .canonicalFormTooLong(bytes: length) }
        output.append(contentsOf: UnsafeBufferPointer(start: out, count: length))
        return facts(row)
    }

    /// Notes where the known members of an object stand.
    ///
    /// - Precondition: The slots that will be asked for are 0.
    @inline(__always)
    mutating func locate(membersOf object: Int, _ slots: UnsafeMutablePointer<UInt32>) {
        let end = Int(tape.nodes[object].next)
        var key = object &+ 1
        while key < end {
            let node = tape.nodes[key]
            if !node.isEscaped,
                let field = fields.find(tape.bytes + Int(node.start), Int(node.length), node.value)
            {
                slots[Int(field)] = UInt32(truncatingIfNeeded: key &+ 1)
            }
            key = Int(tape.nodes[key &+ 1].next)
        }
    }

    /// Gives the line the default source where it has none.
    private mutating func addDefaultSource() {
        guard envelope[Int(Field.source.rawValue)] == 0 else { return }
        let start = tape.textEnd
        for (index, byte) in defaultSource.enumerated() { tape.bytes[start + index] = byte }
        tape.textEnd += defaultSource.count
        var value = JSONNode(.string, at: 0)
        value.start = UInt32(truncatingIfNeeded: start)
        value.length = UInt32(truncatingIfNeeded: defaultSource.count)
        tape.setMember("source", of: 0, to: value)
    }
}
