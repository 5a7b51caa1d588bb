import DossierModel
import TestSupport
import Testing

/// The slow reading against answers worked out by hand, so that it can be trusted itself.
@Suite struct SlowReadingTests {
    /// A dossier and what it comes to on both bases.
    struct Life: Sendable, CustomTestStringConvertible {
        let says: String
        let events: [FeedLine]
        var at: String?
        let reported: String
        let audited: String

        var testDescription: String { says }
    }

    @Test(
        "the statutory due date follows the procedure's limit",
        arguments: [
            ("WD5", "4 09:00", "due 11"),
            ("WD5", "8 23:59:59.999", "due 15"),
            ("WD0", "10", "due 10"),
            ("CD10", "6", "due 18"),
            ("WH8", "4 09:00", "due 5 09:00"),
            ("WH8", "8 17:30", "due 11 17:30"),
            ("WH8", "4 12:00", "due 5 11:30"),
            ("WH8", "9 10:00", "due 11 17:30"),
            ("SD", "4 14:59:59.999", "due 4"),
            ("SD", "4 15:00", "due 5"),
            ("SD", "9 09:00", "due 11"),
            ("none", "4", "no due"),
        ]
    )
    func statutoryDue(procedure: String, received: String, due: String) throws {
        let feed = SmallFeed([.received(received, procedure)])
        let dossier = try #require(try feed.dossier())
        let expected = due == "no due" ? "undatedOpen, no due" : "openInTime, \(due)"
        #expect(dossier.reported?.summary == expected)
        #expect(dossier.audited?.summary == expected)
    }

    @Test("of two declarations of a day the later recorded holds, then the greater id, then the later entry")
    func calendarRivals() throws {
        let rivals: [([FeedLine], String)] = [
            ([.declared("c1", "9", "working")], "due 9"),
            ([.declared("c1", "11", "holiday")], "due 12"),
            ([.declared("c1", "9", "holiday")], "due 11"),
            ([.declared("c2", "9", "working"), .declared("c10", "9", "holiday")], "due 9"),
            (
                [.declared("c2", "9", "working"), .declared("c1", "9", "holiday", recorded: "2021-01-01")],
                "due 11"
            ),
            (
                [
                    FeedLine("c1", "calendar.declared", "2020-01-02").with(
                        "\"days\":[{\"date\":\"2024-03-09\",\"kind\":\"holiday\"},"
                            + "{\"date\":\"2024-03-09\",\"kind\":\"working\"}]"
                    )
                ], "due 9"
            ),
        ]
        for (declarations, due) in rivals {
            // Received on Friday the 8th at 15:00, so due the next working day.
            let dossier = try SmallFeed(declarations + [.received("8 15:00", "SD")]).dossier()
            #expect(dossier?.audited?.summary == "openInTime, \(due)")
        }
    }

    @Test(
        "the base due is what the slip says, and for the audit no later than the law",
        arguments: [
            ("WD5", "7", "7", "7"),
            ("WD5", "20", "20", "11"),
            ("WD5", "9", "9", "11"),
            ("WD5", "1", "1", "11"),
            ("none", "10", "10", "11"),
            ("WH8", "5 08:00", "5 08:00", "5 08:00"),
            ("WH8", "4 08:59", "4 08:59", "5 09:00"),
            ("WH8", "6 08:00", "6 08:00", "5 09:00"),
        ]
    )
    func baseDue(procedure: String, dueAt: String, reported: String, audited: String) throws {
        let dossier = try SmallFeed([.received("4 09:00", procedure, due: dueAt)]).dossier()
        #expect(dossier?.reported?.summary.hasSuffix("due " + reported) == true)
        #expect(dossier?.audited?.summary.hasSuffix("due " + audited) == true)
    }

    @Test("times, ties, stops and due dates come out as worked out by hand", arguments: lives)
    func life(_ life: Life) throws {
        let dossier = try #require(try SmallFeed(life.events).dossier(at: life.at))
        #expect((dossier.reported?.summary ?? "none") == life.reported)
        #expect((dossier.audited?.summary ?? "none") == life.audited)
    }
}
