import DossierModel
import Rules
import TestSupport
import Testing

@Suite("references in force at a moment (rules §1, §4)")
struct ReferenceBookTests {
    private let procedure = Code.code(5)

    @Test(
        "the latest by occurredAt holds, then the later recordedAt, then the greater id, in whatever order fed"
    )
    func publicationInForce() {
        let stamps = [
            stamp("2024-01-01", id: "a"), stamp("2024-02-01", id: "z"),
            stamp("2024-02-01", recorded: "2024-02-02", id: "a"),
            stamp("2024-02-01", recorded: "2024-02-02", id: "b"), stamp("2024-03-01", id: "a"),
        ]
        for shift in stamps.indices {
            let book = references { builder in
                for index in stamps.indices {
                    let turned = (index + shift) % stamps.count
                    let limit = ProcedureLimit(Int64(turned), .workingDays)
                    builder.publish(procedure, limit: limit, sector: Code.land, stamp: stamps[turned])
                }
            }
            #expect(book.terms(of: procedure, at: time("2023-12-31")) == nil)
            #expect(book.terms(of: procedure, at: time("2024-01-01"))?.limit.value == 0)
            #expect(book.terms(of: procedure, at: time("2024-02-01"))?.limit.value == 3)
            #expect(book.terms(of: procedure, at: time("2024-02-29"))?.limit.value == 3)
            #expect(book.terms(of: procedure, at: time("2025-01-01"))?.limit.value == 4)
        }
    }

    @Test("ids are asked for only where two events of one thing have equal times")
    func idsOnlyForTies() {
        var builder = ReferenceBuilder()
        let leader = stamp("2024-02-01", id: "a")
        // Of one moment, but of different things: at two units, of two procedures.
        builder.post(Code.leader, at: Code.office, as: .leader, stamp: leader)
        builder.post(Code.leader, at: Code.branch, as: nil, stamp: stamp("2024-02-01", id: "b"))
        builder.list(procedure, at: Code.office, isListed: true, stamp: stamp("2024-02-01", id: "c"))
        builder.list(Code.sameDay, at: Code.office, isListed: false, stamp: stamp("2024-02-01", id: "d"))
        builder.list(
            Code.sameDay,
            at: Code.office,
            isListed: true,
            stamp: stamp("2024-02-01", recorded: "2024-02-02", id: "a")
        )
        var asked: [[UInt64]] = []
        func book() -> ReferenceBook {
            builder.build(
                builtIn: RuleSet.builtIn,
                unknownSector: Code.unknownSector,
                ground: Code.ground,
                sector: Code.sector,
                orderByID: { numbers in
                    asked.append(numbers)
                    return orderByID(numbers)
                }
            )
        }
        #expect(!book().isUnlisted(Code.sameDay, at: Code.office, on: time("2024-03-01")))
        #expect(asked.isEmpty)
        let tied = stamp("2024-02-01", recorded: "2024-02-02", id: "b")
        builder.list(Code.sameDay, at: Code.office, isListed: false, stamp: tied)
        #expect(book().isUnlisted(Code.sameDay, at: Code.office, on: time("2024-03-01")))
        #expect(asked.count == 1)
    }

    @Test("a code that no event speaks of has nothing")
    func unknownCodes() {
        let book = plainReferences
        for code in [Code.neverPublished, .none] {
            #expect(book.terms(of: code, at: time("2024-01-01")) == nil)
            #expect(book.isLeader(code, at: time("2024-01-01")) == nil)
            #expect(book.place(of: code, at: time("2024-01-01")) == nil)
            #expect(!book.isUnlisted(Code.fiveDays, at: code, on: time("2024-01-01")))
            #expect(book.answerableUnits(at: time("2024-01-01")).unit(for: code) == code)
        }
    }

    @Test("a procedure is unlisted where the unit lists others but not it at that moment")
    func listings() {
        let book = references { builder in
            builder.list(Code.fiveDays, at: Code.office, isListed: true, stamp: stamp("2024-02-01"))
            builder.list(Code.fiveDays, at: Code.office, isListed: false, stamp: stamp("2024-03-01"))
            builder.list(Code.sameDay, at: Code.branch, isListed: false, stamp: stamp("2025-01-01"))
        }
        let table = [
            (Code.fiveDays, Code.office, "2024-01-31", true),
            (Code.fiveDays, Code.office, "2024-02-01", false),
            (Code.fiveDays, Code.office, "2024-03-01", true), (Code.sameDay, Code.office, "2024-02-01", true),
            (Code.neverPublished, Code.office, "2024-02-01", true),
            // Any listing event of the unit, of whatever date, makes it one that lists.
            (Code.fiveDays, Code.branch, "2024-02-01", true), (Code.sameDay, Code.branch, "2024-02-01", true),
            (Code.fiveDays, Code.successor, "2024-02-01", false),
        ]
        for (procedure, unit, day, isUnlisted) in table {
            #expect(book.isUnlisted(procedure, at: unit, on: time(day)) == isUnlisted)
        }
    }

    @Test("an officer leads while an assignment in force at any unit says so")
    func leaders() {
        let officer = Code.code(7)
        let book = references { builder in
            builder.post(officer, at: Code.office, as: .leader, stamp: stamp("2024-02-01"))
            builder.post(officer, at: Code.branch, as: .handler, stamp: stamp("2024-03-01"))
            builder.post(officer, at: Code.office, as: nil, stamp: stamp("2024-04-01"))
            builder.post(officer, at: Code.branch, as: .leader, stamp: stamp("2024-05-01"))
            builder.post(officer, at: Code.branch, as: .onestop, stamp: stamp("2024-06-01"))
        }
        let table: [(String, Bool?)] = [
            ("2024-01-31", nil), ("2024-02-01", true), ("2024-03-15", true), ("2024-04-01", false),
            ("2024-05-01", true), ("2024-06-01", false),
        ]
        for (day, isLeader) in table { #expect(book.isLeader(officer, at: time(day)) == isLeader) }
    }

    @Test("of a release and an assignment of one moment the greater id holds")
    func leadersAtOneMoment() {
        let officer = Code.code(7)
        let releases: [(Character, Bool)] = [("a", true), ("c", false)]
        for (release, isLeader) in releases {
            let book = references { builder in
                builder.post(officer, at: Code.office, as: .leader, stamp: stamp("2024-02-01", id: "b"))
                builder.post(officer, at: Code.office, as: nil, stamp: stamp("2024-02-01", id: release))
            }
            #expect(book.isLeader(officer, at: time("2024-02-01")) == isLeader)
        }
    }

    /// Mergers as pairs of units; what each unit from 0 on ends in.
    @Test(
        "a merged unit is replaced along its chain, and a circle ends at the first unit met twice",
        arguments: [
            ([(0, 1)], [1, 1]), ([(0, 1), (1, 2)], [2, 2, 2]), ([(0, 0)], [0]),
            ([(0, 1), (1, 0)], [0, 1]), ([(0, 1), (1, 2), (2, 1)], [1, 1, 2]),
            ([(3, 0), (0, 1), (1, 2), (2, 1)], [1, 1, 2, 1]), ([(0, 9)], [9, 1]),
            ([(2, 1), (1, 0)], [0, 0, 0]),
        ]
    )
    func mergers(_ pairs: [(Int, Int)], _ ends: [Int]) {
        let units = references { builder in
            for (unit, into) in pairs {
                builder.merge(Code.code(unit), into: Code.code(into), stamp: stamp("2024-02-01"))
            }
        }.answerableUnits(at: time("2024-02-01"))
        #expect(ends.indices.map { units.unit(for: Code.code($0)) } == ends.map(Code.code))
    }

    @Test("a merger holds from its day on, and the latest by occurredAt holds")
    func mergerInForce() {
        let book = references { builder in
            builder.merge(Code.office, into: Code.successor, stamp: stamp("2024-03-01"))
            builder.merge(Code.office, into: Code.branch, stamp: stamp("2024-02-01", recorded: "2024-05-01"))
        }
        let ends = ["2024-01-31", "2024-02-01", "2024-03-01"].map {
            book.answerableUnits(at: time($0)).unit(for: Code.office)
        }
        #expect(ends == [Code.office, Code.branch, Code.successor])
    }

    @Test("the relatives of a unit are all on its chain, before and after it, and no sisters")
    func relatives() {
        let units = references { builder in
            for (unit, into) in [(0, 2), (1, 2), (2, 3), (5, 6), (6, 5)] {
                builder.merge(Code.code(unit), into: Code.code(into), stamp: stamp("2024-02-01"))
            }
        }.answerableUnits(at: time("2024-02-01"))
        let table = [
            0: [0, 2, 3], 1: [1, 2, 3], 2: [0, 1, 2, 3], 3: [0, 1, 2, 3], 4: [4], 5: [5, 6], 9: [9],
        ]
        for (unit, others) in table {
            #expect(units.relatives(of: Code.code(unit)).sorted() == others.map(Code.code))
        }
    }

    @Test("a unit has the level and parent of its latest registration")
    func places() {
        let book = references { builder in
            builder.register(Code.office, level: .district, parent: Code.branch, stamp: stamp("2024-01-01"))
            builder.register(Code.office, level: .commune, parent: .none, stamp: stamp("2024-07-01"))
        }
        #expect(book.place(of: Code.office, at: time("2023-12-31")) == nil)
        let early = UnitPlace(level: .district, parent: Code.branch)
        #expect(book.place(of: Code.office, at: time("2024-06-30")) == early)
        #expect(book.place(of: Code.office, at: time("2024-07-01"))?.level == .commune)
        #expect(book.parents(at: time("2024-02-01")) == [Code.branch])
        #expect(book.parents(at: time("2024-08-01")) == [.none])
    }
}
