internal import DossierModel
internal import MerkleLog

/// A record of table `tail`: when the event was appended, its leaf hash, its canonical bytes.
enum TailRecord {
    private static let headerSize = 8 + Digest.byteCount

    /// The event's canonical bytes.
    @_lifetime(copy record)
    static func event(_ record: Span<UInt8>) throws(StoreError) -> Span<UInt8> {
        guard record.count > headerSize else { throw .damaged(what: "a record of the tail is cut short") }
        return record.extracting(headerSize..<record.count)
    }

    /// When the event was appended.
    static func appendedAt(_ record: Span<UInt8>) throws(StoreError) -> Instant {
        var reader = ByteReader(record, of: "a record of the tail")
        return Instant(rawValue: try reader.read(Int64.self))
    }

    /// The leaf hash that was computed when the event was appended.
    static func leaf(_ record: Span<UInt8>) throws(StoreError) -> Digest {
        guard record.count > headerSize, let leaf = Digest(bytes: record.extracting(8..<headerSize)) else {
            throw .damaged(what: "a record of the tail is cut short")
        }
        return leaf
    }
}
