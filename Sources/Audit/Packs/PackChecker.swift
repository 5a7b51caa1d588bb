internal import Archive
internal import DossierModel
internal import LedgerStore
package import MerkleLog
internal import Rules

/// Whom a reader trusts to have signed.
package enum PackTrust: Sendable {
    case nobody
    case keys([VerifierKey])
    case policy(WitnessPolicy)
}

/// Checks packs, with nothing but the pack and whom the reader trusts.
package struct PackChecker {
    private let trust: PackTrust
    private let temporaryFolder: String
    private var inspection = PackInspection()
    private var files: [String: [UInt8]] = [:]

    /// Checks a pack.
    ///
    /// - Parameters:
    ///   - bytes: The zip file.
    ///   - maxBytes: How many bytes it may unpack to.
    ///   - trust: Whose signatures count.
    ///   - temporaryFolder: Where a ledger of the pack's events is made, of which nothing is left behind.
    ///   - stage: Is told what begins.
    ///   - page: Draws the page.
    /// - Returns: What every check found.
    /// - Throws: ``PackError/notAPack(reason:)``; `StoreError` where no ledger can be made.
    package static func check(
        _ bytes: [UInt8],
        maxBytes: Int,
        trust: PackTrust,
        temporaryFolder: String,
        stage: (PackStage) -> Void = { _ in },
        page: (PackAccount) throws -> [UInt8]
    ) throws -> PackInspection {
        var checker = PackChecker(trust: trust, temporaryFolder: temporaryFolder)
        let files: [ArchiveFile]
        do throws(ArchiveError) {
            let reader = ZipReader(maxFiles: PackFile.maxFiles, maxBytes: maxBytes)
            files = try reader.read(bytes, limit: PackLimits.bytes, isKnown: PackFile.isKnown)
        } catch {
            if case .notAnArchive = error { throw PackError.notAPack(reason: "\(error)") }
            checker.end(.archive, .failed([.text(error.words)]))
            return checker.finish()
        }
        try checker.check(files, stage, page: page)
        return checker.finish()
    }

    private init(trust: PackTrust, temporaryFolder: String) {
        self.trust = trust
        self.temporaryFolder = temporaryFolder
    }

    private mutating func end(_ check: PackInspection.Check, _ outcome: PackInspection.Outcome) {
        inspection.outcomes[check] = outcome
    }

    /// Says of all that was not come to that it was not checked.
    private func finish() -> PackInspection {
        var inspection = inspection
        for check in PackInspection.Check.allCases where inspection.outcomes[check] == nil {
            inspection.outcomes[check] = .notChecked(
                vi: "không kiểm tra được vì bước trước không đạt",
                en: "what it rests on did not hold"
            )
        }
        return inspection
    }

    private mutating func check(
        _ files: [ArchiveFile],
        _ stage: (PackStage) -> Void,
        page: (PackAccount) throws -> [UInt8]
    ) throws {
        stage(.proving)
        guard let first = files.first, first.name == PackFile.manifest else {
            throw PackError.notAPack(reason: "the first file is not \(PackFile.manifest)")
        }
        end(.archive, .held)
        for file in files { self.files[file.name] = file.bytes }
        let manifest: PackManifest
        do {
            manifest = try PackManifest(first.bytes)
        } catch let fault as PackFault {
            end(.files, .failed(fault))
            return
        }
        inspection.manifest = manifest
        inspection.question = try? PackQuestion(files.first { $0.name == PackFile.question }?.bytes ?? [])
        let checkpoint = checkpoint()
        let faults = PackContent.faults(files, manifest, checkpoint?.unverified)
        end(.files, faults.isEmpty ? .held : .failed(faults.map { .error($0) }))
        guard let checkpoint else { return }
        checkSignature(checkpoint)
        // Who changed the manifest may have meant the proofs to be made for another size.
        guard let events = events(checkpoint.unverified, manifest.coverage) else { return }
        // Nothing is worked out from files that are not those of the pack: whoever changed them chose the work.
        guard faults.isEmpty else { return }
        stage(.deriving)
        try checkAnswer(events, manifest, checkpoint, page)
    }

    private mutating func checkpoint() -> SignedCheckpoint? {
        do throws(CheckpointFault) {
            return try SignedCheckpoint(decoding: files[PackFile.checkpoint] ?? [])
        } catch {
            end(.signature, .failed(error))
            return nil
        }
    }

    private mutating func checkSignature(_ checkpoint: SignedCheckpoint) {
        do throws(CheckpointFault) {
            switch trust {
            case .nobody:
                end(.signature, .notChecked(vi: "chưa nêu khóa kiểm tra", en: "no verifier key given"))
            case .keys(let keys):
                inspection.signatures = try checkpoint.verify(with: keys).signatures
                end(.signature, .held)
            case .policy(let policy):
                inspection.signatures = try policy.accept(checkpoint).signatures
                end(.signature, .held)
            }
        } catch {
            end(.signature, .failed(error))
        }
    }

    /// Reads the events and checks that they are in the checkpoint's ledger; `nil` where they cannot be told apart.
    private mutating func events(_ checkpoint: Checkpoint, _ coverage: PackCoverage) -> PackEvents? {
        let events: PackEvents
        do throws(PackFault) {
            events = try PackEvents(
                files[PackFile.events] ?? [],
                files[PackFile.numbers] ?? [],
                below: checkpoint.size.rawValue
            )
        } catch {
            end(.proofs, .failed(error))
            return nil
        }
        do throws(ProofFault) {
            let proof = SharedProof(
                size: checkpoint.size,
                everyLeaf: coverage == .whole,
                hashes: PackContent.hashes(files[PackFile.hashes] ?? [])
            )
            try proof.check(leaves: events.leaves, root: checkpoint.root)
            end(.proofs, .held)
        } catch {
            end(.proofs, .failed(error))
        }
        return events
    }

    /// Works the answer out, and holds it and its page against those of the pack.
    private mutating func checkAnswer(
        _ events: PackEvents,
        _ manifest: PackManifest,
        _ checkpoint: SignedCheckpoint,
        _ page: (PackAccount) throws -> [UInt8]
    ) throws {
        let pack: PackLedger
        do {
            pack = try PackLedger(events, in: temporaryFolder)
            end(.events, .held)
        } catch let fault as PackFault {
            end(.events, .failed(fault))
            return
        }
        guard let ruleSets = try ruleSets(events), inspection.outcomes[.proofs]?.hasHeld == true else {
            return
        }
        do {
            let question = try PackQuestion(files[PackFile.question] ?? [])
            let claims = try claims(question)
            let replay = PackReplay(question: question, claims: claims, ruleSets: ruleSets, events: events)
            let answer = try replay.answer(pack, checkpoint.unverified)
            let account = replay.account(answer, manifest.coverage, checkpoint)
            inspection.account = account
            end(.answer, outcome(answer))
            guard try page(account) == files[PackFile.page] else {
                end(
                    .page,
                    .failed(
                        vi: "trang không phải là trang vẽ từ câu trả lời này",
                        en: "it is not the page that this answer gives"
                    )
                )
                return
            }
            end(.page, .held)
        } catch let error as StoreError {
            throw error
        } catch {
            end(.answer, .failed(error))
        }
    }

    private func outcome(_ answer: PackAnswer) -> PackInspection.Outcome {
        let (found, given) = (answer.bytes, files[PackFile.answer] ?? [])
        guard found != given else { return .held }
        let place = zip(found, given).enumerated().first { $0.element.0 != $0.element.1 }?.offset
        let byte = place ?? min(found.count, given.count)
        return .failed(
            vi: "sự kiện trong gói cho câu trả lời khác, từ byte \(byte) trở đi",
            en: "the events of the pack give another answer, from byte \(byte) on"
        )
    }

    private func claims(_ question: PackQuestion) throws -> ClaimsFile? {
        guard question.kind == .claims else { return nil }
        let claims = try ClaimsFile(files[PackFile.claims] ?? [], file: PackFile.claims)
        try PackLimits.check(claims)
        return claims
    }

    /// The rule sets of the pack; `nil` where one is not what it says.
    ///
    /// A set that the program has built in must be that very one: else a pack could bring its own law.
    private mutating func ruleSets(_ events: PackEvents) throws -> [RuleSetFile]? {
        do {
            let builtIn = try RuleSetFile.builtIn()
            var own: [RuleSetFile] = []
            for (name, bytes) in files.sorted(by: { $0.key < $1.key }) {
                guard let set = PackFile.ruleSet(name) else { continue }
                if let known = builtIn.first(where: { $0.ruleSet.name == set }) {
                    guard known.bytes == bytes else {
                        throw PackFault(
                            name,
                            "",
                            "not the rule set that this program has by that name",
                            vi: "không phải bộ quy tắc mà chương trình có dưới tên đó"
                        )
                    }
                } else {
                    let file = try RuleSetFile(bytes, file: name)
                    guard PackFile.rules(file.ruleSet.name) == name else {
                        throw PackFault(
                            name,
                            "name",
                            "the rule set has another name",
                            vi: "bộ quy tắc mang tên khác"
                        )
                    }
                    own.append(file)
                }
            }
            for file in builtIn where PackFile.rules(file.ruleSet.name).flatMap({ files[$0] }) == nil {
                throw PackFault("rules/\(file.ruleSet.name).json", "", "the file is missing", vi: "thiếu tệp")
            }
            guard try events.adopted(own).count == own.count else {
                throw PackFault(
                    "rules",
                    "",
                    "a rule set that no event of the pack adopts",
                    vi: "có bộ quy tắc mà không sự kiện nào trong gói áp dụng"
                )
            }
            end(.rules, .held)
            return builtIn + own
        } catch {
            end(.rules, .failed(error))
            return nil
        }
    }
}
