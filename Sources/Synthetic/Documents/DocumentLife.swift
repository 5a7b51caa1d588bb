internal import DossierModel

/// What the life of a document's dossier is planned with, from its receipt on.
struct DocumentLife {
    let batch: DocumentPlan.Batch
    /// Its number in its share.
    let item: Int
    let unit: Int
    let onestop: Int
    let handler: Int
    let leader: Int
    /// When it was received, in seconds of ``ScenarioCalendar``.
    let receipt: Int
    let day: Int
    let number: Int
    let due: Int
    /// The numbers of the working days of receipt and due date.
    let receiptRank: Int
    let dueRank: Int
    let isInHours: Bool
    let isOnline: Bool
    /// When the last thing happened to it.
    var latest: Int
}
