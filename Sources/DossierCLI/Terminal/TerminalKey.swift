/// A key that was pressed.
enum TerminalKey: Equatable, Sendable {
    case left, right, up, down
    case home, end, pageUp, pageDown
    case enter, escape, backspace
    /// Ctrl-C, which ends the program also in raw mode.
    case interrupt
    /// Ctrl-Z.
    case suspend
    case character(Character)
}

/// Makes keys of the bytes that a terminal sends.
struct TerminalKeys {
    private var bytes: [UInt8] = []

    /// Whether a lone escape waits for what may belong to it.
    var isWaiting: Bool { bytes.first == 0x1B }

    /// Takes in bytes, and gives the keys that are complete.
    mutating func take(_ new: some Sequence<UInt8>) -> [TerminalKey] {
        bytes += new
        var keys: [TerminalKey] = []
        while let (key, count) = next() {
            bytes.removeFirst(count)
            if let key { keys.append(key) }
        }
        return keys
    }

    /// Says that nothing followed: an escape that waited was the key of that name.
    mutating func settle() -> [TerminalKey] {
        guard isWaiting else { return [] }
        let rest = Array(bytes.dropFirst())
        bytes = []
        return [.escape] + take(rest)
    }

    /// The key that the bytes begin with and how many they are; no key for what is none.
    private func next() -> (TerminalKey?, Int)? {
        guard let first = bytes.first else { return nil }
        switch first {
        case 0x1B: return sequence()
        case 0x0D, 0x0A: return (.enter, 1)
        case 0x7F, 0x08: return (.backspace, 1)
        case 0x03: return (.interrupt, 1)
        case 0x1A: return (.suspend, 1)
        case ..<0x20: return (nil, 1)
        case ..<0x80: return (.character(Character(Unicode.Scalar(first))), 1)
        default: return letter(first)
        }
    }

    /// A letter of several bytes.
    private func letter(_ first: UInt8) -> (TerminalKey?, Int)? {
        let count = first > 0xF4 ? 1 : first >= 0xF0 ? 4 : first >= 0xE0 ? 3 : first >= 0xC2 ? 2 : 1
        let isLetter = bytes.dropFirst().prefix(count - 1).allSatisfy { $0 & 0xC0 == 0x80 }
        guard count > 1, isLetter else { return (nil, 1) }
        guard bytes.count >= count else { return nil }
        let text = String(decoding: bytes[..<count], as: UTF8.self)
        return (text.count == 1 ? text.first.map { .character($0) } : nil, count)
    }

    /// A sequence that begins with an escape: `ESC [ … letter` or `ESC O letter`.
    private func sequence() -> (TerminalKey?, Int)? {
        guard bytes.count > 1 else { return nil }
        guard bytes[1] == UInt8(ascii: "[") || bytes[1] == UInt8(ascii: "O") else { return (.escape, 1) }
        guard let end = bytes.indices.dropFirst(2).first(where: { (0x40...0x7E).contains(bytes[$0]) }) else {
            return nil
        }
        let code = String(decoding: bytes[2..<end], as: UTF8.self)
        let number = code.split(separator: ";").first.map(String.init) ?? ""
        let key: TerminalKey? =
            switch bytes[end] {
            case UInt8(ascii: "A"): .up
            case UInt8(ascii: "B"): .down
            case UInt8(ascii: "C"): .right
            case UInt8(ascii: "D"): .left
            case UInt8(ascii: "H"): .home
            case UInt8(ascii: "F"): .end
            case UInt8(ascii: "M"): bytes[1] == UInt8(ascii: "O") ? .enter : nil
            case UInt8(ascii: "~"):
                switch number {
                case "1", "7": .home
                case "4", "8": .end
                case "5": .pageUp
                case "6": .pageDown
                default: nil
                }
            default: nil
            }
        return (key, end + 1)
    }
}
