package import DossierModel
package import Projections

/// A figure that is another after than before.
package struct FigureChange: Sendable {
    package enum Value: Sendable {
        case count(before: Int, after: Int)
        case rate(before: Ratio?, after: Ratio?)
    }

    /// What it is: a count, late dossiers of a bucket, or a rate.
    package enum Kind: Sendable {
        case count(CountKey)
        case daysLate(DaysLateBucket)
        case rate(RateKey)
    }

    package let kind: Kind
    package let value: Value

    /// The name in data; late dossiers by how late they are as `daysLate.1–5`.
    package var name: String {
        switch kind {
        case .count(let key): key.name
        case .daysLate(let bucket): "daysLate." + bucket.name
        case .rate(let key): key.rawValue
        }
    }
}

extension KnowledgeDiff.Row {
    /// The figures that changed on a basis: counts, then how late, then rates.
    package func changes(_ basis: Basis, isTotal: Bool) -> [FigureChange] {
        let (one, other) = (before[basis], after[basis])
        var changes: [FigureChange] = []
        for key in CountKey.allCases where one[key] != other[key] && (isTotal || !key.isOfTotalOnly) {
            changes.append(
                FigureChange(kind: .count(key), value: .count(before: one[key], after: other[key]))
            )
        }
        for key in DaysLateBucket.allCases where one[key] != other[key] {
            changes.append(
                FigureChange(kind: .daysLate(key), value: .count(before: one[key], after: other[key]))
            )
        }
        // By value: a rate that is 1 of 2 before and 2 of 4 after is the same.
        for key in RateKey.allCases where one.rate(key)?.value != other.rate(key)?.value {
            changes.append(
                FigureChange(kind: .rate(key), value: .rate(before: one.rate(key), after: other.rate(key)))
            )
        }
        return changes
    }
}
