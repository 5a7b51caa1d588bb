import DossierModel
import LedgerStore
import Projections
import TestSupport
import Testing

@testable import Audit

/// Verdicts on claims, from ledgers.
@Suite("Audit of claims")
struct ClaimAuditTests {
    private func file(_ claims: [String], date: String = "2024-12-31") throws -> ClaimsFile {
        let document = #""document":{"id":"d","title":"T","issuer":"I","date":"\#(date)","citation":"C"}"#
        return try ClaimsFile(
            Array("{\(document),\"claims\":[\(claims.joined(separator: ","))]}".utf8),
            file: "c"
        )
    }

    private func claim(
        _ id: String,
        _ metric: String,
        _ value: String,
        scope: String = "{}",
        relation: String = "equals",
        basis: String = "reported",
        rest: String = ""
    ) -> String {
        #"{"id":"\#(id)","says":"s","metric":"\#(metric)","from":"2024-01-01","to":"2024-12-31","#
            + #""scope":\#(scope),"relation":"\#(relation)","basis":"\#(basis)","value":"\#(value)"\#(rest)}"#
    }

    private func verdicts(_ ledger: TemporaryLedger, _ claims: [String], asOf: String? = nil) throws
        -> [Verdict]
    {
        var query = ClaimQuery()
        query.asOf = asOf.flatMap { Instant($0) }
        return try ClaimAuditor.audit(try file(claims), of: ledger.ledger, query).answers.map(\.verdict)
    }

    /// Asks for every metric in several scopes, and compares with the report of the same scope.
    @Test(
        "measured figures are those of the report, and the evidence adds up to them",
        arguments: 2_001...2_006
    )
    func measured(_ seed: Int) async throws {
        let feed = RandomFeed(seed: UInt64(seed), dossiers: 25)
        let ledger = try await TemporaryLedger(feed.lines)
        let all = try ReportMaker.make(
            ReportQuery("2024-01-01", "2024-12-31", by: [.unit, .sector]),
            of: ledger.ledger
        )
        #expect(all[.received] > 0 && all[.finished] > 0)
        var scopes: [(String, (inout ReportQuery) -> Void)] = [
            ("{}", { _ in }), (#"{"channel":"online"}"#, { $0.channel = .online }),
        ]
        if let unit = all.rows.compactMap({ $0.group[0] }).first {
            scopes.append((#"{"unit":"\#(unit)"}"#, { $0.unit = unit }))
        }
        if let sector = all.rows.compactMap({ $0.group[1] }).last {
            scopes.append((#"{"sector":"\#(sector)"}"#, { $0.sector = sector }))
        }
        for (scope, filter) in scopes {
            var query = ReportQuery("2024-01-01", "2024-12-31")
            filter(&query)
            let report = try ReportMaker.make(query, of: ledger.ledger)
            for basis in Basis.allCases { try compare(ledger, report, scope, basis) }
        }
    }

    private func compare(_ ledger: TemporaryLedger, _ report: Report, _ scope: String, _ basis: Basis) throws
    {
        let claims = Metric.names.map { name in
            claim(
                name,
                name,
                Metric(name)?.isRatio == true ? "0.000000001%" : "987654",
                scope: scope,
                basis: "\(basis)"
            )
        }
        var evidence: [String: String] = [:]
        let audit = try ClaimAuditor.audit(
            try file(claims),
            of: ledger.ledger,
            evidence: { claim, piece in
                evidence[claim.id, default: ""] += String(decoding: piece, as: UTF8.self)
            }
        )
        #expect(audit.root == report.root)
        for answer in audit.answers {
            let figures = report.total[basis]
            let name = answer.claim.id
            if let key = CountKey(name: name) {
                #expect(answer.measured == Measure(figures[key]), "\(name) \(scope) \(basis)")
                // Those who add up are told by the claim as it is made: nothing meets such a value.
                if answer.verdict == .refuted, key != .paperEntries, key != .offSystem {
                    let sum = try numerators(evidence[name]).reduce(0, +)
                    #expect(sum == figures[key], "\(name) \(scope) \(basis)")
                    #expect(answer.behind.count == (try numerators(evidence[name]).count { $0 != 0 }))
                }
            } else if let key = RateKey(rawValue: name) {
                let rate = figures.rate(key)
                #expect(answer.measured.value == rate?.value, "\(name) \(scope) \(basis)")
            }
        }
    }

    /// The column `numerator` of a table of evidence.
    private func numerators(_ table: String?) throws -> [Int] {
        let lines = try #require(table).split(separator: "\n").dropFirst()
        return lines.map { line in Int(line.split(separator: ",", omittingEmptySubsequences: false)[6]) ?? -1
        }
    }

    private static let lines = [
        EventLine.unit("H50", "province"), EventLine.unit("H50.1", "commune", below: "H50"),
        EventLine.received("A", at: "2024-03-04", unit: "H50.1"),
        EventLine.received("B", at: "2024-03-05", unit: "H50.1", sector: "civil"),
        EventLine.received("C", at: "2023-03-05", unit: "H50"),
    ].map(\.text)

    @Test("each verdict is given where it is due")
    func verdictsOfALedger() async throws {
        let ledger = try await TemporaryLedger(ClaimAuditTests.lines)
        #expect(
            try verdicts(
                ledger,
                [
                    claim("a", "received", "2"), claim("b", "received", "3"), claim("c", "received", "4"),
                    claim("d", "ratings", "4"), claim("e", "received", "1", scope: #"{"sector":"civil"}"#),
                    claim("f", "finished", "0"), claim("g", "onTimeRate", "0%"),
                    claim("h", "received", "0", scope: #"{"level":"branch"}"#),
                ]
            ) == [
                .reproduced, .reproducedOtherwise, .refuted, .notCheckable, .reproduced, .notCheckable,
                .notCheckable, .notCheckable,
            ]
        )
    }

    @Test("a claim on a period that had not begun is not checkable, on one that had it is")
    func periodNotBegun() async throws {
        let ledger = try await TemporaryLedger(ClaimAuditTests.lines)
        let claims = [claim("a", "received", "0"), claim("b", "apologyGiven", "0")]
        let before = try ClaimAuditor.audit(
            try file(claims),
            of: ledger.ledger,
            query("2023-12-31T23:59:59+07:00")
        )
        #expect(before.answers.map(\.silence) == [.periodNotBegun, .periodNotBegun])
        let after = try ClaimAuditor.audit(
            try file(claims),
            of: ledger.ledger,
            query("2024-01-01T00:00:00+07:00")
        )
        #expect(after.answers.map(\.verdict) == [.reproduced, .reproduced])
    }

    private func query(_ asOf: String) -> ClaimQuery {
        var query = ClaimQuery()
        query.asOf = Instant(asOf)
        return query
    }

    @Test("events after the claim's moment do not bear on it")
    func laterEvents() async throws {
        let done = EventLine.step("x", "completed", of: "A", at: "2025-03-14")
            .holding("\"outcome\":\"granted\",\"form\":\"paper\"")
        let ledger = try await TemporaryLedger(ClaimAuditTests.lines + [done.text])
        let claims = [claim("a", "finished", "0"), claim("b", "electronicRate", "0%")]
        let audit = try ClaimAuditor.audit(try file(claims), of: ledger.ledger)
        #expect(audit.answers.map(\.silence) == [.noEvent, .noEvent])
    }

    @Test("a rate of nothing is not checkable")
    func nothingToDivide() async throws {
        let done = EventLine.step("x", "completed", of: "C", at: "2023-04-14")
            .holding("\"outcome\":\"granted\",\"form\":\"paper\"")
        let ledger = try await TemporaryLedger(ClaimAuditTests.lines + [done.text])
        let audit = try ClaimAuditor.audit(
            try file([claim("a", "electronicRate", "3.41%"), claim("b", "finished", "0")]),
            of: ledger.ledger
        )
        #expect(audit.answers.map(\.silence) == [.noDenominator, nil])
        #expect(audit.answers.map(\.verdict) == [.notCheckable, .reproduced])
    }

    @Test("a unit that was merged is answered for by its successor, and it is said")
    func merged() async throws {
        let merger = EventLine("m", "unit.merged", at: "2024-02-01").with("unit", "H50.1").holding(
            "\"into\":\"H50\""
        )
        let ledger = try await TemporaryLedger(ClaimAuditTests.lines + [merger.text])
        let audit = try ClaimAuditor.audit(
            try file([claim("a", "received", "2", scope: #"{"unit":"H50.1"}"#)]),
            of: ledger.ledger
        )
        #expect(audit.answers.map(\.mergedInto) == ["H50"])
        #expect(audit.json.description.contains("\"mergedInto\": \"H50\""))
    }

    @Test("shares that exceed the whole together are told, and the denominators that fail")
    func contradictions() async throws {
        let ledger = try await TemporaryLedger(ClaimAuditTests.lines)
        func audit(_ inTime: String, _ overdue: String) throws -> ClaimAudit {
            let claims = [
                claim("a", "onTimeRate", inTime, relation: "moreThan"),
                claim("b", "overdueRate", overdue, relation: "moreThan"),
            ]
            return try ClaimAuditor.audit(try file(claims), of: ledger.ledger)
        }
        #expect(try audit("97%", "3%").contradictions.map(\.overdue) == ["b"])
        #expect(try audit("96%", "3%").contradictions.isEmpty)
        // Nothing was finished: there is nothing to compare.
        #expect(try audit("97%", "3%").denominators.isEmpty)
    }

    @Test("the day of a document that is not over by the moment of knowledge is no other moment")
    func futureDocument() async throws {
        let ledger = try await TemporaryLedger(ClaimAuditTests.lines)
        let claims = [claim("a", "open", "77")]
        let future = try ClaimAuditor.audit(try file(claims, date: "2030"), of: ledger.ledger)
        #expect(future.answers[0].moments.isEmpty)
    }

    @Test("the denominator of a share may be of another scope")
    func denominatorScope() async throws {
        let ledger = try await TemporaryLedger(ClaimAuditTests.lines)
        let land = claim(
            "a",
            "received/received",
            "50%",
            scope: #"{"sector":"land"}"#,
            rest: #","denominatorScope":{}"#
        )
        let alone = claim("b", "received/received", "50%", scope: #"{"sector":"land"}"#)
        #expect(try verdicts(ledger, [land, alone]) == [.reproduced, .refuted])
    }

    @Test(
        "what is recorded after the day of a document changes its verdict of today, and not that of the day"
    )
    func asOf() async throws {
        let ledger = try await TemporaryLedger(ClaimAuditTests.lines)
        let claims = [
            claim("a", "received", "2"), claim("b", "received", "1", rest: #","asOf":"2024-03-04""#),
        ]
        let day = "2024-12-31T23:59:59+07:00"
        #expect(try verdicts(ledger, claims) == [.reproduced, .reproduced])
        let before = try verdicts(ledger, claims, asOf: day)
        try await ledger.take([
            EventLine.received("D", at: "2024-06-03", unit: "H50.1").with(
                "recordedAt",
                "2025-02-03T08:00:00+07:00"
            ).text
        ])
        #expect(try verdicts(ledger, claims, asOf: day) == before)
        // On the reported basis it is a receipt of 2025, on the audited one of 2024.
        let audited = [claim("a", "received", "2", basis: "audited")]
        #expect(try verdicts(ledger, audited, asOf: day) == [.reproduced])
        #expect(try verdicts(ledger, audited) == [.reproducedOtherwise])
        #expect(try verdicts(ledger, [claim("a", "received", "3", basis: "audited")]) == [.reproduced])
    }

    @Test("what is appended later changes no byte of the answers as of a moment before")
    func asOfBytes() async throws {
        let feed = RandomFeed(seed: 2_020, dossiers: 30)
        let ledger = try await TemporaryLedger(feed.lines)
        let claims = try file(
            Metric.names.map { name in
                claim(name, name, Metric(name)?.isRatio == true ? "0.000000001%" : "987654")
            }
        )
        var query = ClaimQuery()
        query.asOf = Instant("2024-09-30T23:59:59.999+07:00")
        let before = try ClaimAuditor.audit(claims, of: ledger.ledger, query)
        #expect(before.answers.contains { !$0.moments.isEmpty })
        try await ledger.take([EventLine.received("LATE", at: "2026-06-03", unit: "H50.1").text])
        let after = try ClaimAuditor.audit(claims, of: ledger.ledger, query)
        // The size and the root are those of today's ledger.
        let parts = [before, after].map { $0.json.description.split(separator: "\"claims\": ").last }
        #expect(parts[0] == parts[1])
    }

    @Test("a code that no event names is refused at its path, with the nearest")
    func unknownCode() async throws {
        let ledger = try await TemporaryLedger(ClaimAuditTests.lines)
        for (scope, path) in [
            (#"{"unit":"H50.2"}"#, "scope.unit"), (#"{"sector":"lamd"}"#, "scope.sector"),
            (#"{"procedure":"P9"}"#, "scope.procedure"),
        ] {
            do {
                _ = try verdicts(
                    ledger,
                    [claim("a", "received", "2"), claim("b", "received", "2", scope: scope)]
                )
                Issue.record("\(scope) was taken")
            } catch let error as ClaimsFileError {
                #expect(error.path == "claims[1]." + path)
                #expect(error.message.contains("nearest"))
            }
        }
    }

    @Test("the same ledger and claims give the same bytes")
    func sameBytes() async throws {
        let feed = RandomFeed(seed: 2_010, dossiers: 40)
        let ledger = try await TemporaryLedger(feed.lines)
        let file = try file([claim("a", "received", "7"), claim("b", "onTimeRate", "12.34%")])
        let first = try ClaimAuditor.audit(file, of: ledger.ledger).json.description
        for _ in 0..<3 { #expect(try ClaimAuditor.audit(file, of: ledger.ledger).json.description == first) }
    }

    @Test("equations between claimed counts hold or fail by a difference, whatever the ledger says")
    func identities() async throws {
        let ledger = try await TemporaryLedger(ClaimAuditTests.lines)
        let claims = [
            claim("x", "early", "24584"), claim("y", "onTime", "6551"), claim("z", "finished", "31135"),
            claim("l", "overdue", "1047"),
        ]
        let document = #""document":{"id":"d","title":"T","issuer":"I","date":"2024","citation":"C"}"#
        let identities =
            #"[{"id":"i","says":"s","sum":["x","y"],"equals":"z"},{"id":"j","says":"s","sum":["x","y","l"],"equals":"z"}]"#
        let text = "{\(document),\"claims\":[\(claims.joined(separator: ","))],\"identities\":\(identities)}"
        let audit = try ClaimAuditor.audit(try ClaimsFile(Array(text.utf8), file: "c"), of: ledger.ledger)
        #expect(audit.identities.map(\.holds) == [true, false])
        #expect(audit.identities.map(\.difference) == [0, 1_047])
        #expect(!audit.isWell)
    }
}
