import DossierModel
import TestSupport
import Testing

/// The figures of the slow reading against answers worked out by hand.
@Suite struct SlowFiguresTests {
    @Test("what is known as of a moment bounds voids, and at bounds the world (section 2)")
    func asOfAndAt() throws {
        let feed = SmallFeed([
            .received("4"), .completed("b", "5"),
            FeedLine("v", "event.voided", "6", recorded: "8").with("\"target\":\"b\",\"reason\":\"x\""),
            FeedLine("w", "event.voided", "9").with("\"target\":\"v\",\"reason\":\"x\""),
        ])
        #expect(try feed.dossier(asOf: "7")?.audited?.summary == "early, due 11, finished 5")
        #expect(try feed.dossier(at: "5", asOf: "8")?.audited?.summary == "openInTime, due 11")
        // A void cannot be voided.
        #expect(try feed.dossier(asOf: "9")?.audited?.summary == "openInTime, due 11")
        var query = SlowQuery(from: SmallFeed.date("1"), to: SmallFeed.date("31"))
        query.logSize = 7
        let dossier = try SlowReading(lines: feed.lines + feed.lines).dossiers(query)["D"]
        #expect(dossier?.reported?.at == SmallFeed.instant("5"))
        #expect(dossier?.reported?.summary == "early, due 11, finished 5")
    }

    @Test(
        "figures go to the unit answerable at the end, after merging; a circle ends (section 4)",
        arguments: [
            ([], "W"),
            ([("W", "X", "5"), ("X", "Y", "5")], "Y"),
            ([("W", "X", "5"), ("X", "W", "5")], "W"),
            ([("W", "X", "5"), ("X", "Y", "5"), ("Y", "X", "5")], "X"),
            ([("W", "X", "5"), ("W", "Y", "6")], "Y"),
            ([("W", "X", "2024-04-02")], "W"),
        ]
    )
    func merging(merges: [(String, String, String)], unit: String) throws {
        let events = merges.enumerated().map { index, merge in
            FeedLine("m\(index)", "unit.merged", merge.2).envelope("\"unit\":\"\(merge.0)\"")
                .with("\"into\":\"\(merge.1)\"")
        }
        let life: [FeedLine] = [
            .received("4"), FeedLine("t", "transferred", "5").with("\"toUnit\":\"W\""),
            FeedLine("s", "transferred", "5 10:00").with("\"toUnit\":\"\",\"step\":\"2\""),
            .completed("c", "6"), FeedLine("u", "transferred", "7").with("\"toUnit\":\"Z\""),
            FeedLine("z", "target.set", "2024-05-01"),
        ]
        let query = SlowQuery(from: SmallFeed.date("1"), to: SmallFeed.date("31"), by: [.unit])
        let answer = try SlowReading(lines: SmallFeed(events + life).lines).answer(query)
        #expect(answer.rows.map(\.group) == [[unit]])
        #expect(answer.total.audited["anomalies"] == 1)
    }

    @Test(
        "a receipt's date decides the rule set; of one day an adopted one goes first (section 8)",
        arguments: [
            ([], "2017-01-03", "vn-2018"),
            ([], "2025-06-30", "vn-2018"),
            ([], "2025-07-01", "vn-2025"),
            ([("vn-2018", "2025-07-01", "4")], "2025-07-01", "vn-2018"),
            ([("vn-2025", "2024-03-01", "4")], "2024-03-01", "vn-2025"),
            ([("vn-2025", "2024-03-01", "5"), ("vn-2018", "2024-03-01", "4")], "2024-03-01", "vn-2025"),
            ([("vn-2025", "2024-03-01", "4"), ("vn-2018", "2024-03-01", "4")], "2024-03-01", "vn-2018"),
            ([("vn-2025", "2018-06-21", "4")], "2017-01-03", "vn-2025"),
        ]
    )
    func ruleSets(adoptions: [(String, String, String)], received: String, name: String) throws {
        let events = adoptions.enumerated().map { index, adoption in
            FeedLine("r\(index)", "rules.adopted", adoption.2)
                .with("\"ruleset\":\"\(adoption.0)\",\"effectiveFrom\":\"\(adoption.1)\"")
        }
        let dossier = try SmallFeed(events + [.received(received)]).dossier()
        #expect(dossier?.audited?.ruleSet.name.text == name)
    }

    @Test("an adopted set that is not at hand is an error (section 8)")
    func unknownRuleSet() throws {
        let feed = SmallFeed([
            FeedLine("r", "rules.adopted", "1").with("\"ruleset\":\"H50\",\"effectiveFrom\":\"2024-01-01\""),
            .received("4"),
        ])
        #expect(throws: SlowError.unknownRuleSet("H50")) { try feed.total() }
    }

    @Test("lateness that one basis alone shows is masked or a late tick (section 7)")
    func maskedAndLateTick() throws {
        let masked = try SmallFeed([.received("4", due: "29"), .completed("b", "14")]).total()
        #expect(masked.reported["masked"] == 1 && masked.audited["masked"] == 1)
        #expect(masked.reported["early"] == 1 && masked.audited["overdue"] == 1)
        #expect(masked.audited["inflatedDue"] == 1 && masked.audited["daysLate 1–5"] == 1)
        let tick = try SmallFeed([.received("4"), .completed("b", "8", recorded: "14").shown]).total()
        #expect(
            tick.reported["lateTick"] == 1 && tick.audited["lateTick"] == 1 && tick.audited["masked"] == 0
        )
        #expect(tick.reported["electronicResults"] == 1 && tick.audited["electronicResults"] == 0)
    }

    @Test("a decline without a receipt is one at intake, anything else without one an orphan (section 3)")
    func intake() throws {
        let declined = try SmallFeed([FeedLine("b", "rated", "4"), FeedLine("c", "declined", "5")]).total()
        #expect(declined.audited.counts == ["declinedAtIntake": 1])
        let orphan = try SmallFeed([FeedLine("b", "returned", "5")]).total()
        #expect(orphan.audited.counts == ["orphans": 1])
        let early = try SmallFeed([FeedLine("b", "returned", "5", recorded: "2024-04-02").shown]).total()
        #expect(early.audited.counts == ["orphans": 1] && early.reported.counts.isEmpty)
    }

    @Test(
        "an apology counts for the audit with letter, reason and, of an open dossier, a new date (section 9)"
    )
    func apologies() throws {
        let full = "\"letter\":\"1\",\"reason\":\"x\""
        let dated = full + ",\"newDueAt\":\"2024-03-20T00:00:00+07:00\""
        for (data, at, given, timely) in [
            (full, "10", 0, 0), (dated, "10", 1, 1), (dated, "11", 1, 0), ("\"letter\":\"1\"", "18", 0, 0),
            (full, "18", 1, 0),
        ] {
            let total = try SmallFeed([
                .received("4"), FeedLine("b", "apologised", at).with(data), .completed("c", "15"),
            ]).total()
            #expect(total.audited["apologyOwed"] == 1)
            #expect(total.audited["apologyGiven"] == given && total.audited["apologyTimely"] == timely)
            #expect(total.reported["apologyGiven"] == 1)
        }
    }

    @Test("unauthorised days are the working days of the period after the start (section 9)")
    func unauthorisedDays() throws {
        let feed = SmallFeed([.received("4"), .pausedUnlawfully("b", "8"), .completed("c", "20")])
        let total = try feed.total(from: "12", to: "19")
        #expect(total.audited["unauthorisedDays"] == 6 && total.reported["unauthorisedDays"] == 6)
        #expect(total.audited["pausesStarted"] == 0 && total.audited["pausedOpenUnauthorised"] == 1)
        #expect(total.audited["carriedIn"] == 1 && total.audited["received"] == 0)
        #expect(try feed.total().audited["unauthorisedDays"] == 8)
    }

    @Test(
        "a paper entry is matched by dossier, or by number, year and unit (section 9)",
        arguments: [
            ("U", "2024-12-31", "\"paperNo\":\"7\"", 0),
            ("U", "2025-01-01", "\"paperNo\":\"7\"", 1),
            ("V", "4", "\"paperNo\":\"7\"", 1),
            ("M", "4", "\"paperNo\":\"7\"", 0),
            ("V", "4", "\"paperNo\":\"8\",\"dossier\":\"D\"", 0),
            ("V", "4", "\"paperNo\":\"8\",\"dossier\":\"E\"", 1),
        ]
    )
    func paper(unit: String, at: String, data: String, offSystem: Int) throws {
        let feed = SmallFeed([
            FeedLine("m", "unit.merged", "1").envelope("\"unit\":\"U\"").with("\"into\":\"M\""),
            FeedLine("a", "received", "5").with(
                "\"procedure\":\"WD5\",\"channel\":\"online\",\"paperNo\":\"7\""
            ),
            FeedLine("p", "paper.entered", at).envelope("\"unit\":\"\(unit)\"").with(
                data + ",\"sector\":\"land\""
            ),
            FeedLine("z", "target.set", "2025-05-01"),
        ])
        let total = try feed.total(to: "2025-04-30")
        #expect(total.audited["paperEntries"] == 1)
        #expect(total.audited["offSystem"] == offSystem)
    }

    @Test(
        "a procedure is unlisted where the unit lists others, or has taken it down (section 9)",
        arguments: [
            ([], 0),
            ([("procedure.listed", "WD0", "1")], 1),
            ([("procedure.listed", "WD5", "1")], 0),
            ([("procedure.listed", "WD5", "5")], 1),
            ([("procedure.listed", "WD5", "1"), ("procedure.unlisted", "WD5", "4")], 1),
        ]
    )
    func unlisted(listings: [(String, String, String)], count: Int) throws {
        let events = listings.enumerated().map { index, listing in
            FeedLine("l\(index)", listing.0, listing.2).envelope("\"unit\":\"U\"")
                .with("\"procedure\":\"\(listing.1)\"")
        }
        #expect(try SmallFeed(events + [.received("4")]).total().audited["unlisted"] == count)
    }

    @Test("a filter by unit takes those below it, by the parents in force, after merging")
    func filters() throws {
        let registered = [("U", "M", "district"), ("N", "T", "district"), ("T", "", "province")].map {
            FeedLine("u" + $0.0, "unit.registered", "1").envelope("\"unit\":\"\($0.0)\"")
                .with("\"name\":\"x\",\"parent\":\"\($0.1)\",\"level\":\"\($0.2)\"")
        }
        let merged = FeedLine("m", "unit.merged", "1").envelope("\"unit\":\"M\"").with("\"into\":\"N\"")
        let reading = try SlowReading(lines: SmallFeed(registered + [merged, .received("4")]).lines)
        for (unit, received) in [("U", 1), ("N", 1), ("M", 1), ("T", 1), ("V", 0)] {
            var query = SlowQuery(from: SmallFeed.date("1"), to: SmallFeed.date("31"))
            query.unit = unit
            #expect(try reading.answer(query).total.audited["received"] == received, "\(unit)")
        }
        for (level, received) in [("district", 1), ("province", 0)] {
            var query = SlowQuery(from: SmallFeed.date("1"), to: SmallFeed.date("31"))
            query.level = level
            #expect(try reading.answer(query).total.audited["received"] == received, "\(level)")
        }
    }

    @Test("ratings are summed score by score and mark by mark, after a finish too (section 9)")
    func ratings() throws {
        let total = try SmallFeed([
            .received("4"), .completed("b", "5"), FeedLine("c", "rated", "5").with("\"score\":4.5,\"max\":5"),
            FeedLine("d", "rated", "6").with("\"score\":3,\"max\":10"),
            FeedLine("e", "rated", "2024-04-02").with("\"score\":1,\"max\":1"),
        ]).total()
        #expect(total.audited["ratings"] == 2 && total.audited.score == 7.5 && total.audited.max == 15)
    }

    @Test("a difference names the row, the basis, the figure and both counts")
    func difference() throws {
        let one = try SmallFeed([.received("4")]).total()
        let answer = SlowAnswer(rows: [], total: one)
        let other = SlowAnswer(
            rows: [SlowAnswer.Row(group: [nil, "U"], reported: SlowCounts(), audited: SlowCounts())],
            total: SlowAnswer.Row(group: [], reported: one.reported, audited: SlowCounts(["received": 2]))
        )
        #expect(answer.difference(from: answer).isEmpty)
        let lines = answer.difference(from: other, keys: ["received"])
        #expect(lines == ["rows  against (null, U)", "total audited received: 1 against 2"])
    }
}
