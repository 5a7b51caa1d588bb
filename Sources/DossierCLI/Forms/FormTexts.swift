internal import Audit
internal import DossierModel
internal import MerkleLog
internal import Projections

/// What stands in form II.06a besides its numbers.
struct FormTexts {
    let language: Language

    init(_ language: Language) {
        self.language = language
    }

    var formNumber: String {
        language.text(vi: "Biểu số II.06a/VPCP/KSTT", en: "Form II.06a/VPCP/KSTT")
    }

    var title: String {
        language.text(
            vi: "TÌNH HÌNH, KẾT QUẢ GIẢI QUYẾT TTHC TẠI CƠ QUAN, ĐƠN VỊ TRỰC TIẾP GIẢI QUYẾT TTHC",
            en: "DOSSIERS HANDLED BY THE BODY THAT SETTLES ADMINISTRATIVE PROCEDURES ITSELF"
        )
    }

    var measure: String { language.text(vi: "Đơn vị tính: số hồ sơ", en: "Unit: dossiers") }
    var total: String { language.text(vi: "Tổng số", en: "Total") }
    var remarks: String { language.text(vi: "Ghi chú (ngoài mẫu)", en: "Remarks (not of the form)") }
    var sequence: String { language.text(vi: "STT", en: "No.") }

    var subject: String {
        language.text(vi: "Lĩnh vực, công việc giải quyết theo cấp", en: "Sector, procedure")
    }

    /// The three groups of columns.
    static let groups: [ClosedRange<Int>] = [3...6, 7...10, 11...13]

    func group(_ place: Int) -> String {
        switch place {
        case 0: language.text(vi: "Nhận giải quyết", en: "To be settled")
        case 1: language.text(vi: "Đã giải quyết", en: "Settled")
        default: language.text(vi: "Đang giải quyết", en: "Being settled")
        }
    }

    var inPeriod: String { language.text(vi: "Trong kỳ", en: "In the period") }

    /// What stands over a column, below its group.
    func heading(_ column: FormColumn) -> String {
        switch column {
        case .handled, .finished, .open: language.text(vi: "Tổng số", en: "Total")
        case .receivedOnline: language.text(vi: "Trực tuyến", en: "Online")
        case .receivedOtherwise:
            language.text(vi: "Trực tiếp, dịch vụ bưu chính", en: "Counter, post")
        case .carriedIn: language.text(vi: "Từ kỳ trước", en: "Carried in")
        case .early: language.text(vi: "Trước hạn", en: "Early")
        case .onTime: language.text(vi: "Đúng hạn", en: "On time")
        case .overdue, .openOverdue: language.text(vi: "Quá hạn", en: "Overdue")
        case .openInTime: language.text(vi: "Trong hạn", en: "In time")
        }
    }

    /// A heading that can stand alone: group and column.
    func fullHeading(_ column: FormColumn) -> String {
        let place = FormTexts.groups.firstIndex { $0.contains(column.rawValue) } ?? 0
        let isReceipt = column == .receivedOnline || column == .receivedOtherwise
        let middle = isReceipt ? " – " + inPeriod.lowercasedFirst : ""
        return group(place) + middle + " – " + heading(column).lowercasedFirst
    }

    // MARK: - Lines

    /// Column (2).
    func subject(of line: SettlementForm.Line) -> String {
        if let procedure = line.procedure { return line.name.map { "\(procedure) \($0)" } ?? procedure }
        return sector(line.sector)
    }

    /// A sector's name with its code; the code alone where it is not a common one.
    func sector(_ code: String?) -> String {
        guard let code else { return language.text(vi: "không có lĩnh vực", en: "no sector") }
        let name: String? =
            switch code {
            case "land": language.text(vi: "Đất đai", en: "Land")
            case "civilStatus": language.text(vi: "Hộ tịch", en: "Civil status")
            case "authentication", "certification": language.text(vi: "Chứng thực", en: "Authentication")
            case "business": language.text(vi: "Doanh nghiệp", en: "Business")
            case "construction": language.text(vi: "Xây dựng", en: "Construction")
            case "justice": language.text(vi: "Tư pháp", en: "Justice")
            case "residence": language.text(vi: "Cư trú", en: "Residence")
            case "unknown": language.text(vi: "Không rõ lĩnh vực", en: "Sector unknown")
            default: nil
            }
        return name.map { "\($0) (\(code))" } ?? code
    }

    /// What a line has no column for; empty where every dossier has its own.
    func remark(_ line: FormLine) -> String {
        var parts: [String] = []
        let ended = counts(line, [.declined, .withdrawn])
        if !ended.isEmpty {
            parts.append(language.text(vi: "ngoài (7), (11): \(ended)", en: "outside (7), (11): \(ended)"))
        }
        let finished = language.count(line[remark: .undatedFinished])
        if line[remark: .undatedFinished] > 0 {
            parts.append(
                language.text(
                    vi: "trong (7), ngoài (8)–(10): \(finished) không có hạn",
                    en: "in (7), outside (8)–(10): \(finished) undated"
                )
            )
        }
        let open = language.count(line[remark: .undatedOpen])
        if line[remark: .undatedOpen] > 0 {
            parts.append(
                language.text(
                    vi: "trong (11), ngoài (12), (13): \(open) không có hạn",
                    en: "in (11), outside (12), (13): \(open) undated"
                )
            )
        }
        let stopped = counts(line, [.stopped])
        if !stopped.isEmpty {
            parts.append(language.text(vi: "trong (12): \(stopped)", en: "in (12): \(stopped)"))
        }
        return parts.joined(separator: "; ")
    }

    private func counts(_ line: FormLine, _ keys: [CountKey]) -> String {
        keys.filter { line[remark: $0] > 0 }
            .map { "\(language.count(line[remark: $0])) \(word($0))" }
            .joined(separator: ", ")
    }

    private func word(_ key: CountKey) -> String {
        switch key {
        case .declined: language.text(vi: "trả lại không giải quyết", en: "declined")
        case .withdrawn: language.text(vi: "rút", en: "withdrawn")
        case .stopped: language.text(vi: "đang dừng", en: "stopped")
        default: language.text(vi: "không có hạn", en: "undated")
        }
    }

    /// An equation of the form with the numbers of a line: what it lacks is added on its right, with what it is.
    func check(_ check: FormCheck, _ line: FormLine) -> String {
        var right = check.parts.map { language.count(line[$0]) }.joined(separator: " + ")
        if line.apart(check) > 0 { right += " + \(language.count(line.apart(check)))" }
        let equation = "\(check.text): \(language.count(line[check.whole])) = \(right)"
        guard line.apart(check) > 0 else { return equation }
        let what = counts(line, check.apart)
        return equation
            + language.text(vi: " (không có cột: \(what))", en: " (without a column: \(what))")
    }

    // MARK: - Around the table

    func party(_ party: SettlementForm.Party?) -> String {
        guard let party else { return "…" }
        let name = language == .en ? party.nameEn ?? party.name : party.name
        return name.map { "\($0) (\(party.code))" } ?? party.code
    }

    func reporter(_ form: SettlementForm) -> String {
        let all = language.text(vi: "tất cả đơn vị trong sổ", en: "all units of the ledger")
        let name = form.unit == nil ? all : party(form.unit)
        let below = language.text(vi: ", gồm cả các đơn vị trực thuộc", en: ", with all units below it")
        return language.text(vi: "Đơn vị báo cáo: ", en: "Reporting unit: ") + name
            + (form.hasUnitsBelow ? below : "")
    }

    func receiver(_ form: SettlementForm, named: String?) -> String {
        language.text(vi: "Đơn vị nhận báo cáo: ", en: "Receiving unit: ") + (named ?? party(form.receiver))
    }

    func period(_ period: FormPeriod) -> String {
        language.text(
            vi: "Kỳ báo cáo: từ ngày \(language.date(period.from)) đến ngày \(language.date(period.to))",
            en: "Period: \(language.date(period.from)) to \(language.date(period.to))"
        )
    }

    /// What the numbers are, where they come from, and where things went that the form has no column for.
    func notes(_ form: SettlementForm) -> [String] {
        [basis(form.basis)] + placing(form) + [provenance(form)]
    }

    private func basis(_ basis: Basis) -> String {
        BasisWords.heading(basis, language) + ": "
            + (basis == .reported
                ? language.text(
                    vi: "số liệu tính theo thời điểm ghi trên hệ thống một cửa.",
                    en: "figures by the times at which the one-stop system recorded them."
                )
                : language.text(
                    vi: "số liệu tính theo thời điểm có chứng cứ, chỉ trừ thời gian dừng có căn cứ.",
                    en: "figures by times with evidence, only lawful stops deducted."
                ))
    }

    private func placing(_ form: SettlementForm) -> [String] {
        let intake = language.count(form.declinedAtIntake)
        return [
            language.text(
                vi:
                    "(7)–(10): hồ sơ đã có kết quả, kể cả từ chối giải quyết. Hồ sơ trả lại không giải quyết hoặc được rút không phải là kết quả, mẫu không có cột: không tính vào (7), ghi ở Ghi chú.",
                en:
                    "(7)–(10): completed dossiers, refused ones too. The form has no column for declined and withdrawn ones: they are not in (7) and stand in the remarks."
            ),
            language.text(
                vi:
                    "Hồ sơ không có hạn chỉ tính vào tổng số (7) hoặc (11). Hồ sơ đang dừng tính vào (12), vì thời hạn không chạy.",
                en:
                    "Undated dossiers are in the totals (7) or (11) only. Stopped ones are in (12), for their clock does not run."
            ),
            language.text(
                vi: "Không tính vào (3) hồ sơ bị từ chối tiếp nhận trong kỳ: \(intake).",
                en: "Not in (3) are dossiers declined at intake in the period: \(intake)."
            ),
        ]
    }

    private func provenance(_ form: SettlementForm) -> String {
        let (size, root) = (language.count(Int(form.logSize)), form.root.hex)
        return language.text(
            vi: "Theo những gì biết đến \(language.moment(form.asOf)): \(size) sự kiện của sổ, gốc \(root).",
            en: "As known by \(language.moment(form.asOf)): \(size) events of the ledger, root \(root)."
        )
    }
}

extension String {
    /// The text with a small first letter.
    fileprivate var lowercasedFirst: String { prefix(1).lowercased() + dropFirst() }
}
