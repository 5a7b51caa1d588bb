import DossierModel
import Testing

@testable import Projections

/// Other readings of a claim, and the verdict that follows (findings.md section 2).
@Suite("Readings of a claim")
struct ClaimReadingTests {
    private func metric(_ name: String) throws -> Metric { try #require(Metric(name), "\(name)") }

    private func names(_ metric: String, _ moments: [ReadingMoment] = []) throws -> [String] {
        try self.metric(metric).singleChanges(from: .reported, moments).map { $0.map(\.name).joined() }
    }

    @Test("every name of a figure is a metric, and its numbers are those of the report")
    func metrics() throws {
        var figures = Figures()
        for key in CountKey.allCases {
            // No register has more entries off the system than entries.
            let count = key == .offSystem ? 3 : 1_000 + Int(key.rawValue) * 7
            let isSet = figures.set(Int128(count), at: Int(key.rawValue))
            #expect(isSet)
        }
        let pair = pair(figures)
        for name in Metric.names {
            let metric = try metric(name)
            #expect(metric.name == name)
            #expect(!metric.eventTypes.isEmpty, "\(name)")
            let measure = pair.measure(metric.parts, on: .reported)
            if let key = CountKey(name: name) {
                #expect(measure == Measure(figures[key]))
                #expect(!metric.isRatio)
            } else {
                #expect(metric.isRatio)
            }
            if let key = RateKey(rawValue: name), let rate = figures.rate(key) {
                #expect(measure == Measure(rate.numerator, over: rate.denominator), "\(name)")
            }
        }
    }

    @Test("sums and quotients are read, and others refused")
    func forms() throws {
        #expect(try metric("openOverdue/open").isRatio)
        #expect(try !metric("early+onTime").isRatio)
        #expect(try metric("early+onTime/received").isRatio)
        for name in [
            "paperEntries+received", "", "/", "early/", "/early", "early+", "early+early", "a/b",
            "early/onTime/open",
            "onTimeRate/open",
            "onTimeRates", "onTimeRates.", "onTimeRates.over", "Received", "received ", "early-onTime",
        ] {
            #expect(Metric(name) == nil, "\(name)")
        }
    }

    @Test("the readings stand in their order, and only those that change something")
    func order() throws {
        #expect(
            try names("onTimeRate", [.document, .last]) == [
                "basis:audited", "denominator:overReceived", "denominator:overHandled",
                "denominator:withOpenOverdue", "denominator:index766", "at:document", "at:last",
            ]
        )
        #expect(try names("onTimeRates.overReceived").contains("denominator:overFinished"))
        #expect(try !names("onTimeRates.overReceived").contains("denominator:overReceived"))
        #expect(
            try names("overdueRate") == [
                "basis:audited", "denominator:overReceived", "denominator:overHandled",
                "denominator:withOpenOverdue", "counts:overdue=overdue+openOverdue",
            ]
        )
        #expect(
            try names("finished", [.last]) == [
                "basis:audited", "at:last", "counts:finished=early+onTime",
                "counts:finished=finished+declined+withdrawn",
            ]
        )
        #expect(try names("received") == ["basis:audited", "counts:received=received+carriedIn"])
        #expect(
            try names("overdue/finished").suffix(3) == [
                "counts:finished=early+onTime", "counts:finished=finished+declined+withdrawn",
                "counts:overdue=overdue+openOverdue",
            ]
        )
        #expect(try names("stopped").last == "counts:stopped=pausedOpen")
        // A rate names no count: its parts are as they are defined. A sum that has both already counts none twice.
        #expect(try names("onlineRate") == ["basis:audited"])
        // A share in time is one however it is spelt.
        #expect(try names("early+onTime/received") == names("onTimeRates.overReceived"))
        // At every place where the count stands, or not at all.
        #expect(try names("overdue+openOverdue/overdue") == ["basis:audited"])
        #expect(
            try names("early+finished") == ["basis:audited", "counts:finished=finished+declined+withdrawn"]
        )
    }

    @Test("two changes are of two things, in the order of the readings")
    func double() throws {
        let changes = try metric("overdue/finished").doubleChanges(from: .audited, [.last])
        #expect(
            changes.map { $0.map(\.name).joined(separator: " ") } == [
                "basis:reported at:last", "basis:reported counts:finished=early+onTime",
                "basis:reported counts:finished=finished+declined+withdrawn",
                "basis:reported counts:overdue=overdue+openOverdue",
                "at:last counts:finished=early+onTime",
                "at:last counts:finished=finished+declined+withdrawn",
                "at:last counts:overdue=overdue+openOverdue",
                "counts:finished=early+onTime counts:overdue=overdue+openOverdue",
                "counts:finished=finished+declined+withdrawn counts:overdue=overdue+openOverdue",
            ]
        )
    }

    private func pair(_ reported: Figures, _ audited: Figures = Figures()) -> ClaimFigures {
        var pair = FiguresPair()
        pair.reported = reported
        pair.audited = audited
        return ClaimFigures(scope: pair, denominatorScope: pair)
    }

    private func figures(_ counts: [CountKey: Int]) -> Figures {
        var figures = Figures()
        for (key, count) in counts { _ = figures.set(Int128(count), at: Int(key.rawValue)) }
        return figures
    }

    private func decide(
        _ name: String,
        _ relation: Relation,
        _ value: String,
        reported: [CountKey: Int],
        audited: [CountKey: Int] = [:],
        later: [CountKey: Int]? = nil
    ) throws -> ClaimReadings {
        let claim = ClaimedFigure(
            metric: try metric(name),
            basis: .reported,
            relation: relation,
            value: try #require(PrintedValue(value))
        )
        return ClaimReadings(claim, moments: later == nil ? [] : [.last]) { moment in
            moment == nil ? pair(figures(reported), figures(audited)) : pair(figures(later ?? [:]))
        }
    }

    private func matched(_ readings: ClaimReadings) -> [String] {
        readings.matches.map { readings.tried[$0].changes.map(\.name).joined(separator: " ") }
    }

    @Test("a claim that is met tightly as it is made is reproduced, and nothing else is tried")
    func reproduced() throws {
        let readings = try decide("received", .equals, "9", reported: [.received: 9], audited: [.received: 9])
        #expect(readings.verdict == .reproduced)
        #expect(readings.tried.count == 1)
        #expect(matched(readings) == [""])
    }

    @Test("finished that leaves the late ones out is found, and the truncation is told")
    func finishedAsInTime() throws {
        let counts: [CountKey: Int] = [.early: 24_584, .onTime: 6_551, .overdue: 1_047, .finished: 32_182]
        let count = try decide("finished", .equals, "31135", reported: counts)
        #expect(count.verdict == .reproducedOtherwise)
        #expect(matched(count) == ["counts:finished=early+onTime"])
        let share = try decide("early/finished", .equals, "78.95%", reported: counts)
        #expect(matched(share) == ["counts:finished=early+onTime"])
        #expect(share.told.fit?.rounding == .truncated)
        #expect(share.told.measure == Measure(24_584, over: 31_135))
    }

    @Test("the denominator of a share in time is found")
    func denominator() throws {
        let counts: [CountKey: Int] = [
            .received: 277_001, .early: 209_001, .overdue: 45_878, .finished: 254_879, .openOverdue: 2_500,
            .open: 12_321,
        ]
        let readings = try decide("onTimeRates.overReceived", .moreThan, "82%", reported: counts)
        #expect(readings.verdict == .reproducedOtherwise)
        #expect(matched(readings) == ["denominator:overFinished"])
    }

    @Test("tight readings come before loose ones, the claim's own among these")
    func loose() throws {
        // 90 is far above 8; only the audited basis is near.
        let tight = try decide("overdue", .moreThan, "8", reported: [.overdue: 90], audited: [.overdue: 9])
        #expect(tight.verdict == .reproducedOtherwise)
        #expect(matched(tight) == ["basis:audited", "", "counts:overdue=overdue+openOverdue"])
        let far = try decide("overdue", .moreThan, "8", reported: [.overdue: 90], audited: [.overdue: 91])
        #expect(far.verdict == .reproducedOtherwise)
        #expect(matched(far).first == "")
        #expect(far.told.fit?.isTight == false)
    }

    @Test("two changes are tried only where no single one is enough")
    func pairs() throws {
        let both: [CountKey: Int] = [.overdue: 5, .openOverdue: 3]
        let readings = try decide("overdue", .equals, "8", reported: [.overdue: 1], audited: both)
        #expect(matched(readings) == ["basis:audited counts:overdue=overdue+openOverdue"])
        let single = try decide("overdue", .equals, "5", reported: [.overdue: 1], audited: both)
        #expect(matched(single) == ["basis:audited"])
        #expect(!single.tried.contains { $0.changes.count == 2 })
    }

    @Test("overdue that counts open ones too is found, and is no other denominator")
    func overdueRate() throws {
        let counts: [CountKey: Int] = [
            .early: 767_001, .overdue: 23_721, .openOverdue: 1, .finished: 790_722,
        ]
        let readings = try decide("overdueRate", .moreThan, "3%", reported: counts)
        #expect(matched(readings) == ["counts:overdue=overdue+openOverdue"])
        #expect(readings.told.measure == Measure(23_722, over: 790_723))
    }

    @Test("where there is nothing to divide by under any reading there is no figure")
    func noFigure() throws {
        #expect(try !decide("electronicRate", .equals, "3.41%", reported: [.received: 5]).hasFigure)
        let audited: [CountKey: Int] = [.granted: 5]
        #expect(try decide("electronicRate", .equals, "3.41%", reported: [:], audited: audited).hasFigure)
        #expect(try decide("received", .equals, "1", reported: [:]).hasFigure)
    }

    @Test("two printed shares reach the whole or do not")
    func wholes() throws {
        for (one, other, isWhole) in [
            ("97%", "3%", true), ("96.99%", "3%", false), ("97.0%", "3.01%", true), ("82%", "17%", false),
        ] {
            let values = try (#require(PrintedValue(one)), #require(PrintedValue(other)))
            #expect(PrintedValue.reachWhole(values.0, values.1) == isWhole, "\(one) and \(other)")
        }
        #expect(!PrintedValue.reachWhole(.count(60), .count(60)))
    }

    @Test("another moment is read where it is there")
    func moment() throws {
        let readings = try decide(
            "openOverdue",
            .equals,
            "7",
            reported: [.openOverdue: 2],
            later: [.openOverdue: 7]
        )
        #expect(matched(readings) == ["at:last"])
        #expect(try decide("openOverdue", .equals, "7", reported: [.openOverdue: 2]).verdict == .refuted)
    }

    @Test("a claim that no reading meets is refuted, with all that were tried")
    func refuted() throws {
        let readings = try decide("received", .equals, "9", reported: [.received: 8, .carriedIn: 2])
        #expect(readings.verdict == .refuted)
        #expect(readings.matches.isEmpty)
        #expect(readings.told.changes.isEmpty)
        // As made, two single changes and the two together.
        #expect(readings.tried.count == 4)
        var other = readings
        other.markNotCheckable()
        #expect(other.verdict == .notCheckable)
        #expect(other.tried.count == 1)
    }
}
