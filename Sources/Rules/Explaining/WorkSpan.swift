package import DossierModel

/// A stretch of a dossier's life in one pair of hands: from the receipt or a transfer to the next transfer, or to the end.
///
/// The working days of all spans add up to those from the receipt to the end.
package struct WorkSpan: Hashable, Sendable {
    /// The row of the receipt or transfer that it begins with.
    package let row: Int
    package let from: Instant
    package let to: Instant
    /// Working days after the day it begins, up to the day it ends.
    package internal(set) var days = 0
    /// Of these with the clock standing still.
    package internal(set) var stoppedDays = 0
    /// Of these in a stop that does not hold the clock.
    package internal(set) var unauthorisedDays = 0
}

extension LifeRecord {
    /// Who had the dossier for how many working days, the stops apart.
    ///
    /// `end` is the finish or, for an open dossier, `at`.
    ///
    /// - Complexity: O(*n* log *n*) in the number of stops and transfers.
    package func workSpans(until end: Instant, in calendar: WorkCalendar) -> [WorkSpan] {
        guard let start else { return [] }
        let begins = [TransferRecord(row: start.row, at: start.received)] + transfers
        var spans = begins.indices.map { index in
            let next = index + 1 < begins.count ? begins[index + 1].at : end
            return WorkSpan(row: begins[index].row, from: begins[index].at, to: max(begins[index].at, next))
        }
        let marks = marks(until: end)
        var (index, held, unheld) = (0, 0, 0)
        for place in spans.indices {
            var day = spans[place].from.localDate
            let last = spans[place].to.localDate
            while true {
                while index < marks.count, marks[index].date <= day {
                    held += marks[index].held
                    unheld += marks[index].unheld
                    index += 1
                }
                guard day < last else { break }
                let next = index < marks.count ? min(marks[index].date, last) : last
                let days = calendar.workingDays(after: day, through: next)
                spans[place].days += days
                if held > 0 {
                    spans[place].stoppedDays += days
                } else if unheld > 0 {
                    spans[place].unauthorisedDays += days
                }
                day = next
            }
        }
        return spans
    }

    /// The days after which stops begin and end, in order.
    private func marks(until end: Instant) -> [(date: LocalDate, held: Int, unheld: Int)] {
        var marks: [(date: LocalDate, held: Int, unheld: Int)] = []
        for standstill in standstills {
            marks.append((standstill.start.localDate, 1, 0))
            marks.append(((standstill.end ?? end).localDate, -1, 0))
        }
        for stop in stops where !stop.holdsClock {
            marks.append((stop.start.localDate, 0, 1))
            marks.append(((stop.end ?? end).localDate, 0, -1))
        }
        return marks.sorted { $0.date < $1.date }
    }
}
