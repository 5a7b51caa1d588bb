import DossierModel
import Rules
import Testing

/// Five working days from Monday 2024-03-04 end on Monday 2024-03-11.
@Suite("lives, classes and marks (rules §4, §7, §9)")
struct JudgementTests {
    @Test(
        "a completed dossier is early, on time or overdue by its date",
        arguments: [
            ("2024-03-08 23:59", DossierClass.early, 0), ("2024-03-11 00:00", .onTime, 0),
            ("2024-03-11 23:59", .onTime, 0), ("2024-03-12 00:00", .overdue, 1),
            ("2024-03-18 08:00", .overdue, 5),
        ]
    )
    func finishedInDays(_ finished: String, _ expected: DossierClass, _ days: Int32) {
        for outcome in Outcome.allCases {
            var dossier = Dossier("2024-03-04")
            dossier.add(.completed, finished) { $0.detail = EventRow.detail(outcome, .paper) }
            let judgement = dossier.audited()
            #expect(judgement.dossierClass == expected)
            #expect(judgement.daysLate == days)
            #expect(judgement.finish == (outcome == .granted ? .granted : .refused))
        }
    }

    /// Eight working hours from Monday 08:00 end on Tuesday 08:00.
    @Test(
        "in hours the instants decide, and an earlier date is early",
        arguments: [
            ("2024-03-04 17:00", DossierClass.early), ("2024-03-05 07:59", .onTime),
            ("2024-03-05 08:00", .onTime),
            ("2024-03-05 08:01", .overdue),
        ]
    )
    func finishedInHours(_ finished: String, _ expected: DossierClass) {
        var dossier = Dossier("2024-03-04 08:00", procedure: Code.eightHours)
        dossier.add(.completed, finished)
        #expect(dossier.audited().dossierClass == expected)
        #expect(dossier.audited().daysLate == (expected == .overdue ? 1 : 0))
    }

    @Test("days late are at least 1, also where no working day passed")
    func lateOnSaturday() {
        var dossier = Dossier("2024-03-04", due: "2024-03-08")
        dossier.add(.completed, "2024-03-09")
        #expect(dossier.audited().dossierClass == .overdue)
        #expect(dossier.audited().daysLate == 1)
    }

    @Test(
        "an open dossier is in time up to the end of its due date, then overdue",
        arguments: [
            ("2024-03-11 23:59", DossierClass.openInTime, 0), ("2024-03-12 00:00", .openOverdue, 1),
            ("2024-03-17 00:00", .openOverdue, 4),
        ]
    )
    func open(_ at: String, _ expected: DossierClass, _ days: Int32) {
        let judgement = Dossier("2024-03-04").audited(at: at)
        #expect(judgement.dossierClass == expected)
        #expect(judgement.daysLate == days)
    }

    @Test("an open dossier with the clock stopped is stopped; unauthorised, it is not on the audited basis")
    func stopped() {
        for document in [true, false] {
            var dossier = Dossier("2024-03-04")
            dossier.pause("2024-03-06", document: document)
            #expect(dossier.reported().dossierClass == .stopped)
            #expect(dossier.audited().dossierClass == (document ? .stopped : .openOverdue))
            #expect(dossier.audited(at: "2024-03-08").dossierClass == (document ? .stopped : .openInTime))
        }
    }

    @Test("an undated dossier has no class, also while stopped")
    func undated() {
        var dossier = Dossier("2024-03-04", procedure: Code.neverPublished)
        dossier.add(.supplementRequested, "2024-03-05")
        #expect(dossier.audited().dossierClass == .undatedOpen)
        dossier.add(.completed, "2024-03-06")
        #expect(dossier.audited().dossierClass == .undatedFinished)
    }

    @Test("declined and withdrawn dossiers have no class, and are told if they ended after the due")
    func endedLate() {
        for type in [EventType.declined, .withdrawn] {
            for (finished, isLate) in [("2024-03-11", false), ("2024-03-12", true)] {
                var dossier = Dossier("2024-03-04")
                dossier.add(type, finished)
                let judgement = dossier.audited()
                #expect(judgement.dossierClass == .none)
                #expect(judgement.marks.has(.endedLate) == isLate)
                #expect(judgement.daysLate == 0)
            }
        }
    }

    @Test("the first finish stands; after it only some events count")
    func afterFinish() {
        let counting: Set<EventType> = [
            .returned, .apologised, .explained, .feePaid, .feeRequested, .rated, .reopened,
        ]
        for type in EventType.allCases where type.isOfDossier && type != .received {
            var dossier = Dossier("2024-03-04")
            dossier.add(.declined, "2024-03-05")
            dossier.add(type, "2024-03-06")
            let note = dossier.record().audited.steps.last?.note
            #expect((note == .afterFinish) == !counting.contains(type))
            #expect(dossier.audited().finish == (type == .reopened ? .open : .declined))
        }
    }

    @Test("reopening forgets the finish; of an open dossier it changes nothing; both are anomalies")
    func reopened() {
        var dossier = Dossier("2024-03-04")
        dossier.add(.reopened, "2024-03-05")
        dossier.add(.completed, "2024-03-06")
        dossier.add(.reopened, "2024-03-07")
        let judgement = dossier.audited()
        #expect(judgement.isOpen)
        #expect(judgement.anomalies == 2)
        #expect(dossier.audited(at: "2024-03-06").finish == .granted)
    }

    @Test("the answerable unit is where the last transfer went, after mergers")
    func unit() {
        var dossier = Dossier("2024-03-04", unit: Code.branch)
        dossier.add(.transferred, "2024-03-05") { $0.code0 = Code.office }
        dossier.add(.transferred, "2024-03-06")
        dossier.add(.completed, "2024-03-07")
        dossier.add(.transferred, "2024-03-08") { $0.code0 = Code.branch }
        #expect(dossier.audited(at: "2024-03-04").unit == Code.branch)
        #expect(dossier.audited().unit == Code.office)
        let book = references {
            $0.merge(Code.office, into: Code.successor, stamp: stamp("2024-03-06"))
        }
        #expect(dossier.audited(at: "2024-03-05", book).unit == Code.office)
        #expect(dossier.audited(at: "2024-03-06", book).unit == Code.successor)
    }

    @Test("the sector is the receipt's, else that of the procedure at the receipt, else unknown")
    func sector() {
        #expect(Dossier("2024-03-04", sector: Code.civil).audited().sector == Code.civil)
        #expect(Dossier("2024-03-04").audited().sector == Code.land)
        #expect(Dossier("2019-03-04").audited().sector == Code.unknownSector)
    }

    @Test(
        "lateness that the system does not show is masked; work done in time and ticked late is a late tick"
    )
    func difference() {
        var masked = Dossier("2024-03-04", due: "2024-03-20")
        masked.add(.completed, "2024-03-15")
        var lateTick = Dossier("2024-03-04")
        lateTick.add(.completed, "2024-03-08", recorded: "2024-03-15")
        var both = Dossier("2024-03-04")
        both.add(.completed, "2024-03-15")
        let table: [(Dossier, JudgementMarks)] = [(masked, .masked), (lateTick, .lateTick), (both, [])]
        for (dossier, mark) in table {
            let pair = dossier.record().judgements
            for judgement in [pair.reported, pair.audited] {
                #expect(judgement.marks.intersection([.masked, .lateTick]) == mark)
            }
        }
    }

    @Test("a dossier that the system does not have yet is masked where it is late")
    func maskedAbsent() {
        let dossier = Dossier("2024-03-04", recorded: "2024-05-06")
        let pair = dossier.record(at: "2024-04-01").judgements
        #expect(pair.reported.presence == .absent)
        #expect(pair.audited.dossierClass == .openOverdue)
        #expect(pair.audited.marks.has(.masked))
    }

    @Test("carried in is what came before the period and has no standing finish before it")
    func carriedIn() {
        var dossier = Dossier("2024-03-04")
        dossier.add(.completed, "2024-04-01")
        for (from, isCarriedIn) in [
            ("2024-03-04", false), ("2024-03-05", true), ("2024-04-01", true), ("2024-04-02", false),
        ] {
            let judgement = dossier.record(from: from).judgements.audited
            #expect(judgement.marks.has(.carriedIn) == isCarriedIn)
            #expect(judgement.marks.has(.beganInPeriod) == (from == "2024-03-04"))
            #expect(judgement.marks.has(.finishedInPeriod) == (from <= "2024-04-01"))
        }
        dossier.add(.reopened, "2024-04-03")
        #expect(dossier.record(from: "2024-04-02").judgements.audited.marks.has(.carriedIn))
    }

    /// When, with letter, reason and new date, whether it counts audited, and whether it is timely.
    @Test(
        "an apology counts with letter and reason and, while open, a new date; it is timely a day before the due",
        arguments: [
            ("2024-03-08", true, true, true, true, true), ("2024-03-10", true, true, true, true, true),
            ("2024-03-11", true, true, true, true, false), ("2024-03-08", false, true, true, false, true),
            ("2024-03-08", true, false, true, false, true), ("2024-03-08", true, true, false, false, true),
            ("2024-03-21", true, true, false, true, false),
        ]
    )
    func apology(_ day: String, _ letter: Bool, _ reason: Bool, _ new: Bool, _ counts: Bool, _ isTimely: Bool)
    {
        var dossier = Dossier("2024-03-04")
        dossier.add(.completed, "2024-03-20")
        dossier.add(.apologised, day, document: letter, due: new ? "2024-03-25" : nil) {
            if reason { $0.flags.insert(.hasReason) }
        }
        let pair = dossier.record().judgements
        #expect(pair.reported.marks.has(.apologised))
        #expect(pair.reported.marks.has(.apologisedInTime) == isTimely)
        #expect(pair.audited.marks.has(.apologised) == counts)
        #expect(pair.audited.marks.has(.apologisedInTime) == (counts && isTimely))
    }

    @Test("the first apology that counts decides whether it was timely")
    func firstApology() {
        var dossier = Dossier("2024-03-04")
        dossier.add(.apologised, "2024-03-07", document: false)
        dossier.add(.apologised, "2024-03-12", due: "2024-03-25") { $0.flags.insert(.hasReason) }
        let pair = dossier.record().judgements
        #expect(pair.reported.marks.has(.apologisedInTime))
        #expect(pair.audited.marks.has(.apologised))
        #expect(!pair.audited.marks.has(.apologisedInTime))
    }

    @Test("an explanation counts audited with its report")
    func explained() {
        for report in [true, false] {
            var dossier = Dossier("2024-03-04")
            dossier.add(.explained, "2024-03-12", document: report)
            #expect(dossier.reported().marks.has(.explained))
            #expect(dossier.audited().marks.has(.explained) == report)
        }
    }

    @Test(
        "a receipt is registered late after one working day, and inflated where it promises more than the law"
    )
    func receiptMarks() {
        for (recorded, isLate) in [("2024-03-11 23:59", false), ("2024-03-12", true)] {
            let marks = Dossier("2024-03-08", recorded: recorded).audited().marks
            #expect(marks.has(.registeredLate) == isLate)
        }
        for (due, isInflated) in [("2024-03-11 23:59", false), ("2024-03-12", true)] {
            #expect(Dossier("2024-03-04", due: due).audited().marks.has(.inflatedDue) == isInflated)
        }
        let unknown = Dossier("2024-03-04", procedure: Code.neverPublished, due: "2025-03-04")
        #expect(!unknown.audited().marks.has(.inflatedDue))
    }

    @Test("a receipt is unlisted by the unit that wrote it, at its effective time")
    func unlisted() {
        let book = references {
            $0.list(Code.fiveDays, at: Code.branch, isListed: true, stamp: stamp("2024-03-05"))
        }
        var dossier = Dossier("2024-03-04", recorded: "2024-03-06", unit: Code.branch)
        dossier.add(.transferred, "2024-03-07") { $0.code0 = Code.office }
        #expect(dossier.audited(book).marks.has(.unlisted))
        #expect(!dossier.reported(book).marks.has(.unlisted))
    }

    @Test("a result is electronic reported as a file or scan, audited as a signed file, of what was granted")
    func electronic() {
        for form in ResultForm.allCases {
            for (outcome, isSigned) in [(Outcome.granted, true), (.granted, false), (.refused, true)] {
                var dossier = Dossier("2024-03-04")
                dossier.add(.completed, "2024-03-05") {
                    $0.detail = EventRow.detail(outcome, form)
                    if isSigned { $0.flags.insert(.isSigned) }
                }
                let pair = dossier.record().judgements
                let isGranted = outcome == .granted
                #expect(pair.reported.marks.has(.electronicResult) == (isGranted && form != .paper))
                #expect(
                    pair.audited.marks.has(.electronicResult)
                        == (isGranted && isSigned && form == .electronic)
                )
            }
        }
    }

    @Test(
        "payments, demands and reschedules of the period are told, and reschedules counted by the moment asked for"
    )
    func periodMarks() {
        var dossier = Dossier("2024-03-04")
        dossier.add(.feePaid, "2024-03-05") { $0.detail = PaymentRoute.onlinePortal.rawValue }
        dossier.add(.feePaid, "2024-04-05") { $0.detail = PaymentRoute.cash.rawValue }
        dossier.add(.componentDemanded, "2024-03-05") { $0.flags.insert(.hasLegalBasis) }
        dossier.add(.componentDemanded, "2024-04-05")
        dossier.add(.rescheduled, "2024-03-05", due: "2024-05-05")
        dossier.add(.rescheduled, "2024-04-05", due: "2024-05-05")
        let march = dossier.record(at: "2024-03-31 23:59", to: "2024-03-31").judgements.audited.marks
        #expect(march.isSuperset(of: [.paid, .paidOnline, .rescheduled]))
        #expect(march.isDisjoint(with: [.componentDemanded, .rescheduledTooOften]))
        let april = dossier.record(at: "2024-04-30", from: "2024-04-01", to: "2024-04-30").judgements.audited
            .marks
        #expect(april.isSuperset(of: [.paid, .componentDemanded, .rescheduled, .rescheduledTooOften]))
        #expect(!april.contains(.paidOnline))
    }

    @Test(
        "ratings of the period are summed exactly in millionths",
        arguments: [(4.35, 4_350_000), (0.1, 100_000), (1e-9, 0), (5, 5_000_000), (-2.5, -2_500_000)]
    )
    func ratings(_ score: Double, _ millionths: Int) {
        var dossier = Dossier("2024-03-04")
        for day in ["2024-03-05", "2024-03-06", "2025-03-06"] {
            dossier.add(.rated, day) {
                $0.number0 = Int64(bitPattern: score.bitPattern)
                $0.number1 = Int64(bitPattern: Double(5).bitPattern)
            }
        }
        let judgement = dossier.audited()
        #expect(judgement.ratings == 2)
        #expect(judgement.score == Int128(2 * millionths))
        #expect(judgement.scoreMax == 10_000_000)
    }

    @Test("a score of any size is taken")
    func extremeScores() {
        var dossier = Dossier("2024-03-04")
        for score in [
            Double.greatestFiniteMagnitude, .leastNonzeroMagnitude, 9_007_199_254_740_991, 0, -1e300,
        ] {
            dossier.add(.rated, "2024-03-05") { $0.number0 = Int64(bitPattern: score.bitPattern) }
        }
        #expect(dossier.audited().score == 9_007_199_254_740_991_000_000)
    }

    @Test("a judgement is plain numbers, small enough for two cache lines and a half")
    func layout() {
        #expect(MemoryLayout<Judgement>.size <= 160)
    }
}
