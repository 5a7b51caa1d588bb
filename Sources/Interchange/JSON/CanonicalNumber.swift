/// Numbers as RFC 8785 writes them, section 3.2.2.3: `Number.prototype.toString` of ECMAScript.
enum CanonicalNumber {
    /// Writes a whole number in decimal digits; 0 has no sign.
    ///
    /// - Precondition: The number is within ±(2^53 − 1).
    /// - Returns: Where the next byte goes.
    static func write(_ number: Int64, _ out: UnsafeMutablePointer<UInt8>, _ start: Int) -> Int {
        var position = start
        if number < 0 {
            out[position] = Ascii.minus
            position &+= 1
        }
        var rest = number.magnitude
        var count = 1
        var bound: UInt64 = 10
        while rest >= bound {
            count &+= 1
            bound &*= 10
        }
        var index = position &+ count
        repeat {
            index &-= 1
            out[index] = Ascii.zero &+ UInt8(truncatingIfNeeded: rest % 10)
            rest /= 10
        } while index > position
        return position &+ count
    }

    /// Writes a finite number that is not whole, in the fewest digits that read back as the same number.
    ///
    /// Swift's own description has those digits; only the form differs (`1e-07` there, `1e-7` here).
    static func write(_ number: Double, _ out: UnsafeMutablePointer<UInt8>, _ start: Int) -> Int {
        var position = start
        if number < 0 {
            out[position] = Ascii.minus
            position += 1
        }
        let (digits, exponent) = shortestDigits(number.magnitude)
        return write(digits, exponent, out, position)
    }

    /// Writes 0.d₁d₂… × 10^exponent as ECMAScript does.
    private static func write(
        _ digits: [UInt8],
        _ exponent: Int,
        _ out: UnsafeMutablePointer<UInt8>,
        _ start: Int
    ) -> Int {
        var text: [UInt8] = []
        let zeros = { (count: Int) in [UInt8](repeating: Ascii.zero, count: count) }
        if digits.count <= exponent, exponent <= 21 {
            text = digits + zeros(exponent - digits.count)
        } else if exponent > 0, exponent <= 21 {
            text = digits[..<exponent] + [Ascii.point] + digits[exponent...]
        } else if exponent > -6, exponent <= 0 {
            text = [Ascii.zero, Ascii.point] + zeros(-exponent) + digits
        } else {
            let power = exponent - 1
            text = [digits[0]]
            if digits.count > 1 { text += [Ascii.point] + digits[1...] }
            text +=
                [UInt8(ascii: "e"), power < 0 ? Ascii.minus : Ascii.plus] + Array(String(abs(power)).utf8)
        }
        for (index, byte) in text.enumerated() { out[start + index] = byte }
        return start + text.count
    }

    /// The digits d₁d₂… without zeros at either end, and the exponent, so that the number is 0.d₁d₂… × 10^exponent.
    private static func shortestDigits(_ number: Double) -> (digits: [UInt8], exponent: Int) {
        var digits: [UInt8] = []
        var exponent = 0
        var pointSeen = false
        let text = Array(number.description.utf8)
        var index = 0
        while index < text.count, text[index] != UInt8(ascii: "e") {
            if text[index] == Ascii.point {
                pointSeen = true
            } else if digits.isEmpty, text[index] == Ascii.zero {
                if pointSeen { exponent -= 1 }
            } else {
                digits.append(text[index])
                if !pointSeen { exponent += 1 }
            }
            index += 1
        }
        if index < text.count {
            exponent += Int(String(decoding: text[(index + 1)...], as: UTF8.self)) ?? 0
        }
        while digits.count > 1, digits.last == Ascii.zero { digits.removeLast() }
        return (digits.isEmpty ? [Ascii.zero] : digits, exponent)
    }
}
