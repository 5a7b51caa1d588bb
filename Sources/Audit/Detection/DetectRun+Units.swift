internal import DossierModel
internal import Projections
internal import Rules

/// What the hits of a unit are compared by.
private struct UnitHits {
    var hits = 0
    /// The dossiers or other things that the hits are of.
    var counted = 0
}

/// The summary by unit.
extension DetectRun {
    /// All that was looked at in a level, and what was hit of it.
    private struct LevelCounts {
        var dossiers = 0
        var looked: [Detector: Int] = [:]
        var hit: [Detector: Int] = [:]
    }

    func unitCounts(
        _ hits: [GroupHit],
        _ dossiers: [DetectedDossier],
        _ looked: LookedUnits
    ) -> [Detection.UnitCount] {
        var alive: [CodeIndex: Int] = [:]
        for found in dossiers where isAlive(found) { alive[found.unit, default: 0] += 1 }
        let counts = unitHits(hits)
        var levels: [UnitLevel?: LevelCounts] = [:]
        for (unit, count) in alive { levels[level(unit), default: LevelCounts()].dossiers += count }
        for (key, count) in looked.counts {
            levels[level(key.unit), default: LevelCounts()].looked[key.detector, default: 0] += count
        }
        for (key, count) in counts {
            levels[level(key.unit), default: LevelCounts()].hit[key.detector, default: 0] += count.counted
        }
        return counts.filter { isInScope($0.key.unit) }.map { key, count in
            let all = levels[level(key.unit)] ?? LevelCounts()
            let dossiers = alive[key.unit] ?? 0
            let isOfDossiers = key.detector.measure == .dossiers
            let own = isOfDossiers ? dossiers : looked.counts[key] ?? 0
            return Detection.UnitCount(
                unit: knowledge.codes.name(key.unit, .unit) ?? "",
                level: level(key.unit),
                detector: key.detector,
                hits: count.hits,
                hit: count.counted,
                lookedAt: own,
                othersHit: (all.hit[key.detector] ?? 0) - count.counted,
                othersLookedAt: (isOfDossiers ? all.dossiers : all.looked[key.detector] ?? 0) - own,
                othersDossiers: all.dossiers - dossiers
            )
        }
        .sorted { left, right in
            if left.unit != right.unit { return left.unit.utf8.lexicographicallyPrecedes(right.unit.utf8) }
            return left.detector.order < right.detector.order
        }
    }

    /// What there was to look at in the scope and the period.
    func lookedAt(_ dossiers: [DetectedDossier], _ looked: LookedUnits) -> Detection.LookedAt {
        var counts = Detection.LookedAt()
        counts.dossiers = dossiers.count { isAlive($0) && isInScope($0.unit) }
        for (key, count) in looked.counts where isInScope(key.unit) { counts.others += count }
        return counts
    }

    private func level(_ unit: CodeIndex) -> UnitLevel? {
        knowledge.references.place(of: unit, at: question.at)?.level
    }

    /// How many hits a detector has in a unit, and how many dossiers or other things they are of.
    private func unitHits(_ hits: [GroupHit]) -> [LookedUnits.Key: UnitHits] {
        struct Place: BitwiseCopyable {
            let unitAndDetector: UInt64
            /// The dossier plus one; 0 for a hit of none.
            let dossier: UInt64
            /// Things that a hit of no dossier is of.
            let things: Int
        }
        var places: [Place] = []
        places.reserveCapacity(hits.count)
        for hit in hits {
            let unit = unit(of: hit)
            guard unit != .none else { continue }
            let detector = UInt64(hit.detector.order)
            places.append(
                Place(
                    unitAndDetector: UInt64(unit.rawValue) << 32 | detector,
                    dossier: hit.dossier.map { UInt64($0) + 1 } ?? 0,
                    // What is split are dossiers; all else that is of none is one thing for a hit.
                    things: hit.detector == .split ? hit.events.count : 1
                )
            )
        }
        places.sort { ($0.unitAndDetector, $0.dossier) < ($1.unitAndDetector, $1.dossier) }
        var counts: [LookedUnits.Key: UnitHits] = [:]
        var start = 0
        while start < places.count {
            let group = places[start].unitAndDetector
            var end = start
            var found = UnitHits()
            var last: UInt64 = 0
            while end < places.count, places[end].unitAndDetector == group {
                if places[end].dossier == 0 {
                    found.counted += places[end].things
                } else if places[end].dossier != last {
                    found.counted += 1
                }
                last = places[end].dossier
                end += 1
            }
            found.hits = end - start
            let key = LookedUnits.Key(
                unit: CodeIndex(rawValue: UInt32(group >> 32)),
                detector: Detector.allCases[Int(group & 0xFFFF_FFFF)]
            )
            counts[key] = found
            start = end
        }
        return counts
    }

    /// Whether a dossier was received by the end of the period that is asked for, and not finished before it.
    private func isAlive(_ found: DetectedDossier) -> Bool {
        if let to = query.to, found.receivedAt.localDate > to { return false }
        if let from = query.from, !found.finish.isOpen, found.finishedAt.localDate < from { return false }
        return true
    }
}
