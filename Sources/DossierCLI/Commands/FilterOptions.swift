internal import ArgumentParser
internal import Audit
internal import DossierModel

/// The period of figures.
struct PeriodOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp("The first day. Default: that on which anything happened first", valueName: "day"),
        transform: OptionValue.date
    )
    var from: LocalDate?

    @Option(
        help: ArgumentHelp(
            "The last day. Default: that of the (later) moment of knowledge",
            valueName: "day"
        ),
        transform: OptionValue.date
    )
    var to: LocalDate?

    /// What is said of a period that ends before it begins, by every command.
    static func reversed(from: LocalDate, to: LocalDate) -> (vi: String, en: String) {
        (
            "--to đứng trước --from: kỳ kết thúc (\(to)) trước khi bắt đầu (\(from))",
            "--to comes before --from: the period ends (\(to)) before it begins (\(from))"
        )
    }
}

/// The period and the scope of figures.
struct FilterOptions: ParsableArguments {
    @OptionGroup var period: PeriodOptions

    @Option(help: "A unit and all below it.")
    var unit: String?

    @Option(help: "A sector.")
    var sector: String?

    @Option(help: "A channel: counter, online or postal.", transform: OptionValue.channel)
    var channel: Channel?

    @Option(help: "A procedure.")
    var procedure: String?

    @Option(
        help: "Units of a level: national, province, department, branch, district, commune or centre.",
        transform: OptionValue.level
    )
    var level: UnitLevel?

    /// A report of it.
    var query: ReportQuery {
        var query = ReportQuery(from: period.from, to: period.to)
        query.unit = unit
        query.sector = sector
        query.channel = channel
        query.procedure = procedure
        query.level = level
        return query
    }
}
