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
        if let ledger { return ledger }
        if let path = Environment.value("DOSSIER_LEDGER"), !path.isEmpty { return path }
        let vi = "thiếu thư mục sổ; ghi tên nó hoặc đặt DOSSIER_LEDGER"
        throw CommandFailure(.use, language.text(vi: vi, en: "name the ledger's folder, or set DOSSIER_LEDGER"))
    }

    /// Opens the ledger for reading; says so where no lock can be taken.
    func open(_ language: Language) throws -> Ledger {
        let ledger = try Ledger.open(at: path(language), for: .reading)
        if ledger.isWithoutLock {
            Console.say(
                language.text(
                    vi: "lưu ý: thư mục chỉ đọc, không khóa được; kết quả chỉ đúng khi không ai đang ghi",
                    en: "note: the folder is read-only and cannot be locked; the answer holds only while nobody appends"
                )
            )
        }
        return ledger
    }
}

/// How large a ledger may grow.
struct SizeOptions: ParsableArguments {
    @Option(
        name: .customLong("max-size"),
        help: ArgumentHelp("How large the ledger may grow, as 64GiB or 2TiB.", valueName: "size")
    )
    var maxSize = ByteCount(bytes: Ledger.defaultSizeLimitBytes)
}

/// A number of bytes as people write it.
struct ByteCount: ExpressibleByArgument, CustomStringConvertible {
    let bytes: Int

    init(bytes: Int) {
        self.bytes = bytes
    }

    init?(argument: String) {
        let units = [("KiB", 10), ("MiB", 20), ("GiB", 30), ("TiB", 40)]
        let unit = units.first { argument.hasSuffix($0.0) }
        let digits = unit.map { String(argument.dropLast($0.0.count)) } ?? argument
        guard let number = Int(digits), number > 0 else { return nil }
        let (bytes, isTooLarge) = number.multipliedReportingOverflow(by: 1 << (unit?.1 ?? 0))
        // Smaller than this LMDB has no room for its own pages; larger than the address space it cannot be mapped.
        guard !isTooLarge, bytes >= 1 << 20, bytes <= 1 << 46 else { return nil }
        self.bytes = bytes
    }

    var description: String {
        bytes % (1 << 40) == 0 ? "\(bytes >> 40)TiB" : "\(bytes >> 20)MiB"
    }

    var defaultValueDescription: String { description }
}

extension LocalDate: ExpressibleByArgument {
    package init?(argument: String) {
        self.init(argument)
    }
}

extension Instant: ExpressibleByArgument {
    /// A date-time with its offset, or a date for the end of that day at +07:00.
    package init?(argument: String) {
        if let instant = Instant(argument) {
            self = instant
        } else if let date = LocalDate(argument) {
            self = Instant.end(of: date)
        } else {
            return nil
        }
    }
}

extension Channel: ExpressibleByArgument {
    package init?(argument: String) {
        guard let channel = Channel.allCases.first(where: { "\($0)" == argument }) else { return nil }
        self = channel
    }
}

extension UnitLevel: ExpressibleByArgument {
    package init?(argument: String) {
        guard let level = UnitLevel.allCases.first(where: { "\($0)" == argument }) else { return nil }
        self = level
    }
}

/// The clock, read at the edge of the program only.
func now() -> Instant {
    var time = timespec()
    clock_gettime(CLOCK_REALTIME, &time)
    return Instant(rawValue: Int64(time.tv_sec) * 1_000 + Int64(time.tv_nsec) / 1_000_000)
}
