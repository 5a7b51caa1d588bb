internal import DossierModel

/// Faults of the receipt, its code and its slip.
extension CaseMaker {
    /// A line of a paper register of which the system knows nothing.
    mutating func offSystemReceipt() {
        let (office, procedure) = maker.place { _ in true }
        let day = maker.receiptDay(in: InjectionCalendar.firstDay...InjectionCalendar.lastDay)
        let event = maker.paperEntry(of: procedure, at: office, on: day, number: "N-\(number)")
        let reference = keep(event)
        hit(unit: office, by: [reference])
    }

    /// Registered two to four working days after it came in.
    mutating func registeredLate() {
        let (office, procedure) = maker.place { $0.isMedium }
        let day = maker.receiptDay(in: InjectionCalendar.firstDay...InjectionCalendar.lastDay)
        let lag = maker.random.within(2...4)
        var life = maker.receive(procedure, at: office, on: day, recordedAfter: lag)
        maker.plain(&life)
        keep(life, hitBy: [0])
    }

    /// A code with the date of a day off: there its number leaves no gap, and takes none of another day.
    mutating func codeDateMismatch() {
        var life = begun { $0.isMedium }
        maker.end(&life, on: day(5, of: life))
        let offset = maker.random.below(200)
        let days = (0..<400).map { InjectionCalendar.firstDay + (offset + $0) % 240 }
            .filter { !calendar.isWorking($0) }
        life.codeDay = days.first { take(life.office, $0) } ?? days[0]
        keep(life, hitBy: [0])
    }

    /// Two receipts of a day, one in the morning and one late, with a number missing right before the second.
    ///
    /// The hit is completed when codes are numbered: the receipt before the gap may be another's.
    mutating func codeGap() {
        let (office, procedure) = maker.place { $0.isMedium }
        let day = freeDay(at: office)
        for share in [0...300, 900...999] {
            var life = maker.receive(procedure, at: office, on: day, share: share)
            maker.plain(&life)
            life.isAfterGap = share.lowerBound > 0
            keep(life)
        }
        hit(unit: office, on: day, by: [.life(lives.count - 1, 0)])
    }

    /// A working day of a unit that no other case looks at.
    mutating func freeDay(at office: Int) -> Int {
        var day = maker.receiptDay(in: InjectionCalendar.firstDay...InjectionCalendar.lastDay)
        var tries = 0
        while !take(office, day), tries < InjectionCalendar.lastDay - InjectionCalendar.firstDay {
            day = calendar.working(day, plus: 1)
            if day > InjectionCalendar.lastDay { day = calendar.roll(InjectionCalendar.firstDay) }
            tries += 1
        }
        return day
    }

    /// A receipt for a procedure that is not posted at its unit.
    mutating func unlistedProcedure() {
        let offices = maker.province.receiving.filter { maker.province.offices[$0].unlisted != nil }
        let office = offices[maker.random.below(offices.count)]
        guard let procedure = maker.province.offices[office].unlisted else { return }
        let day = maker.receiptDay(in: InjectionCalendar.firstDay...InjectionCalendar.lastDay)
        var life = maker.receive(procedure, at: office, on: day)
        maker.plain(&life)
        keep(life, hitBy: [0])
    }

    /// No appointment on the slip, and no limit to work one out from.
    mutating func noDueDate() {
        let (office, _) = maker.place { _ in true }
        let day = maker.receiptDay(in: InjectionCalendar.firstDay...InjectionCalendar.lastDay)
        var life = maker.receive(InjectionProvince.unpublished, at: office, on: day, slip: .missing)
        maker.handOver(&life, on: day)
        maker.end(&life, on: self.day(3, of: life))
        keep(life, hitBy: [0])
    }

    /// A slip that promises less than the law, and a result by the lawful day all the same.
    mutating func inflatedDue() {
        var life = begun({ $0.isMedium }, slip: .inflated(maker.random.within(2...10)))
        maker.end(&life, on: due(-maker.random.below(4), of: life))
        keep(life, hitBy: [0])
    }

    mutating func componentDemanded() {
        let (office, procedure) = maker.place { $0.isMedium }
        let day = maker.receiptDay(in: InjectionCalendar.firstDay...InjectionCalendar.lastDay)
        var life = maker.receive(procedure, at: office, on: day)
        let demand = maker.demand(&life, basis: nil)
        maker.end(&life, on: self.day(4, of: life))
        keep(life, hitBy: [demand])
    }

    /// The same applicant with the same request, soon after the first was not served.
    mutating func reentered() {
        var first = begun { $0.isMedium }
        let end = day(2, of: first)
        switch turn % 3 {
        case 0: maker.close(&first, .withdrawn, on: end)
        case 1: maker.close(&first, .declined, on: end)
        default: maker.end(&first, on: end, outcome: "refused")
        }
        let again = calendar.roll(end + maker.random.within(1...24))
        var second = maker.receive(
            first.procedure,
            at: first.office,
            on: again,
            applicant: first.applicant
        )
        maker.plain(&second)
        let finish = InjectedReference.life(keep(first), first.finish ?? 0)
        let life = keep(second)
        hit(kind, life, byEvents: [finish, .life(life, 0)])
    }

    /// One request as three or four dossiers of a day.
    mutating func split() {
        let (office, procedure) = maker.place { $0.isMedium }
        let day = freeDay(at: office)
        let applicant = maker.newApplicant()
        var receipts: [InjectedReference] = []
        for _ in 0..<maker.random.within(3...4) {
            var life = maker.receive(procedure, at: office, on: day, applicant: applicant)
            maker.plain(&life)
            receipts.append(.life(keep(life), 0))
        }
        hit(unit: office, on: day, by: receipts)
    }
}
