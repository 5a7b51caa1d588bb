internal import DossierModel

/// How long an open dossier stays what it is while nothing happens (rules.md sections 7 and 9).
extension Life {
    /// Working days late from which another bucket of days late counts (rules.md section 9).
    private static var bucketStarts: [5 of Int64] { [6, 31, 91, 251, 501] }

    /// The first instant after `at` at which an open dossier's class, bucket or unauthorised days may be others.
    ///
    /// It is asked after ``judge(at:_:)``.
    @inline(__always)
    func stableUntil(at: Instant) -> Instant {
        let days = book.pointee.days
        var until = Instant.distantFuture
        if let pause, !pause.isAuthorised {
            until = Instant(days.advance(at.localDate, by: 1))
        }
        guard let due else { return until }
        switch judgement.pointee.dossierClass {
        case .openInTime:
            // In days the due passes with the first instant of the next day, in hours with the next millisecond.
            until = min(
                until,
                due.instant.map { Instant(rawValue: $0.rawValue + 1) } ?? Instant(due.date.adding(days: 1))
            )
        case .openOverdue:
            let starts = Life.bucketStarts
            for index in starts.indices where starts[index] > Int64(judgement.pointee.daysLate) {
                until = min(until, Instant(days.advance(due.date, by: starts[index])))
                break
            }
        default: break
        }
        return until
    }
}
