internal import ArgumentParser
internal import Audit
internal import DossierModel
internal import Glibc
internal import Synthetic

/// The command `dossier synthesise`.
struct SynthesiseCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "synthesise",
        abstract: "Writes a made-up stream of events, the same bytes for a seed on any machine.",
        discussion: """
            With --events, a province with its units, officers and procedures, and the lives of its dossiers: late \
            recording, pauses with and without authority, paper entries, duplicates, voids.

            With --document, what a published document tells: a stream in which exactly that happened of which it gives \
            the figures, whatever the seed. The documents are \(Document.ids).

            With --inject, a smaller stream in which nothing is wrong but the faults that are named. It \
            adopts a provincial rule set: report it with \(InjectOptions.rules).

            Each goes to standard output as canonical NDJSON.
            """
    )

    @Option(help: ArgumentHelp("How many lines, reference data and duplicates included.", valueName: "n"))
    var events: UInt64?

    @Option(help: ArgumentHelp("The document whose figures the stream has.", valueName: "id"))
    var document: String?

    @Option(
        help: ArgumentHelp(
            "A document's counts times this, over 0 and up to 10. Default: 1",
            valueName: "x"
        )
    )
    var scale: String?

    @Option(help: ArgumentHelp("Another seed gives other lives.", valueName: "s"))
    var seed: UInt64 = 1

    @OptionGroup var injection: InjectOptions

    @OptionGroup var speech: LanguageOptions

    func validate() throws {
        let ways = [events != nil, document != nil, injection.inject != nil]
        guard ways.count(where: { $0 }) == 1 else {
            throw ValidationError(oneOf: ["--events N", "--document ID", "--inject KIND=N,…"])
        }
        if let document, Document.named(document) == nil {
            throw ValidationError(
                vi: "không có tài liệu nào tên là '\(document)'; có \(Document.ids)",
                en: "no document is called '\(document)'; there are \(Document.ids)"
            )
        }
        guard scale == nil || document != nil else {
            throw ValidationError(vi: "--scale chỉ đi với --document", en: "--scale goes with --document")
        }
        guard scale.map({ Scale($0) != nil }) ?? true else {
            throw ValidationError(
                vi: "--scale là số thập phân trên 0, không quá 10, nhiều nhất sáu chữ số thập phân",
                en: "--scale is a decimal number over 0 and up to 10, with at most six decimals"
            )
        }
        if let events, !(1...FreeScenario.maxEvents).contains(events) {
            throw ValidationError(
                vi: "--events từ 1 đến \(FreeScenario.maxEvents)",
                en: "--events is from 1 to \(FreeScenario.maxEvents)"
            )
        }
    }

    func run() throws {
        if let document = document.flatMap({ Document.named($0) }) {
            try write(document)
        } else if let events {
            try writeFree(events)
        } else {
            try injection.write(seed: seed, speech.language)
        }
    }

    private func write(_ document: Document) throws {
        let language = speech.language
        var scenario = DocumentScenario(document, seed: seed, scale: scale.flatMap { Scale($0) } ?? .full)
        var line = ProgressLine(language)
        let what = language.text(vi: "hồ sơ", en: "dossiers")
        do throws(ScenarioWriteError) {
            try scenario.write(to: 1) { scenario in
                let done = Int(scenario.truth.dossiers)
                line.show(done, what, share: Double(done) / Double(max(1, scenario.dossiers)))
            }
        } catch {
            throw SynthesiseCommand.failure(error)
        }
        line.finish()
        let (dossiers, lines) = (Int(scenario.truth.dossiers), Int(scenario.truth.lines))
        Console.say(
            language.text(
                vi: "\(language.count(dossiers)) hồ sơ, \(language.count(lines)) dòng",
                en: "\(language.count(dossiers)) dossiers, \(language.count(lines)) lines"
            )
        )
    }

    private func writeFree(_ events: UInt64) throws {
        var scenario = FreeScenario(events: events, seed: seed)
        do throws(ScenarioWriteError) {
            try scenario.write(to: 1)
        } catch {
            throw SynthesiseCommand.failure(error)
        }
        let (truth, language) = (scenario.truth, speech.language)
        Console.say(
            language.text(
                vi:
                    "\(language.count(Int(truth.dossiers))) hồ sơ, \(language.count(Int(truth.pauses))) lượt tạm dừng",
                en:
                    "\(language.count(Int(truth.dossiers))) dossiers, \(language.count(Int(truth.pauses))) pauses"
            )
                + language.text(
                    vi: " (\(language.count(Int(truth.pausesUnauthorised))) không có căn cứ)",
                    en: " (\(language.count(Int(truth.pausesUnauthorised))) unauthorised)"
                )
        )
    }

    private static func failure(_ error: ScenarioWriteError) -> CommandFailure {
        CommandFailure(
            error.code == EPIPE ? .well : .world,
            error.code == EPIPE ? "" : error.description
        )
    }
}

extension Document {
    /// The ids of all documents, in one line.
    fileprivate static var ids: String {
        all.map(\.id).joined(separator: ", ")
    }
}
