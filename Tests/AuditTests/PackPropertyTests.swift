import Archive
import DossierModel
import LedgerStore
import MerkleLog
import Projections
import TestSupport
import Testing

@testable import Audit

/// What must hold of every pack, on random feeds: its events give the ledger's answer, and it is found to hold.
@Suite("Packs of random ledgers")
struct PackPropertyTests {
    private static let seeds: [UInt64] = [3_001, 3_003, 3_004, 3_005]

    private func bench(_ seed: UInt64) async throws -> PackBench {
        try PackBench(try await TemporaryLedger(RandomFeed(seed: seed, dossiers: 18).lines))
    }

    /// Every metric in the scope of a unit, at several moments of knowledge.
    private func claims(_ units: [String?], sector: String? = nil, asOf: Instant?) -> [UInt8] {
        var claims: [String] = []
        for (place, unit) in units.enumerated() {
            let named = [("unit", unit), ("sector", sector)].compactMap { name, code in
                code.map { "\"\(name)\":\(JSONValue.quoted($0))" }
            }
            let scope = "{\(named.joined(separator: ","))}"
            for (index, name) in Metric.names.enumerated() {
                let value = Metric(name)?.isRatio == true ? "\"12.5%\"" : "7"
                let moment = index % 3 == 0 ? asOf.map { ",\"asOf\":\"\($0)\"" } ?? "" : ""
                claims.append(
                    #"{"id":"\#(name)-\#(place)","says":"s","metric":"\#(name)","scope":\#(scope),"#
                        + #""from":"2024-01-01","to":"2024-12-31","basis":"\#(index % 2 == 0 ? "reported" : "audited")","#
                        + #""relation":"equals","value":\#(value)\#(moment)}"#
                )
            }
        }
        let document = #""document":{"id":"d","title":"T","issuer":"I","date":"2024-06-30","citation":"C"}"#
        return Array("{\(document),\"claims\":[\(claims.joined(separator: ","))]}".utf8)
    }

    private func units(_ bench: PackBench) throws -> [String] {
        let report = try ReportMaker.make(
            ReportQuery("2024-01-01", "2024-12-31", by: [.unit]),
            of: bench.ledger.ledger
        )
        return report.rows.compactMap { $0.group[0] }
    }

    /// An answer of a command without what is the whole ledger's.
    private func bytes(_ json: JSONValue, without left: Set<String> = []) -> [UInt8] {
        guard case .object(let members) = json else { return [] }
        let kept = members.filter { !left.union(["logSize", "root"]).contains($0.0) }
        return Array("\(JSONValue.object(kept))\n".utf8)
    }

    @Test("claims of units are answered as by the ledger, from their events alone", arguments: seeds)
    func claims(_ seed: UInt64) async throws {
        let bench = try await bench(seed)
        let units = try units(bench)
        try #require(!units.isEmpty)
        var withheld = 0
        for unit in units.prefix(6) {
            for asOf in [nil, Instant("2024-08-01T00:00:00+07:00")] {
                let claims = claims([unit], asOf: asOf)
                let files = try bench.pack(.claims, claims: claims, asOf: asOf)
                var query = ClaimQuery()
                query.asOf = asOf
                let audit = try ClaimAuditor.audit(
                    ClaimsFile(claims, file: "c"),
                    of: bench.ledger.ledger,
                    query
                )
                #expect(files["answer.json"] == bytes(audit.json))
                let found = try bench.check(files)
                #expect(found.verdict == .holds, "\(found.reasons)")
                withheld += Int(found.manifest?.withheld ?? 0)
            }
        }
        // Else nothing was shown.
        #expect(withheld > 0)
    }

    @Test("a sector that only dossiers of other units name is known to the pack", arguments: seeds)
    func sectors(_ seed: UInt64) async throws {
        let bench = try await bench(seed)
        let report = try ReportMaker.make(
            ReportQuery("2024-01-01", "2024-12-31", by: [.sector]),
            of: bench.ledger.ledger
        )
        let unit = try #require(try units(bench).first)
        let sectors = report.rows.compactMap { $0.group[0] }
        try #require(!sectors.isEmpty)
        for sector in sectors where sector != "unknown" {
            let files = try bench.pack(.claims, claims: claims([unit], sector: sector, asOf: nil))
            let found = try bench.check(files)
            #expect(found.verdict == .holds, "\(found.reasons)")
        }
    }

    @Test("a scope without a unit takes all events in", arguments: seeds.prefix(2))
    func all(_ seed: UInt64) async throws {
        let bench = try await bench(seed)
        for coverage in PackCoverage.allCases {
            let files = try bench.pack(.claims, coverage, claims: claims([nil], asOf: nil))
            let found = try bench.check(files)
            #expect(found.verdict == .holds, "\(found.reasons)")
            #expect(found.manifest?.withheld == 0)
            #expect(files["hashes"].isEmpty)
        }
    }

    @Test("packs of the first events only, proved against an older checkpoint", arguments: seeds)
    func prefixes(_ seed: UInt64) async throws {
        let bench = try await bench(seed)
        let size = try bench.ledger.ledger.read { $0.size }
        let units = try units(bench)
        for part in [size / 2, size - 1] {
            let found = try bench.check(try bench.pack(.detect(PackQuestion.DetectFilter()), size: part))
            #expect(found.verdict == .holds, "\(found.reasons)")
            do {
                let claims = claims([units[0]], asOf: nil)
                let inspection = try bench.check(try bench.pack(.claims, .whole, claims: claims, size: part))
                #expect(inspection.verdict == .holds, "\(inspection.reasons)")
                #expect(inspection.manifest?.logSize == part)
            } catch is ClaimsFileError {
                // The unit came in later.
            }
        }
    }

    @Test("what the detectors find in a unit follows from its pack", arguments: seeds)
    func detect(_ seed: UInt64) async throws {
        let bench = try await bench(seed)
        for unit in [nil] + (try units(bench)).map({ Optional($0) }) {
            var filter = PackQuestion.DetectFilter()
            filter.unit = unit
            let files = try bench.pack(.detect(filter))
            var query = DetectionQuery()
            query.unit = unit
            let detection = try DetectionMaker.make(query, of: bench.ledger.ledger)
            #expect(files["answer.json"] == bytes(detection.json, without: ["units"]))
            let found = try bench.check(files)
            #expect(found.verdict == .holds, "\(found.reasons)")
        }
    }

    @Test("the history of each dossier follows from its pack, with the ledger's numbers", arguments: seeds)
    func dossiers(_ seed: UInt64) async throws {
        let bench = try await bench(seed)
        let codes = try bench.ledger.ledger.read { view in
            let names = try view.names(.dossier, tail: view.tailRows())
            return (0..<UInt32(names.count)).compactMap { names[CodeIndex(rawValue: $0)] }
        }
        var told = 0
        for code in codes {
            let history: DossierHistory
            do {
                history = try DossierHistory.read(code, in: bench.ledger.ledger)
            } catch is HistoryError {
                continue
            }
            told += 1
            let files = try bench.pack(.dossier(code), told % 2 == 0 ? .whole : .subset)
            #expect(files["answer.json"] == bytes(history.json))
            let found = try bench.check(files)
            #expect(found.verdict == .holds, "\(found.reasons)")
        }
        #expect(told > 5)
    }
}
