internal import DossierModel
internal import Glibc
internal import Interchange
internal import LedgerStore

/// A ledger of the events of a pack alone, which leaves nothing behind.
///
/// Its files lose their names as soon as they are open: however the program ends, the system takes them back.
struct PackLedger {
    let ledger: Ledger

    /// Appends the events to a ledger in a folder of its own, below `folder`.
    ///
    /// - Throws: ``PackFault`` for a line that is no event, is not in canonical form, or is there twice; `StoreError`.
    init(_ events: PackEvents, in folder: String) throws {
        ledger = try PackLedger.make(in: folder)
        var reader = EventReader()
        var batch = EventBatch()
        var first = 0
        for index in 0..<events.count {
            try PackLedger.append(events, index, to: &batch, &reader)
            guard batch.count == Limits.segmentEvents || index == events.count - 1 else { continue }
            // When it was appended is in no answer.
            let answer = try ledger.append(batch, appendedAt: Instant.earliest)
            for (place, outcome) in answer.outcomes.enumerated() {
                guard case .appended = outcome else {
                    throw PackFault(
                        PackFile.events,
                        "line \(first + place + 1)",
                        "an id that is there before",
                        vi: "mã đã có ở trước"
                    )
                }
            }
            first = index + 1
            batch.removeAll()
        }
    }

    private static func append(
        _ events: PackEvents,
        _ index: Int,
        to batch: inout EventBatch,
        _ reader: inout EventReader
    ) throws(PackFault) {
        let line = events.line(index)
        let start = batch.bytes.count
        do throws(EventFault) {
            try batch.append { bytes throws(EventFault) in
                try events.bytes.span.extracting(line).withUnsafeBytes { buffer throws(EventFault) in
                    try reader.read(buffer, into: &bytes)
                }
            }
        } catch {
            let message = error.path.isEmpty ? error.message : "\(error.path): \(error.message)"
            throw PackFault(PackFile.events, "line \(index + 1)", message)
        }
        guard batch.bytes[start...].elementsEqual(events.bytes[line]) else {
            throw PackFault(
                PackFile.events,
                "line \(index + 1)",
                "not in canonical form (RFC 8785)",
                vi: "không ở dạng chuẩn (RFC 8785)"
            )
        }
    }

    private static func make(in folder: String) throws -> Ledger {
        var template = Array("\(folder)/dossier-pack.XXXXXX".utf8CString)
        guard let made = template.withUnsafeMutableBufferPointer({ $0.baseAddress.flatMap { mkdtemp($0) } })
        else {
            throw StoreError.failed(what: "\(folder): \(String(cString: strerror(errno)))")
        }
        let path = String(cString: made)
        defer { remove(path) }
        return try Ledger.create(at: path, makeFactsReader: Ledger.canonicalFacts)
    }

    /// Takes the names of the ledger's files away, and its folder.
    private static func remove(_ path: String) {
        guard let stream = opendir(path) else { return }
        var names: [String] = []
        while let entry = readdir(stream) {
            names.append(
                withUnsafePointer(to: &entry.pointee.d_name) { name in
                    name.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
                }
            )
        }
        closedir(stream)
        for name in names where name != "." && name != ".." { unlink("\(path)/\(name)") }
        rmdir(path)
    }
}
