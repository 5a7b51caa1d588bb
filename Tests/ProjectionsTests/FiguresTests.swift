import DossierModel
import Projections
import Rules
import Testing

@Suite("figures (rules §9)")
struct FiguresTests {
    @Test("the counts have the keys of the specification, in its order")
    func countKeys() {
        #expect(
            CountKey.allCases.map(\.name).joined(separator: " ") == """
                received receivedOnline receivedCounter receivedPostal carriedIn early onTime overdue \
                undatedFinished finished granted refused declined withdrawn endedLate declinedAtIntake \
                openInTime openOverdue stopped undatedOpen open apologyOwed apologyGiven apologyTimely \
                explained pausesStarted pausesUnauthorised pausedOpen pausedOpenUnauthorised \
                unauthorisedDays supplementRequests secondSupplements rescheduled rescheduledAgain \
                paperEntries offSystem registeredLate components digitisedComponents electronicResults \
                paid paidOnline componentsDemanded unlisted inflatedDue lateTick masked ratings orphans \
                anomalies
                """
        )
        #expect(CountKey.allCases.filter(\.isOfTotalOnly) == [.orphans, .anomalies])
        for key in CountKey.allCases { #expect(CountKey(name: key.name) == key) }
        #expect(CountKey(name: "onTimeRate") == nil)
    }

    @Test("every rate of nothing is nil")
    func rateOfNothing() {
        let figures = Figures()
        for key in RateKey.allCases { #expect(figures.rate(key) == nil) }
        for reading in OnTimeReading.allCases { #expect(figures.rate(reading) == nil) }
        #expect(figures.isEmpty)
        #expect(figures.balanceCloses)
    }

    /// Two early, one on time, one overdue, one undated, two refused of these; one declined late, one withdrawn;
    /// one open in time, one open overdue, one stopped, one undated.
    private let year: [[EventRow]] = [
        [
            receipt("2024-02-01", due: "2024-02-09") { $0.detail = Channel.online.rawValue },
            event(.completed, "2024-02-05") { $0.detail = EventRow.detail(.granted, .electronic) },
        ],
        [
            receipt("2024-02-01", due: "2024-02-09") {
                $0.number1 = 4; $0.number2 = 3
            },
            event(.completed, "2024-02-06") { $0.detail = EventRow.detail(.refused, .paper) },
        ],
        [
            receipt("2024-02-01", due: "2024-02-09") { $0.detail = Channel.postal.rawValue },
            event(.completed, "2024-02-09") { $0.detail = EventRow.detail(.granted, .scan) },
        ],
        [
            receipt("2023-12-01", due: "2023-12-08"),
            event(.completed, "2024-01-08") { $0.detail = EventRow.detail(.granted, .paper) },
            event(.apologised, "2023-12-06"), event(.explained, "2024-01-09"),
        ],
        [
            receipt("2024-02-01", due: nil),
            event(.completed, "2024-02-06") { $0.detail = EventRow.detail(.refused, .paper) },
        ],
        [receipt("2024-02-01", due: "2024-02-09"), event(.declined, "2024-02-12")],
        [receipt("2024-02-01", due: "2024-02-09"), event(.withdrawn, "2024-02-02")],
        [receipt("2024-06-26", due: "2024-07-10")],
        [receipt("2024-06-20", due: "2024-06-26")],
        [receipt("2024-06-20", due: "2024-06-26"), event(.supplementRequested, "2024-06-24")],
        [receipt("2024-06-20", due: nil)],
    ]

    @Test("each dossier is counted where it belongs, and the balance closes")
    func counts() {
        let figures = tally(year).total.audited
        let expected: [CountKey: Int] = [
            .received: 10, .receivedOnline: 1, .receivedCounter: 8, .receivedPostal: 1, .carriedIn: 1,
            .early: 2,
            .onTime: 1, .overdue: 1, .undatedFinished: 1, .finished: 5, .granted: 3, .refused: 2,
            .declined: 1,
            .withdrawn: 1, .endedLate: 1, .openInTime: 1, .openOverdue: 1, .stopped: 1, .undatedOpen: 1,
            .open: 4,
            .apologyOwed: 2, .apologyTimely: 0, .explained: 1, .supplementRequests: 1, .components: 4,
            .digitisedComponents: 3,
        ]
        for key in CountKey.allCases { #expect(figures[key] == expected[key] ?? 0, "\(key)") }
        #expect(figures.balanceCloses)
        #expect(tally(year).total.reported[.apologyGiven] == 1)
        #expect(tally(year).total.reported[.apologyTimely] == 1)
        #expect(tally(year).total.reported[.electronicResults] == 2)
    }

    @Test("the rates are exact quotients of the counts")
    func rates() {
        let figures = tally(year).total.reported
        let expected: [(Ratio?, Ratio?)] = [
            (figures.rate(.onTimeRate), Ratio(3, of: 4)), (figures.rate(.overdueRate), Ratio(1, of: 4)),
            (figures.rate(.onlineRate), Ratio(1, of: 10)), (figures.rate(.notServedRate), Ratio(4, of: 10)),
            (figures.rate(.apologyCoverage), Ratio(1, of: 2)),
            (figures.rate(.explanationCoverage), Ratio(1, of: 2)),
            (figures.rate(.digitisationRate), Ratio(3, of: 4)),
            (figures.rate(.electronicRate), Ratio(2, of: 3)),
            (figures.rate(.onlinePaymentRate), nil), (figures.rate(.onSystemRate), nil),
            (figures.rate(OnTimeReading.overFinished), Ratio(3, of: 4)),
            (figures.rate(.overReceived), Ratio(3, of: 10)), (figures.rate(.overHandled), Ratio(3, of: 11)),
            (figures.rate(.withOpenOverdue), Ratio(3, of: 5)), (figures.rate(.index766), Ratio(5, of: 10)),
        ]
        for (rate, quotient) in expected { #expect(rate == quotient) }
    }

    @Test(
        "percentages have two decimals, half away from zero",
        arguments: [
            (293, 637, 4_600), (1, 8, 1_250), (1, 3, 3_333), (2, 3, 6_667), (24_584, 31_135, 7_896),
            (1, 80_000, 0), (1, 20_000, 1), (3, 2, 15_000),
        ]
    )
    func rounding(_ numerator: Int, _ denominator: Int, _ hundredths: Int) {
        #expect(Ratio(numerator, of: denominator)?.hundredthsOfPercent == hundredths)
    }

    @Test("satisfaction is the sum of scores by the sum of the best, in lowest terms")
    func satisfaction() {
        func rated(_ pairs: [(Double, Double)]) -> Ratio? {
            let ratings = pairs.map { pair in
                event(.rated, "2024-02-02") {
                    $0.number0 = Int64(bitPattern: pair.0.bitPattern)
                    $0.number1 = Int64(bitPattern: pair.1.bitPattern)
                }
            }
            return tally([[receipt("2024-02-01", due: nil)] + ratings]).total.audited.rate(.satisfaction)
        }
        #expect(rated([(4, 5), (4.5, 5)]) == Ratio(17, of: 20))
        #expect(rated([(5, 5)]) == Ratio(1, of: 1))
        #expect(rated([(0, 5)]) == Ratio(0, of: 1))
        #expect(rated([(0, 0)]) == nil)
        #expect(rated([(-1, 5)]) == Ratio(0, of: 1))
        let large = 9_007_199_254_740_991.0
        let most = rated(Array(repeating: (large, large), count: 9) + [(0.000_001, 0.000_003)])
        #expect(abs((most?.value ?? 0) - 1) < 1e-12)
    }

    @Test(
        "late dossiers stand in the bucket of their working days",
        arguments: [
            (Int64(1), DaysLateBucket.upTo5), (5, .upTo5), (6, .upTo30), (30, .upTo30), (31, .upTo90),
            (90, .upTo90),
            (91, .upTo250), (250, .upTo250), (251, .upTo500), (500, .upTo500), (501, .over500),
        ]
    )
    func buckets(_ days: Int64, _ bucket: DaysLateBucket) {
        let due = instant("2021-01-04").localDate
        let finished = Instant(WorkCalendar().advance(due, by: days))
        var row = event(.completed, "2021-01-04")
        row.occurredAt = finished
        row.recordedAt = finished
        let question = Question(
            asOf: instant("2030-01-01"),
            from: instant("2021-01-01").localDate,
            to: instant("2023-12-31").localDate
        )
        let figures = tally([[receipt("2021-01-04", due: "2021-01-04"), row]], question).total.audited
        for other in DaysLateBucket.allCases { #expect(figures[other] == (other == bucket ? 1 : 0)) }
    }

    @Test("the buckets are named as the specification names them")
    func bucketNames() {
        let names = DaysLateBucket.allCases.map(\.name)
        #expect(names == ["1–5", "6–30", "31–90", "91–250", "251–500", "over 500"])
    }

    @Test("a sum of components beyond the largest number stays there, in whatever order")
    func saturates() {
        let huge = receipt("2024-02-01", due: nil) { $0.number1 = Limits.wholeNumber }
        let one = tally(Array(repeating: [huge], count: 1_030))
        #expect(one.total.audited[.components] == .max)
        var merged = one
        merged.merge(tally([[huge]]))
        #expect(merged.total.audited[.components] == .max)
    }

    @Test("orphans and anomalies are in the total only, of whatever period")
    func faults() {
        let whole = tally(
            [
                [event(.paused, "2020-02-01")],
                [
                    receipt("2020-02-01", due: nil), event(.resumed, "2020-02-02"),
                    event(.reopened, "2020-02-03"),
                ],
            ],
            by: .unit
        )
        #expect(whole.total.audited[.orphans] == 1)
        #expect(whole.total.reported[.anomalies] == 2)
        #expect(whole.rows.allSatisfy { $0.figures.audited[.orphans] + $0.figures.audited[.anomalies] == 0 })
    }
}
