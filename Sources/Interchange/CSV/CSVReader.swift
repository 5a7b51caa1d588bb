package import DossierModel

/// Reads the records of a CSV file (RFC 4180) in memory bounded by the longest record, not by the file.
///
/// Lines end with `\n` or `\r\n`; the last may lack its end. Blank lines and a byte-order mark are skipped. A field
/// in quotes may hold the delimiter, line ends, and quotes written twice. A quote anywhere else is a fault.
///
/// A record that cannot be read is given as a fault of the line on which it begins, and reading goes on with the
/// next line: a quote that is never closed costs one line, not the rest of the file.
package struct CSVReader {
    /// What stands in the file.
    package enum Item: Hashable, Sendable {
        case record(CSVRecord)

        /// A record that cannot be read.
        case fault(EventFault, lineNumber: Int, bytes: [UInt8])

        /// More bytes of the over-long line that the last fault was about.
        case continued(bytes: [UInt8])
    }

    /// Fills a buffer and returns how many bytes it wrote: 0 only at the end.
    package typealias ByteSource = (UnsafeMutableRawBufferPointer) throws -> Int

    package static let quote: UInt8 = 0x22
    static let lineFeed: UInt8 = 0x0A
    static let carriageReturn: UInt8 = 0x0D

    private let delimiter: UInt8
    private let source: ByteSource
    private var buffer: [UInt8]
    /// Where the next record begins in the buffer.
    private var start = 0
    /// Where the bytes that were read end in the buffer.
    private var end = 0
    private var lineNumber = 1
    /// Whether nothing more comes, because the source ended or because it failed.
    private var isSourceAtEnd = false
    /// What is thrown once all that could be read has been given out.
    private(set) var failure: (any Error)?
    private var isAtStartOfFile = true
    private var isInsideLongLine = false
    private var fields: [CSVRecord.Field] = []

    /// Begins at the first byte of the source.
    ///
    /// - Parameters:
    ///   - delimiter: An ASCII character that is no quote and no line end.
    ///   - bufferBytes: How much is read at once at first; it grows up to the longest record.
    ///   - source: Where the bytes come from.
    package init(delimiter: UInt8, bufferBytes: Int = 256 << 10, source: @escaping ByteSource) {
        self.delimiter = delimiter
        self.source = source
        buffer = [UInt8](repeating: 0, count: max(bufferBytes, 16))
    }

    /// The next record or fault, or `nil` at the end.
    ///
    /// - Throws: ``CSVFailure/unreadable(_:)`` if the source fails, each time it is asked. All that was read before has
    ///   then been given out; a record within which the bytes broke off as a fault, for its rest is unknown.
    package mutating func next() throws(CSVFailure) -> Item? {
        if isAtStartOfFile { skipByteOrderMark() }
        if isInsideLongLine {
            let rest = takeRestOfLongLine()
            if !rest.isEmpty { return .continued(bytes: rest) }
        }
        while true {
            if start == end {
                guard fill() else {
                    if let failure { throw .unreadable(failure) }
                    return nil
                }
            }
            switch scan() {
            case .blank(let next):
                pass(to: next)
            case .record(let contentEnd, let next):
                if contentEnd - start > Limits.lineBytes { return takeLine(.tooLong) }
                if failure != nil, buffer[next - 1] != CSVReader.lineFeed { return takeCutRecord() }
                return takeRecord(contentEnd: contentEnd, next: next)
            case .misplacedQuote:
                return takeLine(.misplacedQuote)
            case .incomplete(let isInQuotes):
                // Two more bytes than the limit, for the end of the line.
                if end - start > Limits.lineBytes + 2 {
                    return takeLine(isInQuotes ? .openQuote : .tooLong)
                }
                // Nothing more came, and the scan knew it: only a quote can be open.
                if isSourceAtEnd { return failure == nil ? takeLine(.openQuote) : takeCutRecord() }
                _ = fill()
            }
        }
    }

    /// Gives out the record that ``scan()`` found.
    private mutating func takeRecord(contentEnd: Int, next: Int) -> Item {
        let bytes = Array(buffer[start..<contentEnd])
        let number = lineNumber
        pass(to: next)
        guard isUTF8(bytes) else {
            let fault = EventFault(.notUTF8, message: "the row is not UTF-8")
            return .fault(fault, lineNumber: number, bytes: bytes)
        }
        return .record(CSVRecord(lineNumber: number, bytes: bytes, fields: fields))
    }

    /// Gives out all that is left as the fault that the source broke off within it.
    private mutating func takeCutRecord() -> Item {
        let bytes = Array(buffer[start..<end])
        let number = lineNumber
        pass(to: end)
        return .fault(UnreadableReason.cut.fault, lineNumber: number, bytes: bytes)
    }

    /// Gives out the line that begins at ``start`` as a fault.
    private mutating func takeLine(_ reason: UnreadableReason) -> Item {
        var lineFeed = buffer[start..<end].firstIndex(of: CSVReader.lineFeed)
        while lineFeed == nil, end - start <= Limits.lineBytes + 2, fill() {
            lineFeed = buffer[start..<end].firstIndex(of: CSVReader.lineFeed)
        }
        let isWhole = lineFeed != nil || isSourceAtEnd
        let lineEnd = lineFeed ?? end
        let contentEnd =
            isWhole && lineEnd > start && buffer[lineEnd - 1] == CSVReader.carriageReturn
            ? lineEnd - 1 : lineEnd
        let bytes = Array(buffer[start..<contentEnd])
        let number = lineNumber
        let isTooLong = bytes.count > Limits.lineBytes
        pass(to: lineFeed.map { $0 + 1 } ?? end)
        isInsideLongLine = !isWhole
        return .fault(
            isTooLong ? UnreadableReason.tooLong.fault : reason.fault,
            lineNumber: number,
            bytes: bytes
        )
    }

    /// Gives out what follows of a line that did not fit, up to its end or as much as is at hand.
    private mutating func takeRestOfLongLine() -> [UInt8] {
        if start == end { _ = fill() }
        let lineFeed = buffer[start..<end].firstIndex(of: CSVReader.lineFeed)
        // A \r at the edge belongs to the line or to its end; it is kept, so that no byte is lost.
        let bytes = Array(buffer[start..<(lineFeed ?? end)])
        pass(to: lineFeed.map { $0 + 1 } ?? end)
        isInsideLongLine = lineFeed == nil && !isSourceAtEnd
        return bytes
    }

    /// Moves on to the next record.
    private mutating func pass(to next: Int) {
        for byte in buffer[start..<next] where byte == CSVReader.lineFeed { lineNumber += 1 }
        start = next
    }

    private mutating func skipByteOrderMark() {
        isAtStartOfFile = false
        _ = fill()
        if end >= 3, buffer[0] == 0xEF, buffer[1] == 0xBB, buffer[2] == 0xBF { start = 3 }
    }

    /// Reads until the buffer is full or the source at its end; `false` if there was nothing more.
    ///
    /// A record is scanned again from its start after a fill. Filling to the brim, and doubling a buffer that one
    /// record fills, keeps that linear.
    private mutating func fill() -> Bool {
        guard !isSourceAtEnd else { return false }
        if start > 0 {
            buffer.replaceSubrange(0..<end - start, with: buffer[start..<end])
            end -= start
            start = 0
        }
        if end == buffer.count {
            buffer.append(contentsOf: repeatElement(0, count: buffer.count))
        }
        let before = end
        do {
            while end < buffer.count {
                let count = try buffer.withUnsafeMutableBytes {
                    try source(UnsafeMutableRawBufferPointer(rebasing: $0[end...]))
                }
                guard count > 0 else {
                    isSourceAtEnd = true
                    break
                }
                end += count
            }
        } catch {
            // What came before it is given out first.
            failure = error
            isSourceAtEnd = true
        }
        return end > before
    }
}

extension CSVReader {
    /// What a look at the bytes from ``start`` on found.
    private enum Scan {
        /// An empty line.
        case blank(next: Int)
        /// A record up to `contentEnd`; the one after it begins at `next`.
        case record(contentEnd: Int, next: Int)
        case misplacedQuote
        /// The bytes at hand end before the record does.
        case incomplete(isInQuotes: Bool)
    }

    /// Finds the fields of the record that begins at ``start``.
    private mutating func scan() -> Scan {
        fields.removeAll(keepingCapacity: true)
        return buffer.withUnsafeBufferPointer { bytes in
            var position = start
            while true {
                // At the start of a field. The file's end is that of its last record too.
                if position < end, bytes[position] == CSVReader.quote {
                    guard let close = closingQuote(bytes, from: position + 1) else {
                        return .incomplete(isInQuotes: true)
                    }
                    position = close
                    // A quote at the end of the bytes at hand may be the first of two.
                    if position == end, !isSourceAtEnd { return .incomplete(isInQuotes: true) }
                } else {
                    let fieldStart = position
                    while position < end, bytes[position] != delimiter, bytes[position] != CSVReader.lineFeed
                    {
                        if bytes[position] == CSVReader.quote { return .misplacedQuote }
                        position += 1
                    }
                    if position == end, !isSourceAtEnd { return .incomplete(isInQuotes: false) }
                    let fieldEnd =
                        position < end && bytes[position] == delimiter
                        ? position : endOfText(bytes, from: fieldStart, to: position)
                    fields.append(
                        .init(start: fieldStart - start, end: fieldEnd - start, hasDoubledQuotes: false)
                    )
                }
                guard position < end, bytes[position] == delimiter else {
                    return endOfRecord(bytes, at: position)
                }
                position += 1
            }
        }
    }

    /// Notes the field in quotes whose text begins at `first`, and returns where its closing quote has passed.
    private mutating func closingQuote(_ bytes: UnsafeBufferPointer<UInt8>, from first: Int) -> Int? {
        var position = first
        var hasDoubledQuotes = false
        while position < end {
            guard bytes[position] == CSVReader.quote else {
                position += 1
                continue
            }
            guard position + 1 < end, bytes[position + 1] == CSVReader.quote else {
                fields.append(
                    .init(start: first - start, end: position - start, hasDoubledQuotes: hasDoubledQuotes)
                )
                return position + 1
            }
            hasDoubledQuotes = true
            position += 2
        }
        return nil
    }

    /// Judges what stands after the last field of a record.
    private func endOfRecord(_ bytes: UnsafeBufferPointer<UInt8>, at position: Int) -> Scan {
        var lineEnd = position
        if lineEnd < end, bytes[lineEnd] == CSVReader.carriageReturn { lineEnd += 1 }
        if lineEnd == end {
            guard isSourceAtEnd else { return .incomplete(isInQuotes: false) }
            return record(bytes, contentEnd: position, lineEnd: lineEnd, next: end)
        }
        guard bytes[lineEnd] == CSVReader.lineFeed else { return .misplacedQuote }
        return record(bytes, contentEnd: position, lineEnd: lineEnd, next: lineEnd + 1)
    }

    private func record(
        _ bytes: UnsafeBufferPointer<UInt8>,
        contentEnd: Int,
        lineEnd: Int,
        next: Int
    ) -> Scan {
        let contentEnd = endOfText(bytes, from: start, to: contentEnd)
        return contentEnd == start ? .blank(next: next) : .record(contentEnd: contentEnd, next: next)
    }

    /// The end of a text whose last byte may be the first of a `\r\n`.
    private func endOfText(_ bytes: UnsafeBufferPointer<UInt8>, from first: Int, to last: Int) -> Int {
        last > first && bytes[last - 1] == CSVReader.carriageReturn ? last - 1 : last
    }
}

/// Why a record cannot be read.
private enum UnreadableReason {
    case misplacedQuote
    case openQuote
    case tooLong
    case cut

    var fault: EventFault {
        switch self {
        case .misplacedQuote:
            EventFault(
                .badRow,
                message:
                    "a quote stands inside a field; a field with quotes is put in quotes, each quote in it twice"
            )
        case .openQuote:
            EventFault(
                .badRow,
                message: "a quote that opens a field is not closed by the file's end or within 1 MiB"
            )
        case .tooLong:
            EventFault(.lineTooLong, message: "the row is longer than 1 MiB")
        case .cut:
            EventFault(.badRow, message: "the file cannot be read on within the row")
        }
    }
}

/// Whether all bytes are text in UTF-8.
private func isUTF8(_ bytes: [UInt8]) -> Bool {
    (try? UTF8Span(validating: bytes.span)) != nil
}
