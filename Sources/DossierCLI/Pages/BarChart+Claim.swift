internal import Audit
internal import DossierModel
internal import Projections

extension BarChart {
    /// The chart of an answer, or `nil` where a picture would show nothing: no figure, or every figure the claimed one.
    init?(_ answer: ClaimAudit.Answer, _ words: ClaimWords) {
        let figure = answer.claim.figure
        guard answer.verdict != .notCheckable, let claimed = BarChart.value(figure.value) else { return nil }
        let told = answer.readings.told
        let place = answer.readings.matches.first ?? 0
        var bars: [Bar] = []
        for basis in Basis.allCases {
            let measure = basis == .reported ? answer.reported : answer.audited
            guard let value = BarChart.value(measure) else { continue }
            bars.append(
                Bar(
                    label: words.name(basis),
                    value: value,
                    text: words.measured(measure),
                    fill: basis == .reported ? "#444" : "#fff"
                )
            )
        }
        if place > 0, let value = BarChart.value(told.measure) {
            let label = words.language.text(vi: "cách đọc \(place + 1)", en: "reading \(place + 1)")
            bars.append(Bar(label: label, value: value, text: words.measured(told.measure), fill: "#aaa"))
        }
        let measures = [answer.reported, answer.audited, told.measure].filter(\.exists)
        guard measures.contains(where: { !BarChart.isThere($0, figure.value) }) else { return nil }
        // That something is there at all needs no picture.
        guard figure.value.digits != 0 || answer.reported != answer.audited else { return nil }
        self.init(
            bars: bars,
            claimed: (claimed, words.language.text(vi: "nêu ", en: "claimed ") + words.claimed(figure)),
            zone: BarChart.zone(figure, claimed),
            isPercentage: figure.value.isPercentage,
            title: "\(answer.claim.id): " + bars.map { "\($0.label) \($0.text)" }.joined(separator: "; "),
            words: words
        )
    }

    /// A printed value on the axis; percentages in percent.
    private static func value(_ value: PrintedValue) -> Double? {
        Double(value.digits) * (value.isPercentage ? 100 : 1) / Double(value.unitsInOne)
    }

    private static func value(_ measure: Measure) -> Double? {
        measure.value.map { $0 * (measure.denominator == nil ? 1 : 100) }
    }

    /// Whether a figure is the printed value to the last digit.
    private static func isThere(_ measure: Measure, _ printed: PrintedValue) -> Bool {
        guard measure.denominator != nil else { return measure.numerator == printed.digits }
        return measure.percentagePoints(over: printed) == 0
    }

    /// Where figures meet a claim tightly; `nil` where that is one number, or no matter.
    private static func zone(_ figure: ClaimedFigure, _ claimed: Double) -> ClosedRange<Double>? {
        let one = Double(figure.value.unitsInOne) / (figure.value.isPercentage ? 100 : 1)
        let end = figure.value.isPercentage ? max(100, claimed) : .infinity
        switch figure.relation {
        case .equals:
            guard figure.value.isPercentage else { return nil }
            return max(0, claimed - 0.5 / one)...min(end, claimed + 1 / one)
        case .moreThan, .atLeast:
            return figure.value.lastPlace.map { claimed...min(end, claimed + Double($0) / one) }
        case .lessThan, .atMost:
            return figure.value.lastPlace.map { max(0, claimed - Double($0) / one)...claimed }
        case .about: return claimed * 0.95...min(end, claimed * 1.05)
        }
    }
}
