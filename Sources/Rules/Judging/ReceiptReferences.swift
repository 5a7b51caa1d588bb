internal import DossierModel

/// What the references say of a receipt on one basis.
struct ReceiptReferences: BitwiseCopyable {
    /// The publication of the procedure in force; `nil` for a procedure unknown by then.
    let procedure: UnsafePointer<ProcedureTerms>?
    let isUnlisted: Bool

    @inline(__always)
    init(
        _ receipt: UnsafePointer<EventRow>,
        receivedAt received: Instant,
        in book: UnsafePointer<ReferenceTables>
    ) {
        self = ReceiptReferences.pair(receipt, (received, received), in: book).0
    }

    @inline(__always)
    private init(procedure: UnsafePointer<ProcedureTerms>?, isUnlisted: Bool) {
        self.procedure = procedure
        self.isUnlisted = isUnlisted
    }

    /// The same for two moments, looked for once.
    @inline(__always)
    static func pair(
        _ receipt: UnsafePointer<EventRow>,
        _ received: (Instant, Instant),
        in book: UnsafePointer<ReferenceTables>
    ) -> (ReceiptReferences, ReceiptReferences) {
        let procedures = book.pointee.procedures
        let listings = book.pointee.listings
        let publications = procedures.entries(of: receipt.pointee.code0)
        let postings = listings.entries(of: receipt.pointee.code0, at: receipt.pointee.unit)
        let one = ReceiptReferences(
            procedure: procedures.last(of: publications, by: received.0),
            isUnlisted: listings.isUnlisted(postings, on: received.0)
        )
        let other = ReceiptReferences(
            procedure: procedures.last(of: publications, by: received.1),
            isUnlisted: listings.isUnlisted(postings, on: received.1)
        )
        return (one, other)
    }
}
