import DossierModel
import Projections
import Rules
import Testing

@Suite("tallies that are kept and brought up to date")
struct TallyUpdateTests {
    private let everything: Grouping = [.unit, .sector, .channel, .procedure]

    private func sample(_ count: Int, seed: UInt64) -> [[EventRow]] {
        var numbers = SeededNumbers(seed: seed)
        return (0..<count).map { _ in numbers.dossier() }
    }

    private func subtracted(_ dossiers: [[EventRow]], from tally: ReportTally) -> ReportTally {
        var judge = DossierJudge(halfYear, bareReferences)
        var rest = tally
        for rows in dossiers { rest.subtract(judge.judge(rows.span)) }
        return rest
    }

    @Test("what was taken in can be taken out, and leaves what was there before", arguments: 1...6)
    func subtraction(_ seed: UInt64) {
        let dossiers = sample(300, seed: seed)
        let whole = tally(dossiers, by: everything)
        #expect(whole.canSubtract)
        let rest = subtracted(Array(dossiers[100...].reversed()), from: whole)
        let kept = tally(Array(dossiers[..<100]), by: everything)
        #expect(rest.rows == kept.rows)
        #expect(rest.total == kept.total)
        let empty = subtracted(Array(dossiers[..<100]), from: rest)
        #expect(empty.rows.isEmpty)
        #expect(empty.total == ReportTally(grouping: everything).total)
    }

    @Test("a dossier that changed is taken out as it was and in as it is")
    func replacement() {
        var dossiers = sample(200, seed: 9)
        let before = tally(dossiers, by: everything)
        var updated = subtracted(Array(dossiers[50..<60]), from: before)
        for index in 50..<60 { dossiers[index].append(event(.completed, "2024-05-06")) }
        updated.merge(tally(Array(dossiers[50..<60]), by: everything))
        #expect(updated.rows == tally(dossiers, by: everything).rows)
        #expect(updated.total == tally(dossiers, by: everything).total)
    }

    @Test("the bytes of a tally give it back, total, rows and all", arguments: 1...6)
    func roundTrip(_ seed: UInt64) throws {
        let dossiers = sample(300, seed: seed)
        for grouping in [[], Grouping.unit, [.channel, .procedure], everything] {
            let written = tally(dossiers, by: grouping)
            var read = try ReportTally(decoding: written.encoded(), scope: Scope(), grouping: grouping)
            #expect(read.rows == written.rows)
            #expect(read.total == written.total)
            // It goes on like the one that was written.
            read.merge(tally(dossiers, by: grouping))
            #expect(read.total == tally(dossiers + dossiers, by: grouping).total)
        }
    }

    @Test("the bytes do not depend on the order in which dossiers or parts were taken in")
    func canonical() throws {
        let dossiers = sample(300, seed: 4)
        let bytes = try tally(dossiers, by: everything).encoded()
        #expect(try tally(dossiers.reversed(), by: everything).encoded() == bytes)
        for cut in [0, 1, 150, 299, 300] {
            var last = tally(Array(dossiers[cut...]), by: everything)
            last.merge(tally(Array(dossiers[..<cut]), by: everything))
            #expect(try last.encoded() == bytes)
        }
        // A row that became empty leaves no trace.
        let more = tally(dossiers + sample(50, seed: 77), by: everything)
        #expect(try subtracted(sample(50, seed: 77), from: more).encoded() == bytes)
    }

    @Test("an empty tally is written down and taken up as well")
    func empty() throws {
        let bytes = try ReportTally(grouping: .unit).encoded()
        let read = try ReportTally(decoding: bytes, scope: Scope(), grouping: .unit)
        #expect(read.rows.isEmpty)
    }

    @Test("bytes that are cut off, longer or changed in any place are refused")
    func damage() throws {
        let bytes = try tally(sample(40, seed: 5), by: .unit).encoded()
        func refuses(_ damaged: [UInt8]) -> Bool {
            do throws(TallyCodingError) {
                _ = try ReportTally(decoding: damaged, scope: Scope(), grouping: .unit)
                return false
            } catch {
                return error == .damaged
            }
        }
        #expect(!refuses(bytes))
        for length in 0..<bytes.count { #expect(refuses(Array(bytes[..<length])), "\(length)") }
        #expect(refuses(bytes + [0]))
        for place in bytes.indices {
            for bit in UInt8(0)..<8 {
                var changed = bytes
                changed[place] ^= 1 << bit
                #expect(refuses(changed), "\(place)")
            }
        }
    }

    @Test("a tally of other groups is refused")
    func otherGrouping() throws {
        let bytes = try tally(sample(40, seed: 5), by: everything).encoded()
        #expect(throws: TallyCodingError.damaged) {
            try ReportTally(decoding: bytes, scope: Scope(), grouping: .unit)
        }
    }

    @Test("a count that reached the largest number can be neither taken out nor written down")
    func saturation() {
        let rows = [receipt("2024-02-01", due: nil) { $0.number1 = .max }]
        let full = tally([rows, rows], by: .unit)
        #expect(!full.canSubtract)
        #expect(throws: TallyCodingError.saturated) { try full.encoded() }
    }
}
