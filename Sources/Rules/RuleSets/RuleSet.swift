package import DossierModel

/// A ground (căn cứ) on which a pause is lawful.
package struct LawfulGround: Hashable, Sendable {
    package var ground: String

    /// The sectors it holds for; `nil` for all.
    package var sectors: [String]?

    /// The first start date of a pause that it holds for; `nil` for always.
    package var from: LocalDate?

    /// The last start date of a pause that it holds for; `nil` for ever.
    package var to: LocalDate?

    /// Where the law says so.
    package var citation: String

    package init(
        _ ground: String,
        sectors: [String]? = nil,
        from: LocalDate? = nil,
        to: LocalDate? = nil,
        citation: String
    ) {
        self.ground = ground
        self.sectors = sectors
        self.from = from
        self.to = to
        self.citation = citation
    }
}

/// The numbers and grounds by which dossiers of a time are judged: data, not code.
///
/// rules.md section 8.
package struct RuleSet: Hashable, Sendable {
    package var name: String

    /// The first receipt date that it holds for, if nothing adopts it for another.
    package var effectiveFrom: LocalDate

    /// How many supplement requests a dossier may meet.
    package var maxSupplementRequests: Int

    /// Working days after the receipt in which a supplement may be asked for; `nil` for no such limit.
    package var supplementWithinDays: Int?

    /// Calendar days before the due date by which an apology must be given.
    package var apologyLeadDays: Int

    /// How often a dossier may be given a new appointment.
    package var maxReschedules: Int

    /// Working days that may pass between a receipt and its record.
    package var registrationGraceDays: Int

    /// How long a secondment to a one-stop shop lasts, in months.
    package var secondmentMonths: ClosedRange<Int>

    package var grounds: [LawfulGround]

    package init(
        name: String,
        effectiveFrom: LocalDate,
        maxSupplementRequests: Int,
        supplementWithinDays: Int?,
        apologyLeadDays: Int,
        maxReschedules: Int,
        registrationGraceDays: Int,
        secondmentMonths: ClosedRange<Int>,
        grounds: [LawfulGround]
    ) {
        self.name = name
        self.effectiveFrom = effectiveFrom
        self.maxSupplementRequests = maxSupplementRequests
        self.supplementWithinDays = supplementWithinDays
        self.apologyLeadDays = apologyLeadDays
        self.maxReschedules = maxReschedules
        self.registrationGraceDays = registrationGraceDays
        self.secondmentMonths = secondmentMonths
        self.grounds = grounds
    }
}
