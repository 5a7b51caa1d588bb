internal import DossierModel
internal import Interchange

/// Lets a CSV reader, which takes a closure, read from a source, which has one owner.
private final class SharedSource {
    private var source: ByteSource

    init(_ source: consuming ByteSource) {
        self.source = source
    }

    var position: Int { source.position }
    var size: Int? { source.size }

    func read(into buffer: UnsafeMutableRawBufferPointer) throws(InputError) -> Int {
        try source.read(into: buffer)
    }
}

/// A row that makes no events; more of it may come.
private struct FaultyRow {
    let fault: EventFault
    let row: CSVEventSource.Row
    /// Whether it is too long to be held, so that its bytes are in the quarantine's keeping.
    var isLong = false
}

extension FeedImport {
    /// Takes in the rows of a CSV file.
    ///
    /// What is counted as read is the events that the rows make, and each faulty row.
    func readRows(
        _ source: consuming ByteSource,
        _ mapping: EventMapping,
        _ file: String
    ) async throws(FeedError) {
        let shared = SharedSource(source)
        var rows = CSVEventSource(mapping: mapping) { try shared.read(into: $0) }
        var faulty: FaultyRow?
        while true {
            let item: CSVEventSource.Item?
            do throws(FeedError) {
                item = try next(&rows, file)
            } catch {
                // The row at hand is faulty for itself, and lost if it is not put away now.
                try finish(&faulty, file)
                count(rowsWithoutEvents: rows.rowsWithoutEvents)
                throw error
            }
            guard let item else { break }
            if case .continued = item {} else { try finish(&faulty, file) }
            switch item {
            case .event(let json, let row): try take(json, row, file)
            case .fault(let fault, let row): faulty = FaultyRow(fault: fault, row: row)
            case .continued(let bytes): try takeMore(bytes, of: &faulty)
            }
            if isBatchFull { try await flush(file) }
            guard taken % FeedImport.progressInterval == 0 else { continue }
            progress(
                FeedProgress(file: file, read: taken, position: shared.position, size: shared.size)
            )
        }
        try finish(&faulty, file)
        count(rowsWithoutEvents: rows.rowsWithoutEvents)
    }

    private func take(_ json: [UInt8], _ row: CSVEventSource.Row, _ file: String) throws(FeedError) {
        try json.span.withUnsafeBytes { json throws(FeedError) in
            try row.bytes.span.withUnsafeBytes { origin throws(FeedError) in
                try take(json, from: origin, file, row.lineNumber)
            }
        }
    }

    /// Keeps more bytes of a faulty row that is too long to be held.
    private func takeMore(_ bytes: [UInt8], of faulty: inout FaultyRow?) throws(FeedError) {
        if let row = faulty, !row.isLong {
            try row.row.bytes.span.withUnsafeBytes { piece throws(FeedError) in try keep(piece: piece) }
            faulty?.isLong = true
        }
        try bytes.span.withUnsafeBytes { piece throws(FeedError) in try keep(piece: piece) }
    }

    /// Quarantines the faulty row at hand, now that all of it has come.
    private func finish(_ faulty: inout FaultyRow?, _ file: String) throws(FeedError) {
        guard let row = faulty else { return }
        faulty = nil
        guard !row.isLong else { return try finish(longLine: row.fault, file, row.row.lineNumber) }
        countTaken()
        try row.row.bytes.span.withUnsafeBytes { origin throws(FeedError) in
            try put(origin, row.fault, file, row.row.lineNumber)
        }
    }

    private func next(_ rows: inout CSVEventSource, _ file: String) throws(FeedError) -> CSVEventSource.Item?
    {
        do throws(CSVFailure) {
            return try rows.next()
        } catch {
            switch error {
            case .mapping(let fault): throw .mapping(file: file, fault)
            case .unreadable(let fault):
                throw .input(file: file, fault as? InputError ?? .cannotRead(position: 0, errno: 0))
            }
        }
    }
}
