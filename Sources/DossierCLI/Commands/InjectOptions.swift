internal import ArgumentParser
internal import Glibc
internal import Synthetic

/// The options of `dossier synthesise --inject`: which faults, in how large a stream, and where the truth goes.
struct InjectOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "Faults in an otherwise clean stream, by the detector that finds them: KIND=N,… or none.",
            valueName: "kinds"
        )
    )
    var inject: String?

    @Option(
        help: ArgumentHelp("With --inject: how many dossiers, those of the faults included.", valueName: "d")
    )
    var dossiers: Int?

    @Option(
        help: ArgumentHelp(
            "With --inject: the file for what detectors must find; it must not be there yet.",
            valueName: "file"
        )
    )
    var truth: String?

    /// Whoever asks anything of an injected stream needs the rule set that it adopts.
    static let rules = "--rules fixtures/rules/minh-giang-2025.json"

    /// How many dossiers a stream has where nobody says.
    private static let usualDossiers = 2_000

    func validate() throws {
        guard inject != nil else {
            if dossiers != nil || truth != nil {
                throw ValidationError(
                    vi: "--dossiers và --truth chỉ đi với --inject KIND=N,…",
                    en: "--dossiers and --truth go with --inject KIND=N,…"
                )
            }
            return
        }
        guard truth != nil else {
            throw ValidationError(
                vi: "--inject cần --truth TỆP để ghi những gì đã đưa vào",
                en: "--inject needs --truth FILE for what was put into the stream"
            )
        }
        if let dossiers, !(1...InjectedStream.maxDossiers).contains(dossiers) {
            throw ValidationError(
                vi: "--dossiers từ 1 đến \(InjectedStream.maxDossiers)",
                en: "--dossiers is from 1 to \(InjectedStream.maxDossiers)"
            )
        }
    }

    /// Writes the stream to standard output, and the truth to its file once the stream is out.
    func write(seed: UInt64, _ language: Language) throws {
        guard let inject, let truth else { return }
        guard access(truth, F_OK) != 0 else {
            throw CommandFailure(.use, "\(truth): \(systemText(EEXIST))")
        }
        var stream: InjectedStream
        do throws(InjectionFault) {
            stream = try InjectedStream(
                order: InjectionOrder(inject),
                dossiers: dossiers ?? InjectOptions.usualDossiers,
                seed: seed
            )
        } catch {
            throw CommandFailure(.use, InjectOptions.text(of: error, language))
        }
        // Before the first line: a stream whose truth cannot be kept is of no use to whoever takes it in.
        var writer = try ExportWriter(path: truth)
        let piece = 1 << 20
        var lines: [UInt8] = []
        while stream.next(into: &lines) {
            guard lines.count >= piece else { continue }
            try Console.write(bytes: lines, to: 1, "standard output")
            lines.removeAll(keepingCapacity: true)
        }
        try Console.write(bytes: lines, to: 1, "standard output")
        var hits = stream.truth
        try writer.write(&hits)
        try writer.finish()
        let (dossiers, count) = (language.count(stream.dossiers), language.count(stream.hits))
        Console.say(
            language.text(
                vi: "\(dossiers) hồ sơ; \(count) dấu hiệu phải được phát hiện, ghi ở \(truth)",
                en: "\(dossiers) dossiers; \(count) hits that detectors must have, in \(truth)"
            )
        )
        Console.say(
            language.text(
                vi:
                    "lưu ý: luồng áp dụng bộ quy tắc minh-giang-2025; khi hỏi hãy thêm \(InjectOptions.rules)",
                en:
                    "note: the stream adopts the rule set minh-giang-2025; ask of it with \(InjectOptions.rules)"
            )
        )
    }

    private static func text(of fault: InjectionFault, _ language: Language) -> String {
        switch fault {
        case .unknownKind(let name, let kinds):
            let list = kinds.joined(separator: ", ")
            return language.text(
                vi: "--inject: không có loại «\(name)»; gần nhất trước: \(list)",
                en: "--inject: there is no kind \"\(name)\"; the nearest first: \(list)"
            )
        case .doubleKind(let kind):
            return language.text(
                vi: "--inject: \(kind.rawValue) được ghi hai lần",
                en: "--inject: \(kind.rawValue) is given twice"
            )
        case .badCount(let kind, let kinds):
            let (most, list) = (InjectionOrder.maxCases, kinds.joined(separator: ", "))
            return language.text(
                vi:
                    "--inject: số lượng của \(kind.rawValue) là từ 0 đến \(most), ghi LOẠI=N; các loại: \(list)",
                en:
                    "--inject: the count of \(kind.rawValue) is from 0 to \(most), written KIND=N; the kinds: \(list)"
            )
        case .tooFewDossiers(let asked, let needed):
            return language.text(
                vi: "--dossiers \(asked): riêng các trường hợp đã cần \(language.count(needed)) hồ sơ",
                en: "--dossiers \(asked): the cases alone have \(language.count(needed)) dossiers"
            )
        }
    }
}
