/// What a pause or a request came to on the audited basis.
struct SlowAuthorisation {
    var isAuthorised: Bool
    var reasons: [String]

    /// Of one that opens no stop there, for another reason than an open pause, or has not happened there.
    static let none = SlowAuthorisation(isAuthorised: false, reasons: [])
}
