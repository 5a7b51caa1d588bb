import DossierModel
package import Synthetic

/// An injected stream's lines and its truth.
package struct InjectedFeed {
    package let lines: [String]
    package let truthText: String
    package let truth: [SlowHit]

    package init(_ order: InjectionOrder, dossiers: Int = 500, seed: UInt64) throws {
        var stream = try InjectedStream(order: order, dossiers: dossiers, seed: seed)
        var bytes: [UInt8] = []
        while stream.next(into: &bytes) {}
        lines = String(decoding: bytes, as: UTF8.self).split(separator: "\n").map { String($0) }
        truthText = String(decoding: stream.truth, as: UTF8.self)
        truth = try SlowHit.truth(truthText)
    }

    /// Every kind, that many times.
    package static func all(_ count: Int) -> InjectionOrder {
        var order = InjectionOrder()
        for kind in InjectionKind.allCases { order[kind] = count }
        return order
    }

    /// How many dossiers the cases of an order have; at least one.
    package static func needed(_ order: InjectionOrder, seed: UInt64) throws -> Int {
        do throws(InjectionFault) {
            return try InjectedStream(order: order, dossiers: 1, seed: seed).dossiers
        } catch {
            guard case .tooFewDossiers(_, let needed) = error else { throw error }
            return needed
        }
    }

    /// How many hits of a detector the truth has.
    package func count(_ detector: InjectionKind) -> Int {
        truth.count { $0.detector == detector.rawValue }
    }

    /// The rule set that the stream's province adopts (`fixtures/rules/minh-giang-2025.json`).
    package static var provincialSet: SlowRuleSet {
        var set = SlowRuleSet(
            "minh-giang-2025",
            from: LocalDate(rawValue: Int32(LocalDate.daysSinceEpoch(year: 2_025, month: 7, day: 1)))
        )
        set.supplementWithinDays = 5
        return set
    }

    package func hits() throws -> [SlowHit] {
        try SlowDetectors.hits(in: SlowReading(lines: lines, ruleSets: [InjectedFeed.provincialSet]))
    }

    /// What one list has and the other has not, a line each; a hit that is there twice counts twice.
    package static func difference(_ found: [SlowHit], from truth: [SlowHit]) -> [String] {
        var counts: [SlowHit: Int] = [:]
        for hit in found { counts[hit, default: 0] += 1 }
        for hit in truth { counts[hit, default: 0] -= 1 }
        return counts.filter { $0.value != 0 }
            .map { "\($0.value > 0 ? "found, but not in the truth" : "not found"): \($0.key)" }.sorted()
    }
}
