internal import DossierModel
internal import Interchange
internal import LedgerStore

/// Reads from receipts who the applicants are: no row holds their pseudonyms.
enum ApplicantReader {
    /// A number for the applicant of each dossier, equal for equal pseudonyms; -1 where the receipt names none.
    static func applicants(
        of dossiers: [DetectedDossier],
        in view: borrowing LedgerView
    ) throws(StoreError) -> [Int32] {
        var applicants = [Int32](repeating: -1, count: dossiers.count)
        var numbers: [[UInt8]: Int32] = [:]
        let order = dossiers.indices.sorted { dossiers[$0].receipt < dossiers[$1].receipt }
        var next = 0
        guard let last = order.last else { return [] }
        try view.forEachEvent(0..<UInt64(dossiers[last].receipt) + 1) { number, event in
            while next < order.count, UInt64(dossiers[order[next]].receipt) == number.rawValue {
                if let applicant = applicant(event) {
                    let known = numbers[applicant]
                    let index = known ?? Int32(numbers.count)
                    if known == nil { numbers[applicant] = index }
                    applicants[order[next]] = index
                }
                next += 1
            }
            return next < order.count
        }
        return applicants
    }

    private static let beginning = Array("{\"data\":{\"applicant\":\"".utf8)

    /// The applicant's pseudonym as UTF-8, or `nil` where the receipt names none.
    private static func applicant(_ event: Span<UInt8>) -> [UInt8]? {
        if let plain = plainApplicant(event) { return plain }
        return ReferenceEvent(event)?.data?["applicant"]?.text.map { Array($0.utf8) }
    }

    /// The pseudonym where it stands first in the canonical form, behind an actor at most, and has no escape.
    private static func plainApplicant(_ event: Span<UInt8>) -> [UInt8]? {
        var position = 0
        func skip(_ text: [UInt8]) -> Bool {
            guard position + text.count <= event.count else { return false }
            for (offset, byte) in text.enumerated() where event[position + offset] != byte { return false }
            position += text.count
            return true
        }
        func text() -> [UInt8]? {
            var text: [UInt8] = []
            while position < event.count, event[position] != UInt8(ascii: "\"") {
                guard event[position] != UInt8(ascii: "\\") else { return nil }
                text.append(event[position])
                position += 1
            }
            return text.isEmpty ? nil : text
        }
        if skip(actorBeginning) {
            guard text() != nil, skip(dataBehindActor) else { return nil }
        } else if !skip(beginning) {
            return nil
        }
        return text()
    }

    private static let actorBeginning = Array("{\"actor\":\"".utf8)
    private static let dataBehindActor = Array("\",\"data\":{\"applicant\":\"".utf8)
}
