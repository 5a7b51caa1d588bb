import Audit
import DossierModel
import TestSupport

/// A random rule set of a province, as a file and as the slow reading takes it.
struct ProvincialSet {
    let name: String
    private(set) var slow: SlowRuleSet
    private let text: String

    init(_ name: String, _ generator: inout SeededGenerator) {
        self.name = name
        slow = SlowRuleSet(ByteText(name), from: LocalDate(rawValue: 0))
        slow.maxSupplementRequests = generator.number(in: 0...2)
        slow.supplementWithinDays = generator.chance(70) ? generator.number(in: 0...6) : nil
        slow.apologyLeadDays = generator.number(in: 0...4)
        slow.maxReschedules = generator.number(in: 0...2)
        slow.registrationGraceDays = generator.number(in: 0...3)
        slow.grounds = []
        let grounds = [
            "financialObligation", "other", "xin \u{FD} ki\u{1EBF}n", "taxTransfer", "publicPosting",
        ]
        for ground in grounds where generator.chance(60) {
            let sectors = generator.chance(50) ? nil : ["land", "h\u{1ED9} t\u{1ECB}ch"]
            let from = generator.chance(40) ? LocalDate(year: 2_024, month: 5, day: 1) : nil
            let to = generator.chance(40) ? LocalDate(year: 2_024, month: 8, day: 1) : nil
            slow.grounds.append(
                SlowRuleSet.Ground(
                    ByteText(ground),
                    sectors: sectors?.map { ByteText($0) },
                    from: from,
                    to: to
                )
            )
        }
        text = ProvincialSet.text(of: slow)
    }

    /// The file of the set.
    func file() throws -> RuleSetFile {
        try RuleSetFile(Array(text.utf8), file: name + ".json")
    }

    private static func text(of set: SlowRuleSet) -> String {
        let words = "{\"vi\": \"x\", \"en\": \"x\"}"
        let grounds = set.grounds.map { ground in
            let sectors = ground.sectors.map { "[" + $0.map { "\"\($0)\"" }.joined(separator: ",") + "]" }
            let (from, to) = (ground.from.map { "\"\($0)\"" }, ground.to.map { "\"\($0)\"" })
            return "{\"ground\": \"\(ground.name)\", \"sectors\": \(sectors ?? "\"all\""), "
                + "\"from\": \(from ?? "null"), \"to\": \(to ?? "null"), "
                + "\"citation\": \(words), \"meaning\": \(words)}"
        }
        return "{\"name\": \"\(set.name)\", \"title\": \(words), \"citation\": \(words), "
            + "\"effectiveFrom\": \"\(set.effectiveFrom)\", \"numbers\": {"
            + "\"maxSupplementRequests\": \(set.maxSupplementRequests), "
            + "\"supplementWithinDays\": \(set.supplementWithinDays.map { "\($0)" } ?? "null"), "
            + "\"apologyLeadDays\": \(set.apologyLeadDays), \"maxReschedules\": \(set.maxReschedules), "
            + "\"registrationGraceDays\": \(set.registrationGraceDays)}, "
            + "\"secondmentMonths\": {\"min\": 6, \"max\": 24}, "
            + "\"grounds\": [\(grounds.joined(separator: ", "))]}"
    }
}
