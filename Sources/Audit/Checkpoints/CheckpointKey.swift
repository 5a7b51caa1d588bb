internal import DossierModel
internal import MerkleLog
internal import Projections

/// Which question a kept tally answers, as bytes that can be read again.
///
/// Two questions with the same bytes have the same answer on the same ledger, whoever asks and whenever.
struct CheckpointKey: Hashable {
    /// Raised whenever the program would count otherwise than before: what an older one kept is then left alone.
    static let revision: UInt32 = 1

    let bytes: [UInt8]

    init(bytes: [UInt8]) {
        self.bytes = bytes
    }

    /// The key of a question with the rule sets at hand.
    ///
    /// - Returns: `nil` for a question of which no tally is kept: one of a part of the log.
    init?(_ query: ReportQuery, _ ruleSets: [RuleSetFile]) {
        guard query.logSize == nil else { return nil }
        var writer = CheckpointWriter()
        writer.append(CheckpointKey.revision)
        writer.append(query.from.map { Int64($0.rawValue) } ?? .min)
        writer.append(query.to.map { Int64($0.rawValue) } ?? .min)
        writer.append(query.asOf?.rawValue ?? .min)
        writer.append(query.grouping.rawValue)
        writer.append(query.channel?.rawValue ?? .max)
        writer.append(query.level?.rawValue ?? .max)
        for text in [query.unit, query.sector, query.procedure] { writer.append(text: text) }
        writer.append(UInt32(ruleSets.count))
        for file in ruleSets { writer.append(text: file.hash) }
        bytes = writer.bytes
    }

    /// Whether this version of the program would count the same.
    var isOfThisRevision: Bool {
        var reader = CheckpointReader(bytes)
        return reader.readUInt32() == CheckpointKey.revision
    }

    /// Under what the tally lies in the ledger: the hash of the bytes as of a leaf.
    var digest: Digest { TreeHash.leaf(of: bytes.span) }

    /// The question, with the rule sets among `files` that have the hashes in the key.
    ///
    /// - Returns: `nil` where the bytes are of another revision or no key, or a rule set is not at hand.
    func query(_ files: [RuleSetFile]) -> ReportQuery? {
        var reader = CheckpointReader(bytes)
        guard reader.readUInt32() == CheckpointKey.revision, let from = reader.readInt64(),
            let to = reader.readInt64(), let asOf = reader.readInt64(), let grouping = reader.readByte(),
            let channel = reader.readByte(), let level = reader.readByte(), let unit = reader.readText(),
            let sector = reader.readText(), let procedure = reader.readText(), let count = reader.readUInt32()
        else { return nil }
        var query = ReportQuery(from: CheckpointKey.date(from), to: CheckpointKey.date(to))
        query.asOf = asOf == .min ? nil : Instant(rawValue: asOf)
        query.by = Dimension.allCases.filter { grouping & $0.grouping.rawValue != 0 }
        query.channel = Channel(rawValue: channel)
        query.level = UnitLevel(rawValue: level)
        (query.unit, query.sector, query.procedure) = (unit.text, sector.text, procedure.text)
        for _ in 0..<count {
            guard let hash = reader.readText()?.text, let file = files.first(where: { $0.hash == hash })
            else {
                return nil
            }
            if !file.isBuiltIn { query.ruleSets.append(file) }
        }
        return query
    }

    private static func date(_ number: Int64) -> LocalDate? {
        number == .min ? nil : LocalDate(rawValue: Int32(truncatingIfNeeded: number))
    }
}
