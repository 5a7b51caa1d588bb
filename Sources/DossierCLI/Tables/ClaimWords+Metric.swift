internal import Audit
internal import DossierModel
internal import Projections

/// What metrics and scopes are called for people.
extension ClaimWords {
    /// A metric in words, as `đã giải quyết` or `Tỷ lệ số hóa`.
    func name(_ metric: Metric) -> String {
        switch metric.form {
        case .count(let sum): self.sum(sum)
        case .quotient(let quotient): self.quotient(quotient)
        case .rate(let key): FigureTexts.name(key, language)
        case .onTime(let reading):
            FigureTexts.name(.onTimeRate, language) + language.text(vi: ", chia cho ", en: ", over ")
                + name(reading)
        }
    }

    /// What a metric divides by what; empty where its name says that, or where it divides nothing.
    func formula(_ metric: Metric) -> String {
        switch (metric.form, metric.parts) {
        case (.rate, .quotient(let parts)), (.onTime, .quotient(let parts)): quotient(parts)
        case (.rate, .scores):
            language.text(
                vi: "điểm đã cho ÷ điểm cao nhất có thể, rút gọn",
                en: "scores given ÷ best scores possible, in lowest terms"
            )
        default: ""
        }
    }

    /// A share in time over one of the denominators in use.
    func formula(_ reading: OnTimeReading) -> String { quotient(reading.quotient) }

    private func quotient(_ quotient: CountQuotient) -> String {
        "\(term(quotient.numerator)) ÷ \(term(quotient.denominator))"
    }

    /// A sum as a term of a quotient.
    private func term(_ sum: CountSum) -> String {
        sum.keys.count > 1 ? "(\(self.sum(sum)))" : self.sum(sum)
    }

    private func sum(_ sum: CountSum) -> String {
        let takenOff = sum.takenOffKeys
        let added = sum.keys.filter { !takenOff.contains($0) }.map { name($0) }.joined(separator: " + ")
        return added + takenOff.map { " − " + name($0) }.joined()
    }

    /// A count by a name that can stand alone.
    func name(_ key: CountKey) -> String {
        let short = FigureTexts.name(key, language)
        guard short.hasPrefix(" ") else { return short.prefix(1).lowercased() + short.dropFirst() }
        return nameOfPart(key) ?? String(short.drop { $0 == " " })
    }

    /// The counts that a report lists below others, and calls by half a name.
    private func nameOfPart(_ key: CountKey) -> String? {
        switch key {
        case .receivedOnline: language.text(vi: "tiếp nhận trực tuyến", en: "received online")
        case .receivedCounter: language.text(vi: "tiếp nhận trực tiếp", en: "received at the counter")
        case .receivedPostal: language.text(vi: "tiếp nhận qua bưu chính", en: "received by post")
        case .early: language.text(vi: "giải quyết trước hạn", en: "finished early")
        case .onTime: language.text(vi: "giải quyết đúng hạn", en: "finished on time")
        case .overdue: language.text(vi: "giải quyết quá hạn", en: "finished overdue")
        case .undatedFinished: language.text(vi: "giải quyết, không có hạn", en: "finished, undated")
        case .openInTime: language.text(vi: "đang giải quyết trong hạn", en: "open, in time")
        case .openOverdue: language.text(vi: "đang giải quyết quá hạn", en: "open past due")
        case .stopped: language.text(vi: "đang dừng", en: "open, stopped")
        case .undatedOpen: language.text(vi: "đang giải quyết, không có hạn", en: "open, undated")
        case .apologyGiven: language.text(vi: "hồ sơ trễ đã xin lỗi", en: "late, apology given")
        case .apologyTimely: language.text(vi: "hồ sơ trễ xin lỗi kịp thời", en: "late, apology in time")
        case .explained: language.text(vi: "hồ sơ trễ đã giải trình", en: "late, explained")
        case .pausesUnauthorised:
            language.text(vi: "lượt tạm dừng không có căn cứ", en: "unauthorised pauses")
        case .pausedOpenUnauthorised:
            language.text(vi: "đang tạm dừng không có căn cứ", en: "paused now without authority")
        case .secondSupplements:
            language.text(vi: "yêu cầu bổ sung quá số lần", en: "supplement requests beyond the limit")
        case .rescheduledAgain:
            language.text(vi: "hồ sơ hẹn lại quá số lần", en: "rescheduled beyond the limit")
        case .offSystem:
            language.text(vi: "dòng sổ giấy không có trên hệ thống", en: "entries not on the system")
        case .digitisedComponents: language.text(vi: "thành phần đã số hóa", en: "digitised components")
        case .paidOnline: language.text(vi: "hồ sơ nộp phí trực tuyến", en: "paid online")
        default: nil
        }
    }

    /// A level of units, as `cấp xã`.
    func name(_ level: UnitLevel) -> String {
        switch level {
        case .national: language.text(vi: "cấp trung ương", en: "national level")
        case .province: language.text(vi: "cấp tỉnh", en: "provinces")
        case .department: language.text(vi: "sở, ban, phòng", en: "departments")
        case .branch: language.text(vi: "chi nhánh", en: "branches")
        case .district: language.text(vi: "cấp huyện", en: "districts")
        case .commune: language.text(vi: "cấp xã", en: "communes")
        case .centre: language.text(vi: "trung tâm phục vụ hành chính công", en: "service centres")
        }
    }

    func name(_ channel: Channel) -> String {
        switch channel {
        case .counter: language.text(vi: "trực tiếp", en: "at the counter")
        case .online: language.text(vi: "trực tuyến", en: "online")
        case .postal: language.text(vi: "bưu chính", en: "by post")
        }
    }

    /// What a figure is of, in full.
    func fullScope(_ scope: ClaimsFile.Scope) -> String {
        var words: [String] = []
        if let unit = scope.unit {
            words.append(
                language.text(vi: "đơn vị \(unit) và trực thuộc", en: "unit \(unit) and all below it")
            )
        }
        if let level = scope.level {
            words.append(language.text(vi: "chỉ ", en: "only ") + name(level) + " (\(level))")
        }
        if let sector = scope.sector {
            words.append(language.text(vi: "lĩnh vực \(sector)", en: "sector \(sector)"))
        }
        if let channel = scope.channel {
            words.append(language.text(vi: "kênh ", en: "received ") + name(channel) + " (\(channel))")
        }
        if let procedure = scope.procedure {
            words.append(language.text(vi: "thủ tục \(procedure)", en: "procedure \(procedure)"))
        }
        guard !words.isEmpty else { return language.text(vi: "toàn bộ sổ", en: "the whole ledger") }
        return words.joined(separator: ", ")
    }
}
