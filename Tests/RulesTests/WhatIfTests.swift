import DossierModel
import Rules
import Testing

@Suite("what would change a verdict")
struct WhatIfTests {
    private func whatIfs(_ dossier: Dossier, at: String = "2024-12-31 23:59") -> WhatIfs {
        let question = Question(
            asOf: time("2030-01-01"),
            at: time(at),
            from: date("2024-01-01"),
            to: date("2024-12-31")
        )
        var judge = DossierJudge(question, plainReferences)
        let recorded = judge.record(dossier.rows.span)
        return judge.whatIfs(dossier.rows.span, recorded)
    }

    /// Done on the due date, and written down three days later without a paper.
    @Test("evidence for the finish makes a late dossier one in time")
    func evidence() {
        var dossier = Dossier("2024-03-04")
        dossier.add(.completed, "2024-03-11 16:00", recorded: "2024-03-14", evidence: false)
        let changes = whatIfs(dossier).changes
        #expect(changes.map(\.showings) == [[.evidence(row: 1)], [.returned(by: time("2024-03-11 17:00"))]])
        #expect(changes.map(\.basis) == [.audited, .audited])
        #expect(changes.first?.judgement.dossierClass == .onTime)
    }

    @Test("a pause that lacks its document and a leader needs both")
    func pause() {
        var dossier = Dossier("2024-03-04")
        dossier.pause("2024-03-06", document: false, approver: Code.handler)
        dossier.add(.resumed, "2024-03-13")
        dossier.add(.completed, "2024-03-14 10:00")
        let changes = whatIfs(dossier).changes
        let audited = changes.filter { $0.basis == .audited }
        let served = Showing.returned(by: time("2024-03-11 17:00"))
        #expect(audited.map(\.showings) == [[.document(row: 1), .leader(row: 1)], [served]])
        #expect(audited.first?.judgement.dossierClass == .early)
        let reported = changes.filter { $0.basis == .reported }
        #expect(reported.map(\.showings) == [[.voided(row: 1)]])
        #expect(reported.first?.judgement.dossierClass == .overdue)
    }

    @Test("no paper makes an unlawful ground a lawful one: it would have to be another")
    func ground() {
        var dossier = Dossier("2024-03-04")
        dossier.pause("2024-03-06", document: false, ground: "coordinationOpinion")
        dossier.add(.resumed, "2024-03-13")
        dossier.add(.completed, "2024-03-14 10:00")
        let changes = whatIfs(dossier).changes.filter { $0.basis == .audited }
        let served = Showing.returned(by: time("2024-03-11 17:00"))
        #expect(changes.map(\.showings) == [[served], [.lawfulGround(row: 1), .document(row: 1)]])
        #expect(changes.last?.judgement.dossierClass == .early)
    }

    @Test(
        "an open dossier that is late was in time if it was finished by its due; a stopped one hangs on its papers"
    )
    func open() {
        let late = whatIfs(Dossier("2024-03-04"), at: "2024-03-20").changes
        #expect(late.count == 1)
        #expect(late.first?.showings == [.finish(by: time("2024-03-11 17:00"))])
        #expect(late.first?.judgement.dossierClass == .onTime)
        var stopped = Dossier("2024-03-04")
        stopped.pause("2024-03-06")
        let changes = whatIfs(stopped, at: "2024-03-20").changes
        let audited = changes.filter { $0.basis == .audited }
        #expect(audited.map(\.showings) == [[.noDocument(row: 1)]])
        #expect(audited.first?.judgement.dossierClass == .openOverdue)
    }

    @Test("a reopening that is voided bears on both bases; a finish of its own is not voided")
    func reopened() {
        var dossier = Dossier("2024-03-04")
        dossier.add(.completed, "2024-03-11 10:00")
        dossier.add(.reopened, "2024-03-13")
        dossier.add(.completed, "2024-03-20 10:00")
        let changes = whatIfs(dossier).changes.filter { $0.showings == [.voided(row: 2)] }
        #expect(changes.map(\.basis) == [.reported, .audited])
        #expect(changes.map(\.judgement.dossierClass) == [.onTime, .onTime])
        // A return moves no finish of a reopened dossier: a finish by then is what would have to be shown.
        let shown = whatIfs(dossier).changes.flatMap(\.showings)
        #expect(!shown.contains { if case .returned = $0 { true } else { false } })
    }

    @Test("of two receipts the first may be voided, and of one none")
    func receipts() {
        var dossier = Dossier("2024-03-04")
        dossier.receive("2024-03-11")
        dossier.add(.completed, "2024-03-15 10:00")
        let changes = whatIfs(dossier).changes.filter { $0.showings == [.voided(row: 0)] }
        #expect(changes.map(\.judgement.dossierClass) == [.early, .early])
        var single = Dossier("2024-03-04")
        single.add(.completed, "2024-03-15 10:00")
        #expect(!whatIfs(single).changes.contains { $0.showings == [.voided(row: 0)] })
    }

    @Test("a finish that stands on two papers falls with both")
    func twoPapers() {
        var dossier = Dossier("2024-03-04")
        dossier.add(.completed, "2024-03-11 10:00", recorded: "2024-03-20")
        dossier.add(.returned, "2024-03-11 11:00")
        let changes = whatIfs(dossier).changes
        #expect(changes.map(\.showings) == [[.noEvidence(row: 1), .noEvidence(row: 2)]])
        #expect(changes.first?.judgement.dossierClass == .overdue)
    }

    @Test("a dossier without a receipt, or in time whatever is shown, has nothing that changes it")
    func nothing() {
        var plain = Dossier("2024-03-04")
        plain.add(.completed, "2024-03-05")
        #expect(whatIfs(plain).changes.isEmpty)
        var orphan = Dossier()
        orphan.add(.completed, "2024-03-05")
        #expect(whatIfs(orphan).changes.isEmpty)
    }

    @Test("of thousands of possibilities only the first are tried, and it says so")
    func many() {
        var dossier = Dossier("2024-03-04")
        for _ in 0..<3_000 {
            dossier.pause("2024-03-06 08:00", document: false)
            dossier.add(.resumed, "2024-03-06 09:00")
        }
        let answer = whatIfs(dossier)
        #expect(!answer.isComplete)
        #expect(answer.tried + answer.changes.count <= 200)
        #expect(whatIfs(Dossier("2024-03-04")).isComplete)
    }
}
