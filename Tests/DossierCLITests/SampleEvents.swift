import MerkleLog
import TestSupport

/// Events for a ledger, already in canonical form: what is exported must be what was fed.
enum SampleEvents {
    /// The event of that number; every fifth receives a dossier, the next ones are of its life.
    static func line(_ number: Int) -> String {
        let dossier = "D-\(number / 5)"
        let day = 1 + number / 5 % 28
        let clock = "2026-03-\(day < 10 ? "0" : "")\(day)T0\(number % 5 + 1):30:00+07:00"
        let tail = "\"dossier\":\"\(dossier)\",\"id\":\"e-\(number)\",\"occurredAt\":\"\(clock)\",\"type\":"
        switch number % 5 {
        case 0:
            return
                "{\"data\":{\"channel\":\"online\",\"procedure\":\"1.001\"},\(tail)\"dossier.received\",\"unit\":\"H1.\(number % 7)\"}"
        case 1: return "{\(tail)\"dossier.transferred\",\"unit\":\"H1\"}"
        case 2: return "{\(tail)\"dossier.supplementRequested\",\"unit\":\"H1\"}"
        case 3: return "{\"data\":{\"note\":\"Đã bổ sung\"},\(tail)\"dossier.supplemented\",\"unit\":\"H1\"}"
        default:
            return
                "{\"data\":{\"form\":\"paper\",\"outcome\":\"granted\"},\(tail)\"dossier.completed\",\"unit\":\"H1\"}"
        }
    }

    static func lines(_ numbers: Range<Int>) -> [String] { numbers.map { line($0) } }

    /// One event a line, each line with its end.
    static func feed(_ numbers: Range<Int>) -> [UInt8] {
        Array(numbers.map { line($0) + "\n" }.joined().utf8)
    }
}

/// Lines of bytes as an export gives them.
struct ExportedLines {
    let lines: [ArraySlice<UInt8>]

    /// Whether the last line has its end, as all have.
    let isWhole: Bool

    init(_ bytes: [UInt8]) {
        lines = bytes.split(separator: 0x0A)
        isWhole = bytes.isEmpty || bytes.last == 0x0A
    }

    /// The root over the lines, computed here and not by the command.
    var root: String {
        var frontier = Frontier()
        for line in lines { line.withUnsafeBytes { frontier.append(TreeHash.leaf(of: $0)) } }
        return frontier.root.hex
    }
}
