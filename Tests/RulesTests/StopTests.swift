import DossierModel
import Rules
import TestSupport
import Testing

/// Five working days from Monday 2024-03-04 end on Monday 2024-03-11.
@Suite("stops of the clock (rules §5)")
struct StopTests {
    private func stops(_ dossier: Dossier, _ book: ReferenceBook = plainReferences) -> [StopRecord] {
        dossier.record(book).audited.stops
    }

    private func reasons(_ book: ReferenceBook = plainReferences, _ tell: (inout Dossier) -> Void)
        -> [String]?
    {
        var dossier = Dossier("2024-03-04")
        tell(&dossier)
        return stops(dossier, book).last?.reasons.names
    }

    @Test("a pause in good order is authorised")
    func goodOrder() {
        #expect(reasons { $0.pause("2024-03-06") } == [])
    }

    @Test("each reason of a pause stands alone")
    func pauseReasons() {
        #expect(reasons { $0.pause("2024-03-06", ground: "coordinationOpinion") } == ["groundNotLawful"])
        #expect(reasons { $0.pause("2024-03-06", ground: "taxDetermination") } == ["groundNotLawful"])
        #expect(reasons { $0.pause("2024-03-06", document: false) } == ["noDocument"])
        #expect(reasons { $0.pause("2024-03-06", approver: .none) } == ["noApprover"])
        #expect(reasons { $0.pause("2024-03-06", author: Code.leader) } == ["selfApproved"])
        #expect(reasons { $0.pause("2024-03-06", approver: Code.handler) } == ["approverNotLeader"])
        #expect(reasons { $0.pause("2024-03-12") } == ["afterDue"])
        #expect(reasons { $0.pause("2024-03-11 23:00") } == [])
    }

    @Test("all reasons that hold are listed in the order of the table")
    func severalReasons() {
        let all = reasons {
            $0.pause(
                "2024-03-12",
                document: false,
                ground: "other",
                approver: Code.handler,
                author: Code.handler
            )
        }
        #expect(
            all == ["groundNotLawful", "noDocument", "selfApproved", "approverNotLeader", "afterDue"]
        )
        #expect(
            reasons { $0.pause("2024-03-06", document: false, approver: .none, author: .none) }
                == ["noDocument", "noApprover"]
        )
    }

    @Test("an approver of whom nothing is known by the start passes")
    func unknownApprover() {
        #expect(reasons { $0.pause("2024-03-06", approver: Code.stranger) } == [])
        let later = references {
            $0.post(Code.stranger, at: Code.office, as: .handler, stamp: stamp("2024-03-07"))
        }
        #expect(reasons(later) { $0.pause("2024-03-06", approver: Code.stranger) } == [])
        #expect(reasons(later) { $0.pause("2024-03-07", approver: Code.stranger) } == ["approverNotLeader"])
        let released = references {
            $0.post(Code.stranger, at: Code.office, as: nil, stamp: stamp("2024-03-01"))
        }
        #expect(
            reasons(released) { $0.pause("2024-03-06", approver: Code.stranger) } == ["approverNotLeader"]
        )
    }

    @Test("a ground is asked for the sector of the dossier, on the day the stop starts")
    func groundOfSector() {
        var civil = Dossier("2024-03-04", sector: Code.civil)
        civil.pause("2024-03-06")
        #expect(stops(civil).last?.reasons == .groundNotLawful)
        var late = Dossier("2024-07-29")
        late.pause("2024-07-31", recorded: "2024-08-01", evidence: false, ground: "taxDetermination")
        #expect(stops(late).last?.reasons == [])
    }

    @Test("each reason of a supplement request stands alone")
    func supplementReasons() {
        #expect(reasons { $0.add(.supplementRequested, "2024-03-06") } == [])
        #expect(reasons { $0.add(.supplementRequested, "2024-03-06", document: false) } == ["noDocument"])
        #expect(reasons { $0.add(.supplementRequested, "2024-03-12") } == ["afterDue"])
        let second = reasons {
            $0.add(.supplementRequested, "2024-03-05")
            $0.add(.supplemented, "2024-03-06")
            $0.add(.supplementRequested, "2024-03-07")
        }
        #expect(second == ["secondSupplement"])
    }

    @Test("a request after the days that the rule set gives is late")
    func lateSupplement() {
        var set = RuleSet.vn2018
        set.supplementWithinDays = 2
        let book = references(rules: [set])
        #expect(reasons(book) { $0.add(.supplementRequested, "2024-03-06 23:00") } == [])
        #expect(reasons(book) { $0.add(.supplementRequested, "2024-03-07") } == ["lateSupplement"])
    }

    @Test("a request while one is open opens no stop and still counts")
    func requestWhileOpen() {
        var dossier = Dossier("2024-03-04")
        dossier.add(.supplementRequested, "2024-03-05")
        dossier.add(.supplementRequested, "2024-03-06")
        dossier.add(.supplemented, "2024-03-07")
        dossier.add(.supplementRequested, "2024-03-08")
        #expect(stops(dossier).map(\.row) == [1, 4])
        #expect(dossier.audited().supplementRequests == 3)
        #expect(dossier.audited().secondSupplements == 2)
    }

    @Test("afterDue is asked of a running clock only, against the due as it then stands")
    func afterDueWhileStopped() {
        var stopped = Dossier("2024-03-04")
        stopped.add(.supplementRequested, "2024-03-06")
        stopped.pause("2024-03-14")
        #expect(stops(stopped).last?.reasons == [])
        var shifted = Dossier("2024-03-04")
        shifted.pause("2024-03-06")
        shifted.add(.resumed, "2024-03-11")
        shifted.pause("2024-03-14")
        #expect(stops(shifted).last?.reasons == [])
        shifted.add(.resumed, "2024-03-14")
        shifted.add(.supplementRequested, "2024-03-15")
        #expect(stops(shifted).last?.reasons == .afterDue)
        var hours = Dossier("2024-03-04 08:00", procedure: Code.eightHours)
        hours.pause("2024-03-05 08:01", ground: "financialObligation")
        #expect(stops(hours).last?.reasons == .afterDue)
        var undated = Dossier("2024-03-04", procedure: Code.neverPublished, sector: Code.land)
        undated.pause("2026-03-04")
        #expect(undated.record(at: "2026-12-31").audited.stops.last?.reasons == [])
    }

    @Test(
        "on the audited basis an authorised pause takes the place of an open unauthorised one, and no other does"
    )
    func replaced() {
        var dossier = Dossier("2024-03-04")
        dossier.pause("2024-03-05", document: false)
        dossier.pause("2024-03-06", ground: "other")
        dossier.pause("2024-03-07")
        dossier.pause("2024-03-08")
        dossier.add(.resumed, "2024-03-11")
        let record = dossier.record()
        #expect(record.audited.stops.map(\.row) == [1, 3])
        #expect(record.audited.stops.map(\.end) == [time("2024-03-07"), time("2024-03-11")])
        #expect(record.audited.shifts.map(\.stoppedAt) == [time("2024-03-07")])
        #expect(record.reported.stops.map(\.row) == [1])
        let audited = record.judgements.audited
        #expect(audited.pausesStarted == 2 && audited.pausesUnauthorised == 1)
        #expect(audited.unauthorisedDays == 2)
        let reported = record.judgements.reported
        #expect(reported.pausesStarted == 1 && reported.pausesUnauthorised == 1)
        #expect(reported.unauthorisedDays == 4)
    }

    @Test("a payment ends a pause for a financial obligation, authorised or not, on the audited basis alone")
    func paid() {
        for document in [true, false] {
            var dossier = Dossier("2024-03-04")
            dossier.add(.feePaid, "2024-03-04 12:00")
            dossier.pause("2024-03-05", document: document, ground: "financialObligation")
            dossier.add(.feePaid, "2024-03-07")
            dossier.add(.resumed, "2024-03-11")
            let record = dossier.record()
            #expect(record.audited.stops.map(\.end) == [time("2024-03-07")])
            #expect(record.audited.steps.last?.note == .closeWithoutStop)
            #expect(record.reported.stops.map(\.end) == [time("2024-03-11")])
        }
        var other = Dossier("2024-03-04")
        other.pause("2024-03-05")
        other.add(.feePaid, "2024-03-07")
        #expect(stops(other).map(\.end) == [nil])
    }

    /// Paused on 6 March without evidence, written down on the 11th; work went on from the 7th.
    @Test("a pause that was over when it was written down opens no stop")
    func overWhenWritten() {
        var dossier = Dossier("2024-03-04")
        dossier.pause("2024-03-05")
        dossier.pause("2024-03-06", recorded: "2024-03-11", evidence: false)
        dossier.add(.resumed, "2024-03-07")
        let record = dossier.record()
        #expect(record.audited.stops.map(\.row) == [1])
        #expect(record.audited.stops.first?.end == time("2024-03-07"))
        #expect(record.judgements.audited.pausesStarted == 1)
    }

    @Test("an answer after the moment asked for still shows that a pause was over")
    func answerAfterAt() {
        var dossier = Dossier("2024-03-04")
        dossier.add(.supplementRequested, "2024-03-05")
        dossier.add(.supplementRequested, "2024-03-06", recorded: "2024-03-20", evidence: false)
        dossier.add(.supplemented, "2024-03-07")
        let record = dossier.record(at: "2024-03-21")
        #expect(record.audited.stops.map(\.row) == [1])
        #expect(record.judgements.audited.supplementRequests == 2)
    }

    @Test("a pause that has not happened on the audited basis counts as unauthorised on the reported one")
    func notHappenedAudited() {
        var dossier = Dossier("2024-03-04", recorded: "2024-03-04")
        dossier.add(.completed, "2024-03-05", recorded: "2024-03-08")
        dossier.pause("2024-03-06")
        let record = dossier.record()
        #expect(record.audited.steps.last?.note == .afterFinish)
        #expect(record.judgements.reported.pausesStarted == 1)
        #expect(record.judgements.reported.pausesUnauthorised == 1)
    }

    @Test("a pause that opens none on the audited basis because one is open counts as that one")
    func countsAsOpenOne() {
        for document in [true, false] {
            var dossier = Dossier("2024-03-04")
            dossier.pause("2024-03-05", recorded: "2024-03-07", document: document)
            dossier.pause("2024-03-06", document: false)
            let record = dossier.record()
            // Reported, the second was written down first and opens the stop.
            #expect(record.reported.stops.map(\.row) == [2])
            #expect(record.reported.stops.map(\.isAuthorised) == [document])
            #expect(record.audited.stops.map(\.row) == [1])
        }
    }

    @Test("the finish closes every stop, and none is open after")
    func closedByFinish() {
        var dossier = Dossier("2024-03-04")
        dossier.pause("2024-03-05")
        dossier.add(.supplementRequested, "2024-03-06")
        dossier.add(.withdrawn, "2024-03-07")
        dossier.add(.reopened, "2024-03-08")
        dossier.add(.resumed, "2024-03-11")
        dossier.add(.supplemented, "2024-03-11")
        let record = dossier.record()
        #expect(record.audited.stops.allSatisfy { $0.end == time("2024-03-07") })
        #expect(
            record.audited.steps.suffix(3).map(\.note) == [.reopened, .closeWithoutStop, .closeWithoutStop]
        )
        #expect(record.judgements.audited.anomalies == 3)
    }

    @Test("unauthorised days are the working days of the period after the start up to the end of the pause")
    func unauthorisedDays() {
        var dossier = Dossier("2024-03-04")
        dossier.pause("2024-03-06", document: false)
        #expect(dossier.record(at: "2024-03-13 12:00").judgements.audited.unauthorisedDays == 5)
        dossier.add(.resumed, "2024-03-15")
        #expect(dossier.audited().unauthorisedDays == 7)
        let middle = dossier.record(at: "2024-03-12 23:59", from: "2024-03-08", to: "2024-03-12")
        #expect(middle.judgements.audited.unauthorisedDays == 3)
        #expect(middle.judgements.audited.pausesStarted == 0)
        let before = dossier.record(at: "2024-12-31", from: "2024-04-01", to: "2024-12-31")
        #expect(before.judgements.audited.unauthorisedDays == 0)
    }

    @Test("a pause open at the moment asked for is told, and whether it is unauthorised")
    func pausedOpen() {
        for document in [true, false] {
            var dossier = Dossier("2024-03-04")
            dossier.pause("2024-03-06", document: document)
            let pair = dossier.record().judgements
            for judgement in [pair.reported, pair.audited] {
                #expect(judgement.marks.has(.pausedOpen))
                #expect(judgement.marks.has(.pausedOpenUnauthorised) == !document)
            }
            dossier.add(.completed, "2024-03-07")
            #expect(!dossier.audited().marks.has(.pausedOpen))
        }
    }
}
