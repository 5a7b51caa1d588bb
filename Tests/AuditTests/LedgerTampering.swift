import DossierModel
import Foundation
import MerkleLog
import Testing

@testable import LedgerStore

/// A change behind the program's back, to the file of a ledger or by writing the ledger anew.
struct LedgerTampering: CustomTestStringConvertible, Sendable {
    /// Whether the victim has a tail alone or sealed segments.
    enum Part: String, Sendable {
        case tail
        case sealed
    }

    /// What is done, in the words of the table in `Proofs.md`.
    let what: String
    /// How careful the forger is, in the same words.
    let how: String
    let part: Part
    let expected: TamperFindings
    /// Changes the ledger at a path, which is a copy of the victim.
    let change: @Sendable (_ path: String, _ victim: TamperVictim) throws -> Void

    var testDescription: String { "\(what), \(how), \(part.rawValue)" }

    init(
        _ what: String,
        _ how: String,
        _ part: Part,
        _ expected: TamperFindings,
        _ change: @escaping @Sendable (_ path: String, _ victim: TamperVictim) throws -> Void
    ) {
        (self.what, self.how, self.part) = (what, how, part)
        (self.expected, self.change) = (expected, change)
    }
}

// MARK: - Tools of a forger

extension LedgerTampering {
    /// The event that is changed: behind the earlier checkpoint, in the tail or in a block.
    static func number(_ part: Part) -> Int { part == .tail ? 17 : 5_130 }

    /// A change of one line that leaves it an event: another unit, or another day of the calendar.
    static func forge(_ line: inout [UInt8]) {
        for (old, new) in [("\"unit\":\"U", "\"unit\":\"V"), ("-01-01", "-01-03")] {
            guard let range = line.firstRange(of: Array(old.utf8)) else { continue }
            line.replaceSubrange(range, with: Array(new.utf8))
            return
        }
    }

    /// Writes the ledger anew from changed events.
    static func rewrite(
        _ path: String,
        _ victim: TamperVictim,
        _ change: (inout [[UInt8]]) -> Void
    ) throws {
        var lines = victim.lines
        change(&lines)
        try FileManager.default.removeItem(atPath: path)
        try TamperVictim.make(try TamperVictim.batch(lines), at: path)
    }

    /// Changes tables of the ledger and nothing else.
    static func edit(
        _ path: String,
        _ change: (inout WriteTransaction) throws(StoreError) -> Void
    ) throws {
        let environment = try LMDBEnvironment(
            folder: path,
            isReadOnly: false,
            makesTables: false,
            hasLock: true,
            mapSizeBytes: 1 << 28
        )
        try environment.write(path: path, change)
    }

    /// Changes one value.
    static func editValue(
        _ path: String,
        _ table: StoreTable,
        _ key: StoreKey,
        _ change: (inout [UInt8]) -> Void
    ) throws {
        try edit(path) { transaction throws(StoreError) in
            var value = try copied(table, key, transaction.reading)
            change(&value)
            try transaction.put(table, key, value.span, isNew: false)
        }
    }

    /// Changes the head.
    static func editHead(_ path: String, _ change: (inout LedgerHead) -> Void) throws {
        try edit(path) { transaction throws(StoreError) in
            var head = try Ledger.head(in: transaction.reading, path: path)
            change(&head)
            try transaction.put(.head, LedgerHead.key, head.encode().span, isNew: false)
        }
    }

    /// Changes the lines of a block and leaves everything that is kept of them.
    static func editBlock(_ path: String, _ block: Int, _ change: (inout [[UInt8]]) -> Void) throws {
        try editValue(path, .blocks, StoreKey(UInt32(block))) { frame in
            var bytes: [UInt8] = []
            _ = CompressedBlock.decompress(frame.span, into: &bytes, sizeLimit: 1 << 24)
            var lines = bytes.split(separator: 0x0A).map { Array($0) }
            change(&lines)
            let changed: [UInt8] = lines.flatMap { $0 + [0x0A] }
            frame = (try? CompressedBlock.compress(changed.span)) ?? []
        }
    }

    /// Changes the bytes of an event and leaves everything that is kept of it.
    static func editEvent(_ path: String, _ number: Int, _ part: Part) throws {
        guard part == .tail else {
            try editBlock(path, number / Limits.blockEvents) { forge(&$0[number % Limits.blockEvents]) }
            return
        }
        try editValue(path, .tail, StoreKey(UInt64(number))) { record in
            var event = Array(record[TailRecord.headerSize...])
            forge(&event)
            record.replaceSubrange(TailRecord.headerSize..., with: event)
        }
    }

    static func copied(
        _ table: StoreTable,
        _ key: StoreKey,
        _ transaction: borrowing ReadTransaction
    ) throws(StoreError) -> [UInt8] {
        guard let value = try transaction.value(table, key) else { throw .failed(what: "nothing to change") }
        return value.indices.map { value[$0] }
    }
}
