package import DossierModel

/// A published document whose figures a stream is made to have.
///
/// It is data: the units, and how many dossiers had which fate. How a life with such a fate goes is decided by
/// ``DocumentPlanner``, and the seed chooses among all that have these figures.
package struct Document: Sendable {
    /// A unit (đơn vị), by its real name where the document gives it.
    struct Office: Sendable {
        let code: String
        let name: String
        let level: UnitLevel
        let parent: String?
        /// The sector of its receipts; `nil` leaves it to the procedure.
        let sector: String?

        init(
            _ code: String,
            _ name: String,
            _ level: UnitLevel,
            in parent: String? = nil,
            sector: String? = nil
        ) {
            self.code = code
            self.name = name
            self.level = level
            self.parent = parent
            self.sector = sector
        }
    }

    /// Which procedures are posted (niêm yết) at a unit: those of its levels but for the ones named.
    struct Listing: Sendable {
        let unit: String
        var without: [String] = []
    }

    package let id: String
    /// The days that the document's figures are about.
    package let period: ClosedRange<LocalDate>
    /// The last day of the document's date: nothing is recorded after it.
    package let date: LocalDate
    /// The units beside those that every stream has.
    let offices: [Office]
    /// Of all components of the receipts in the period, this share is digitised, to the last component.
    let digitised: (part: Int, whole: Int)
    /// Procedures that were then in the hands of further levels, beside those of the catalogue.
    var competences: [(procedure: String, level: UnitLevel)] = []
    var listings: [Listing] = []
    let cohorts: [Cohort]
}

extension Document {
    /// The five documents that there are streams of.
    package static let all: [Document] = [
        phuTho2026, toCongTac7, hanhChinhCong2021, quangTri2023, traVinh2023,
    ]

    /// The document of that id, or `nil` where there is none.
    package static func named(_ id: String) -> Document? {
        all.first { $0.id == id }
    }

    /// The first day on which something is received.
    var opening: LocalDate {
        cohorts.map(\.received.lowerBound).min() ?? period.lowerBound
    }

    /// The 39 procedures, with the levels that were competent at the time.
    var procedures: [ScenarioProcedure] {
        ScenarioProcedure.catalogue.map { procedure in
            var procedure = procedure
            procedure.levels += competences.filter { $0.procedure == procedure.code }.map(\.level)
            return procedure
        }
    }

    /// The competence of a district for what its offices took in before communes and province shared its work.
    static let ofDistricts: [(procedure: String, level: UnitLevel)] = [
        "1.013978", "1.012781", "1.012783", "1.012784", "1.012790", "1.012817", "1.013831", "1.013833",
        "1.004859",
        "2.000635", "2.000806", "2.000815", "2.000884", "2.000908", "1.001612", "1.013225",
    ].map { ($0, .district) }
}
