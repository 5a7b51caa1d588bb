internal import ArgumentParser
internal import Audit
internal import DossierModel
internal import LedgerStore
internal import Synchronization

/// The command `dossier audit`.
struct AuditCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "audit",
        abstract: "Checks the figures that a document publishes against the ledger.",
        discussion: """
            Each claim is reproduced, reproduced under another reading (which one is named), refuted, or not checkable with \
            this ledger. Equations between the document's own figures are checked too. Exit status 0 if all is reproduced \
            and every equation holds, 1 if not, 2 for a bad claims file. Say the day of the document with --as-of: what was \
            recorded later did not stand behind it.
            """
    )

    @Argument(
        help: ArgumentHelp(
            "The ledger's folder and the claims file; DOSSIER_LEDGER names the ledger where only a file is given.",
            valueName: "ledger> <claims"
        )
    )
    var names: [String]

    @OptionGroup var knowledge: AsOfOption

    @OptionGroup var part: LogSizeOption

    @Option(
        help: ArgumentHelp(
            "A new or empty folder for a table of all that each figure counts, a file per claim.",
            valueName: "folder"
        )
    )
    var evidence: String?

    @Option(
        help: ArgumentHelp(
            "A file for the answer as a page to print or attach; it must not be there yet.",
            valueName: "file"
        )
    )
    var html: String?

    @OptionGroup var ruleFiles: RuleSetOptions
    @OptionGroup var answer: AnswerOptions

    func validate() throws {
        guard (1...2).contains(names.count) else {
            throw ValidationError(
                vi: "cần thư mục sổ và một tệp số liệu công bố",
                en: "the ledger's folder and one claims file are due"
            )
        }
    }

    func run() async throws {
        let language = answer.language
        let claims = names[names.count - 1]
        if names.count == 1, Environment.value("DOSSIER_LEDGER")?.isEmpty ?? true {
            let vi = "cần thư mục sổ và một tệp số liệu công bố"
            throw CommandFailure(
                .use,
                language.text(vi: vi, en: "the ledger's folder and one claims file are due")
            )
        }
        guard !FileContent.isFolder(claims) else {
            let vi = "\(claims) là thư mục; sau thư mục sổ cần một tệp số liệu công bố"
            let en = "\(claims) is a folder; behind the ledger's folder a claims file is due"
            throw CommandFailure(.use, language.text(vi: vi, en: en))
        }
        let path = try LedgerArgument.path(names.count == 2 ? names[0] : nil, language)
        let file = try ClaimsFile(FileContent.read(claims), file: claims)
        let store = try LedgerArgument.open(path, language)
        let folder = try evidence.map { try EvidenceFolder($0, language) }
        // Before the work, not after it.
        if let html { try PageFile.check(html, language) }
        var query = ClaimQuery()
        query.asOf = knowledge.asOf
        query.logSize = part.logSize
        query.ruleSets = try ruleFiles.files()
        let audit = try audit(file, of: store, query, folder)
        try folder?.finish()
        try LedgerArgument.sayIfEmpty(store, language)
        if let html {
            let asked = AskedAudit(ledger: path, claims: claims, rules: ruleFiles.paths)
            try PageFile.write(ClaimPage(audit, asked, language).bytes, to: html)
        }
        try Console.end(audit.isWell ? .well : .fault) {
            switch answer.format {
            case .json: try Console.writeLine(audit.json.description)
            case .text: try Console.write(ClaimTexts(audit, language).text)
            }
        }
    }

    private func audit(
        _ file: ClaimsFile,
        of store: Ledger,
        _ query: ClaimQuery,
        _ folder: EvidenceFolder?
    ) throws -> ClaimAudit {
        let language = answer.language
        // Several threads tell how far they are.
        let line = Mutex(ProgressLine(language))
        defer { line.withLock { $0.finish() } }
        let what = language.text(vi: "hồ sơ", en: "dossiers")
        var hand: ((ClaimsFile.Claim, [UInt8]) throws -> Void)?
        if let folder { hand = { claim, piece in try folder.add(piece, of: claim.id) } }
        return try ClaimAuditor.audit(
            file,
            of: store,
            query,
            progress: { done, all in
                line.withLock { $0.show(done, what, share: Double(done) / Double(max(all, 1))) }
            },
            evidence: hand
        )
    }
}
