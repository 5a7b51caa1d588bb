internal import DossierModel

/// Counts at the ends of days as lines, told apart by their strokes and by names beside them, not by colour.
struct DayChart {
    /// A count for each day.
    struct Series {
        let name: String
        let values: [Double]
        let width: String
        let dashes: String
    }

    /// The first day, to which the first value of each series belongs.
    let first: LocalDate
    /// How many days the chart is wide, though a series may end earlier.
    let dayCount: Int
    let series: [Series]
    /// The days of the week that the report is of, if they are to be marked, and what that is called.
    let marked: (days: ClosedRange<LocalDate>, name: String)?
    let title: String
    let language: Language

    private static let width = 680.0
    private static let height = 216.0
    private static let plotX = 52.0...528.0
    private static let plotY = 20.0...182.0

    var markup: Markup {
        let axis = ChartAxis([0] + series.flatMap(\.values), isPercentage: false)
        let box = "0 0 \(number(DayChart.width)) \(number(DayChart.height))"
        return Markup(.svg, [.viewBox: box, .role: "img", .label: title]) {
            mark
            grid(axis)
            dates
            for line in series { path(line, axis) }
            names(axis)
        }
    }

    /// The week in grey, behind everything.
    @MarkupBuilder private var mark: Markup {
        if let marked {
            let from = x(Int(marked.days.lowerBound.rawValue - first.rawValue) - 1)
            let to = x(Int(marked.days.upperBound.rawValue - first.rawValue))
            Markup(
                .rect,
                [
                    .x: number(from), .y: number(DayChart.plotY.lowerBound), .width: number(to - from),
                    .height: number(DayChart.plotY.upperBound - DayChart.plotY.lowerBound),
                    .fill: "#ececec", .stroke: "none",
                ]
            ) {}
            label(marked.name, x: (from + to) / 2, y: DayChart.plotY.lowerBound - 6, "middle")
        }
    }

    @MarkupBuilder
    private func grid(_ axis: ChartAxis) -> Markup {
        for tick in axis.ticks(ClaimWords(language: language)) {
            let y = place(tick.value, axis)
            let isFoot = tick.value == axis.from
            line(
                (DayChart.plotX.lowerBound, y),
                (DayChart.plotX.upperBound, y),
                width: isFoot ? "1" : "0.4",
                color: isFoot ? "#000" : "#888"
            )
            label(tick.text, x: DayChart.plotX.lowerBound - 7, y: y + 4, "end")
        }
    }

    /// Dates below, a whole number of weeks apart: at most nine.
    @MarkupBuilder private var dates: Markup {
        let step = max(1, (dayCount - 1 + 55) / 56) * 7
        for day in stride(from: 0, to: dayCount, by: dayCount <= 10 ? 1 : step) {
            let foot = DayChart.plotY.upperBound
            line((x(day), foot), (x(day), foot + 4), width: "1", color: "#000")
            label(short(first.adding(days: day)), x: x(day), y: foot + 16, "middle")
        }
    }

    private func path(_ series: Series, _ axis: ChartAxis) -> Markup {
        var path = ""
        for (day, value) in series.values.enumerated() {
            path += "\(day == 0 ? "M" : "L")\(number(x(day))) \(number(place(value, axis)))"
        }
        return Markup(
            .path,
            [
                .d: path, .fill: "none", .stroke: "#000", .strokeWidth: series.width,
                .strokeDashes: series.dashes,
            ]
        ) {}
    }

    /// The names beside the ends of the lines, moved apart where they would stand in each other.
    @MarkupBuilder
    private func names(_ axis: ChartAxis) -> Markup {
        let ends = series.filter { !$0.values.isEmpty }.map { line in
            (line: line, y: place(line.values[line.values.count - 1], axis))
        }
        let places = DayChart.apart(ends.map(\.y))
        for (end, y) in zip(ends, places) {
            let from = x(end.line.values.count - 1)
            let start = DayChart.plotX.upperBound + 10
            line((from + 2, end.y), (start - 2, y), width: "0.4", color: "#aaa")
            Markup(
                .path,
                [
                    .d: "M\(number(start)) \(number(y))h18", .fill: "none", .stroke: "#000",
                    .strokeWidth: end.line.width, .strokeDashes: end.line.dashes,
                ]
            ) {}
            label(end.line.name, x: start + 22, y: y + 4, "start")
        }
    }

    /// The same places, in their order from above, at least a line of text apart and inside the plot.
    private static func apart(_ places: [Double]) -> [Double] {
        var moved = places
        let order = places.indices.sorted { (places[$0], $0) < (places[$1], $1) }
        var least = plotY.lowerBound
        for index in order {
            moved[index] = max(places[index], least)
            least = moved[index] + 15
        }
        var most = plotY.upperBound
        for index in order.reversed() {
            moved[index] = min(moved[index], most)
            most = moved[index] - 15
        }
        return moved
    }

    private func x(_ day: Int) -> Double {
        let share = Double(day) / Double(max(1, dayCount - 1))
        return DayChart.plotX.lowerBound + max(0, share)
            * (DayChart.plotX.upperBound - DayChart.plotX.lowerBound)
    }

    private func place(_ value: Double, _ axis: ChartAxis) -> Double {
        let share = (value - axis.from) / (axis.to - axis.from)
        return DayChart.plotY.upperBound - share * (DayChart.plotY.upperBound - DayChart.plotY.lowerBound)
    }

    private func line(_ from: (Double, Double), _ to: (Double, Double), width: String, color: String)
        -> Markup
    {
        Markup(
            .line,
            [
                .x1: number(from.0), .y1: number(from.1), .x2: number(to.0), .y2: number(to.1),
                .stroke: color, .strokeWidth: width,
            ]
        ) {}
    }

    private func label(_ text: String, x: Double, y: Double, _ anchor: String) -> Markup {
        Markup(.text, [.x: number(x), .y: number(y), .anchor: anchor], text)
    }

    /// A day without its year.
    private func short(_ date: LocalDate) -> String {
        let (_, month, day) = date.civil
        return language.text(
            vi: "\(padded(day, 2))/\(padded(month, 2))",
            en: "\(padded(month, 2))-\(padded(day, 2))"
        )
    }

    /// A length to a tenth.
    private func number(_ length: Double) -> String {
        let tenths = Int((length * 10).rounded())
        return tenths % 10 == 0 ? "\(tenths / 10)" : "\(tenths / 10).\(abs(tenths % 10))"
    }
}
