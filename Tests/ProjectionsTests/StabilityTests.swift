import DossierModel
import Projections
import Rules
import TestSupport
import Testing

@Suite("until when a judgement lasts")
struct StabilityTests {
    private func question(at: Instant, to: LocalDate) -> Question {
        Question(asOf: instant("2030-01-01"), at: at, from: instant("2024-01-01").localDate, to: to)
    }

    private func counted(_ rows: [EventRow], _ question: Question, _ book: ReferenceBook) -> ReportTally {
        tally([rows], by: [.unit, .sector, .channel, .procedure], question, book)
    }

    /// Procedures of every kind of limit, numbered as ``LimitUnit`` is.
    private func procedures(mergers: [(Int, Int)]) -> ReferenceBook {
        var builder = ReferenceBuilder()
        for unit in LimitUnit.allCases {
            let stamp = ReferenceStamp(
                occurredAt: instant("2020-01-01"),
                recordedAt: instant("2020-01-01"),
                number: 1
            )
            builder.publish(
                code(Int(unit.rawValue)),
                limit: ProcedureLimit(6, unit),
                sector: code(1),
                stamp: stamp
            )
        }
        for (unit, into) in mergers {
            let stamp = ReferenceStamp(
                occurredAt: instant("2024-05-01"),
                recordedAt: instant("2020-01-01"),
                number: 2
            )
            builder.merge(code(unit), into: code(into), stamp: stamp)
        }
        return book(builder)
    }

    /// Goal: no figure changes before the moment that the judge names.
    ///
    /// Method: random dossiers, judged at a random moment, at the last millisecond before that moment and at two in between.
    @Test("before that moment every figure is the same, whatever later at is asked", arguments: 1...8)
    func lasting(_ seed: UInt64) {
        var numbers = SeededNumbers(seed: seed)
        let book = procedures(mergers: seed == 1 ? [(1, 2)] : [])
        var bounded = 0
        for _ in 0..<500 {
            let rows = numbers.dossier()
            let day = instant("2023-12-20").localDate.adding(days: numbers.next(below: 280))
            let at = Instant(day, milliseconds: Int64(numbers.next(below: 86_400_000)))
            var judge = DossierJudge(question(at: at, to: day), book)
            let first = judge.judge(rows.span)
            let until = judge.stableUntil
            #expect(until > at)
            if until < .distantFuture { bounded += 1 }
            let room = min(until.rawValue, at.rawValue + 1_000 * Instant.day) - at.rawValue
            var expected = ReportTally(grouping: [.unit, .sector, .channel, .procedure])
            expected.add(first)
            for step in [
                room - 1, Int64(numbers.next(below: Int(room))), Int64(numbers.next(below: Int(room))),
            ] {
                let later = Instant(rawValue: at.rawValue + step)
                let to = later.localDate.adding(days: numbers.next(below: 3))
                // Mergers are of all dossiers at once, and are not told of each.
                guard book.answerableUnits(at: later) == judge.units else { continue }
                let again = counted(rows, question(at: later, to: to), book)
                #expect(again.rows == expected.rows, "\(at), \(later), \(until)")
                #expect(again.total == expected.total, "\(at), \(later), \(until)")
            }
        }
        #expect(bounded > 100)
    }

    @Test("a finished dossier lasts for ever, an open one until its due has passed")
    func moments() {
        let at = instant("2024-03-05")
        let open = [receipt("2024-03-04", due: "2024-03-08")]
        let table: [([EventRow], Instant)] = [
            ([], .distantFuture), (open, instant("2024-03-09")),
            (open + [event(.completed, "2024-03-05")], .distantFuture),
            (open + [event(.completed, "2024-03-06")], instant("2024-03-06")),
            // Late by one working day: the bucket changes with the sixth.
            ([receipt("2024-03-01", due: "2024-03-04")], instant("2024-03-12")),
            // The pause has no approver, so its days count one by one on the audited basis.
            (open + [event(.paused, "2024-03-05")], instant("2024-03-06")),
            ([receipt("2024-03-04", due: nil)], .distantFuture),
        ]
        for (rows, until) in table {
            var judge = DossierJudge(question(at: at, to: at.localDate), bareReferences)
            _ = judge.judge(rows.span)
            #expect(judge.stableUntil == until)
        }
    }
}
