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
        var faults: [PackFault] = []
        func check(_ isSo: Bool, _ file: String, _ place: String = "", _ message: String, vi: String) {
            if !isSo { faults.append(PackFault(file, place, message, vi: vi)) }
        }
        let name = PackFile.manifest
        let content = Array(files.dropFirst())
        let rules = files.map(\.name).filter { PackFile.ruleSet($0) != nil }
        let due = PackFile.order(
            hasClaims: manifest.kind == .claims,
            rules: rules.sorted(by: PackContent.precedes)
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
        let bytes = Dictionary(uniqueKeysWithValues: files.map { ($0.name, $0.bytes) })
        let lines = (bytes[PackFile.events] ?? []).count { $0 == UInt8(ascii: "\n") }
        check(
            UInt64(lines) == manifest.events,
            name,
            "events",
            "the pack has \(lines)",
            vi: "gói có \(lines)"
        )
        let hashBytes = (bytes[PackFile.hashes] ?? []).count
        let (count, isOver) = manifest.hashes.multipliedReportingOverflow(by: UInt64(Digest.byteCount))
        check(
            !isOver && count == UInt64(hashBytes),
            name,
            "hashes",
            "the pack has \(hashBytes) bytes of them",
            vi: "gói có \(hashBytes) byte"
        )
        if let checkpoint {
            check(
                checkpoint.size.rawValue == manifest.logSize,
                name,
                "logSize",
                "not that of the checkpoint",
                vi: "không phải của điểm kiểm tra"
            )
            check(
                checkpoint.root == manifest.root,
                name,
                "root",
                "not that of the checkpoint",
                vi: "không phải của điểm kiểm tra"
            )
            check(
                checkpoint.origin.string == manifest.origin,
                name,
                "origin",
                "not that of the checkpoint",
                vi: "không phải của điểm kiểm tra"
            )
        }
        do throws(PackFault) {
            let kind = try PackQuestion(bytes[PackFile.question] ?? []).kind
            check(
                kind == manifest.kind,
                name,
                "kind",
                "not that of the question",
                vi: "không phải của câu hỏi"
            )
        } catch {
            faults.append(error)
        }
        return faults
    }

    private static func precedes(_ left: String, _ right: String) -> Bool {
        left.utf8.lexicographicallyPrecedes(right.utf8)
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
