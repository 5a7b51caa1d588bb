internal import DossierModel
internal import Rules

/// The days of a picture with those that are not worked, and the months above them.
struct CalendarStrip {
    let axis: TimeAxis
    let calendar: WorkCalendar
    let words: HistoryWords

    private static let top = 66.0
    private static let height = 16.0

    /// Narrower days cannot be told apart.
    private static let narrowest = 1.2

    var markup: Markup {
        var markup = axis.text(
            words.text(vi: "ngày nghỉ", en: "days off"),
            x: TimeAxis.left - 8,
            y: CalendarStrip.top + 12,
            anchor: "end"
        )
        markup.append(
            Markup(
                .rect,
                [
                    .x: TimeAxis.number(TimeAxis.left), .y: TimeAxis.number(CalendarStrip.top),
                    .width: TimeAxis.number(TimeAxis.right - TimeAxis.left),
                    .height: TimeAxis.number(CalendarStrip.height), .fill: "#fff", .stroke: "#000",
                    .strokeWidth: "0.8",
                ]
            ) {}
        )
        if axis.day >= CalendarStrip.narrowest {
            markup.append(daysOff)
        } else {
            let text = words.text(
                vi: "ngày nghỉ không vẽ ở tỷ lệ này",
                en: "days off are not drawn at this scale"
            )
            markup.append(axis.text(text, x: TimeAxis.left + 4, y: CalendarStrip.top + 12, size: "9"))
        }
        markup.append(marks)
        return markup
    }

    /// Days off in a row as one area.
    private var daysOff: Markup {
        var markup = Markup()
        var day = axis.first
        while day <= axis.last {
            guard !calendar.isWorking(day) else {
                day = day.adding(days: 1)
                continue
            }
            var end = day.adding(days: 1)
            while end <= axis.last, !calendar.isWorking(end) { end = end.adding(days: 1) }
            let area = axis.area(
                axis.place(day),
                axis.place(day) + Double(Int(end.rawValue) - Int(day.rawValue)) * axis.day,
                top: CalendarStrip.top,
                height: CalendarStrip.height,
                .slanted,
                stroke: "#444"
            )
            markup.append(area)
            day = end
        }
        return markup
    }

    /// Dates along the strip: as many as have room.
    private var marks: Markup {
        let steps = [1, 2, 7, 14, 28, 91, 182, 365, 1_826, 3_652, 36_524]
        let step = steps.first { Double($0) * axis.day >= 70 } ?? 36_524
        var markup = Markup()
        var day = axis.first
        while day <= axis.last {
            let x = axis.place(day)
            markup.append(
                axis.line(x, CalendarStrip.top - 4, x, CalendarStrip.top + CalendarStrip.height, width: "0.8")
            )
            if x < TimeAxis.right - 58 {
                markup.append(axis.text(words.day(day), x: x + 2, y: CalendarStrip.top - 6, size: "9"))
            }
            day = day.adding(days: step)
        }
        return markup
    }
}
