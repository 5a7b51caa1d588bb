internal import DossierModel
internal import Glibc

/// The lines of a feed, one after another, in bounded memory.
///
/// A line ends with `\n` or `\r\n`, the last one also with the feed. Lines of nothing but spaces and tabs are
/// left out, though they are counted. A byte order mark at the very start is skipped.
///
/// A line longer than ``Limits/lineBytes`` comes in pieces, so that all of it can be quarantined without being
/// held in memory.
///
///     var lines = LineReader(try ByteSource(path: path))
///     while let item = try lines.next() { … }
package struct LineReader: ~Copyable {
    /// A line or a piece of one.
    package struct Item {
        package enum Part: Hashable, Sendable {
            case line
            /// A piece of a line that is too long; the pieces together are the line without its ending.
            case longLinePiece(isLast: Bool)
        }

        package let part: Part
        /// The bytes without the line's ending; they are good until the next call of ``LineReader/next()``.
        package let bytes: UnsafeRawBufferPointer
        /// The number of the line, from 1; blank lines count.
        package let number: Int
        /// Where the bytes begin in the unpacked feed.
        package let offset: Int
        /// Whether the feed broke off within the line; the error comes with the next call.
        package let isCut: Bool
    }

    private static let chunkBytes = 1 << 18
    /// The longest line that can still turn out short enough: it may end with `\r\n`.
    private static let undecidedBytes = Limits.lineBytes + 1

    private var source: ByteSource
    private let buffer: UnsafeMutableRawPointer
    private let capacity = undecidedBytes + chunkBytes
    private var start = 0
    private var end = 0
    /// Up to here there is no `\n`.
    private var searched = 0
    /// Where the buffer begins in the unpacked feed.
    private var bufferOffset = 0
    private var hasBegun = false
    private var isAtEnd = false
    private var isInLongLine = false
    private var failure: InputError?

    /// The number of the line last given, or last skipped.
    package private(set) var lineNumber = 0

    package init(_ source: consuming ByteSource) {
        self.source = source
        buffer = .allocate(byteCount: capacity, alignment: 16)
    }

    deinit {
        buffer.deallocate()
    }

    /// Bytes taken from the file so far, compressed where it is.
    package var position: Int { source.position }

    /// The size of the file, where it is one.
    package var size: Int? { source.size }

    /// The next line or piece, or `nil` after the last.
    ///
    /// - Throws: Why the feed cannot be read on, once all that could be read has been given.
    package mutating func next() throws(InputError) -> Item? {
        if !hasBegun { skipByteOrderMark() }
        while true {
            if isInLongLine {
                if let piece = nextPiece() { return piece }
            } else if let lineEnd = findNewline() {
                let line = start..<endWithoutReturn(lineEnd)
                start = lineEnd + 1
                if let item = item(line) { return item }
                continue
            } else if isAtEnd {
                let line = start..<end
                start = end
                if !line.isEmpty, let item = item(line) { return item }
                if let failure { throw failure }
                return nil
            } else if end - start > LineReader.undecidedBytes {
                isInLongLine = true
                lineNumber += 1
                continue
            }
            fill()
        }
    }

    /// A whole line, or `nil` where it is blank.
    @inline(__always)
    private mutating func item(_ line: Range<Int>) -> Item? {
        lineNumber += 1
        guard !isBlank(line) else { return nil }
        let isLong = line.count > Limits.lineBytes
        return item(line, isLong ? .longLinePiece(isLast: true) : .line)
    }

    @inline(__always)
    private func item(_ range: Range<Int>, _ part: Item.Part) -> Item {
        Item(
            part: part,
            bytes: UnsafeRawBufferPointer(start: buffer + range.lowerBound, count: range.count),
            number: lineNumber,
            offset: bufferOffset + range.lowerBound,
            isCut: isAtEnd && failure != nil && range.upperBound == end
        )
    }

    /// More of a line that is too long, or `nil` where nothing of it is at hand.
    private mutating func nextPiece() -> Item? {
        let from = start
        if let lineEnd = findNewline() {
            isInLongLine = false
            start = lineEnd + 1
            return item(from..<endWithoutReturn(lineEnd, from), .longLinePiece(isLast: true))
        }
        if isAtEnd {
            isInLongLine = false
            start = end
            return item(from..<end, .longLinePiece(isLast: true))
        }
        // A `\r` at the end of what is at hand may belong to the line's ending.
        let upTo = endWithoutReturn(end, from)
        guard upTo > from else { return nil }
        start = upTo
        return item(from..<upTo, .longLinePiece(isLast: false))
    }

    private mutating func findNewline() -> Int? {
        let from = max(searched, start)
        guard let found = memchr(buffer + from, Int32(Ascii.lineFeed), end - from) else {
            searched = end
            return nil
        }
        searched = found - UnsafeMutableRawPointer(buffer)
        return searched
    }

    private func endWithoutReturn(_ lineEnd: Int, _ from: Int? = nil) -> Int {
        guard lineEnd > from ?? start else { return lineEnd }
        let last = (buffer + lineEnd - 1).load(as: UInt8.self)
        return last == Ascii.carriageReturn ? lineEnd - 1 : lineEnd
    }

    @inline(__always)
    private func isBlank(_ line: Range<Int>) -> Bool {
        for index in line {
            let byte = (buffer + index).load(as: UInt8.self)
            if byte != Ascii.space, byte != Ascii.tab { return false }
        }
        return true
    }

    private mutating func skipByteOrderMark() {
        hasBegun = true
        while end < 3, !isAtEnd { fill() }
        let mark: [UInt8] = [0xEF, 0xBB, 0xBF]
        if end >= 3, mark.indices.allSatisfy({ (buffer + $0).load(as: UInt8.self) == mark[$0] }) { start = 3 }
    }

    /// Reads on; what is at hand and not yet given moves to the front.
    private mutating func fill() {
        if start > 0 {
            memmove(buffer, buffer + start, end - start)
            bufferOffset += start
            end -= start
            searched = max(0, searched - start)
            start = 0
        }
        let room = UnsafeMutableRawBufferPointer(
            start: buffer + end,
            count: min(capacity - end, LineReader.chunkBytes)
        )
        do throws(InputError) {
            let count = try source.read(into: room)
            end += count
            isAtEnd = count == 0
        } catch {
            failure = error
            isAtEnd = true
        }
    }
}
