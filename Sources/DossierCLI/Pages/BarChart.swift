/// A claimed value against measured ones, as a picture that needs no colour.
///
/// Where the axis begins at 0 the figures are bars; where it does not they are dots, for a bar cut off below tells a falsehood
/// about sizes. An upright line stands at the claimed value; a dotted frame shows where a claim is met tightly.
struct BarChart {
    /// What a bar is of.
    struct Bar {
        let label: String
        let value: Double
        let text: String
        /// How dark it is filled.
        let fill: String
    }

    let bars: [Bar]
    let claimed: (value: Double, text: String)
    /// Where the claim is met tightly.
    let zone: ClosedRange<Double>?
    let isPercentage: Bool
    let title: String
    let words: ClaimWords

    private static let width = 680.0
    private static let plot = 128.0...566.0
    private static let top = 24.0
    private static let row = 19.0

    var markup: Markup {
        let zoneEnds = zone.map { [$0.lowerBound, $0.upperBound] } ?? []
        let axis = ChartAxis(bars.map(\.value) + [claimed.value] + zoneEnds, isPercentage: isPercentage)
        let bottom = BarChart.top + BarChart.row * Double(bars.count) + 3
        let height = bottom + (axis.beginsAtZero ? 18 : 32)
        let box = "0 0 \(number(BarChart.width)) \(number(height))"
        return Markup(.svg, [.viewBox: box, .role: "img", .label: title]) {
            frame(axis, bottom)
            for (index, bar) in bars.enumerated() {
                row(bar, axis, middle: BarChart.top + BarChart.row * (Double(index) + 0.5))
            }
            claim(axis, bottom)
            scale(axis, bottom)
        }
    }

    /// The stretch where the claim is met tightly.
    @MarkupBuilder
    private func frame(_ axis: ChartAxis, _ bottom: Double) -> Markup {
        if let zone {
            let from = place(zone.lowerBound, axis)
            let width = max(1, place(zone.upperBound, axis) - from)
            Markup(
                .rect,
                [
                    .x: number(from), .y: number(BarChart.top - 3), .width: number(width),
                    .height: number(bottom - BarChart.top + 3), .fill: "#ececec", .stroke: "#555",
                    .strokeWidth: "0.8",
                    .strokeDashes: "1.5 2.5",
                ]
            ) {}
        }
    }

    @MarkupBuilder
    private func row(_ bar: Bar, _ axis: ChartAxis, middle: Double) -> Markup {
        let start = BarChart.plot.lowerBound
        let end = place(bar.value, axis)
        label(bar.label, x: start - 8, y: middle + 4, "end")
        if axis.beginsAtZero {
            Markup(
                .rect,
                [
                    .x: number(start), .y: number(middle - 5.5), .width: number(max(0, end - start)),
                    .height: "11",
                    .fill: bar.fill, .stroke: "#000", .strokeWidth: "0.8",
                ]
            ) {}
        } else {
            line(start, middle, end, middle, width: "0.8", dashes: "2 2")
            Markup(
                .circle,
                [
                    .cx: number(end), .cy: number(middle), .r: "4.5", .fill: bar.fill, .stroke: "#000",
                    .strokeWidth: "1.2",
                ]
            ) {}
        }
        label(bar.text, x: BarChart.plot.upperBound + 10, y: middle + 4, "start")
    }

    /// The line at the claimed value, with what is claimed above it.
    @MarkupBuilder
    private func claim(_ axis: ChartAxis, _ bottom: Double) -> Markup {
        let x = place(claimed.value, axis)
        let head = BarChart.top - 7
        line(x, head, x, bottom, width: "2", dashes: nil)
        Markup(.path, [.d: "M\(number(x - 4.5)) \(number(head - 3))h9l-4.5 6z"]) {}
        let isRight = x > 400
        label(claimed.text, x: isRight ? x - 9 : x + 9, y: head + 2, isRight ? "end" : "start")
    }

    @MarkupBuilder
    private func scale(_ axis: ChartAxis, _ bottom: Double) -> Markup {
        line(BarChart.plot.lowerBound, bottom, BarChart.plot.upperBound, bottom, width: "1", dashes: nil)
        for tick in axis.ticks(words) {
            let x = place(tick.value, axis)
            line(x, bottom, x, bottom + 4, width: "1", dashes: nil)
            label(tick.text, x: x, y: bottom + 15, "middle")
        }
        if isPercentage { label("%", x: BarChart.plot.upperBound + 26, y: bottom + 15, "start") }
        if !axis.beginsAtZero {
            let text = words.language.text(vi: "trục không bắt đầu từ 0", en: "the axis does not begin at 0")
            label(text, x: BarChart.plot.lowerBound, y: bottom + 28, "start")
        }
    }

    private func place(_ value: Double, _ axis: ChartAxis) -> Double {
        let share = (value - axis.from) / (axis.to - axis.from)
        return BarChart.plot.lowerBound + min(max(share, 0), 1)
            * (BarChart.plot.upperBound - BarChart.plot.lowerBound)
    }

    private func line(
        _ x1: Double,
        _ y1: Double,
        _ x2: Double,
        _ y2: Double,
        width: String,
        dashes: String?
    ) -> Markup {
        Markup(
            .line,
            [
                .x1: number(x1), .y1: number(y1), .x2: number(x2), .y2: number(y2), .stroke: "#000",
                .strokeWidth: width, .strokeDashes: dashes ?? "none",
            ]
        ) {}
    }

    private func label(_ text: String, x: Double, y: Double, _ anchor: String) -> Markup {
        Markup(.text, [.x: number(x), .y: number(y), .anchor: anchor], text)
    }

    /// A length to a tenth.
    private func number(_ length: Double) -> String {
        let tenths = Int((length * 10).rounded())
        return tenths % 10 == 0 ? "\(tenths / 10)" : "\(tenths / 10).\(tenths % 10)"
    }
}
