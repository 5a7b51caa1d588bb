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
    /// Of the sizes that were asked for, ascending, those whose root could be computed from the events' bytes.
    package let roots: [(size: UInt64, root: Digest)]
    /// How many events could be hashed before the first that could not be read, or where all could, all of them.
    package let hashedEvents: UInt64

    /// The root of the first events, computed anew; `nil` where it was not asked for or not all of them can be read.
    package func root(ofFirst size: UInt64) -> Digest? {
        roots.first { $0.size == size }?.root
    }
}

extension LedgerView {
    /// A ledger with more faults than this is not described further.
    package static let faultLimit = 20

    /// Computes every hash again, from the events' bytes to the root.
    ///
    /// With `isDeep` columns, dictionaries and indexes are rebuilt from the events too, and compared. `sizes` are those of
    /// earlier states of the ledger whose roots are to be computed on the way; larger ones are passed over. `progress` is
    /// told after every block how many events were checked.
    package func verify(
        isDeep: Bool,
        rootsAt sizes: [UInt64] = [],
        progress: (UInt64) -> Void
    ) throws(StoreError) -> VerifyAnswer {
        var check = LedgerCheck(size: head.size, rootsAt: sizes)
        var derived = isDeep ? DerivedCheck(readFacts) : nil
        for segment in 0..<head.sealedSegments where check.goesOn {
            try verify(segment: segment, &check, &derived, progress)
        }
        if check.goesOn { try verifyTail(&check, &derived) }
        check.finishRoots()
        progress(head.size)
        let computed = check.canTellRoot ? check.frontier.root : nil
        if let computed, check.frontier.size.rawValue != head.size || computed != root {
            check.add(.root, nil, "the events' root is \(computed.hex), the head keeps \(root.hex)")
        }
        if var derived, !check.isFull { try derived.finish(self, &check) }
        return VerifyAnswer(
            size: head.size,
            storedRoot: root,
            computedRoot: computed,
            faults: check.faults,
            roots: check.roots,
            hashedEvents: check.hashedEvents
        )
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
            return found.goesOn
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
            check.add(tailLeaf: leaf)
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
