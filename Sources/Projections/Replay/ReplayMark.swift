package import DossierModel

/// A moment in the history of a unit: an event occurred, or was written down on a later day.
///
/// Sixteen bytes, for a province has some millions of them.
package struct ReplayMark: Hashable, Comparable, Sendable, BitwiseCopyable {
    /// Milliseconds since ``Instant/earliest``, the type, and whether it is about the writing down.
    private let key: UInt64

    /// The place of the event in the ledger.
    package let number: UInt32

    /// The number of the dossier; that of ``CodeIndex/none`` for a line of a paper register.
    private let dossierNumber: UInt32

    package init(
        _ moment: Instant,
        _ type: EventType,
        isRecording: Bool,
        number: UInt32,
        dossier: CodeIndex
    ) {
        let time = UInt64(max(0, moment.rawValue - Instant.earliest.rawValue))
        key = time << 8 | UInt64(type.rawValue) << 1 | (isRecording ? 1 : 0)
        self.number = number
        dossierNumber = dossier.rawValue
    }

    package var moment: Instant { Instant(rawValue: Int64(key >> 8) + Instant.earliest.rawValue) }

    package var type: EventType { EventType(rawValue: UInt8(key >> 1 & 0x7F)) ?? .rated }

    /// Whether the event was written down then, and had occurred on an earlier day.
    package var isRecording: Bool { key & 1 == 1 }

    package var dossier: CodeIndex { CodeIndex(rawValue: dossierNumber) }

    /// By moment, and in the order of the ledger at one moment.
    package static func < (left: ReplayMark, right: ReplayMark) -> Bool {
        let (one, other) = (left.key >> 8, right.key >> 8)
        return one != other ? one < other : (left.number, left.key) < (right.number, right.key)
    }
}
