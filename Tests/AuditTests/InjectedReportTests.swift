import Audit
import DossierModel
import Foundation
import Projections
import Rules
import Synthetic
import TestSupport
import Testing

/// What a report says of streams in which it is known what is wrong.
@Suite("Reports on injected streams")
struct InjectedReportTests {
    /// The whole of every stream.
    private static let query = SlowQuery(
        from: LocalDate("2025-04-01") ?? LocalDate(rawValue: 0),
        to: LocalDate("2026-01-31") ?? LocalDate(rawValue: 0)
    )

    private static func provincialSet() throws -> RuleSetFile {
        let file = URL(fileURLWithPath: #filePath)
            .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
            .appendingPathComponent("fixtures/rules/minh-giang-2025.json")
        return try RuleSetFile(Array(try Data(contentsOf: file)), file: "minh-giang-2025.json")
    }

    private func report(_ feed: InjectedFeed) async throws -> Report {
        let ledger = try await TemporaryLedger(feed.lines)
        return try await ledger.report(
            InjectedReportTests.query,
            [try InjectedReportTests.provincialSet()]
        )
    }

    /// The figures that count a fault, and only that.
    private static let faults: [CountKey] = [
        .undatedFinished, .undatedOpen, .endedLate, .declinedAtIntake, .openOverdue, .pausesUnauthorised,
        .pausedOpenUnauthorised, .unauthorisedDays, .secondSupplements, .rescheduledAgain, .offSystem,
        .registeredLate, .componentsDemanded, .unlisted, .inflatedDue, .lateTick, .masked, .orphans,
        .anomalies,
    ]

    @Test("no figure that counts a fault is above 0 for a clean stream", arguments: [UInt64(0), 1, 2])
    func clean(seed: UInt64) async throws {
        let report = try await report(InjectedFeed(InjectionOrder(), dossiers: 1_200, seed: seed))
        for basis in [Basis.reported, .audited] {
            let total = report.total[basis]
            for key in InjectedReportTests.faults { #expect(total[key] == 0, "\(key) \(basis)") }
            // Some are late, and everything that is owed for it was done.
            #expect(total[.overdue] > 0)
            for key in [CountKey.apologyOwed, .apologyGiven, .apologyTimely, .explained] {
                #expect(total[key] == total[.overdue], "\(key) \(basis)")
            }
            #expect(total[.received] == 1_200)
            for key in [
                CountKey.stopped, .pausedOpen, .pausesStarted, .supplementRequests, .rescheduled, .declined,
                .withdrawn, .refused, .paperEntries, .paid, .openInTime, .early, .onTime,
            ] {
                #expect(total[key] > 0, "\(key) \(basis)")
            }
        }
    }

    /// A figure, on a basis, and what the truth says it is where the stream has nothing else.
    private struct Figure: Sendable {
        let name: String
        let measured: @Sendable (FiguresPair) -> Int
        let expected: @Sendable (InjectedFeed) -> Int

        init(_ key: CountKey, _ kind: InjectionKind, _ bases: Basis...) {
            name = "\(key)"
            measured = { pair in bases.map { pair[$0][key] }.max() ?? 0 }
            expected = { $0.count(kind) }
        }

        /// What one figure of the audited basis is above another.
        init(_ key: CountKey, less other: CountKey, _ kinds: InjectionKind...) {
            name = "\(key) less \(other)"
            measured = { $0[.audited][key] - $0[.audited][other] }
            expected = { feed in kinds.reduce(0) { $0 + feed.count($1) } }
        }

        init(
            _ key: CountKey,
            _ basis: Basis,
            _ expected: @escaping @Sendable (InjectedFeed) -> Int
        ) {
            name = "\(key)"
            measured = { $0[basis][key] }
            self.expected = expected
        }
    }

    private static let figures = [
        Figure(.offSystem, .offSystemReceipt, .reported, .audited),
        Figure(.registeredLate, .registeredLate, .reported, .audited),
        Figure(.unlisted, .unlistedProcedure, .reported, .audited),
        Figure(.undatedFinished, .noDueDate, .reported, .audited),
        Figure(.inflatedDue, .inflatedDue, .reported, .audited),
        Figure(.componentsDemanded, .componentDemanded, .reported, .audited),
        Figure(.secondSupplements, .secondSupplement, .reported, .audited),
        Figure(.pausesUnauthorised, .unauthorisedPause, .reported, .audited),
        Figure(.masked, .maskedLateness, .reported, .audited),
        Figure(.lateTick, .lateTick, .reported, .audited),
        Figure(.apologyOwed, less: .apologyGiven, .lateNoApology, .apologyIncomplete),
        Figure(.apologyGiven, less: .apologyTimely, .apologyTooLate),
        Figure(.apologyOwed, less: .explained, .lateNoExplanation),
        // Two reschedules of one dossier.
        Figure(.rescheduledAgain, .audited) { feed in
            feed.truth.count { $0.detector == "dueMoved" && $0.events.count == 2 }
        },
        // A fee may be asked for after the finish; whatever else is done then does not fit.
        Figure(.anomalies, .audited) { feed in
            let later = Set(feed.truth.filter { $0.detector == "earlyTick" }.flatMap(\.events))
            return feed.lines.count { line in
                ["transferred", "supplementRequested", "reopened"].contains {
                    line.contains("dossier.\($0)\"")
                }
                    && later.contains { line.contains($0) }
            }
        },
    ]

    @Test("each figure of a fault is what the truth says, with all kinds in one stream", arguments: [4, 7])
    func all(count: Int) async throws {
        let feed = try InjectedFeed(InjectedFeed.all(count), dossiers: 1_200, seed: UInt64(count))
        let report = try await report(feed)
        for figure in InjectedReportTests.figures {
            let expected = figure.expected(feed)
            #expect(figure.measured(report.total) == expected, "\(figure.name)")
            #expect(expected > 0, "\(figure.name)")
        }
        for basis in [Basis.reported, .audited] {
            #expect(report.total[basis][.orphans] == 0)
            #expect(report.total[basis][.received] == 1_200)
        }
    }

    @Test(
        "a kind alone raises its own figures and those of what it implies",
        arguments: InjectionKind.allCases
    )
    func alone(kind: InjectionKind) async throws {
        var order = InjectionOrder()
        order[kind] = 5
        let feed = try InjectedFeed(order, dossiers: 250, seed: 3)
        let report = try await report(feed)
        for figure in InjectedReportTests.figures {
            #expect(figure.measured(report.total) == figure.expected(feed), "\(kind): \(figure.name)")
        }
    }

    @Test("the report of a stream with every fault is that of the slow reading")
    func slowReading() async throws {
        let feed = try InjectedFeed(InjectedFeed.all(3), dossiers: 500, seed: 21)
        var query = InjectedReportTests.query
        query.by = [.unit]
        let reading = try SlowReading(lines: feed.lines, ruleSets: [InjectedFeed.provincialSet])
        let ledger = try await TemporaryLedger(feed.lines)
        let report = try await ledger.report(query, [try InjectedReportTests.provincialSet()])
        let difference = SlowAnswer(report).difference(from: try reading.answer(query))
        #expect(difference.isEmpty, "\(difference.prefix(10))")
    }

    @Test("the file of the province's rule set says what the stream is made for, and is asked for")
    func provincialRules() async throws {
        let set = try InjectedReportTests.provincialSet().ruleSet
        let slow = InjectedFeed.provincialSet
        #expect(set.name == slow.name.text)
        #expect(set.effectiveFrom == slow.effectiveFrom)
        #expect(set.supplementWithinDays == slow.supplementWithinDays)
        #expect(set.maxSupplementRequests == slow.maxSupplementRequests)
        #expect(set.apologyLeadDays == slow.apologyLeadDays)
        #expect(set.maxReschedules == slow.maxReschedules)
        #expect(set.registrationGraceDays == slow.registrationGraceDays)
        #expect(set.secondmentMonths == 12...36)
        #expect(set.grounds.map(\.ground) == slow.grounds.map(\.name.text))
        var order = InjectionOrder()
        order[.lateSupplement] = 1
        let late = try await TemporaryLedger(InjectedFeed(order, dossiers: 50, seed: 1).lines)
        await #expect(throws: ReportError.self) { try await late.report(InjectedReportTests.query) }
        let clean = try await TemporaryLedger(InjectedFeed(InjectionOrder(), dossiers: 50, seed: 1).lines)
        #expect(try await clean.report(InjectedReportTests.query)[.received] == 50)
    }
}
