package import DossierModel

/// Which unit answers for which after the mergers of a moment (rules.md section 4).
///
/// A unit that was merged is replaced by its `into`, and so on; a circle ends at the first unit met twice.
package struct AnswerableUnits: Hashable, Sendable {
    /// For each unit what it was merged into, or none.
    private let into: [CodeIndex]
    /// For each unit where its chain ends.
    private let ends: [CodeIndex]

    init(_ mergers: CodeTimelines<CodeIndex>, at moment: Instant) {
        var into = (0..<mergers.codeCount).map {
            mergers.value(of: CodeIndex(rawValue: UInt32($0)), at: moment) ?? .none
        }
        if into.allSatisfy({ $0 == .none }) { into = [] }
        self.into = into
        ends = AnswerableUnits.ends(of: into)
    }

    /// Follows every chain once: linear, also for chains as long as there are units.
    private static func ends(of into: [CodeIndex]) -> [CodeIndex] {
        var ends = [CodeIndex](repeating: .none, count: into.count)
        // The walk in which a unit was first met; 0 for none yet.
        var walks = [Int](repeating: 0, count: into.count)
        var path = [Int]()
        for start in into.indices where walks[start] == 0 {
            path.removeAll(keepingCapacity: true)
            var unit = CodeIndex(rawValue: UInt32(start))
            while Int(unit.rawValue) < into.count, walks[Int(unit.rawValue)] == 0 {
                walks[Int(unit.rawValue)] = start + 1
                path.append(Int(unit.rawValue))
                let next = into[Int(unit.rawValue)]
                if next == .none { break }
                unit = next
            }
            var end = unit
            if Int(unit.rawValue) < into.count, ends[Int(unit.rawValue)] != .none {
                end = ends[Int(unit.rawValue)]
            }
            let closesCircle =
                Int(unit.rawValue) < into.count && into[Int(unit.rawValue)] != .none
                && ends[Int(unit.rawValue)] == .none
            // Going back along the path: inside a circle each unit is itself the first that is met twice.
            var isInCircle = closesCircle
            for step in path.reversed() {
                ends[step] = isInCircle ? CodeIndex(rawValue: UInt32(step)) : end
                if step == Int(unit.rawValue) { isInCircle = false }
            }
        }
        return ends
    }

    /// The unit that answers for what a unit began.
    @inline(__always)
    package func unit(for unit: CodeIndex) -> CodeIndex {
        Int(unit.rawValue) < ends.count ? ends[Int(unit.rawValue)] : unit
    }

    /// What a unit was merged into, directly, or `nil`.
    package func successor(of unit: CodeIndex) -> CodeIndex? {
        guard Int(unit.rawValue) < into.count, into[Int(unit.rawValue)] != .none else { return nil }
        return into[Int(unit.rawValue)]
    }

    /// A unit, all it was merged into and all that were merged into it, directly or through others.
    ///
    /// A paper register goes on under the new name, and its numbers with it (rules.md section 9, `offSystem`).
    ///
    /// - Complexity: O(units).
    package func relatives(of unit: CodeIndex) -> [CodeIndex] {
        guard !into.isEmpty else { return [unit] }
        var met: Set<CodeIndex> = [unit]
        var relatives = [unit]
        var next = successor(of: unit)
        while let later = next, met.insert(later).inserted {
            relatives.append(later)
            next = successor(of: later)
        }
        return relatives + predecessors(of: unit, unlessMet: &met)
    }

    /// All units whose chain leads to this one.
    private func predecessors(of unit: CodeIndex, unlessMet met: inout Set<CodeIndex>) -> [CodeIndex] {
        var before: [CodeIndex: [CodeIndex]] = [:]
        for (index, next) in into.enumerated() where next != .none {
            before[next, default: []].append(CodeIndex(rawValue: UInt32(index)))
        }
        // A unit met on the way up may lead here as well, in a circle: it is walked through but not named twice.
        var walked: Set<CodeIndex> = [unit]
        var open = [unit]
        var found = [CodeIndex]()
        while let later = open.popLast() {
            for earlier in before[later] ?? [] where walked.insert(earlier).inserted {
                open.append(earlier)
                if met.insert(earlier).inserted { found.append(earlier) }
            }
        }
        return found
    }
}
