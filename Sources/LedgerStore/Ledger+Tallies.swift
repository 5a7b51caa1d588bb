package import MerkleLog

extension LedgerView {
    /// Runs `body` on the bytes that were kept under a key, in place; `nil` where there are none.
    package func withTally<Result>(
        _ key: Digest,
        _ body: (Span<UInt8>) throws(StoreError) -> Result
    ) throws(StoreError) -> Result? {
        guard let value = try transaction.value(.tallies, bytes: key.bytes.span) else { return nil }
        return try body(value)
    }

    /// Visits what was kept, in the order of the keys, until `body` answers `false`.
    package func forEachTally(
        _ body: (_ key: Digest, _ bytes: Span<UInt8>) throws(StoreError) -> Bool
    ) throws(StoreError) {
        try transaction.scan(.tallies) { key, value throws(StoreError) in
            guard let key = Digest(bytes: key) else { throw .damaged(what: "a tally has no key of 32 bytes") }
            return try body(key, value)
        }
    }
}

extension Ledger {
    /// Keeps bytes under a key, in place of what was kept there.
    ///
    /// What they mean is the caller's: the store neither reads nor checks them. They are derived data, so nothing is
    /// lost where they cannot be kept.
    ///
    /// - Throws: ``StoreError``; nothing was written.
    package func keepTally(_ bytes: [UInt8], under key: Digest) throws(StoreError) {
        try writeAlone { transaction throws(StoreError) in
            try transaction.put(.tallies, bytes: key.bytes.span, bytes.span, isNew: false)
        }
    }

    /// Removes what is kept under a key, if there is anything.
    ///
    /// - Throws: ``StoreError``; nothing was written.
    package func removeTally(_ key: Digest) throws(StoreError) {
        try writeAlone { transaction throws(StoreError) in
            try transaction.removeIfPresent(.tallies, bytes: key.bytes.span)
        }
    }
}
