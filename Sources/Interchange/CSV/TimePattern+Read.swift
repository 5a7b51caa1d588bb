internal import DossierModel

extension TimePattern {
    /// What a text says, digit by digit.
    private struct Reading {
        var year = 0
        var month = 0
        var day = 0
        var hour = 0
        var minute = 0
        var second = 0
        var milliseconds = 0
        var offset = 0
    }

    /// Appends the text as an RFC 3339 date-time, with milliseconds where there are any and the offset it had.
    package func appendInstant(_ text: [UInt8], to output: inout [UInt8]) throws(Fault) {
        let reading = try read(text)
        let start = output.count
        appendDate(reading, to: &output)
        output.append(UInt8(ascii: "T"))
        appendDigits(reading.hour, 2, to: &output)
        output.append(UInt8(ascii: ":"))
        appendDigits(reading.minute, 2, to: &output)
        output.append(UInt8(ascii: ":"))
        appendDigits(reading.second, 2, to: &output)
        if reading.milliseconds > 0 {
            output.append(UInt8(ascii: "."))
            appendDigits(reading.milliseconds, 3, to: &output)
        }
        output.append(reading.offset < 0 ? UInt8(ascii: "-") : UInt8(ascii: "+"))
        appendDigits(abs(reading.offset) / 60, 2, to: &output)
        output.append(UInt8(ascii: ":"))
        appendDigits(abs(reading.offset) % 60, 2, to: &output)
        let isInstant = output[start...].withUnsafeBufferPointer { Instant(rfc3339: $0) != nil }
        guard isInstant else { throw .noSuchTime }
    }

    /// Appends the date that the text writes as `YYYY-MM-DD`.
    package func appendDate(_ text: [UInt8], to output: inout [UInt8]) throws(Fault) {
        let reading = try read(text)
        guard LocalDate(year: reading.year, month: reading.month, day: reading.day) != nil else {
            throw .noSuchTime
        }
        appendDate(reading, to: &output)
    }

    private func appendDate(_ reading: Reading, to output: inout [UInt8]) {
        appendDigits(reading.year, 4, to: &output)
        output.append(UInt8(ascii: "-"))
        appendDigits(reading.month, 2, to: &output)
        output.append(UInt8(ascii: "-"))
        appendDigits(reading.day, 2, to: &output)
    }

    private func appendDigits(_ number: Int, _ count: Int, to output: inout [UInt8]) {
        var divisor = 1
        for _ in 1..<count { divisor *= 10 }
        while divisor > 0 {
            output.append(0x30 + UInt8(number / divisor % 10))
            divisor /= 10
        }
    }

    private func read(_ text: [UInt8]) throws(Fault) -> Reading {
        var reading = Reading()
        reading.offset = assumedOffset ?? 0
        var rest = text[...]
        for part in parts {
            switch part {
            case .year: reading.year = try takeDigits(4...4, of: &rest)
            case .month(let digits): reading.month = try takeDigits(digits, of: &rest)
            case .day(let digits): reading.day = try takeDigits(digits, of: &rest)
            case .hour(let digits): reading.hour = try takeDigits(digits, of: &rest)
            case .minute: reading.minute = try takeDigits(2...2, of: &rest)
            case .second: reading.second = try takeDigits(2...2, of: &rest)
            case .fraction: reading.milliseconds = try takeFraction(of: &rest)
            case .offset: reading.offset = try takeOffset(of: &rest)
            case .literal(let byte):
                guard rest.popFirst() == byte else { throw .otherForm }
            }
        }
        guard rest.isEmpty else { throw .otherForm }
        return reading
    }

    private func takeDigits(_ count: ClosedRange<Int>, of rest: inout ArraySlice<UInt8>) throws(Fault) -> Int
    {
        var number = 0
        var taken = 0
        while taken < count.upperBound, let byte = rest.first, byte &- 0x30 <= 9 {
            number = number * 10 + Int(byte - 0x30)
            taken += 1
            rest.removeFirst()
        }
        guard taken >= count.lowerBound else { throw .otherForm }
        return number
    }

    private func takeFraction(of rest: inout ArraySlice<UInt8>) throws(Fault) -> Int {
        guard let mark = rest.first, mark == UInt8(ascii: ".") || mark == UInt8(ascii: ",") else { return 0 }
        rest.removeFirst()
        var milliseconds = 0
        var taken = 0
        while let byte = rest.first, byte &- 0x30 <= 9 {
            if taken < 3 {
                milliseconds = milliseconds * 10 + Int(byte - 0x30)
            } else if byte != 0x30, !cutsFineFractions {
                throw .tooFine
            }
            taken += 1
            rest.removeFirst()
        }
        guard taken > 0 else { throw .otherForm }
        for _ in taken..<max(3, taken) { milliseconds *= 10 }
        return milliseconds
    }

    private func takeOffset(of rest: inout ArraySlice<UInt8>) throws(Fault) -> Int {
        guard let offset = TimePattern.offsetMinutes(&rest) else { throw .otherForm }
        return offset
    }

    /// Takes `Z`, `+07`, `+0700` or `+07:00` from the front and returns its minutes, or `nil` if there is none.
    static func offsetMinutes(_ rest: inout ArraySlice<UInt8>) -> Int? {
        guard let sign = rest.popFirst() else { return nil }
        if sign | 0x20 == UInt8(ascii: "z") { return 0 }
        guard sign == UInt8(ascii: "+") || sign == UInt8(ascii: "-") else { return nil }
        guard let hours = twoDigits(&rest), hours < 24 else { return nil }
        let hasColon = rest.first == UInt8(ascii: ":")
        if hasColon { rest.removeFirst() }
        let minutes = twoDigits(&rest)
        guard minutes ?? 0 < 60, minutes != nil || !hasColon else { return nil }
        return (hours * 60 + (minutes ?? 0)) * (sign == UInt8(ascii: "-") ? -1 : 1)
    }

    private static func twoDigits(_ rest: inout ArraySlice<UInt8>) -> Int? {
        guard let first = rest.first, first &- 0x30 <= 9,
            let second = rest.dropFirst().first, second &- 0x30 <= 9
        else { return nil }
        rest.removeFirst(2)
        return Int(first - 0x30) * 10 + Int(second - 0x30)
    }
}
