internal import DossierModel

/// Days from left to right, and the strokes of a picture along them.
struct TimeAxis {
    let first: LocalDate
    /// The last day that has room.
    let last: LocalDate

    static let width = 1_000.0
    static let left = 96.0
    static let right = 976.0

    /// How wide a day is.
    var day: Double {
        (TimeAxis.right - TimeAxis.left) / Double(Int(last.rawValue) - Int(first.rawValue) + 1)
    }

    /// Where a day begins; at the edge for one outside.
    func place(_ date: LocalDate) -> Double {
        bounded(TimeAxis.left + Double(Int(date.rawValue) - Int(first.rawValue)) * day)
    }

    func place(_ instant: Instant) -> Double {
        let share = Double(instant.millisecondsOfDay) / Double(Instant.day)
        return bounded(
            TimeAxis.left + (Double(Int(instant.localDate.rawValue) - Int(first.rawValue)) + share) * day
        )
    }

    private func bounded(_ x: Double) -> Double { min(max(x, TimeAxis.left), TimeAxis.right) }

    /// A coordinate with one decimal.
    static func number(_ value: Double) -> String {
        let tenths = Int((value * 10).rounded())
        let sign = tenths < 0 ? "-" : ""
        let size = Int(tenths.magnitude)
        return size % 10 == 0 ? "\(sign)\(size / 10)" : "\(sign)\(size / 10).\(size % 10)"
    }

    func text(
        _ text: String,
        x: Double,
        y: Double,
        anchor: String = "start",
        size: String = "11",
        isBold: Bool = false
    ) -> Markup {
        Markup(
            .text,
            [
                .x: TimeAxis.number(x), .y: TimeAxis.number(y), .anchor: anchor, .fontSize: size,
                .fontWeight: isBold ? "bold" : "normal",
            ],
            text
        )
    }

    func line(_ x1: Double, _ y1: Double, _ x2: Double, _ y2: Double, width: String, dashes: String = "none")
        -> Markup
    {
        Markup(
            .line,
            [
                .x1: TimeAxis.number(x1), .y1: TimeAxis.number(y1), .x2: TimeAxis.number(x2),
                .y2: TimeAxis.number(y2), .stroke: "#000", .strokeWidth: width, .strokeDashes: dashes,
            ]
        ) {}
    }

    /// How an area is filled.
    enum Pattern {
        case slanted, crossed, upright
    }

    /// A framed area with a pattern of lines.
    func area(
        _ from: Double,
        _ to: Double,
        top: Double,
        height: Double,
        _ pattern: Pattern,
        stroke: String = "#000"
    )
        -> Markup
    {
        let width = max(1, to - from)
        var markup = Markup(
            .rect,
            [
                .x: TimeAxis.number(from), .y: TimeAxis.number(top), .width: TimeAxis.number(width),
                .height: TimeAxis.number(height), .fill: "#fff", .stroke: stroke, .strokeWidth: "0.8",
            ]
        ) {}
        var path = ""
        switch pattern {
        case .upright: path = upright(from, width, top, height)
        case .slanted: path = slanted(from, width, top, height, isFalling: false, gap: 4)
        case .crossed:
            path = slanted(from, width, top, height, isFalling: false, gap: 6)
            path += slanted(from, width, top, height, isFalling: true, gap: 6)
        }
        if !path.isEmpty {
            markup.append(Markup(.path, [.d: path, .stroke: stroke, .strokeWidth: "0.7", .fill: "none"]) {})
        }
        return markup
    }

    private func upright(_ from: Double, _ width: Double, _ top: Double, _ height: Double) -> String {
        var path = ""
        var x = from + 3
        while x < from + width {
            path += "M\(TimeAxis.number(x)) \(TimeAxis.number(top))v\(TimeAxis.number(height))"
            x += 3
        }
        return path
    }

    /// Lines at 45°, each cut off at the sides of the area.
    private func slanted(
        _ from: Double,
        _ width: Double,
        _ top: Double,
        _ height: Double,
        isFalling: Bool,
        gap: Double
    ) -> String {
        var path = ""
        var start = gap - height
        while start < width {
            let (a, b) = (max(0, start), min(width, start + height))
            let (ya, yb) = (a - start, b - start)
            let (y1, y2) = isFalling ? (top + ya, top + yb) : (top + height - ya, top + height - yb)
            let ends = [from + a, y1, from + b, y2].map { TimeAxis.number($0) }
            if b > a { path += "M\(ends[0]) \(ends[1])L\(ends[2]) \(ends[3])" }
            start += gap
        }
        return path
    }
}
