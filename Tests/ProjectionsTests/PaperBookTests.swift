import DossierModel
import Projections
import Rules
import Testing

@Suite("paper registers (rules §9, paperEntries and offSystem)")
struct PaperBookTests {
    private func entry(
        _ day: String = "2024-02-01",
        unit: Int = 1,
        number: Int? = 7,
        dossier: Int? = nil,
        recorded: String? = nil
    ) -> EventRow {
        event(.paperEntered, day, recorded: recorded) {
            $0.unit = code(unit)
            $0.code1 = code(1)
            $0.code2 = number.map(code) ?? .none
            $0.dossier = dossier.map(code) ?? .none
        }
    }

    private func received(_ day: String, unit: Int = 1, number: Int? = 7, dossier: Int = 3) -> EventRow {
        event(.received, day) {
            $0.unit = code(unit)
            $0.code2 = number.map(code) ?? .none
            $0.dossier = code(dossier)
        }
    }

    /// What a part of the dossiers that has one receipt knows for a book.
    private func receipts(of book: PaperBook, _ receipt: EventRow) -> PaperReceipts {
        var receipts = book.receipts
        receipts.add(receipt)
        return receipts
    }

    private func isMatched(_ entry: EventRow, by receipt: EventRow, mergers: [(Int, Int)] = []) -> Bool {
        var book = PaperBook()
        book.addEntry(entry)
        book.merge(receipts(of: book, receipt))
        let units = mergers.isEmpty ? bareReferences : references(mergers: mergers)
        return book.matches(units.answerableUnits(at: instant("2024-06-30"))) == [true]
    }

    @Test("an entry is matched by the receipt of the dossier that it names, of whatever unit and year")
    func named() {
        #expect(isMatched(entry(number: 1, dossier: 3), by: received("2030-01-01", unit: 9, number: nil)))
        #expect(!isMatched(entry(number: 1, dossier: 4), by: received("2024-02-01", number: nil)))
        #expect(!isMatched(entry(number: 1), by: received("2024-02-01", number: nil)))
    }

    @Test("an entry is matched by a receipt with its number, of its unit and local year")
    func numbered() {
        #expect(isMatched(entry("2024-02-01"), by: received("2024-12-31")))
        #expect(isMatched(entry("2024-02-01", dossier: 4), by: received("2024-01-01")))
        #expect(!isMatched(entry("2024-02-01"), by: received("2023-12-31")))
        #expect(!isMatched(entry("2024-02-01"), by: received("2024-02-01", unit: 2)))
        #expect(!isMatched(entry("2024-02-01"), by: received("2024-02-01", number: 8)))
        #expect(!isMatched(entry(number: nil), by: received("2024-02-01", number: nil)))
    }

    @Test(
        "units are the same where one was merged into the other, through others as well, but not beside it",
        arguments: [
            ([(1, 2)], 2, true), ([(2, 1)], 2, true), ([(1, 3), (3, 2)], 2, true),
            ([(2, 3), (3, 1)], 2, true),
            ([(1, 3), (2, 3)], 2, false), ([(1, 2), (2, 1)], 2, true), ([(3, 2)], 2, false),
        ]
    )
    func merged(_ mergers: [(Int, Int)], _ unit: Int, _ isSame: Bool) {
        #expect(isMatched(entry(), by: received("2024-03-01", unit: unit), mergers: mergers) == isSame)
    }

    @Test("entries count in the period of their basis, by the moment asked for, in their own group")
    func counted() {
        var book = PaperBook()
        book.addEntry(entry("2024-06-28", recorded: "2024-07-02"))
        book.addEntry(entry("2023-12-28", unit: 2, number: 8, recorded: "2024-01-02"))
        book.addEntry(entry("2024-03-01", unit: 2, number: 9))
        book.merge(receipts(of: book, received("2024-12-01", unit: 2, number: 9)))
        let mergers = references(mergers: [(1, 2)])
        let units = mergers.answerableUnits(at: halfYear.at)
        var report = ReportTally(grouping: [.unit, .channel, .sector, .procedure])
        book.count(halfYear, units, into: &report)
        #expect(
            report.rows.map(\.key) == [
                GroupKey(unit: code(2), sector: code(1), channel: nil, procedure: .none)
            ]
        )
        #expect(report.total.reported[.paperEntries] == 2)
        #expect(report.total.reported[.offSystem] == 1)
        #expect(report.total.audited[.paperEntries] == 2)
        #expect(report.total.audited.rate(.onSystemRate) == Ratio(1, of: 2))
        #expect(report.balanceCloses)
    }

    @Test("a filter by channel leaves every entry out, for it has none")
    func filtered() {
        var book = PaperBook()
        book.addEntry(entry())
        let units = bareReferences.answerableUnits(at: halfYear.at)
        for (scope, count) in [
            (Scope(channel: .counter), 0), (Scope(sector: code(1)), 1), (Scope(procedure: code(1)), 0),
        ] {
            var report = ReportTally(scope: scope, grouping: [])
            book.count(halfYear, units, into: &report)
            #expect(report.total.audited[.paperEntries] == count)
        }
    }

    @Test("what parts of the dossiers have of receipts merges into the whole, in any order")
    func parts() {
        var book = PaperBook()
        book.addEntry(entry())
        book.addEntry(entry(number: 1, dossier: 200))
        book.addEntry(entry(number: 2))
        let parts = [received("2024-03-01"), received("2024-03-01", number: nil, dossier: 200)].map {
            receipts(of: book, $0)
        }
        let units = bareReferences.answerableUnits(at: halfYear.at)
        #expect(book.matches(units) == [false, false, false])
        for order in [parts, parts.reversed()] {
            var whole = book
            for part in order { whole.merge(part) }
            #expect(whole.matches(units) == [true, true, false])
        }
    }

    @Test("without entries no receipt is of interest")
    func idle() {
        #expect(PaperBook().receipts.isIdle)
        for entry in [entry(), entry(number: nil, dossier: 4)] {
            var book = PaperBook()
            book.addEntry(entry)
            #expect(!book.receipts.isIdle)
        }
    }
}
