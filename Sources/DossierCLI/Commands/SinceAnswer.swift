internal import Audit
internal import DossierModel
internal import LedgerStore
internal import MerkleLog

/// What holding a ledger against earlier checkpoints found, in words and in JSON.
struct SinceAnswer {
    let found: SinceVerification

    var json: JSONValue {
        .object([
            ("checkpoints", .array(found.answers.map(SinceAnswer.json))),
            ("contradictions", pairs(areVerified: true)),
            ("unverifiedContradictions", pairs(areVerified: false)),
            ("keptOrigins", .array(found.keptOrigins.map { .string($0.string) })),
            ("fittingSize", found.fittingSize.map { .int(Int($0.rawValue)) } ?? .null),
        ])
    }

    /// Pairs that cannot both be true: proofs of two histories only where both signatures were verified.
    private func pairs(areVerified: Bool) -> JSONValue {
        .array(
            found.contradictions.filter { $0.isVerified == areVerified }.map { pair in
                .array([SinceAnswer.json(pair.first), SinceAnswer.json(pair.second)])
            }
        )
    }

    private static func json(_ checkpoint: Checkpoint) -> JSONValue {
        .object([
            ("origin", .string(checkpoint.origin.string)),
            ("size", .int(Int(checkpoint.size.rawValue))),
            ("root", .string(checkpoint.root.hex)),
        ])
    }

    private static func json(_ answer: SinceVerification.Answer) -> JSONValue {
        var members: [(String, JSONValue)] = [
            ("file", .string(answer.name)),
            ("origin", .string(answer.checkpoint.origin.string)),
            ("size", .int(Int(answer.checkpoint.size.rawValue))),
            ("root", .string(answer.checkpoint.root.hex)),
        ]
        switch answer.signature {
        case .notChecked: members.append(("signature", .string("notChecked")))
        case .verified(let keys):
            members.append(("signature", .string("verified")))
            members.append(("signedBy", .array(keys.map { .string($0.text) })))
        case .refused(let fault):
            members.append(("signature", .string("refused")))
            members.append(("refusal", .string(fault.code)))
        }
        members += json(answer.finding)
        if let problem = answer.tileProblem { members.append(("tileProblem", .string(problem))) }
        return .object(members)
    }

    private static func json(_ finding: SinceVerification.Finding) -> [(String, JSONValue)] {
        switch finding {
        case .holds: [("finding", .string("holds"))]
        case .rollback(let missing, let first):
            [("finding", .string("rollback")), ("missing", .int(Int(missing))), ("first", json(first))]
        case .changedEvent(let number):
            [("finding", .string("changedEvent")), ("seq", .int(Int(number.rawValue)))]
        case .fork(let after, let before, let first):
            [
                ("finding", .string("fork")), ("after", .int(Int(after))), ("before", .int(Int(before))),
                ("first", json(first)),
            ]
        }
    }

    private static func json(_ first: LeafDifference?) -> JSONValue {
        guard let first else { return .null }
        return .object([
            ("seq", .int(Int(first.number.rawValue))), ("kind", .string(first.kind.rawValue)),
        ])
    }
}

// MARK: - Words

extension SinceAnswer {
    func text(_ language: Language) -> String {
        var text = ""
        for answer in found.answers {
            text += origin(answer, language) + "\n"
            text += words(answer, language) + "\n"
            text += signature(answer, language) + "\n"
            if let problem = answer.tileProblem {
                text += language.text(vi: "  không dùng được tiles: ", en: "  the tiles are of no use: ")
                text += problem + "\n"
            }
        }
        for pair in found.contradictions { text += words(pair, language) + "\n" }
        return Shown.lines(text)
    }

    private func words(_ pair: SinceVerification.Contradiction, _ language: Language) -> String {
        let (first, second) = (size(pair.first.size, language), size(pair.second.size, language))
        let origin = pair.first.origin
        guard pair.isVerified else {
            return language.text(
                vi:
                    "KHÔNG HỢP NHAU: hai điểm kiểm tra (\(first) và \(second) sự kiện) tự nhận là của \(origin) không thể cùng đúng; chữ ký chưa được kiểm tra",
                en:
                    "AT ODDS: two notes (of \(first) and \(second) events) that say they are of \(origin) cannot both be true; no signature was checked"
            )
        }
        return language.text(
            vi:
                "HAI LỊCH SỬ: \(origin) đã ký hai điểm kiểm tra (\(first) và \(second) sự kiện) không thể cùng đúng",
            en:
                "TWO HISTORIES: \(origin) has signed two checkpoints (of \(first) and \(second) events) that cannot both be true"
        )
    }

    /// The name that a checkpoint bears, and those of the ledger's own where there are others.
    private func origin(_ answer: SinceVerification.Answer, _ language: Language) -> String {
        let origin = answer.checkpoint.origin
        let text = language.text(
            vi: "\(answer.name): điểm kiểm tra mang tên \(origin)",
            en: "\(answer.name): a checkpoint under the name \(origin)"
        )
        let others = found.keptOrigins.filter { $0 != origin }.map(\.string).joined(separator: ", ")
        guard !others.isEmpty else { return text }
        return text
            + language.text(
                vi: "; sổ có giữ điểm kiểm tra mang tên khác: \(others)",
                en: "; the ledger keeps checkpoints under another name: \(others)"
            )
    }

    private func size(_ size: TreeSize, _ language: Language) -> String {
        language.count(Int(size.rawValue))
    }

    private func words(_ answer: SinceVerification.Answer, _ language: Language) -> String {
        let size = size(answer.checkpoint.size, language)
        let start = "\(answer.name): "
        switch answer.finding {
        case .holds:
            return start
                + language.text(
                    vi: "còn nguyên \(size) sự kiện đã ký; sổ chỉ ghi thêm",
                    en: "the \(size) events that were signed stand unchanged; the ledger has only grown"
                )
        case .rollback(let missing, let first):
            return start + rollback(missing, first, size, language)
        case .changedEvent(let number):
            return start
                + language.text(
                    vi: "SỬA: sự kiện \(number) không còn như khi ký \(size) sự kiện",
                    en: "CHANGED: event \(number) is not as it was when \(size) events were signed"
                )
        case .fork(let after, let before, let first):
            return start + fork(after, before, first, size, language)
        }
    }

    private func rollback(
        _ missing: UInt64,
        _ first: LeafDifference?,
        _ size: String,
        _ language: Language
    ) -> String {
        let missing = language.count(Int(missing))
        var text = language.text(
            vi: "LÙI LẠI: thiếu \(missing) trong \(size) sự kiện đã ký",
            en: "ROLLBACK: \(missing) of the \(size) events that were signed are missing"
        )
        if let fitting = found.fittingSize {
            let fitting = self.size(fitting, language)
            text += language.text(
                vi: "; \(fitting) sự kiện đầu khớp một điểm kiểm tra",
                en: "; the first \(fitting) events fit a checkpoint"
            )
        }
        return text + (first.map { "; " + difference($0, language) } ?? "")
    }

    private func fork(
        _ after: UInt64,
        _ before: UInt64,
        _ first: LeafDifference?,
        _ size: String,
        _ language: Language
    ) -> String {
        // Events count from 0: the first that may differ has the number of those that fit.
        let last = before - 1
        let text = language.text(
            vi:
                "RẼ NHÁNH: không phải \(size) sự kiện đã ký; chỗ khác đầu tiên nằm từ sự kiện \(after) đến \(last)",
            en:
                "FORK: these are not the \(size) events that were signed; the first difference lies in events \(after) to \(last)"
        )
        return text + (first.map { "; " + difference($0, language) } ?? "")
    }

    private func difference(_ first: LeafDifference, _ language: Language) -> String {
        let number = first.number
        return switch first.kind {
        case .changed:
            language.text(vi: "sự kiện \(number) đã bị thay", en: "event \(number) is another")
        case .inserted:
            language.text(
                vi: "sự kiện \(number) bị chèn vào hoặc dời đến",
                en: "event \(number) was slipped in or moved"
            )
        case .missing:
            language.text(
                vi: "sự kiện từng mang số \(number) đã mất",
                en: "the event that had number \(number) is gone"
            )
        case .swapped:
            language.text(
                vi: "sự kiện \(number) và sự kiện sau đổi chỗ",
                en: "event \(number) and the next have changed places"
            )
        }
    }

    private func signature(_ answer: SinceVerification.Answer, _ language: Language) -> String {
        switch answer.signature {
        case .notChecked:
            return language.text(
                vi: "  chữ ký chưa được kiểm tra: hãy thêm --verifier KHÓA hoặc --policy TỆP",
                en: "  its signature was not checked: add --verifier KEY or --policy FILE"
            )
        case .verified(let keys):
            let names = keys.map { "\($0.name)+\($0.id)" }.joined(separator: ", ")
            return language.text(vi: "  đã ký bởi \(names)", en: "  signed by \(names)")
        case .refused(let fault):
            return language.text(
                vi:
                    "  KHÔNG có chữ ký hợp lệ, nên không chứng minh được gì: \(FaultWords.text(fault, language))",
                en: "  it is NOT signed as asked, and proves nothing: \(FaultWords.text(fault, language))"
            )
        }
    }
}
