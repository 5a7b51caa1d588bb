package import DossierModel
package import Rules

/// Where a dossier stands on one basis in a scope, as far as two moments of knowledge are compared by it.
///
/// What is outside the scope stands nowhere: two of them are equal, whatever they are.
package struct Standing: Hashable, Sendable, BitwiseCopyable {
    /// What the dossier is: one of ``kindCount`` numbers.
    ///
    /// In this order: absent, orphan, declined at intake, declined, withdrawn, then the classes of rules.md section 7
    /// as `DossierClass` numbers them.
    package let kind: UInt8
    package let finish: Finish
    package let unit: CodeIndex
    package let sector: CodeIndex
    package let isInScope: Bool

    /// How many kinds there are.
    package static var kindCount: Int { 13 }

    init(_ judgement: Judgement, in scope: Scope) {
        isInScope = judgement.isInside(scope)
        guard isInScope else {
            (kind, finish, unit, sector) = (0, .open, .none, .none)
            return
        }
        kind = Standing.kind(of: judgement)
        finish = judgement.presence == .received ? judgement.finish : .open
        unit = judgement.unit
        sector = judgement.sector
    }

    /// The number of what a dossier is.
    package static func kind(of judgement: Judgement) -> UInt8 {
        switch judgement.presence {
        case .absent: return 0
        case .orphan: return 1
        case .declinedAtIntake: return 2
        case .received:
            guard judgement.dossierClass == .none else { return 4 + judgement.dossierClass.rawValue }
            return judgement.finish == .withdrawn ? 4 : 3
        }
    }
}

/// The two bases of a dossier in a scope.
struct StandingPair: Hashable, BitwiseCopyable {
    let reported: Standing
    let audited: Standing

    init(_ judgements: JudgementPair, in scope: Scope) {
        reported = Standing(judgements.reported, in: scope)
        audited = Standing(judgements.audited, in: scope)
    }
}

extension Judgement {
    /// Whether a report of the scope looks at it at all.
    fileprivate func isInside(_ scope: Scope) -> Bool {
        switch presence {
        case .absent: false
        // It has no unit, sector or channel that could be asked for.
        case .orphan: scope.isWhole
        case .declinedAtIntake, .received: scope.contains(GroupKey(self))
        }
    }

    /// What it counts for in a report of the scope and of its question's period.
    func figures(in scope: Scope) -> Figures {
        var figures = Figures()
        guard isInside(scope) else { return figures }
        figures.add(self)
        figures.countFaults(self, .more)
        return figures
    }
}
