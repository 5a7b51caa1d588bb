import Audit
import DossierModel
import Foundation
import LedgerStore
import TestSupport
import Testing

@testable import DossierCLI

/// A unit's history on a terminal: what keys do, and what is seen.
@Suite("screens of dossier replay")
struct ReplayScreenTests {
    private let workspace: Workspace
    private let ledger: String

    init() throws {
        workspace = try Workspace()
        ledger = try workspace.demoLedger()
    }

    /// Presses keys and gives what is seen after each of some of them.
    private struct Session {
        var player: ReplayPlayer

        mutating func press(_ keys: [TerminalKey], _ view: borrowing LedgerView) throws {
            for key in keys { #expect(try player.press(key, view) == .goesOn) }
        }

        mutating func lines(_ view: borrowing LedgerView, colour: Bool = false) throws -> [String] {
            let lines = try player.lines(colour: colour, view)
            #expect(lines.count == player.screen.rows)
            for line in lines where !colour {
                #expect(ScreenText.columns(line) <= player.screen.columns, "\(line)")
                #expect(!line.unicodeScalars.contains { $0.value < 0x20 }, "\(line)")
            }
            return lines
        }
    }

    private func play(
        _ unit: String = "H50",
        from: String? = "2025-08-20",
        to: String? = nil,
        in ledger: String? = nil,
        _ stepping: ReplayStepping = .day,
        _ language: Language = .en,
        columns: Int = 80,
        rows: Int = 24,
        _ body: (inout Session, borrowing LedgerView) throws -> Void
    ) throws {
        let opened = try Ledger.open(at: ledger ?? self.ledger, for: .reading)
        let query = UnitReplayQuery(
            unit: unit,
            from: from.flatMap { LocalDate($0) },
            to: to.flatMap { LocalDate($0) }
        )
        try UnitReplayMaker.run(query, of: opened) { replay, view in
            let player = try ReplayPlayer(
                replay,
                stepping,
                language,
                columns: columns,
                rows: rows,
                view
            )
            var session = Session(player: player)
            try body(&session, view)
        }
    }

    private static func typed(_ text: String) -> [TerminalKey] { text.map { .character($0) } }

    @Test("the screens are the approved ones", arguments: ["vi", "en"], [[80, 24], [120, 40]])
    func golden(_ code: String, _ size: [Int]) throws {
        let language: Language = code == "vi" ? .vi : .en
        var text = ""
        try play("H50", .day, language, columns: size[0], rows: size[1]) { session, view in
            for (name, keys) in ReplayScreenTests.tour {
                try session.press(keys, view)
                text += "=== \(name)\n" + (try session.lines(view)).joined(separator: "\n") + "\n"
            }
        }
        try expectGolden(text, "replay/screens-\(size[0])x\(size[1]).\(code).txt")
    }

    /// From screen to screen by keys.
    private static let tour: [(String, [TerminalKey])] = [
        ("first day", []), ("next steps", Array(repeating: .right, count: 5)),
        ("an event is chosen", [.down, .down]), ("its dossier", [.enter]),
        ("further down", [.pageDown, .down]), ("back and by week", [.escape, .character("s")]),
        ("by month", [.character("s")]), ("by event", [.character("s")]),
        ("a bad date", [.character("g")] + typed("31.12.2025") + [.enter]),
        ("a date beyond", typed("2026-01-01") + [.enter]),
        ("jumped", typed("17/09/2025") + [.enter]), ("help", [.character("?")]),
        ("the last day", [.character("q"), .character("s"), .end]), ("no further", [.right]),
    ]

    @Test("there and back again shows the same", arguments: ReplayStepping.allCases)
    func thereAndBack(_ stepping: ReplayStepping) throws {
        try play(from: "2025-07-01", stepping) { session, view in
            var seen = [try session.lines(view)]
            let count = min(30, session.player.screen.count - 1)
            for _ in 0..<count {
                try session.press([.right], view)
                seen.append(try session.lines(view))
            }
            #expect(Set(seen).count == seen.count)
            for expected in seen.reversed().dropFirst() {
                try session.press([.left], view)
                #expect(try session.lines(view) == expected)
            }
            try session.press([.pageDown, .end, .home], view)
            #expect(try session.lines(view) == seen[0])
        }
    }

    @Test("without colour there is no escape; with it the text is the same")
    func colour() throws {
        try play { session, view in
            for (_, keys) in ReplayScreenTests.tour {
                try session.press(keys, view)
                let (plain, painted) = (try session.lines(view), try session.lines(view, colour: true))
                #expect(painted.contains { $0.contains("\u{1B}[") })
                #expect(painted.map { $0.replacing(/\u{1B}\[[0-9]*m/, with: "") } == plain)
            }
        }
    }

    @Test(
        "a terminal that is too small is told so, and nothing else",
        arguments: [[63, 24], [80, 19], [30, 5], [1, 1]]
    )
    func small(_ size: [Int]) throws {
        try play(columns: size[0], rows: size[1]) { session, view in
            let lines = try session.lines(view)
            #expect(lines.joined(separator: " ").hasPrefix(size[0] > 1 ? "The window is" : ""))
            session.player.resize(columns: 64, rows: 20)
            #expect(try session.lines(view)[0].hasPrefix("Replay of H50"))
            #expect(try session.lines(view)[19].contains("q quit"))
        }
    }

    @Test("at the smallest size every figure keeps its name and number", arguments: ["vi", "en"])
    func least(_ code: String) throws {
        for (_, keys) in ReplayScreenTests.tour.prefix(3) {
            try play("H50", .month, code == "vi" ? .vi : .en, columns: 64, rows: 20) { session, view in
                try session.press(keys, view)
                let lines = try session.lines(view)
                #expect(!lines[2...16].contains { $0.contains("…") })
                #expect(lines[18].hasPrefix("> ") || lines[18].isEmpty)
            }
        }
    }

    @Test("a date is read in both forms, and one outside the period is refused")
    func jump() throws {
        try play { session, view in
            for text in ["2025-09-03", "03/09/2025", "3/9/2025"] {
                try session.press([.home, .character("g")] + ReplayScreenTests.typed(text) + [.enter], view)
                #expect(session.player.screen.step?.first == LocalDate("2025-09-03"), "\(text)")
            }
            for text in ["2025-02-30", "99", "2025-08-19", "2025-11-21", "đ"] {
                try session.press([.character("g")] + ReplayScreenTests.typed(text) + [.enter], view)
                let last = try session.lines(view)[23]
                #expect(last.contains("is no date") || last.contains("there is"), "\(last)")
                try session.press([.escape], view)
                #expect(session.player.screen.step?.first == LocalDate("2025-09-03"), "\(text)")
            }
            // What was written can be taken back, and nothing at all leaves the prompt.
            try session.press([.character("g"), .character("9"), .backspace, .backspace, .enter], view)
            #expect(session.player.screen.mode == .step)
        }
    }

    @Test("a jump among events goes to the first of the day, or the last before")
    func jumpToEvent() throws {
        try play("H50", .event) { session, view in
            try session.press([.character("g")] + ReplayScreenTests.typed("2025-09-03") + [.enter], view)
            #expect("\(try #require(session.player.screen.step?.at))" == "2025-09-03T08:40:00+07:00")
            try session.press([.character("g")] + ReplayScreenTests.typed("2025-09-02") + [.enter], view)
            #expect(session.player.screen.step?.first == LocalDate("2025-08-29"))
        }
    }

    @Test("the list of a step with very many events scrolls to the one that is chosen")
    func manyEvents() throws {
        var lines = [ReplayFeed.unit("U1")]
        for number in 0..<500 {
            lines.append(
                ReplayFeed.received("D\(1_000 + number)", unit: "U1", at: "2026-03-02T08:00:00+07:00")
            )
        }
        let ledger = try workspace.ledger("many", events: lines)
        try play("U1", from: "2026-03-02", to: "2026-03-02", in: ledger) { session, view in
            #expect(session.player.screen.step?.marks.count == 500)
            try session.press(Array(repeating: .down, count: 321), view)
            let seen = try session.lines(view)
            #expect(seen.count { $0.hasPrefix("> ") } == 1)
            #expect(seen.contains { $0.hasPrefix("> ") && $0.contains("D1321") })
            try session.press(Array(repeating: .down, count: 400), view)
            #expect(try session.lines(view).contains { $0.hasPrefix("> ") && $0.contains("D1499") })
            try session.press(Array(repeating: .up, count: 600), view)
            #expect(try session.lines(view).contains { $0.hasPrefix("> ") && $0.contains("D1000") })
            try session.press([.enter], view)
            #expect(try session.lines(view)[0].contains("D1000"))
        }
    }

    @Test("codes cannot move the cursor")
    func controls() throws {
        #expect(ScreenText.plain("a\u{1B}[2Jb\u{7}\u{9B}\u{202E}") == "a·[2Jb···")
        #expect(ScreenText.plain("Hồ sơ") == "Hồ sơ")
    }

    @Test("a width counts Vietnamese letters once, however they are spelt")
    func widths() {
        #expect(ScreenText.columns("Tiếp nhận") == 9)
        #expect(ScreenText.columns("Tiếp nhận".decomposedStringWithCanonicalMapping) == 9)
        #expect(ScreenText.columns("案件") == 4)
        #expect(ScreenText.cut("Đang giải quyết", 8) == "Đang gi…")
        #expect(ScreenText.columns(ScreenText.cut("案件案件", 4)) <= 4)
        #expect(ScreenText.cut("abc", 3) == "abc" && ScreenText.cut("abc", 0).isEmpty)
        #expect(ScreenText.filled("trễ", 5) == "trễ  " && ScreenText.leading("trễ", 5) == "  trễ")
    }

    @Test("wrapping loses nothing and is never too wide", arguments: [8, 20, 64, 80])
    func wrapping(_ width: Int) {
        for text in [
            "", "a", "seq 235 dossier.resumed: T4 2025-09-17 14:00, tính từ khi ghi nhận; đến lúc hỏi",
            "      " + String(repeating: "x", count: 200) + " y", String(repeating: "từng ", count: 40),
        ] {
            let lines = ScreenText.wrapped(text, width)
            #expect(lines.allSatisfy { ScreenText.columns($0) <= width })
            #expect(lines.joined().filter { $0 != " " } == text.filter { $0 != " " })
        }
    }

    @Test("keys are told from bytes, also where they come apart")
    func keys() {
        var keys = TerminalKeys()
        #expect(keys.take([0x1B, 0x5B, 0x43, 0x1B, 0x5B, 0x44]) == [.right, .left])
        #expect(keys.take([0x1B, 0x4F, 0x41, 0x1B, 0x5B, 0x42]) == [.up, .down])
        #expect(
            keys.take(Array("\u{1B}[5~\u{1B}[6~\u{1B}[H\u{1B}[F".utf8)) == [.pageUp, .pageDown, .home, .end]
        )
        #expect(keys.take(Array("\u{1B}[1~\u{1B}[4~\u{1B}OH\u{1B}OF".utf8)) == [.home, .end, .home, .end])
        #expect(
            keys.take([0x0D, 0x0A, 0x7F, 0x08, 0x03]) == [.enter, .enter, .backspace, .backspace, .interrupt]
        )
        #expect(keys.take(Array("qđ".utf8)) == [.character("q"), .character("đ")])
        #expect(keys.take([0xC4]).isEmpty && keys.take([0x91]) == [.character("đ")])
        #expect(keys.take([0x1B]).isEmpty && keys.isWaiting)
        #expect(keys.settle() == [.escape] && !keys.isWaiting)
        #expect(keys.take([0x1B]).isEmpty && keys.take([0x5B]).isEmpty && keys.take([0x43]) == [.right])
        #expect(keys.take(Array("\u{1B}[1;5Cq".utf8)) == [.right, .character("q")])
        #expect(keys.take([0x1B, 0x71]) == [.escape, .character("q")])
        #expect(keys.take(Array("\u{1B}[200~x".utf8)) == [.character("x")])
        #expect(keys.take([0xFF, 0x00, 0x71]) == [.character("q")])
    }

    @Test("q, Esc and Ctrl-C leave what they ought to")
    func leaving() throws {
        try play { session, view in
            try session.press([.character("?"), .character("q"), .character("?"), .escape], view)
            #expect(session.player.screen.mode == .step)
            #expect(try session.player.press(.character("q"), view) == .quits)
            #expect(try session.player.press(.interrupt, view) == .quits)
            #expect(try session.player.press(.suspend, view) == .suspends)
            try session.press([.escape, .character("x"), .character("?")], view)
            #expect(try session.player.press(.interrupt, view) == .quits)
        }
    }

    @Test("a period without anything, and one before all events, still show a screen")
    func nothing() throws {
        for (from, to) in [("2001-01-01", "2001-01-31"), ("2025-11-19", "2025-11-20")] {
            try play("H50.07", from: from, to: to, .event) { session, view in
                #expect(session.player.screen.stepping == .day || session.player.screen.count > 0)
                if session.player.screen.stepping == .day {
                    #expect(try session.lines(view)[23].contains("no events to step by"))
                    try session.press([.character("s"), .character("s"), .character("s")], view)
                    #expect(session.player.screen.stepping == .day)
                }
                try session.press([.enter, .down, .up, .left, .right, .pageDown], view)
                _ = try session.lines(view)
            }
        }
    }
}
