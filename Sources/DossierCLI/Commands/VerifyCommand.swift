internal import ArgumentParser
internal import Audit
internal import DossierModel
internal import LedgerStore
internal import MerkleLog

/// The command `dossier verify`.
struct VerifyCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "verify",
        abstract: "Computes every hash and the balance again, and names the first event that does not fit."
    )

    @OptionGroup var argument: LedgerArgument

    @Flag(help: "Rebuilds columns, dictionaries and indexes from the events too, and compares.")
    var deep = false

    @OptionGroup var sinceOptions: SinceOptions
    @OptionGroup var ruleFiles: RuleSetOptions
    @OptionGroup var answer: AnswerOptions

    func run() async throws {
        let language = answer.language
        let query = try sinceOptions.query()
        let ledger = try argument.open(language)
        var line = ProgressLine(language)
        let what = language.text(vi: "sự kiện", en: "events")
        let found = try LedgerVerification.make(
            of: ledger,
            isDeep: deep,
            ruleSets: ruleFiles.files(),
            rootsAt: query.map { try SinceVerification.sizes(for: $0, in: ledger) } ?? []
        ) {
            line.show(Int($0), what, share: Double($0) / Double(max($1, 1)))
        }
        let since = try query.map { query in
            SinceAnswer(found: try SinceVerification.make(query, of: ledger, verified: found.hashes))
        }
        line.finish()
        let isSound = found.isSound && since?.found.isSound != false
        try Console.end(isSound ? .well : .fault) {
            switch answer.format {
            case .json: try Console.writeLine(json(found, since).description)
            case .text: try Console.write(text(found, language) + (since?.text(language) ?? ""))
            }
        }
        if let problem = found.balanceProblem { throw problem }
    }

    private func json(_ found: LedgerVerification, _ since: SinceAnswer?) -> JSONValue {
        let isSound = found.isSound && found.balanceProblem == nil && since?.found.isSound != false
        let members = members(found, isSound: isSound)
        return .object(members + (since.map { [("since", $0.json)] } ?? []))
    }

    private func members(_ found: LedgerVerification, isSound: Bool) -> [(String, JSONValue)] {
        let faults = found.hashes.faults.map { fault in
            JSONValue.object([
                ("part", .string(fault.part.rawValue)),
                ("seq", fault.number.map { .int(Int($0.rawValue)) } ?? .null),
                ("what", .string(fault.what)),
            ])
        }
        let tallyFaults = found.tallyFaults.map { what in
            JSONValue.object([("part", .string("tally")), ("seq", .null), ("what", .string(what))])
        }
        return [
            ("sound", .bool(isSound)),
            ("deep", .bool(deep)),
            ("logSize", .int(Int(found.hashes.size))),
            ("root", .string(found.hashes.storedRoot.hex)),
            ("computedRoot", .text(found.hashes.computedRoot?.hex)),
            ("uncomparedTallies", deep ? .int(found.uncomparedTallies) : .null),
            ("balanceCloses", found.balanceCloses.map { .bool($0) } ?? .null),
            ("faults", .array(faults + tallyFaults)),
        ]
    }

    private func text(_ found: LedgerVerification, _ language: Language) -> String {
        let size = language.count(Int(found.hashes.size))
        var text = ""
        for fault in found.hashes.faults {
            let number = fault.number.map { language.text(vi: "sự kiện \($0): ", en: "event \($0): ") } ?? ""
            text += number + fault.what + "\n"
        }
        for fault in found.tallyFaults { text += fault + "\n" }
        if found.hashes.faults.count == LedgerView.faultLimit {
            text += language.text(vi: "… và có thể còn nữa\n", en: "… and there may be more\n")
        }
        if found.hashes.faults.isEmpty, found.tallyFaults.isEmpty {
            let scope = scope(of: found, language)
            text += language.text(
                vi: "Đúng: \(size) sự kiện, \(scope) khớp; gốc \(found.hashes.storedRoot.hex)\n",
                en: "Sound: \(size) events, \(scope) fits; root \(found.hashes.storedRoot.hex)\n"
            )
        } else {
            text += language.text(
                vi: "KHÔNG ĐÚNG: sổ không còn như khi được ghi\n",
                en: "NOT SOUND: the ledger is not as it was written\n"
            )
        }
        if found.uncomparedTallies > 0 {
            text += language.text(
                vi:
                    "\(found.uncomparedTallies) số liệu lưu sẵn không so được (phiên bản, bộ quy tắc hoặc lĩnh vực khác); báo cáo không dùng\n",
                en:
                    "\(found.uncomparedTallies) kept tallies could not be compared (another version, rule set or sector); no report uses them\n"
            )
        }
        switch found.balanceCloses {
        case true?:
            text += language.text(
                vi: "Số liệu cân đối ở mọi đơn vị.\n",
                en: "The balance closes for every unit.\n"
            )
        case false?:
            text += language.text(vi: "Số liệu KHÔNG cân đối.\n", en: "The balance does NOT close.\n")
        case nil: break
        }
        return text
    }
}

extension VerifyCommand {
    /// What was looked at.
    private func scope(of found: LedgerVerification, _ language: Language) -> String {
        guard deep else { return language.text(vi: "mọi mã băm", en: "every hash") }
        guard found.balanceCloses == true, found.uncomparedTallies == 0 else {
            return language.text(
                vi: "mọi mã băm, cột, từ điển và chỉ mục",
                en: "every hash, column, dictionary and index"
            )
        }
        return language.text(
            vi: "mọi mã băm, cột, từ điển, chỉ mục và số liệu lưu sẵn",
            en: "every hash, column, dictionary, index and kept tally"
        )
    }
}

/// Rule sets of a province.
struct RuleSetOptions: ParsableArguments {
    @Option(
        name: .customLong("rules"),
        help: ArgumentHelp(
            "A rule-set file that events of the ledger adopt; may be given again.",
            valueName: "file"
        )
    )
    var paths: [String] = []

    func files() throws -> [RuleSetFile] {
        try paths.map { try RuleSetFile(FileContent.read($0), file: $0) }
    }
}
