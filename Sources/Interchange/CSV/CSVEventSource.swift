package import DossierModel

/// The events of a CSV file, one after another, as JSON lines for the reader of events to judge.
///
/// A row becomes all of its events or none; whether each is a good event, the reader of events says. A row that
/// becomes none because no condition held is counted in ``rowsWithoutEvents``: nothing is dropped in silence. Memory
/// holds one record and the set of case codes.
///
///     var source = CSVEventSource(mapping: mapping) { buffer in try file.read(into: buffer) }
///     while let item = try source.next() { … }
package struct CSVEventSource {
    /// A row of the file, for quarantine.
    package struct Row: Hashable, Sendable {
        /// The number of the line on which it begins, from 1.
        package let lineNumber: Int
        /// Its bytes as they stand in the file, without the end of the last line.
        package let bytes: [UInt8]
    }

    package enum Item: Hashable, Sendable {
        /// An event as JSON, and the row that it was made from.
        case event(json: [UInt8], Row)

        /// A row that makes no event because it is faulty.
        case fault(EventFault, Row)

        /// More bytes of the row of the last fault, which is longer than 1 MiB; it counts as no row.
        case continued(bytes: [UInt8])
    }

    /// Rows after the header, faulty ones too.
    package private(set) var rowsRead = 0

    /// Good rows for which the mapping makes no event.
    package private(set) var rowsWithoutEvents = 0

    private let mapping: EventMapping
    private var reader: CSVReader
    private var mapper: RowMapper?
    private var fieldCount = 0
    /// Events of the current row, the next one last.
    private var waiting: [[UInt8]] = []
    private var row = Row(lineNumber: 0, bytes: [])

    /// Begins a file; `read` fills a buffer and returns how many bytes it wrote, 0 only at the end.
    package init(mapping: EventMapping, read: @escaping CSVReader.ByteSource) {
        self.mapping = mapping
        reader = CSVReader(delimiter: mapping.format.delimiter, source: read)
    }

    /// The next event or faulty row, or `nil` at the end.
    ///
    /// - Throws: ``CSVFailure``: the mapping does not fit the header, or the bytes cannot be read. The items before
    ///   stand.
    package mutating func next() throws(CSVFailure) -> Item? {
        if let json = waiting.popLast() { return .event(json: json, row) }
        if mapper == nil { try readHeader() }
        while let item = try reader.next() {
            switch item {
            case .continued(let bytes):
                return .continued(bytes: bytes)
            case .fault(let fault, let lineNumber, let bytes):
                rowsRead += 1
                return .fault(fault, Row(lineNumber: lineNumber, bytes: bytes))
            case .record(let record):
                rowsRead += 1
                if let item = take(record) { return item }
            }
        }
        return nil
    }

    /// Makes the events of a record and returns the first; `nil` if there is none.
    private mutating func take(_ record: CSVRecord) -> Item? {
        row = Row(lineNumber: record.lineNumber, bytes: record.bytes)
        guard record.fields.count == fieldCount else {
            let message = "the row has \(record.fields.count) fields and should have \(fieldCount)"
            return .fault(EventFault(.badRow, message: message), row)
        }
        do throws(EventFault) {
            waiting = try mapper?.events(of: record).reversed() ?? []
        } catch {
            return .fault(error, row)
        }
        guard let json = waiting.popLast() else {
            rowsWithoutEvents += 1
            return nil
        }
        return .event(json: json, row)
    }

    private mutating func readHeader() throws(CSVFailure) {
        var names = mapping.format.columns
        if names == nil { names = try headerNames() }
        guard let names else { return }
        fieldCount = names.count
        do throws(EventMappingError) {
            mapper = try RowMapper(mapping, header: names)
        } catch {
            throw .mapping(error)
        }
    }

    private mutating func headerNames() throws(CSVFailure) -> [String] {
        switch try reader.next() {
        case .record(let record):
            return record.fields.indices.map { index in
                var name = record.value(index)
                if mapping.format.trimsValues { trimBlanks(of: &name) }
                return String(decoding: name, as: UTF8.self)
            }
        case .fault(let fault, _, _):
            // A header within which the bytes broke off is told as that.
            if let failure = reader.failure { throw .unreadable(failure) }
            throw .mapping(
                EventMappingError("csv.header", "the file's header cannot be read: \(fault.message)")
            )
        case .continued, nil:
            throw .mapping(EventMappingError("csv.header", "the file is empty; a header was expected"))
        }
    }
}
