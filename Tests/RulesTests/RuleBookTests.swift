import DossierModel
import Rules
import TestSupport
import Testing

@Suite("rule sets (rules §8)")
struct RuleBookTests {
    private func book(_ adoptions: [RuleAdoption]) -> RuleBook {
        RuleBook(adoptions, ground: Code.ground, sector: Code.sector)
    }

    private func set(_ name: String, from day: String) -> RuleSet {
        var set = RuleSet.vn2018
        set.name = name
        set.effectiveFrom = date(day)
        return set
    }

    @Test(
        "a dossier is judged by the latest set not after its receipt, before the first by the first",
        arguments: [
            ("2010-01-01", "vn-2018"), ("2018-06-21", "vn-2018"), ("2025-06-30", "vn-2018"),
            ("2025-07-01", "vn-2025"), ("2199-12-31", "vn-2025"),
        ]
    )
    func inForce(_ day: String, _ name: String) {
        let rules = book(RuleSet.builtIn.map { RuleAdoption(builtIn: $0) })
        #expect(rules.inForce[rules.index(receivedOn: date(day))].ruleSet.name == name)
    }

    @Test(
        "of one day an adopted set goes before a built-in one, then the later recorded, then the greater id"
    )
    func oneDay() {
        let day = date("2025-07-01")
        let builtIn = RuleAdoption(builtIn: set("built in", from: "2025-07-01"))
        func adopted(_ name: String, _ recorded: String, _ id: UInt8) -> RuleAdoption {
            RuleAdoption(set(name, from: "2000-01-01"), from: day, recordedAt: time(recorded), id: [id])
        }
        let rising = [
            builtIn, adopted("first", "2025-01-01", 9), adopted("later", "2025-01-02", 1),
            adopted("greater", "2025-01-02", 2),
        ]
        for top in rising.indices {
            for order in [Array(rising[...top]), Array(rising[...top].reversed())] {
                #expect(book(order).inForce.map(\.ruleSet.name) == [rising[top].ruleSet.name])
            }
        }
    }

    @Test(
        "a ground is lawful in its sectors between its days",
        arguments: [
            ("financialObligation", 2, "2020-01-01", true), ("taxDetermination", 1, "2024-07-31", false),
            ("taxDetermination", 1, "2024-08-01", true), ("taxDetermination", 2, "2024-08-01", false),
            ("violationReview", 1, "2020-01-01", true), ("violationReview", 2, "2020-01-01", false),
            ("applicantRequest", 2, "2025-06-30", false), ("applicantRequest", 2, "2025-07-01", true),
            ("coordinationOpinion", 1, "2024-08-01", false),
        ]
    )
    func grounds(_ ground: String, _ sector: Int, _ day: String, _ isLawful: Bool) throws {
        let code = try #require(Code.ground(ground))
        let rules = book(RuleSet.builtIn.map { RuleAdoption(builtIn: $0) })
        for receipt in ["2024-01-01", "2025-08-01"] {
            let terms = rules.terms(receivedOn: date(receipt))
            #expect(rules.allows(code, sector: Code.code(sector), on: date(day), under: terms) == isLawful)
        }
    }

    @Test("a ground with a last day, and one with several entries, hold where any of these does")
    func severalEntries() throws {
        var set = RuleSet.vn2018
        let until = date("2024-05-31")
        set.grounds = [
            LawfulGround("violationReview", sectors: ["land", "elsewhere"], to: until, citation: ""),
            LawfulGround("violationReview", sectors: ["civil"], from: date("2024-06-01"), citation: ""),
        ]
        let rules = book([RuleAdoption(builtIn: set)])
        let terms = rules.terms(receivedOn: until)
        let ground = try #require(Code.ground("violationReview"))
        #expect(rules.allows(ground, sector: Code.land, on: until, under: terms))
        #expect(!rules.allows(ground, sector: Code.land, on: until.adding(days: 1), under: terms))
        #expect(!rules.allows(ground, sector: Code.civil, on: until, under: terms))
        #expect(rules.allows(ground, sector: Code.civil, on: until.adding(days: 1), under: terms))
        #expect(!rules.allows(.none, sector: Code.land, on: until, under: terms))
    }
}
