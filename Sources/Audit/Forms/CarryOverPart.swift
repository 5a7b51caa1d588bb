internal import DossierModel
internal import Projections
internal import Rules

/// What one thread finds in its share of the dossiers for one of the two columns of a carry-over.
struct CarryOverPart: DossierPart {
    /// A dossier in the column, and the sector in whose line it is.
    struct Member: Hashable, BitwiseCopyable {
        let dossier: UInt32
        let sector: CodeIndex
    }

    /// Which of the two columns.
    enum Side: Sendable {
        /// (11) of the form before.
        case open
        /// (6) of this one.
        case carriedIn

        func has(_ judgement: Judgement) -> Bool {
            switch self {
            case .open: judgement.isOpen
            case .carriedIn: judgement.presence == .received && judgement.marks.has(.carriedIn)
            }
        }
    }

    private var judge: DossierJudge
    private let scope: Scope
    private let basis: Basis
    private let side: Side

    /// In the order of the dossiers.
    private(set) var members: [Member] = []

    init(_ question: Question, _ knowledge: Knowledge, _ scope: Scope, _ basis: Basis, _ side: Side) {
        judge = DossierJudge(question, knowledge.references)
        self.scope = scope
        self.basis = basis
        self.side = side
    }

    mutating func take(_ dossier: Int, _ rows: Span<EventRow>) {
        let judgement = judge.judge(rows)[basis]
        guard side.has(judgement), scope.contains(judgement) else { return }
        members.append(Member(dossier: UInt32(dossier), sector: judgement.sector))
    }
}
