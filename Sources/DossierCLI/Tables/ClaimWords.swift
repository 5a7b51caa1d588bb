internal import Audit
internal import DossierModel
internal import Projections

/// What verdicts, readings and claimed values are called for people.
struct ClaimWords {
    let language: Language

    func name(_ verdict: Verdict) -> String {
        switch verdict {
        case .reproduced: language.text(vi: "đúng như nêu", en: "reproduced")
        case .reproducedOtherwise: language.text(vi: "đúng theo cách đọc khác", en: "otherwise")
        case .refuted: language.text(vi: "không đúng", en: "refuted")
        case .notCheckable: language.text(vi: "không kiểm được", en: "not checkable")
        }
    }

    func name(_ basis: Basis) -> String { BasisWords.name(basis, language) }

    /// The claimed value with its relation, as `> 82%`.
    func claimed(_ figure: ClaimedFigure) -> String {
        let sign =
            switch figure.relation {
            case .equals: "="
            case .moreThan: ">"
            case .atLeast: "≥"
            case .lessThan: "<"
            case .atMost: "≤"
            case .about: "≈"
            }
        return sign + " " + value(figure.value)
    }

    /// A printed value in the form of the language.
    func value(_ value: PrintedValue) -> String {
        if case .count(let count) = value { return language.count(count) }
        let text = value.description
        return language == .vi ? String(text.dropLast().map { $0 == "." ? "," : $0 }) + " %" : text
    }

    /// A measured figure: a count, or a percentage with four decimals, for claims may hang on the last of them.
    func measured(_ measure: Measure) -> String {
        guard let denominator = measure.denominator else { return language.count(measure.numerator) }
        guard denominator > 0 else { return "–" }
        let scaled = (Int128(measure.numerator) * 2_000_000 + Int128(denominator)) / (2 * Int128(denominator))
        let decimals = String(Int(scaled % 10_000))
        let whole = language.count(Int(scaled / 10_000))
        return whole + (language == .vi ? "," : ".")
            + String(repeating: "0", count: 4 - decimals.utf8.count) + decimals
            + (language == .vi ? " %" : "%")
    }

    /// Whether a percentage lies so near to a bound that it must not reach that its shown digits are the bound's.
    func isNearBound(_ measure: Measure, _ figure: ClaimedFigure) -> Bool {
        guard let denominator = measure.denominator, denominator > 0, figure.value.isPercentage,
            figure.relation == .moreThan || figure.relation == .lessThan
        else { return false }
        let points = measure.percentagePoints(over: figure.value) ?? 1
        return abs(points) < 0.00005
    }

    /// Whose figures are told where the unit of the scope was merged into another.
    func merger(_ answer: ClaimAudit.Answer) -> String? {
        guard let unit = answer.claim.scope.unit, let other = answer.mergedInto else { return nil }
        return language.text(
            vi: "\(unit) đã sáp nhập vào \(other); số liệu là của \(other)",
            en: "\(unit) was merged into \(other); the figures are those of \(other)"
        )
    }

    /// The two counts of a ratio; empty for a count.
    func parts(_ measure: Measure) -> String {
        measure.denominator.map { "\(language.count(measure.numerator)) / \(language.count($0))" } ?? ""
    }

    /// What a reading changes, in words.
    func name(_ reading: TriedReading) -> String {
        guard !reading.changes.isEmpty else { return language.text(vi: "như nêu", en: "as claimed") }
        return reading.changes.map { name($0) }.joined(separator: language.text(vi: ", và ", en: ", and "))
    }

    private func name(_ change: ReadingChange) -> String {
        switch change {
        case .basis(let basis): name(basis)
        case .denominator(let reading):
            language.text(vi: "chia cho mẫu số khác: ", en: "over another denominator: ") + name(reading)
        case .moment(.document): language.text(vi: "vào ngày của văn bản", en: "on the day of the document")
        case .moment(.last):
            language.text(vi: "vào thời điểm cuối cùng của sổ", en: "at the ledger's last moment")
        case .counts(let reading): name(reading)
        }
    }

    /// A denominator of the share in time.
    func name(_ reading: OnTimeReading) -> String {
        switch reading {
        case .overFinished: language.text(vi: "hồ sơ đã giải quyết", en: "finished dossiers")
        case .overReceived: language.text(vi: "hồ sơ tiếp nhận", en: "received dossiers")
        case .overHandled:
            language.text(vi: "hồ sơ tiếp nhận và kỳ trước chuyển sang", en: "received and carried in")
        case .withOpenOverdue:
            language.text(vi: "đã giải quyết và đang quá hạn", en: "finished, and open past due")
        case .index766: language.text(vi: "chỉ số 766", en: "index 766")
        }
    }

    private func name(_ reading: CountReading) -> String {
        switch reading {
        case .finishedAsInTime:
            language.text(
                vi: "«đã giải quyết» chỉ gồm trước hạn và đúng hạn",
                en: "\"finished\" read as early and on time only"
            )
        case .finishedWithDeclinedAndWithdrawn:
            language.text(
                vi: "«đã giải quyết» gồm cả trả lại và rút",
                en: "\"finished\" read with declined and withdrawn"
            )
        case .receivedWithCarriedIn:
            language.text(
                vi: "«tiếp nhận» gồm cả kỳ trước chuyển sang",
                en: "\"received\" read with carried in"
            )
        case .overdueWithOpenOverdue:
            language.text(
                vi: "«quá hạn» gồm cả đang giải quyết quá hạn",
                en: "\"overdue\" read with open past due"
            )
        case .stoppedAsPausedOpen:
            language.text(vi: "«dừng» chỉ gồm tạm dừng", en: "\"stopped\" read as paused only")
        }
    }

    /// How a claim is met: loosely, or by which rounding; empty where there is nothing to tell.
    func name(_ fit: Fit) -> String {
        if !fit.isTight { return language.text(vi: "đúng nhưng không sát", en: "met, but loosely") }
        switch fit.rounding {
        case .halfUp: return language.text(vi: "làm tròn", en: "rounded half up")
        case .truncated: return language.text(vi: "cắt bớt chữ số", en: "truncated")
        case .both, nil: return ""
        }
    }

    /// What a figure is of, as `H50 · land`.
    func scope(_ scope: ClaimsFile.Scope) -> String {
        let words = [
            scope.unit, scope.level.map { "\($0)" }, scope.sector, scope.channel.map { "\($0)" },
            scope.procedure,
        ]
        let named = words.compactMap { $0 }.joined(separator: " · ")
        return named.isEmpty ? language.text(vi: "toàn sổ", en: "whole ledger") : named
    }
}
