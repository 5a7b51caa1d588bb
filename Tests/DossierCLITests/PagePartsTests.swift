import TestSupport
import Testing

@testable import DossierCLI

@Suite("the parts of a page")
struct PagePartsTests {
    @Test("a text stays a text, in an element and in a field")
    func markup() {
        let text = "<b a=\"1\" c='2'>&amp;"
        let escaped = "&lt;b a=&quot;1&quot; c=&#39;2&#39;&gt;&amp;amp;"
        #expect(Markup(text: text).source == escaped)
        #expect(Markup(.p, [.kind: text], text).source == "<p class=\"\(escaped)\">\(escaped)</p>")
        #expect(Markup(linkTo: text, "x").source == "<a href=\"#\(escaped)\">x</a>")
        #expect(
            Markup(text: "a\u{0}b\u{9F}c\u{202E}d\u{2069}e\nf").source
                == "a\u{FFFD}b\u{FFFD}c\u{FFFD}d\u{FFFD}e f"
        )
        #expect(Markup(text: "Đất đai: Hồ sơ số 1").source == "Đất đai: Hồ sơ số 1")
    }

    @Test("nothing in the foot of a sheet can end the style")
    func footing() {
        let source = Markup(style: ".a { color: #000; }", footing: "x\"; } </style><p>\\").source
        #expect(source.contains("content: \"x__ _ _/style__p__\"; } }\n</style>"))
    }

    @Test("pieces follow each other, also those of loops and conditions")
    func builder() {
        let isFirst = elements.isEmpty
        let page = Markup(.div) {
            "a"
            for number in 1...3 { Markup(.span, "\(number)") }
            if isFirst { "b" } else { "c" }
            if !isFirst { "d" }
        }
        #expect(page.source == "<div>a<span>1</span><span>2</span><span>3</span>b</div>")
    }

    private let elements: [String] = []

    // MARK: - Axes

    private static let axes: [([Double], Bool, Double, Double, [String])] = [
        // Far apart: all of it.
        ([0, 82], true, 0, 100, ["0", "20", "40", "60", "80", "100"]),
        ([100, 75], true, 0, 100, ["0", "20", "40", "60", "80", "100"]),
        ([120, 0], true, 0, 120, ["0", "20", "40", "60", "80", "100", "120"]),
        // Near together: only there.
        ([82.000_08, 82, 83], true, 81.5, 83.5, ["81.5", "82.0", "82.5", "83.0", "83.5"]),
        (
            [277_001, 277_000, 278_000], false, 276_500, 278_500,
            ["276,500", "277,000", "277,500", "278,000", "278,500"]
        ),
        // Never beyond 100 %.
        ([99.9, 99.5], true, 99.2, 100, ["99.2", "99.4", "99.6", "99.8", "100.0"]),
        // Near 0 from 0 on.
        ([1, 3.7], true, 0, 5, ["0", "1", "2", "3", "4", "5"]),
        ([0, 784], false, 0, 800, ["0", "200", "400", "600", "800"]),
        // Counts are whole.
        ([39, 40], false, 38, 41, ["38", "39", "40", "41"]),
        ([0], false, 0, 1, ["0", "1"]),
        ([0, 0], true, 0, 100, ["0", "20", "40", "60", "80", "100"]),
    ]

    @Test("an axis shows all of it, or where things are near together only as much as is needed")
    func axes() {
        let words = ClaimWords(language: .en)
        for (values, isPercentage, from, to, ticks) in PagePartsTests.axes {
            let axis = ChartAxis(values, isPercentage: isPercentage)
            #expect(abs(axis.from - from) < 1e-6, "\(values): \(axis.from)")
            #expect(abs(axis.to - to) < 1e-6, "\(values): \(axis.to)")
            #expect(axis.ticks(words).map(\.text) == ticks, "\(values)")
            #expect(axis.beginsAtZero == (from == 0), "\(values)")
        }
    }

    @Test("whatever the values, all lie on the axis, and the ticks are few and whole")
    func anyAxis() {
        let words = ClaimWords(language: .vi)
        var state: UInt64 = 42
        for round in 0..<2_000 {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            let isPercentage = round.isMultiple(of: 2)
            let size = isPercentage ? 100.0 : Double(1 << (state >> 59))
            let near = Double(state >> 40 & 0xFFFF) / 65_535
            let first = (Double(state >> 20 & 0xFFFFF) / 1_048_575 * size)
            let second = first + (size - first) * near * near * near * near
            let values = isPercentage ? [first, second] : [first.rounded(), second.rounded()]
            let axis = ChartAxis(values, isPercentage: isPercentage)
            let ticks = axis.ticks(words)
            #expect(
                axis.from >= 0 && axis.from <= values[0] + 1e-9 && axis.to >= values[1] - 1e-9,
                "\(values)"
            )
            #expect((2...10).contains(ticks.count), "\(values)")
            #expect(Set(ticks.map(\.text)).count == ticks.count, "\(values)")
            #expect(!isPercentage || axis.to <= 100 + 1e-9, "\(values)")
        }
    }

    // MARK: - Commands

    @Test("files are named as they were given, absolute ones by their last part")
    func names() {
        let asked = AskedAudit(ledger: "/srv/a b/sổ/", claims: "seeds/x.json", rules: ["/", "../r.json"])
        #expect(asked.ledger == "sổ")
        #expect(asked.claims == "seeds/x.json")
        #expect(asked.rules == ["/", "../r.json"])
    }

    @Test(
        "a name is one word of a shell",
        arguments: [
            ("sổ/x-1.json", "sổ/x-1.json"), ("a b", "'a b'"), ("-x", "./-x"), ("it's", "'it'\\''s'"),
            ("$(x)", "'$(x)'"),
            ("", "''"), ("a;b", "'a;b'"), ("~x", "'~x'"),
        ]
    )
    func words(_ name: String, _ word: String) {
        #expect(AskedAudit.word(name) == word)
    }
}
