import Audit
import DossierModel
import Foundation
import MerkleLog

@testable import LedgerStore

extension LedgerTampering {
    private static let bytesAlone = "its bytes alone"
    private static let anew = "the ledger written anew"

    /// All of them, in the order of the table.
    static let all: [LedgerTampering] = {
        var all: [LedgerTampering] = []
        for part in [Part.tail, .sealed] {
            all += changes(part)
            all += drops(part)
            all += swaps(part)
            all += insertions(part)
            all += truncations(part)
            all += derived(part)
            all += calendar(part)
        }
        return all
    }()

    /// Removed events of a truncation.
    private static let cut = 5

    private static func size(_ part: Part) -> Int {
        part == .tail ? 80 : 2 * Limits.segmentEvents + 40
    }

    /// What the checks find of a history that an honest program wrote anew.
    private static func forked(_ part: Part, _ first: String) -> TamperFindings {
        TamperFindings("–", "–", "fork \(TamperVictim.earlySize)..<\(size(part)), \(first)")
    }

    private static func changes(_ part: Part) -> [LedgerTampering] {
        let what = "change an event"
        let number = number(part)
        return [
            LedgerTampering(
                what,
                bytesAlone,
                part,
                TamperFindings("event \(number)", "event \(number)", "changed \(number)")
            ) { path, _ in try editEvent(path, number, part) },
            LedgerTampering(
                what,
                "its bytes and the hashes beside them",
                part,
                part == .tail
                    ? TamperFindings("root", "derived 17", "fork 9..<80, changed 17")
                    : TamperFindings("root", "derived 0", "fork 9..<32808, changed 5130")
            ) { path, victim in
                try editEvent(path, number, part)
                try mendHashes(path, number, part, victim)
            },
            LedgerTampering(
                what,
                "its bytes, all hashes and the root",
                part,
                part == .tail
                    ? TamperFindings("–", "derived 17", "fork 9..<80, changed 17")
                    : TamperFindings("–", "derived 0", "fork 9..<32808, changed 5130")
            ) { path, victim in
                try editEvent(path, number, part)
                try mendHashes(path, number, part, victim)
                var leaves = victim.events.leaves
                leaves[number] = forgedLeaf(number, victim)
                try editHead(path) { head in
                    head.frontier = Frontier()
                    for leaf in leaves { head.frontier.append(leaf) }
                }
            },
            LedgerTampering(what, anew, part, forked(part, "changed \(number)")) { path, victim in
                try rewrite(path, victim) { forge(&$0[number]) }
            },
        ]
    }

    private static func forgedLeaf(_ number: Int, _ victim: TamperVictim) -> Digest {
        var line = Array(victim.events.bytes[victim.events.range(number)])
        forge(&line)
        return TreeHash.leaf(of: line.span)
    }

    /// Makes the hashes that are kept beside an event those of its changed bytes.
    private static func mendHashes(
        _ path: String,
        _ number: Int,
        _ part: Part,
        _ victim: TamperVictim
    ) throws {
        let leaf = forgedLeaf(number, victim)
        guard part == .sealed else {
            try editValue(path, .tail, StoreKey(UInt64(number))) { record in
                record.replaceSubrange(8..<8 + Digest.byteCount, with: leaf.bytes)
            }
            return
        }
        let first = number / Limits.blockEvents * Limits.blockEvents
        var leaves = Array(victim.events.leaves[first..<first + Limits.blockEvents])
        leaves[number - first] = leaf
        try editValue(path, .marks, StoreKey(UInt32(number / Limits.segmentEvents))) { marks in
            let root = number % Limits.segmentEvents / Limits.blockEvents * Digest.byteCount
            marks.replaceSubrange(root..<root + Digest.byteCount, with: TreeHash.root(of: leaves.span).bytes)
            let check = marks.count - 8 * (Limits.segmentEvents - number % Limits.segmentEvents)
            marks.replaceSubrange(check..<check + 8, with: leaf.bytes.prefix(8))
        }
    }

    private static func drops(_ part: Part) -> [LedgerTampering] {
        let number = number(part)
        return [
            LedgerTampering(
                "drop an event",
                bytesAlone,
                part,
                TamperFindings("event \(number)", "event \(number)", "changed \(number)")
            ) { path, _ in
                guard part == .tail else {
                    try editBlock(path, number / Limits.blockEvents) {
                        $0.remove(at: number % Limits.blockEvents)
                    }
                    return
                }
                try edit(path) { transaction throws(StoreError) in
                    try transaction.remove(.tail, StoreKey(UInt64(number)))
                }
            },
            LedgerTampering("drop an event", anew, part, forked(part, "missing \(number)")) { path, victim in
                // Another is put at the end, so that the number of events is the same.
                try rewrite(path, victim) { lines in
                    lines.remove(at: number)
                    lines.append(additional)
                }
            },
        ]
    }

    /// An event that was never in the ledger.
    private static let additional = Array(
        (#"{"data":{"topic":"t"},"id":"added","occurredAt":"2024-03-05T08:00:00+07:00","#
            + #""type":"feedback.received","unit":"U1"}"#).utf8
    )

    private static func swaps(_ part: Part) -> [LedgerTampering] {
        let number = number(part)
        return [
            LedgerTampering(
                "swap two events",
                "their bytes alone",
                part,
                part == .tail
                    ? TamperFindings("root", "derived 17", "fork 9..<80, swapped 17")
                    : TamperFindings("event \(number)", "event \(number)", "changed \(number)")
            ) { path, _ in
                guard part == .tail else {
                    let index = number % Limits.blockEvents
                    try editBlock(path, number / Limits.blockEvents) { $0.swapAt(index, index + 1) }
                    return
                }
                try edit(path) { transaction throws(StoreError) in
                    let keys = [StoreKey(UInt64(number)), StoreKey(UInt64(number + 1))]
                    let one = try copied(.tail, keys[0], transaction.reading)
                    let other = try copied(.tail, keys[1], transaction.reading)
                    try transaction.put(.tail, keys[0], other.span, isNew: false)
                    try transaction.put(.tail, keys[1], one.span, isNew: false)
                }
            },
            LedgerTampering("swap two events", anew, part, forked(part, "swapped \(number)")) {
                path,
                victim in
                try rewrite(path, victim) { $0.swapAt(number, number + 1) }
            },
        ]
    }

    private static func insertions(_ part: Part) -> [LedgerTampering] {
        let number = number(part)
        return [
            LedgerTampering(
                "insert an event",
                bytesAlone,
                part,
                part == .tail
                    ? TamperFindings("event 80", "derived 17", "fork 9..<80, inserted 17")
                    : TamperFindings("event \(number)", "event \(number)", "changed \(number)")
            ) { path, victim in
                guard part == .tail else {
                    try editBlock(path, number / Limits.blockEvents) {
                        $0.insert(additional, at: number % Limits.blockEvents)
                    }
                    return
                }
                try edit(path) { transaction throws(StoreError) in
                    for moved in (number..<victim.events.count).reversed() {
                        let record = try copied(.tail, StoreKey(UInt64(moved)), transaction.reading)
                        try transaction.put(.tail, StoreKey(UInt64(moved + 1)), record.span, isNew: false)
                    }
                    let leaf = TreeHash.leaf(of: additional.span)
                    let record = TailRecord.encode(additional[...], nil, leaf, TemporaryLedger.appendedAt)
                    try transaction.put(.tail, StoreKey(UInt64(number)), record.span, isNew: false)
                }
            },
            LedgerTampering("insert an event", anew, part, forked(part, "inserted \(number)")) {
                path,
                victim in
                try rewrite(path, victim) { $0.insert(additional, at: number) }
            },
        ]
    }

    private static func truncations(_ part: Part) -> [LedgerTampering] {
        let rollback = "rollback \(cut)"
        return [
            LedgerTampering(
                "truncate",
                "the file `data.mdb` cut",
                part,
                TamperFindings("refused", "refused", "refused")
            ) { path, _ in
                let file = try FileHandle(forWritingTo: URL(fileURLWithPath: path + "/data.mdb"))
                let length = try file.seekToEnd()
                try file.truncate(atOffset: length / 2 / 4_096 * 4_096)
                try file.close()
            },
            LedgerTampering(
                "truncate",
                "the last events removed, number and root in the head mended",
                part,
                TamperFindings("–", "derived", rollback)
            ) { path, victim in
                let left = victim.events.count - cut
                try edit(path) { transaction throws(StoreError) in
                    for number in left..<victim.events.count {
                        try transaction.remove(.tail, StoreKey(UInt64(number)))
                    }
                }
                try editHead(path) { head in
                    head.frontier = Frontier()
                    for leaf in victim.events.leaves.prefix(left) { head.frontier.append(leaf) }
                    head.size = UInt64(left)
                }
            },
            LedgerTampering("truncate", anew, part, TamperFindings("–", "–", rollback)) { path, victim in
                try rewrite(path, victim) { $0.removeLast(cut) }
            },
            LedgerTampering("replace by an older copy", "", part, TamperFindings("–", "–", rollback)) {
                path,
                victim in
                // What the unit's own program left when the ledger had fewer events.
                try FileManager.default.removeItem(atPath: path)
                let ledger = try Ledger.create(at: path, makeFactsReader: Ledger.canonicalFacts)
                let older = try TamperVictim.batch(victim.lines.dropLast(cut))
                _ = try ledger.append(older, appendedAt: TemporaryLedger.appendedAt)
            },
        ]
    }

    /// What follows from the events, and is changed while they are not.
    private static func derived(_ part: Part) -> [LedgerTampering] {
        let number = number(part)
        let run = IDIndex.key(level: 0, first: 0)
        return [
            LedgerTampering(
                "edit a column only",
                "",
                part,
                TamperFindings("–", part == .tail ? "derived 17" : "derived 0", "–")
            ) { path, _ in
                guard part == .tail else {
                    try editValue(path, .rows, run) { $0[$0.count / 2] ^= 1 }
                    return
                }
                try editValue(path, .tail, StoreKey(UInt64(number))) { $0[TailRecord.headerSize - 20] ^= 1 }
            },
            LedgerTampering("edit a tally only", "", part, TamperFindings("–", "tally", "–")) { path, _ in
                try edit(path) { transaction throws(StoreError) in
                    var stored: (key: [UInt8], value: [UInt8]) = ([], [])
                    try transaction.reading.scan(.tallies) { key, value in
                        stored = (key.indices.map { key[$0] }, value.indices.map { value[$0] })
                        return false
                    }
                    stored.value[stored.value.count - 3] ^= 1
                    try transaction.put(.tallies, bytes: stored.key.span, stored.value.span, isNew: false)
                }
            },
            LedgerTampering(
                "edit the tree only",
                "a hash beside the events",
                part,
                part == .tail
                    ? TamperFindings("event 17", "event 17", "–")
                    : TamperFindings("root 5120", "root 5120", "–")
            ) { path, _ in
                guard part == .tail else {
                    try editValue(path, .marks, StoreKey(UInt32(0))) { $0[5 * Digest.byteCount] ^= 1 }
                    return
                }
                try editValue(path, .tail, StoreKey(UInt64(number))) { $0[8] ^= 1 }
            },
            LedgerTampering(
                "edit the tree only",
                "the root in the head",
                part,
                TamperFindings("root", "root", "–")
            ) { path, _ in
                try editValue(path, .head, LedgerHead.key) { $0[$0.count - 1] ^= 1 }
            },
        ]
    }

    private static func calendar(_ part: Part) -> [LedgerTampering] {
        // The earlier checkpoint counts the calendar: it does not hold either, and the fork begins before it.
        [
            LedgerTampering(
                "edit the calendar",
                bytesAlone,
                part,
                TamperFindings("event 3", "event 3", "changed 3")
            ) { path, _ in try editEvent(path, 3, part) },
            LedgerTampering(
                "edit the calendar",
                anew,
                part,
                TamperFindings("–", "–", "fork 0..<\(TamperVictim.earlySize), changed 3")
            ) { path, victim in try rewrite(path, victim) { forge(&$0[3]) } },
        ]
    }
}
