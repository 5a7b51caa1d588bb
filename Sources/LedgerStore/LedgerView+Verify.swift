package import DossierModel
package import MerkleLog

/// Something in a ledger that is not as it was written.
package struct VerifyFault: Hashable, Sendable {
    /// What was found not to fit.
    package enum Part: String, Sendable {
        /// An event's bytes do not have the hash that was kept, or cannot be read.
        case event
        /// Hashes that were kept do not have the root that was kept.
        case root
        /// Columns, dictionaries or an index do not follow from the events.
        case derived
    }

    package let part: Part

    /// The first event concerned, where one can be named.
    package let number: SequenceNumber?

    /// What is wrong, in one line of English.
    package let what: String
}

/// What verifying a ledger found.
package struct VerifyAnswer: Sendable {
    /// Events in the ledger, as its head says.
    package let size: UInt64
    /// The root that the head keeps.
    package let storedRoot: Digest
    /// The root computed anew from the events' bytes; `nil` where not all could be read.
    package let computedRoot: Digest?
    /// In log order; at most ``LedgerView/faultLimit``.
    package let faults: [VerifyFault]
}

extension LedgerView {
    /// A ledger with more faults than this is not described further.
    package static let faultLimit = 20

    /// Computes every hash again, from the events' bytes to the root.
    ///
    /// With `isDeep` columns, dictionaries and indexes are rebuilt from the events too, and compared. `progress` is told
    /// after every block how many events were checked.
    package func verify(
        isDeep: Bool,
        progress: (UInt64) -> Void
    ) throws(StoreError) -> VerifyAnswer {
        var check = LedgerCheck(size: head.size)
        var derived = isDeep ? DerivedCheck(readFacts) : nil
        for segment in 0..<head.sealedSegments where !check.isFull {
            try verify(segment: segment, &check, &derived, progress)
        }
        if !check.isFull { try verifyTail(&check, &derived) }
        progress(head.size)
        let computed = check.canTellRoot ? check.frontier.root : nil
        if let computed, check.frontier.size.rawValue != head.size || computed != root {
            check.add(.root, nil, "the events' root is \(computed.hex), the head keeps \(root.hex)")
        }
        if var derived, !check.isFull { try derived.finish(self, &check) }
        return VerifyAnswer(size: head.size, storedRoot: root, computedRoot: computed, faults: check.faults)
    }

    private func verify(
        segment: UInt32,
        _ check: inout LedgerCheck,
        _ derived: inout DerivedCheck?,
        _ progress: (UInt64) -> Void
    ) throws(StoreError) {
        let first = UInt64(segment) * UInt64(Limits.segmentEvents)
        var marks: SegmentMarks?
        do throws(StoreError) {
            if let stored = try transaction.value(.marks, StoreKey(segment)) {
                marks = try SegmentMarks(stored)
            } else {
                check.add(
                    .root,
                    SequenceNumber(rawValue: first),
                    "the marks of segment \(segment) are missing"
                )
            }
        } catch {
            check.add(.root, SequenceNumber(rawValue: first), "\(error)")
        }
        var bytes: [UInt8] = []
        var ends: [Int] = []
        let blocks = Limits.segmentEvents / Limits.blockEvents
        for block in 0..<blocks {
            let firstOfBlock = first + UInt64(block * Limits.blockEvents)
            let fault = try EventBlock.read(
                firstOfBlock / UInt64(Limits.blockEvents),
                in: transaction,
                into: &bytes
            )
            EventBlock.split(bytes.span, into: &ends)
            let leaves = check.leaves(
                bytes,
                ends,
                firstOfBlock,
                marks?.leafChecks[(block * Limits.blockEvents)...],
                fault
            )
            check.add(block: leaves, marks?.blockRoots[block], firstOfBlock)
            derived?.add(bytes, ends, firstOfBlock, readFacts)
            progress(firstOfBlock + UInt64(ends.count))
        }
        try derived?.compare(segment: segment, self, &check)
    }

    private func verifyTail(_ check: inout LedgerCheck, _ derived: inout DerivedCheck?) throws(StoreError) {
        var expected = head.tailStart
        var isWhole = true
        var found = check
        try transaction.scan(.tail) { key, record throws(StoreError) in
            let stored = bigEndian(key, at: 0, count: 8)
            guard stored == expected, key.count == 8, expected < head.size else {
                let isMissing = expected < head.size
                found.add(
                    .event,
                    SequenceNumber(rawValue: expected),
                    isMissing ? "the event is missing; \(stored) follows" : "it lies beyond the ledger's end"
                )
                isWhole = false
                return false
            }
            verify(SequenceNumber(rawValue: expected), record, &found, &derived)
            expected += 1
            return !found.isFull
        }
        check = found
        if isWhole, expected < head.size, !check.isFull {
            check.add(
                .event,
                SequenceNumber(rawValue: expected),
                "the event is missing at the end of the tail"
            )
        }
    }

    /// Verifies one record of the tail.
    private func verify(
        _ number: SequenceNumber,
        _ record: Span<UInt8>,
        _ check: inout LedgerCheck,
        _ derived: inout DerivedCheck?
    ) {
        do throws(StoreError) {
            let event = try TailRecord.event(record)
            let kept = try TailRecord.leaf(record)
            let leaf = TreeHash.leaf(of: event)
            if leaf != kept {
                check.add(.event, number, "its bytes do not have the hash that was kept")
            }
            check.frontier.append(leaf)
            // What is derived is damaged apart from the event.
            try check.collect(number) { check throws(StoreError) in
                try derived?.add(tailEvent: event, record, isSound: leaf == kept, self, &check)
            }
        } catch {
            check.add(.event, number, "it cannot be read: \(error)")
            check.giveUpRoot()
        }
    }
}

/// What has been found so far.
struct LedgerCheck {
    private let size: UInt64
    private(set) var faults: [VerifyFault] = []
    var frontier = Frontier()
    private(set) var canTellRoot = true

    init(size: UInt64) {
        self.size = size
    }

    var isFull: Bool { faults.count >= LedgerView.faultLimit }

    mutating func add(_ part: VerifyFault.Part, _ number: SequenceNumber?, _ what: String) {
        guard !isFull else { return }
        faults.append(VerifyFault(part: part, number: number, what: what))
    }

    /// Notes that a leaf is not known, and so no root above it.
    mutating func giveUpRoot() {
        canTellRoot = false
    }

    /// Runs a part of the check in which damage is a fault like any other, and not the end of it.
    mutating func collect(
        _ number: SequenceNumber?,
        _ body: (inout LedgerCheck) throws(StoreError) -> Void
    ) throws(StoreError) {
        do throws(StoreError) {
            try body(&self)
        } catch .damaged(let what) {
            add(.derived, number, what)
        }
    }

    /// The leaf hashes of a block's events, each held against the part of it that was kept.
    mutating func leaves(
        _ bytes: [UInt8],
        _ ends: [Int],
        _ first: UInt64,
        _ checks: ArraySlice<UInt64>?,
        _ fault: StoreError?
    ) -> [Digest] {
        var leaves: [Digest] = []
        leaves.reserveCapacity(ends.count)
        var start = 0
        for (index, end) in ends.prefix(Limits.blockEvents).enumerated() {
            let leaf = TreeHash.leaf(of: bytes.span.extracting(start..<end))
            let number = SequenceNumber(rawValue: first + UInt64(index))
            if let checks, checks[checks.startIndex + index] != SegmentMarks.check(leaf) {
                add(.event, number, "its bytes do not have the hash that was kept")
            }
            leaves.append(leaf)
            start = end + 1
        }
        let isWhole = ends.count == Limits.blockEvents && bytes.count == start
        if fault != nil || !isWhole {
            // Where all of them could be read, which one is meant cannot be told: the block is named by its first.
            let readable = ends.count < Limits.blockEvents ? ends.count : 0
            let number = SequenceNumber(rawValue: first + UInt64(readable))
            let reason =
                fault.map { "\($0)" } ?? "its block has \(ends.count) events, not \(Limits.blockEvents)"
            if faults.last?.number != number { add(.event, number, "it cannot be read: \(reason)") }
        }
        return leaves
    }

    /// Takes a block into the tree, and holds its root against the one that was kept.
    mutating func add(block leaves: [Digest], _ kept: Digest?, _ first: UInt64) {
        guard leaves.count == Limits.blockEvents else {
            giveUpRoot()
            return
        }
        let root = TreeHash.root(of: leaves.span)
        if let kept, kept != root, faults.last.map({ ($0.number?.rawValue ?? 0) < first }) ?? true {
            add(.root, SequenceNumber(rawValue: first), "the root of its block does not fit its events")
        }
        guard canTellRoot else { return }
        frontier.append(root, height: Limits.blockEvents.trailingZeroBitCount)
    }
}
