internal import ArgumentParser
internal import Audit
internal import DossierModel
internal import Glibc
internal import LedgerStore

/// The form of an answer where a command prints one.
enum AnswerFormat: String, CaseIterable, ExpressibleByArgument {
    case text
    case json
}

/// The form and language of an answer.
struct AnswerOptions: ParsableArguments {
    @Option(help: ArgumentHelp("The form of the answer: text or json.", valueName: "form"))
    var format = AnswerFormat.text

    @OptionGroup var speech: LanguageOptions

    var language: Language { speech.language }
}

/// The language of texts for people.
struct LanguageOptions: ParsableArguments {
    @Option(help: "The language of texts: vi or en; the default follows LANG.")
    var lang: Language?

    var language: Language { lang ?? .ofEnvironment }
}

/// A ledger that is named first, or by the environment.
struct LedgerArgument: ParsableArguments {
    @Argument(help: "The ledger's folder; DOSSIER_LEDGER names it where it is left out.")
    var ledger: String?

    /// The folder that was named.
    func path(_ language: Language) throws(CommandFailure) -> String {
        try LedgerArgument.path(ledger, language)
    }

    /// The folder that was named, or the environment's.
    static func path(_ named: String?, _ language: Language) throws(CommandFailure) -> String {
        if let named { return named }
        if let path = Environment.value("DOSSIER_LEDGER"), !path.isEmpty { return path }
        let vi = "thiếu thư mục sổ; ghi tên nó hoặc đặt DOSSIER_LEDGER"
        throw CommandFailure(
            .use,
            language.text(vi: vi, en: "name the ledger's folder, or set DOSSIER_LEDGER")
        )
    }

    /// Opens the ledger for reading; says so where no lock can be taken.
    func open(_ language: Language) throws -> Ledger {
        try LedgerArgument.open(path(language), language)
    }

    /// Says that all figures are 0 because nothing has happened to a dossier yet, where that is so.
    ///
    /// It stands beside the answer, which is one: whoever begins with a ledger did nothing wrong (Operating.md).
    static func sayIfEmpty(_ ledger: Ledger, _ language: Language) throws {
        if try isWithoutDossiers(ledger) { sayEmpty(language) }
    }

    static func sayEmpty(_ language: Language) {
        let vi =
            "lưu ý: sổ chưa có sự kiện hồ sơ nào, mọi số liệu bằng 0; hãy nhập bằng: dossier import SỔ TỆP"
        let en =
            "note: there is no event of a dossier yet, so all figures are 0; bring some in with: dossier import LEDGER FILE"
        Console.say(language.text(vi: vi, en: en))
    }

    /// Whether nothing has happened to a dossier, and no line of a paper register was entered.
    static func isWithoutDossiers(_ ledger: Ledger) throws -> Bool {
        try ledger.read { view in
            !view.typeCounts.contains { $0.type.map { $0.isOfDossier || $0 == .paperEntered } ?? true }
        }
    }

    /// The same for a folder.
    static func open(_ path: String, _ language: Language) throws -> Ledger {
        let ledger = try Ledger.open(at: path, for: .reading)
        if ledger.isWithoutLock {
            Console.say(
                language.text(
                    vi: "lưu ý: thư mục chỉ đọc, không khóa được; kết quả chỉ đúng khi không ai đang ghi",
                    en:
                        "note: the folder is read-only and cannot be locked; the answer holds only while nobody appends"
                )
            )
        }
        return ledger
    }
}

/// The moment of knowledge.
struct AsOfOption: ParsableArguments {
    @Option(
        name: .customLong("as-of"),
        help: ArgumentHelp(
            "What was known at that moment. Default: the latest recordedAt",
            valueName: "moment"
        ),
        transform: OptionValue.moment
    )
    var asOf: Instant?
}

/// How much of the ledger is looked at.
struct LogSizeOption: ParsableArguments {
    @Option(
        name: .customLong("log-size"),
        help: ArgumentHelp("Only the first so many events of the ledger.", valueName: "n"),
        transform: OptionValue.number
    )
    var logSize: UInt64?
}

/// How large a ledger may grow.
struct SizeOptions: ParsableArguments {
    @Option(
        name: .customLong("max-size"),
        help: ArgumentHelp("How large the ledger may grow, as 64GiB. Default: 1TiB", valueName: "size"),
        transform: OptionValue.byteCount
    )
    var maxSizeBytes = Ledger.defaultSizeLimitBytes
}

/// Reads the values of options, and says what would be right where one is wrong.
enum OptionValue {
    /// A day, as 2025-12-31.
    static func date(_ text: String) throws -> LocalDate {
        guard let date = LocalDate(text) else {
            throw ValidationError(vi: "ngày được viết như 2025-12-31", en: "a day is written as 2025-12-31")
        }
        return date
    }

    /// A whole number, as sizes and places in the ledger are.
    static func number(_ text: String) throws -> UInt64 {
        guard let number = UInt64(text) else {
            throw ValidationError(vi: "cần một số nguyên từ 0 trở lên", en: "a whole number from 0 on is due")
        }
        return number
    }

    /// A date-time with its offset, or a date for the end of that day at +07:00.
    static func moment(_ text: String) throws -> Instant {
        if let instant = Instant(text) { return instant }
        if let date = LocalDate(text) { return Instant.end(of: date) }
        throw ValidationError(
            vi: "thời điểm được viết như 2025-12-31T17:00:00+07:00, hoặc 2025-12-31 cho lúc hết ngày đó",
            en: "a moment is written as 2025-12-31T17:00:00+07:00, or as 2025-12-31 for the end of that day"
        )
    }

    static func channel(_ text: String) throws -> Channel {
        try named(text, among: Channel.allCases)
    }

    static func basis(_ text: String) throws -> Basis {
        try named(text, among: Basis.allCases)
    }

    static func level(_ text: String) throws -> UnitLevel {
        try named(text, among: UnitLevel.allCases)
    }

    /// Two days with two dots between them.
    static func period(_ text: String) throws -> FormPeriod {
        if let dots = text.firstRange(of: ".."),
            let from = LocalDate(text[..<dots.lowerBound]), let to = LocalDate(text[dots.upperBound...])
        {
            return FormPeriod(from: from, to: to)
        }
        throw ValidationError(
            vi: "kỳ được viết như 2025-07-01..2025-09-30",
            en: "a period is written as 2025-07-01..2025-09-30"
        )
    }

    /// Groups with commas between them.
    static func dimensions(_ text: String) throws -> [Dimension] {
        var dimensions: [Dimension] = []
        for name in text.split(separator: ",", omittingEmptySubsequences: false) {
            let dimension = try named(String(name), among: Dimension.allCases)
            guard !dimensions.contains(dimension) else {
                throw ValidationError(vi: "\(name) được nêu hai lần", en: "\(name) is given twice")
            }
            dimensions.append(dimension)
        }
        return dimensions
    }

    /// A number of bytes, as 64GiB; from what LMDB needs for its own pages to what can be mapped.
    static func byteCount(_ text: String) throws -> Int {
        let units = [("KiB", 10), ("MiB", 20), ("GiB", 30), ("TiB", 40)]
        let unit = units.first { text.hasSuffix($0.0) }
        let digits = unit.map { String(text.dropLast($0.0.count)) } ?? text
        guard let number = Int(digits), number > 0 else {
            throw ValidationError(
                vi: "kích thước được viết như 500MiB, 64GiB hoặc 2TiB",
                en: "a size is written as 500MiB, 64GiB or 2TiB"
            )
        }
        let (bytes, isTooLarge) = number.multipliedReportingOverflow(by: 1 << (unit?.1 ?? 0))
        guard !isTooLarge, bytes >= 1 << 20, bytes <= 1 << 46 else {
            throw ValidationError(vi: "kích thước từ 1MiB đến 64TiB", en: "the size is from 1MiB to 64TiB")
        }
        return bytes
    }

    private static func named<Value>(_ text: String, among values: [Value]) throws -> Value {
        guard let value = values.first(where: { "\($0)" == text }) else {
            throw ValidationError(oneOf: values.map { "\($0)" })
        }
        return value
    }
}

/// The clock, read at the edge of the program only.
func now() -> Instant {
    var time = timespec()
    clock_gettime(CLOCK_REALTIME, &time)
    return Instant(rawValue: Int64(time.tv_sec) * 1_000 + Int64(time.tv_nsec) / 1_000_000)
}
