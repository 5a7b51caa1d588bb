internal import Archive
internal import MerkleLog

/// The files of a pack against its manifest.
enum PackContent {
    /// All that does not fit, in the order of the files.
    static func faults(
        _ files: [ArchiveFile],
        _ manifest: PackManifest,
        _ checkpoint: Checkpoint?
    ) -> [PackFault] {
        var found = ContentFaults(manifest)
        found.checkFiles(files)
        let bytes = Dictionary(uniqueKeysWithValues: files.map { ($0.name, $0.bytes) })
        found.checkCounts(bytes)
        if let checkpoint { found.check(checkpoint) }
        found.checkKind(bytes)
        return found.faults
    }

    /// The hashes of the shared proof; a piece at the end that is none is left out, and missed by the count.
    static func hashes(_ bytes: [UInt8]) -> [Digest] {
        var hashes: [Digest] = []
        hashes.reserveCapacity(bytes.count / Digest.byteCount)
        var start = 0
        while start + Digest.byteCount <= bytes.count {
            let hash = bytes.withUnsafeBytes { buffer in
                Digest(bytes: UnsafeRawBufferPointer(rebasing: buffer[start..<start + Digest.byteCount]))
            }
            if let hash { hashes.append(hash) }
            start += Digest.byteCount
        }
        return hashes
    }
}

extension PackEvents {
    /// The leaf hash of each line, with its number.
    var leaves: [SharedProof.Leaf] {
        numbers.indices.map { index in
            let hash = bytes.withUnsafeBytes {
                TreeHash.leaf(of: UnsafeRawBufferPointer(rebasing: $0[line(index)]))
            }
            return (index: numbers[index], hash: hash)
        }
    }
}

/// What of a pack does not fit its manifest, as it is found.
private struct ContentFaults {
    private let manifest: PackManifest
    private let name = PackFile.manifest
    private(set) var faults: [PackFault] = []

    init(_ manifest: PackManifest) {
        self.manifest = manifest
    }

    private mutating func check(_ isSo: Bool, _ file: String, _ place: String, _ message: String, vi: String)
    {
        if !isSo { faults.append(PackFault(file, place, message, vi: vi)) }
    }

    /// Their names, order, lengths and hashes.
    mutating func checkFiles(_ files: [ArchiveFile]) {
        let content = Array(files.dropFirst())
        let rules = files.map(\.name).filter { PackFile.ruleSet($0) != nil }
        let due = PackFile.order(
            hasClaims: manifest.kind == .claims,
            rules: rules.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
        )
        check(
            files.map(\.name) == due,
            "",
            "",
            "the files are not those of such a pack, in their order",
            vi: "các tệp không phải của một gói như vậy, theo đúng thứ tự"
        )
        check(
            manifest.files.map(\.name) == content.map(\.name),
            name,
            "files",
            "not the files of the pack",
            vi: "không phải các tệp của gói"
        )
        for (entry, file) in zip(manifest.files, content) where entry.name == file.name {
            let found = PackManifest.File(file)
            check(
                found.byteCount == entry.byteCount,
                file.name,
                "",
                "not as long as the manifest says",
                vi: "không dài như tệp kê khai nêu"
            )
            check(
                found.hash == entry.hash,
                file.name,
                "",
                "its hash is not that of the manifest",
                vi: "mã băm không phải của tệp kê khai"
            )
        }
    }

    /// How many events and hashes there are.
    mutating func checkCounts(_ bytes: [String: [UInt8]]) {
        let lines = (bytes[PackFile.events] ?? []).count { $0 == UInt8(ascii: "\n") }
        let isSo = UInt64(lines) == manifest.events
        check(isSo, name, "events", "the pack has \(lines)", vi: "gói có \(lines)")
        let hashBytes = (bytes[PackFile.hashes] ?? []).count
        let (count, isOver) = manifest.hashes.multipliedReportingOverflow(by: UInt64(Digest.byteCount))
        check(
            !isOver && count == UInt64(hashBytes),
            name,
            "hashes",
            "the pack has \(hashBytes) bytes of them",
            vi: "gói có \(hashBytes) byte"
        )
    }

    mutating func check(_ checkpoint: Checkpoint) {
        let members = [
            ("logSize", checkpoint.size.rawValue == manifest.logSize),
            ("root", checkpoint.root == manifest.root),
            ("origin", checkpoint.origin.string == manifest.origin),
        ]
        for (member, isSo) in members {
            check(isSo, name, member, "not that of the checkpoint", vi: "không phải của điểm kiểm tra")
        }
    }

    mutating func checkKind(_ bytes: [String: [UInt8]]) {
        do throws(PackFault) {
            let kind = try PackQuestion(bytes[PackFile.question] ?? []).kind
            let isSo = kind == manifest.kind
            check(isSo, name, "kind", "not that of the question", vi: "không phải của câu hỏi")
        } catch {
            faults.append(error)
        }
    }
}
