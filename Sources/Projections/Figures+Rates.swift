package import DossierModel

/// The rates of rules.md section 9, each an exact quotient of counts, or `nil` where there is nothing to divide.
extension Figures {
    package func rate(_ key: RateKey) -> Ratio? {
        switch key {
        case .onTimeRate: rate(.overFinished)
        case .overdueRate: Ratio(self[.overdue], of: dated)
        case .onlineRate: Ratio(self[.receivedOnline], of: self[.received])
        case .notServedRate:
            Ratio(self[.declined] + self[.withdrawn] + self[.refused], of: self[.received])
        case .apologyCoverage: Ratio(self[.apologyGiven], of: self[.apologyOwed])
        case .explanationCoverage: Ratio(self[.explained], of: self[.apologyOwed])
        case .onSystemRate: Ratio(self[.paperEntries] - self[.offSystem], of: self[.paperEntries])
        case .digitisationRate: Ratio(self[.digitisedComponents], of: self[.components])
        case .electronicRate: Ratio(self[.electronicResults], of: self[.granted])
        case .onlinePaymentRate: Ratio(self[.paidOnline], of: self[.paid])
        case .satisfaction: satisfaction
        }
    }

    /// The share in time under one of the readings in use.
    package func rate(_ reading: OnTimeReading) -> Ratio? {
        let inTime = self[.early] + self[.onTime]
        return switch reading {
        case .overFinished: Ratio(inTime, of: dated)
        case .overReceived: Ratio(inTime, of: self[.received])
        case .overHandled: Ratio(inTime, of: self[.carriedIn] + self[.received])
        case .withOpenOverdue: Ratio(inTime, of: dated + self[.openOverdue])
        case .index766:
            Ratio(
                inTime + self[.openInTime] + self[.stopped],
                of: self[.finished] + self[.declined] + self[.open]
            )
        }
    }

    /// Completed dossiers that had a due date.
    private var dated: Int { self[.early] + self[.onTime] + self[.overdue] }

    /// Scores given by best possible scores, in lowest terms.
    ///
    /// A score below 0 counts as it is; a sum below 0 is a satisfaction of 0.
    private var satisfaction: Ratio? {
        guard scoreMax > 0 else { return nil }
        var numerator = max(score, 0)
        var denominator = scoreMax
        var (larger, smaller) = (max(numerator, denominator), min(numerator, denominator))
        while smaller != 0 { (larger, smaller) = (smaller, larger % smaller) }
        numerator /= larger
        denominator /= larger
        // Sums of unlike fractions may outgrow a ratio: what is cut off is beyond any number shown.
        while max(numerator, denominator) > Int128(Int.max) {
            numerator >>= 1
            denominator >>= 1
        }
        return Ratio(Int(numerator), of: Int(denominator))
    }

    /// Whether every dossier that came is accounted for once.
    ///
    /// rules.md section 9: `carriedIn + received = finished + declined + withdrawn + open`. The parts of
    /// `finished` and of `open` must add up as well.
    package var balanceCloses: Bool {
        let came = self[.carriedIn] + self[.received]
        let went = self[.finished] + self[.declined] + self[.withdrawn]
        return came == went + self[.open]
            && self[.finished] == dated + self[.undatedFinished]
            && self[.finished] == self[.granted] + self[.refused]
            && self[.open]
                == self[.openInTime] + self[.openOverdue] + self[.stopped] + self[.undatedOpen]
    }
}
