package import Archive
package import DossierModel
internal import Interchange
package import LedgerStore
package import MerkleLog
internal import Rules

/// What a pack is about, for its page.
package struct PackAccount: Sendable {
    package let question: PackQuestion
    package let answer: PackAnswer
    package let coverage: PackCoverage
    /// Events in the pack.
    package let eventCount: Int
    package let checkpoint: SignedCheckpoint
    /// The rule sets in the pack, by name, with the hashes of their files.
    package let ruleSets: [(name: String, hash: String)]

    /// Events of the ledger that are not in the pack.
    package var withheld: UInt64 { checkpoint.unverified.size.rawValue - UInt64(eventCount) }
}

/// Makes packs.
package struct PackMaker {
    /// What is to be packed.
    package struct Order {
        package var asked: PackQuestion.Asked
        /// The default is the latest `recordedAt` of the events that the checkpoint counts.
        package var asOf: Instant?
        package var language: String
        package var coverage = PackCoverage.subset
        /// The claims file, where claims are asked for.
        package var claims: [UInt8]?
        /// The claims file's name, for messages.
        package var claimsName = PackFile.claims
        package var ruleSets: [RuleSetFile] = []
        /// The name and version of the program.
        package var program: String

        package init(_ asked: PackQuestion.Asked, language: String, program: String) {
            self.asked = asked
            self.language = language
            self.program = program
        }
    }

    /// A pack that was made.
    package struct Made {
        /// The files in their order.
        package let files: [ArchiveFile]
        package let account: PackAccount
        package let hashCount: Int
    }

    /// Makes the files of a pack, in their order.
    ///
    /// The answer is worked out twice: from the ledger, and from the events of the pack alone in a ledger below
    /// `temporaryFolder`, of which nothing is left behind. `stage` is told what begins.
    ///
    /// - Throws: ``PackError``, and what asking the ledger throws.
    package static func make(
        _ order: Order,
        _ checkpoint: SignedCheckpoint,
        of ledger: Ledger,
        temporaryFolder: String,
        stage: (PackStage) -> Void = { _ in },
        page: (PackAccount) throws -> [UInt8]
    ) throws -> Made {
        stage(.asking)
        let size = checkpoint.unverified.size.rawValue
        let asOf = try ledger.read { view throws in
            guard size <= view.size, try view.root(ofFirst: size) == checkpoint.unverified.root else {
                throw PackError.checkpointNotOfLedger(size: size)
            }
            return try order.asOf ?? view.latestRecording(ofFirst: size)
        }
        guard let asOf else { throw PackError.noEvents }
        let question = PackQuestion(order.asked, asOf: asOf, language: order.language)
        let claims = try order.claims.map { try ClaimsFile($0, file: order.claimsName) }
        try PackMaker.check([], claims)
        let answer = try PackAnswer.make(
            question,
            claims: claims,
            ruleSets: order.ruleSets,
            of: ledger,
            logSize: size
        )
        stage(.proving)
        let (events, hashes) = try ledger.read { view throws in
            let numbers = try PackSelection.numbers(
                question,
                claims: claims,
                ruleSets: order.ruleSets,
                answer: answer,
                in: view,
                ofFirst: size
            )
            guard !numbers.isEmpty else { throw PackError.noEvents }
            return try (read(numbers, view), prove(numbers, size, order.coverage, view))
        }
        stage(.deriving)
        let files = try RuleSetFile.builtIn() + events.adopted(order.ruleSets)
        let replay = PackReplay(question: question, claims: claims, ruleSets: files, events: events)
        let derived = try replay.answer(
            PackLedger(events, in: temporaryFolder),
            checkpoint.unverified
        )
        let bytes = derived.bytes
        guard bytes == answer.bytes else { throw PackError.answerDiffers }
        stage(.packing)
        let account = replay.account(derived, order.coverage, checkpoint)
        var content = [
            ArchiveFile(name: PackFile.checkpoint, bytes: checkpoint.encode()),
            ArchiveFile(name: PackFile.events, bytes: events.bytes),
            ArchiveFile(name: PackFile.numbers, bytes: events.numberLines),
            ArchiveFile(name: PackFile.hashes, bytes: hashes.flatMap(\.bytes)),
            ArchiveFile(name: PackFile.question, bytes: Array("\(question.json)\n".utf8)),
        ]
        if let claims = order.claims { content.append(ArchiveFile(name: PackFile.claims, bytes: claims)) }
        content += try ruleFiles(files)
        content.append(ArchiveFile(name: PackFile.answer, bytes: bytes))
        content.append(ArchiveFile(name: PackFile.page, bytes: try page(account)))
        let manifest = PackManifest(account, program: order.program, hashCount: hashes.count, content)
        let first = ArchiveFile(name: PackFile.manifest, bytes: Array("\(manifest.json)\n".utf8))
        try PackMaker.check([first] + content, nil)
        return Made(files: [first] + content, account: account, hashCount: hashes.count)
    }

    /// Nothing is made that would be refused.
    private static func check(_ files: [ArchiveFile], _ claims: ClaimsFile?) throws(PackError) {
        do throws(PackFault) {
            try PackLimits.check(files, claims)
        } catch {
            throw .tooMuch(error)
        }
    }

    private static func read(
        _ numbers: [UInt64],
        _ view: borrowing LedgerView
    ) throws(StoreError) -> PackEvents {
        var events = PackEvents()
        var lookup = EventLookup()
        for number in numbers {
            try lookup.withEvent(SequenceNumber(rawValue: number), in: view) { events.append($0, number) }
        }
        return events
    }

    private static func prove(
        _ numbers: [UInt64],
        _ size: UInt64,
        _ coverage: PackCoverage,
        _ view: borrowing LedgerView
    ) throws -> [Digest] {
        let plan = try SharedPlan(leaves: numbers, size: TreeSize(size), everyLeaf: coverage == .whole)
        var hashes = SubtreeHashes()
        let proof = try plan.prove { subtree throws(StoreError) in try hashes.hash(of: subtree, in: view) }
        return proof.hashes
    }

    /// The files of rule sets, by name.
    private static func ruleFiles(_ files: [RuleSetFile]) throws(PackError) -> [ArchiveFile] {
        var content: [ArchiveFile] = []
        for file in files {
            guard let name = PackFile.rules(file.ruleSet.name) else { throw .ruleSetName(file.ruleSet.name) }
            content.append(ArchiveFile(name: name, bytes: file.bytes))
        }
        return content.sorted { $0.name.utf8.lexicographicallyPrecedes($1.name.utf8) }
    }
}

extension PackManifest {
    fileprivate init(_ account: PackAccount, program: String, hashCount: Int, _ files: [ArchiveFile]) {
        let checkpoint = account.checkpoint.unverified
        self.program = program
        kind = account.question.kind
        origin = checkpoint.origin.string
        logSize = checkpoint.size.rawValue
        root = checkpoint.root
        coverage = account.coverage
        events = UInt64(account.eventCount)
        hashes = UInt64(hashCount)
        self.files = files.map { File($0) }
    }
}

extension PackManifest.File {
    init(_ file: ArchiveFile) {
        name = file.name
        byteCount = UInt64(file.bytes.count)
        hash = FileHash.text(of: file.bytes)
    }
}

extension PackEvents {
    /// Those of the rule sets that an event of the pack adopts.
    func adopted(_ files: [RuleSetFile]) throws(RuleSetFileError) -> [RuleSetFile] {
        guard !files.isEmpty else { return [] }
        let builtIn = Set(try RuleSetFile.builtIn().map { Array($0.ruleSet.name.utf8) })
        var names: Set<[UInt8]> = []
        for index in 0..<count {
            guard let event = ReferenceEvent(bytes.span.extracting(line(index))), event.type == .rulesAdopted,
                let name = event.data?["ruleset"]?.text
            else { continue }
            names.insert(Array(name.utf8))
        }
        var taken = builtIn
        return files.filter { file in
            let name = Array(file.ruleSet.name.utf8)
            return names.contains(name) && taken.insert(name).inserted
        }
    }
}
