internal import Archive
internal import MerkleLog

/// What a file of a pack may hold: nothing that is longer is unpacked, and nothing is made that would be refused.
enum PackLimits {
    /// Claims that a claims file within a pack may have: each is asked of all events.
    static let claims = 1_000

    /// Bytes that the line of an event has at least: `id`, `occurredAt` and `type` with what is between them (events.md 1).
    static let eventBytes = 60

    /// Bytes that a file may unpack to; those that are not named here only share the limit of the whole.
    static func bytes(of file: String) -> Int {
        switch file {
        case PackFile.manifest: 256 << 10
        case PackFile.question: 64 << 10
        case PackFile.checkpoint: SignedNote.maxByteCount
        case PackFile.claims: 4 << 20
        case PackFile.answer, PackFile.page: 256 << 20
        default: PackFile.ruleSet(file) == nil ? .max : 4 << 20
        }
    }

    /// - Throws: ``PackFault`` for the first file that is too long, and for too many claims.
    static func check(_ files: [ArchiveFile], _ claims: ClaimsFile?) throws(PackFault) {
        for file in files where file.bytes.count > bytes(of: file.name) {
            throw PackFault(
                file.name,
                "",
                "longer than the \(bytes(of: file.name)) bytes that it may have",
                vi: "dài hơn \(bytes(of: file.name)) byte được phép"
            )
        }
        if let claims { try check(claims) }
    }

    /// - Throws: ``PackFault`` for too many claims.
    static func check(_ file: ClaimsFile) throws(PackFault) {
        guard file.claims.count <= claims else {
            throw PackFault(
                PackFile.claims,
                "claims",
                "\(file.claims.count), where \(claims) are taken",
                vi: "\(file.claims.count) số liệu; chỉ nhận \(claims)"
            )
        }
    }
}
