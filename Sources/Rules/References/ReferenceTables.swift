internal import DossierModel

/// The tables of a ``ReferenceBook`` that the walk over a dossier reads; the book must be held as long.
///
/// They lie together in memory of the book's own and are passed on by one pointer, without counting references.
struct ReferenceTables: BitwiseCopyable, Sendable {
    let days: DayTable
    let rules: RuleTables
    let procedures: CodeTimelines<ProcedureTerms>
    let listings: Listings
    /// For each officer, whether any assignment in force gives the role `leader`.
    let leaders: CodeTimelines<Bool>
    let unknownSector: CodeIndex
    /// The number of the ground `financialObligation`, or ``CodeIndex/none``.
    let financialObligation: CodeIndex
}
