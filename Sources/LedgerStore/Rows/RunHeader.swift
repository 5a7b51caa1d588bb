internal import DossierModel

/// What a run of rows says of itself before its columns.
struct RunHeader: Equatable {
    /// Rows of the run: one for each event of its segments.
    var count = 0
    /// Rows that are steps of no dossier; they come first.
    var others = 0
    var dossiers = 0
    /// The latest `recordedAt` of all rows.
    var latestRecording = Instant.distantPast
    /// The dossier row that happened first; of several the one recorded first, of those the one with the least number.
    var earliest = EarliestStep()
    /// The least and the greatest dossier index; the greatest possible and 0 where there is none.
    var leastDossier = UInt32.max
    var greatestDossier: UInt32 = 0

    /// Bytes before the directory of the columns.
    static let size = 3 * 4 + 8 + (8 + 8 + 4) + 2 * 4

    init() {}

    init(_ reader: inout ByteReader) throws(StoreError) {
        count = Int(try reader.read(UInt32.self))
        others = Int(try reader.read(UInt32.self))
        dossiers = Int(try reader.read(UInt32.self))
        latestRecording = Instant(rawValue: try reader.read(Int64.self))
        earliest.occurredAt = Instant(rawValue: try reader.read(Int64.self))
        earliest.recordedAt = Instant(rawValue: try reader.read(Int64.self))
        earliest.number = UInt64(try reader.read(UInt32.self))
        leastDossier = try reader.read(UInt32.self)
        greatestDossier = try reader.read(UInt32.self)
    }

    func write(to writer: inout ByteWriter) {
        writer.append(UInt32(count))
        writer.append(UInt32(others))
        writer.append(UInt32(dossiers))
        writer.append(latestRecording.rawValue)
        writer.append(earliest.occurredAt.rawValue)
        writer.append(earliest.recordedAt.rawValue)
        writer.append(UInt32(truncatingIfNeeded: earliest.number))
        writer.append(leastDossier)
        writer.append(greatestDossier)
    }

    /// Takes in a dossier for the directory.
    mutating func include(dossier: UInt32) {
        dossiers += 1
        leastDossier = min(leastDossier, dossier)
        greatestDossier = max(greatestDossier, dossier)
    }
}

/// The step of a dossier that happened before all others, with what tells whether it is known.
struct EarliestStep: Equatable {
    var occurredAt = Instant.distantFuture
    var recordedAt = Instant.distantFuture
    var number: UInt64 = 0

    /// Takes in another step, if it precedes.
    mutating func include(_ other: EarliestStep) {
        let precedes =
            (other.occurredAt.rawValue, other.recordedAt.rawValue, other.number)
            < (occurredAt.rawValue, recordedAt.rawValue, number)
        if precedes { self = other }
    }
}
