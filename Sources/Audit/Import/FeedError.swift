package import Interchange
package import LedgerStore

/// Why an import or an append ended before its feed did.
///
/// Everything that was counted as appended before is in the ledger and on disk.
package enum FeedError: Error {
    /// The feed cannot be read on.
    case input(file: String, InputError)

    /// The mapping file is not as it should be, or does not fit the feed.
    case mapping(file: String, EventMappingError)

    /// The feed is the file that its bad lines would go to; nothing of it was read.
    ///
    /// Each line that is refused would be read again behind the last, without end.
    case quarantineIsSource(file: String)

    /// Lines that are no events cannot be written away, so nothing more is read.
    case quarantine(file: String, QuarantineError)

    /// The ledger refuses.
    case ledger(StoreError)
}
