internal import Audit
internal import DossierModel
internal import Projections

/// What is said of the carry-over between two forms.
struct CarryOverTexts {
    let carryOver: CarryOver
    private let texts: FormTexts
    private var language: Language { texts.language }

    init(_ carryOver: CarryOver, _ texts: FormTexts) {
        self.carryOver = carryOver
        self.texts = texts
    }

    /// Both columns, and whether they are equal.
    var summary: String {
        let period = "\(language.date(carryOver.period.from)) – \(language.date(carryOver.period.to))"
        let asOf = language.moment(carryOver.asOf)
        let (open, carriedIn) = (language.count(carryOver.open), language.count(carryOver.carriedIn))
        let then = language.text(
            vi: "(6) = (11) của kỳ trước (\(period), biết đến \(asOf)): ",
            en: "(6) = (11) of the form before (\(period), as known by \(asOf)): "
        )
        if carryOver.holds {
            let other = language.text(vi: ", nhưng không cùng hồ sơ", en: ", but not of the same dossiers")
            return then + "\(carriedIn) = \(open)" + (carryOver.dossiers.isEmpty ? "" : other)
        }
        guard carryOver.open != carryOver.carriedIn else {
            return then
                + language.text(
                    vi: "\(carriedIn) = \(open), nhưng không khớp theo lĩnh vực",
                    en: "\(carriedIn) = \(open), but not in every sector"
                )
        }
        let less = carryOver.carriedIn < carryOver.open
        let difference = language.count(abs(carryOver.carriedIn - carryOver.open))
        return then
            + language.text(
                vi: "\(carriedIn) ≠ \(open), \(less ? "thiếu" : "thừa") \(difference)",
                en: "\(carriedIn) ≠ \(open), \(difference) too \(less ? "few" : "many")"
            )
    }

    /// Whether the periods meet, the sectors in which they differ, then how many dossiers are behind it and why.
    var details: [String] {
        let sectors = carryOver.sectors.map { sector in
            "\(texts.sector(sector.sector)): "
                + "(6) \(language.count(sector.carriedIn)), (11) \(language.count(sector.open))"
        }
        let apart = language.text(
            vi: "hai kỳ không liền nhau: hai cột không nhất thiết bằng nhau",
            en: "the period does not follow the one before: the columns need not be equal"
        )
        return (carryOver.isAdjacent ? [] : [apart]) + sectors
            + carryOver.reasons.map { reason, count in
                "\(CarryOverTexts.sign(reason))\(language.count(count)): \(text(reason))"
            }
    }

    private static func sign(_ reason: CarryOver.Reason) -> String {
        reason.change > 0 ? "+" : reason.change < 0 ? Language.minus : "±"
    }

    func text(_ reason: CarryOver.Reason) -> String {
        switch reason {
        case .learntLater:
            language.text(
                vi: "đã tiếp nhận trong kỳ trước, khi đó chưa ghi nhận",
                en: "received by then, and not known then"
            )
        case .receivedBetween:
            language.text(vi: "tiếp nhận giữa hai kỳ", en: "received between the periods")
        case .movedIn:
            language.text(vi: "khi đó tính cho đơn vị khác", en: "counted in another unit then")
        case .finishTakenBack:
            language.text(
                vi: "khi đó đã xong, nay không còn (mở lại, hủy hoặc sửa)",
                en: "finished then and not any more (reopened, voided or corrected)"
            )
        case .movedOut:
            language.text(vi: "nay tính cho đơn vị khác", en: "counted in another unit now")
        case .finishLearntLater:
            language.text(
                vi: "đã xong trong kỳ trước, khi đó chưa ghi nhận",
                en: "finished by then, and not known then"
            )
        case .finishedBetween:
            language.text(vi: "xong giữa hai kỳ", en: "finished between the periods")
        case .receivedInPeriod:
            language.text(vi: "nay tính là tiếp nhận trong kỳ", en: "counted as received in the period now")
        case .otherSector:
            language.text(vi: "nay ở lĩnh vực khác", en: "in another sector now")
        case .receiptTakenBack:
            language.text(vi: "tiếp nhận đã bị hủy", en: "its receipt was taken back")
        }
    }

    func standing(_ standing: CarryOver.Standing) -> String {
        guard let unit = standing.unit else { return kind(standing.kind) }
        return "\(kind(standing.kind)), \(unit), \(texts.sector(standing.sector))"
    }

    private func kind(_ kind: String) -> String {
        DossierStanding.Kind(rawValue: kind).map { StandingWords.place($0, language) } ?? kind
    }

    /// `#12 dossier.completed 05/07/2025, ghi 08/07/2025`.
    func event(_ event: CarryOver.Event) -> String {
        let (occurred, recorded) = (language.stamp(event.occurredAt), language.stamp(event.recordedAt))
        let voided = event.isVoided ? language.text(vi: ", đã hủy", en: ", voided") : ""
        return "#\(event.number.rawValue) \(event.type.name) \(occurred)"
            + language.text(vi: ", ghi \(recorded)", en: ", recorded \(recorded)") + voided
    }
}
