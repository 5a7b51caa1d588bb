/// Writes a line byte by byte into memory of its own, which it uses again for the next.
///
/// It does not look for the end of its memory: a line must be shorter than ``capacity``. Lines of a scenario have a few
/// hundred bytes, as all their texts are short.
final class LineWriter {
    /// Room for a line many times over.
    static let capacity = 16_384

    private let start: UnsafeMutablePointer<UInt8>
    private var cursor: UnsafeMutablePointer<UInt8>
    /// The numbers from 00 to 99, two digits each.
    private let pairs: UnsafeMutablePointer<UInt8>

    init() {
        start = .allocate(capacity: LineWriter.capacity)
        cursor = start
        pairs = .allocate(capacity: 200)
        for number in 0..<100 {
            pairs[2 * number] = UInt8(0x30 + number / 10)
            pairs[2 * number + 1] = UInt8(0x30 + number % 10)
        }
    }

    deinit {
        start.deallocate()
        pairs.deallocate()
    }

    /// What has been written since ``clear()``; it stands until the next call.
    var line: UnsafeBufferPointer<UInt8> {
        UnsafeBufferPointer(start: start, count: cursor - start)
    }

    func clear() {
        cursor = start
    }

    @inline(__always)
    func put(_ text: StaticString) {
        let length = text.utf8CodeUnitCount
        cursor.update(from: text.utf8Start, count: length)
        cursor += length
    }

    @inline(__always)
    func put(_ byte: UInt8) {
        cursor.pointee = byte
        cursor += 1
    }

    @inline(__always)
    func put(_ texts: Texts, _ index: Int32) {
        cursor = texts.copy(Int(index), to: cursor)
    }

    /// Two digits of a number below 100.
    @inline(__always)
    func put(pair number: Int) {
        cursor.update(from: pairs + 2 * number, count: 2)
        cursor += 2
    }

    /// A whole number ≥ 0 in as many digits as it takes, and at least `width`.
    @inline(__always)
    func put(number: Int, width: Int = 1) {
        var length = width
        var bound = LineWriter.powers(width)
        while number >= bound {
            length += 1
            bound *= 10
        }
        var rest = number
        var place = cursor + length
        while place > cursor {
            place -= 1
            place.pointee = UInt8(truncatingIfNeeded: 0x30 + rest % 10)
            rest /= 10
        }
        cursor += length
    }

    @inline(__always)
    private static func powers(_ exponent: Int) -> Int {
        var power = 1
        for _ in 0..<exponent { power *= 10 }
        return power
    }

    /// The lowest `digits` hexadecimal digits of a number.
    @inline(__always)
    func put(hex number: UInt64, digits: Int) {
        var rest = number
        var place = cursor + digits
        while place > cursor {
            place -= 1
            let digit = UInt8(truncatingIfNeeded: rest & 15)
            place.pointee = digit < 10 ? 0x30 + digit : 0x57 + digit
            rest >>= 4
        }
        cursor += digits
    }
}
