import TestSupport
import Testing

@Suite("texts of dossier check")
struct CheckTextTests {
    @Test("why a proof does not hold is told in the language that was asked for")
    func reason() throws {
        let office = try SignedLedger(events: 8)
        _ = try office.sign()
        let proof = office.workspace.path("proof")
        try #require(try Dossier.run(["prove", "event", office.ledger, "3", "--out", proof]).status == 0)
        let other = try office.workspace.write(SampleEvents.line(4), "other")
        let asked = ["check", proof, "--event", other, "--verifier", office.verifier]
        let vietnamese = try Dossier.run(asked + ["--lang", "vi"])
        #expect(vietnamese.status == 1)
        #expect(vietnamese.text.hasPrefix("KHÔNG ĐÚNG: "))
        #expect(!vietnamese.text.contains("proof does not lead"))
        let english = try Dossier.run(asked + ["--lang", "en"])
        #expect(english.text == "DOES NOT HOLD: proof does not lead to the root\n")
    }
}
