package import DossierModel
internal import Interchange
package import LedgerStore

/// Appends single events, each durable before it is answered.
package final class EventAppend {
    /// What became of one line.
    package enum Answer: Sendable {
        case appended(SequenceNumber)
        case duplicate(of: SequenceNumber)
        /// The line is no event, or its id is in the ledger with other content; nothing was written.
        case refused(EventFault)
    }

    private let ledger: Ledger
    private var reader = EventReader()
    private var batch = EventBatch()
    private let now: () -> Instant

    /// The number that the next new event has to take, if one was asked for.
    private var position: SequenceNumber?

    package init(to ledger: Ledger, at position: SequenceNumber?, now: @escaping () -> Instant) {
        self.ledger = ledger
        self.position = position
        self.now = now
    }

    /// Appends the event of one line, given without its ending.
    ///
    /// - Throws: ``StoreError``; nothing was written.
    package func append(_ line: UnsafeRawBufferPointer) throws(StoreError) -> Answer {
        batch.removeAll()
        do throws(EventFault) {
            try batch.append { bytes throws(EventFault) in try reader.read(line, into: &bytes) }
        } catch {
            return .refused(error)
        }
        let answer = try ledger.append(batch, at: position, appendedAt: now())
        switch answer.outcomes[0] {
        case .appended(let number):
            if position != nil { position = SequenceNumber(rawValue: number.rawValue + 1) }
            return .appended(number)
        case .duplicate(let number):
            return .duplicate(of: number)
        case .conflict(let number):
            let message = "event \(number) of the ledger has this id and other content"
            return .refused(EventFault(.conflictingDuplicate, path: "id", message: message))
        }
    }
}
