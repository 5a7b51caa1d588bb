internal import DossierModel
internal import LedgerStore
internal import MerkleLog

/// The answer that a pack carries.
package enum PackAnswer: Sendable {
    case claims(ClaimAudit)
    case dossier(DossierHistory)
    case detect(Detection)

    /// Answers a question from the first events of a ledger.
    ///
    /// - Parameters:
    ///   - question: What is asked.
    ///   - claims: The claims file, for a question about claims.
    ///   - ruleSets: Rule sets that events may adopt, besides the built-in ones.
    ///   - ledger: What is asked.
    ///   - logSize: How many of its events are looked at.
    /// - Returns: The answer, with the numbers of that ledger.
    /// - Throws: What `ClaimAuditor`, `DossierHistory` or `DetectionMaker` throws.
    static func make(
        _ question: PackQuestion,
        claims: ClaimsFile?,
        ruleSets: [RuleSetFile],
        of ledger: Ledger,
        logSize: UInt64
    ) throws -> PackAnswer {
        switch question.asked {
        case .claims:
            guard let claims else {
                throw PackFault(PackFile.claims, "", "the file is missing", vi: "thiếu tệp")
            }
            var query = ClaimQuery()
            query.asOf = question.asOf
            query.logSize = logSize
            query.ruleSets = ruleSets
            return .claims(try ClaimAuditor.audit(claims, of: ledger, query))
        case .dossier(let code):
            return .dossier(
                try DossierHistory.read(
                    code,
                    in: ledger,
                    asOf: question.asOf,
                    ruleSets: ruleSets,
                    logSize: logSize
                )
            )
        case .detect(let filter):
            var query = DetectionQuery()
            query.detectors = filter.only ?? query.detectors
            query.unit = filter.unit
            query.from = filter.from
            query.to = filter.to
            query.asOf = question.asOf
            query.logSize = logSize
            query.ruleSets = ruleSets
            var detection = try DetectionMaker.make(query, of: ledger)
            // How a unit compares with others cannot be told from the events of one.
            detection.units = []
            return .detect(detection)
        }
    }
}

/// Between a ledger and the pack that is taken out of it.
extension PackAnswer {
    /// The same answer with the numbers, the size and the root of the ledger that the events were taken from.
    ///
    /// `numbers` are those of the events, in their order.
    func inLedger(_ numbers: [UInt64], logSize: UInt64, root: Digest) -> PackAnswer {
        switch self {
        case .claims(var audit):
            audit.logSize = logSize
            audit.root = root
            return .claims(audit)
        case .dossier(var history):
            history.logSize = logSize
            history.root = root
            for index in history.events.indices { history.events[index].number.rename(numbers) }
            history.reported.publication?.number.rename(numbers)
            history.audited.publication?.number.rename(numbers)
            return .dossier(history)
        case .detect(var detection):
            detection.logSize = logSize
            detection.root = root
            for hit in detection.hits.indices {
                for event in detection.hits[hit].events.indices {
                    detection.hits[hit].events[event].number.rename(numbers)
                }
            }
            return .detect(detection)
        }
    }

    /// The file `answer.json`: the answer of the command, but for what belongs to the whole ledger.
    var bytes: [UInt8] {
        var left: Set<String> = ["logSize", "root"]
        let answer: JSONValue
        switch self {
        case .claims(let audit): answer = audit.json
        case .dossier(let history): answer = history.json
        case .detect(let detection):
            answer = detection.json
            left.insert("units")
        }
        guard case .object(let members) = answer else { preconditionFailure("every answer is an object") }
        return Array("\(JSONValue.object(members.filter { !left.contains($0.0) }))\n".utf8)
    }
}

extension SequenceNumber {
    fileprivate mutating func rename(_ numbers: [UInt64]) {
        self = SequenceNumber(rawValue: numbers[Int(rawValue)])
    }
}
