import DossierModel

/// The lives in a document's stream, read from its lines alone: receipt, finish and what was said on the way.
struct DocumentLives {
    /// A dossier's events by type; of more than one of a type, all.
    struct Life {
        var events: [EventType: [Feed.Event]] = [:]

        var receipt: Feed.Event? { events[.received]?.first }
        var finish: Feed.Event? { (events[.completed] ?? events[.declined] ?? events[.withdrawn])?.first }
        /// The day on the slip.
        var due: LocalDate? { receipt.flatMap { Instant($0["data.dueAt"] ?? "")?.localDate } }
        var unit: String { receipt?.unit ?? "" }
        /// Whether its clock was stopped at some time, so that the slip does not tell when it is late.
        var wasStopped: Bool { events[.supplementRequested] != nil || events[.paused] != nil }

        func count(_ type: EventType) -> Int { events[type]?.count ?? 0 }
    }

    private(set) var byCode: [String: Life] = [:]

    init(_ feed: Feed) {
        for event in feed.dossierEvents {
            guard let type = event.type else { continue }
            byCode[event.dossier, default: Life()].events[type, default: []].append(event)
        }
    }

    func count(where matches: (Life) -> Bool) -> Int {
        byCode.values.count(where: matches)
    }

    /// The dossiers that were completed by a day, of all units whose code begins so.
    func completed(by day: LocalDate, in stem: String) -> [Life] {
        byCode.values.filter { life in
            life.unit.hasPrefix(stem)
                && life.events[.completed]?.first.map { $0.recordedAt.localDate <= day } == true
        }
    }
}
