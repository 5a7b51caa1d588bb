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
            A province with its units, officers and procedures, and the lives of its dossiers: late recording, pauses with \
            and without authority, paper entries, duplicates, voids. It goes to standard output as canonical NDJSON.
            With --inject the stream is a smaller one in which nothing is wrong but the faults that are named.
            """
    )

    @Option(help: ArgumentHelp("How many lines, reference data and duplicates included.", valueName: "n"))
    var events: UInt64?

    @Option(help: ArgumentHelp("Another seed gives other lives.", valueName: "s"))
    var seed: UInt64 = 1

    @OptionGroup var injection: InjectOptions

    @OptionGroup var speech: LanguageOptions

    func validate() throws {
        guard (events == nil) != (injection.inject == nil) else {
            throw ValidationError("one of these is due: --events N, --inject KIND=N,…")
        }
        guard let events else { return }
        guard (1...FreeScenario.maxEvents).contains(events) else {
            throw ValidationError("--events is from 1 to \(FreeScenario.maxEvents)")
        }
    }

    func run() throws {
        if injection.inject != nil { return try injection.write(seed: seed, speech.language) }
        guard let events else { return }
        var scenario = FreeScenario(events: events, seed: seed)
        do throws(ScenarioWriteError) {
            _ = try scenario.write(to: 1)
        } catch {
            throw CommandFailure(
                error.code == EPIPE ? .well : .world,
                error.code == EPIPE ? "" : error.description
            )
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
}
