internal import DossierModel

/// What a dossier's life is planned with, from its receipt on.
struct Life {
    let office: Int
    let procedure: Int
    /// When it was received, in seconds of ``ScenarioCalendar``.
    let receipt: Int
    let day: Int
    let number: Int
    /// The statutory due time.
    let statutory: Int
    /// The numbers of the working days of receipt and statutory due (``ScenarioCalendar/rank(of:)``).
    let receiptRank: Int
    let dueRank: Int
    let isOnline: Bool

    /// The unit that works on it now.
    var unit: Int
    var onestop: Int
    var handler: Int
    var leader: Int
    /// When its receipt was recorded and came into the log: nothing of it can be written down before.
    var receiptRecorded = 0
    var receiptArrival = 0
    /// When the last thing happened to it.
    var latest: Int
    /// The working day on which the work will end; a stop moves it on.
    var finishRank = 0
    /// Working days by which stops have moved its end.
    var shift = 0
    /// The appointment on the slip, or `nil` where none is given.
    var dueAt: Int?
    var isLate = false
    var hasPause = false
    var hasSupplement = false
    /// No end is reached.
    var isStuck = false
}
