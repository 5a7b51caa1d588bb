package import DossierModel

/// A moment in the history of a unit: an event occurred, or was written down on a later day.
///
/// Sixteen bytes, for a province has some millions of them.
package struct ReplayMark: Hashable, Comparable, Sendable, BitwiseCopyable {
    /// Milliseconds since ``Instant/earliest``, the type, and whether it is about the writing down.
    private let time: UInt64

    /// The number of the event, then that of the dossier.
    private let names: UInt64

    package init(
        _ moment: Instant,
        _ type: EventType,
        isRecording: Bool,
        number: UInt32,
        dossier: CodeIndex
    ) {
        let milliseconds = UInt64(max(0, moment.rawValue - Instant.earliest.rawValue))
        time = milliseconds << 8 | UInt64(type.rawValue) << 1 | (isRecording ? 1 : 0)
        names = UInt64(number) << 32 | UInt64(dossier.rawValue)
    }

    package var moment: Instant { Instant(rawValue: Int64(time >> 8) + Instant.earliest.rawValue) }

    package var type: EventType { EventType(rawValue: UInt8(time >> 1 & 0x7F)) ?? .rated }

    /// Whether the event was written down then, and had occurred on an earlier day.
    package var isRecording: Bool { time & 1 == 1 }

    /// That of ``CodeIndex/none`` for a line of a paper register.
    package var dossier: CodeIndex { CodeIndex(rawValue: UInt32(truncatingIfNeeded: names)) }

    /// The place of the event in the ledger.
    package var number: UInt32 { UInt32(names >> 32) }

    /// By moment, and in the order of the ledger at one moment.
    @inline(__always)
    package static func < (left: ReplayMark, right: ReplayMark) -> Bool {
        let (one, other) = (left.time >> 8, right.time >> 8)
        return one != other ? one < other : left.names < right.names
    }
}
