internal import DossierModel
internal import Projections
internal import Rules

/// What one thread makes of its share of the dossiers for campaigns over the same days.
struct CampaignPart: DossierPart {
    private var course: LateCourse
    private(set) var tallies: [CampaignTally]

    init(_ days: CourseDays, _ knowledge: Knowledge, _ tallies: [CampaignTally]) {
        let question = Question(
            asOf: knowledge.asOf,
            at: days.at,
            from: days.first,
            to: days.last
        )
        course = LateCourse(days, DossierJudge(question, knowledge.references))
        self.tallies = tallies
    }

    mutating func take(_ dossier: Int, _ rows: Span<EventRow>, _ numbers: Span<UInt32>) {
        course.follow(rows)
        for index in tallies.indices { tallies[index].add(course) }
    }
}
