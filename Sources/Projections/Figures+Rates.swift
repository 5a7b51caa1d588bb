package import DossierModel

/// The rates of rules.md section 9, each an exact quotient of counts, or `nil` where there is nothing to divide.
extension Figures {
    package func rate(_ key: RateKey) -> Ratio? {
        guard let quotient = key.quotient else { return satisfaction }
        return rate(quotient)
    }

    /// The share in time under one of the readings in use.
    package func rate(_ reading: OnTimeReading) -> Ratio? {
        rate(reading.quotient)
    }

    private func rate(_ quotient: CountQuotient) -> Ratio? {
        Ratio(value(of: quotient.numerator), of: value(of: quotient.denominator))
    }

    /// The value of a sum of counts.
    package func value(of sum: CountSum) -> Int {
        sum.value { count(at: $0) }
    }

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
        let dated = self[.early] + self[.onTime] + self[.overdue]
        return came == went + self[.open]
            && self[.finished] == dated + self[.undatedFinished]
            && self[.finished] == self[.granted] + self[.refused]
            && self[.open]
                == self[.openInTime] + self[.openOverdue] + self[.stopped] + self[.undatedOpen]
    }
}
