internal import Audit
internal import DossierModel
internal import MerkleLog

/// What is said of packs to people, on a terminal and on a page.
struct PackWords {
    let language: Language

    func text(vi: String, en: String) -> String { language.text(vi: vi, en: en) }

    /// What the coverage of a pack proves, and what it does not.
    ///
    /// Of a pack whose signature nobody has checked, that is said first: its ledger is whatever its note names.
    func coverage(
        _ coverage: PackCoverage,
        events: Int,
        withheld: UInt64,
        isUnsigned: Bool = false
    ) -> String {
        guard isUnsigned else { return signedCoverage(coverage, events: events, withheld: withheld) }
        let unsigned = text(
            vi: """
                Chưa kiểm tra chữ ký của ai: «sổ» ở đây chỉ là cây băm mà điểm kiểm tra trong gói nêu, ai cũng có thể lập ra.
                """,
            en: """
                Nobody's signature was checked: the ledger is no more here than the tree that the note in the pack names, which \
                anybody can make.
                """
        )
        guard coverage == .subset, withheld > 0 else {
            return unsigned + " " + signedCoverage(coverage, events: events, withheld: withheld)
        }
        let count = language.count(events)
        return unsigned + " "
            + text(
                vi: """
                    \(count) sự kiện trong gói có trong cây đó, nguyên vẹn và đúng số thứ tự, và câu trả lời suy ra từ chúng. Gói \
                    không chứng minh được là không thiếu sự kiện nào: một sự kiện bị giữ lại không để dấu vết trong gói.
                    """,
                en: """
                    The \(count) events in the pack are in that tree, unchanged and at their numbers, and the answer follows from \
                    them. It cannot prove that nothing was left out: an event that was withheld leaves no trace in it.
                    """
            )
    }

    private func signedCoverage(_ coverage: PackCoverage, events: Int, withheld: UInt64) -> String {
        let count = language.count(events)
        let rest = language.count(Int(withheld))
        if withheld == 0 {
            return text(
                vi: "Gói có đủ mọi sự kiện của sổ đến điểm kiểm tra này: không sự kiện nào bị để ngoài.",
                en: "The pack has every event of the ledger up to this checkpoint: nothing was left out."
            )
        }
        switch coverage {
        case .subset:
            return text(
                vi: """
                    Gói chứng minh \(count) sự kiện trong đó có trong sổ đã ký, nguyên vẹn và đúng số thứ tự, và câu trả lời suy ra \
                    từ chúng. Gói không chứng minh được là không thiếu sự kiện nào: một sự kiện bị giữ lại không để dấu vết trong \
                    gói. Ai giữ sổ, hoặc giữ một sự kiện của sổ, có thể đòi bằng chứng cho sự kiện đó.
                    """,
                en: """
                    The pack proves that the \(count) events in it are in the ledger that was signed, unchanged and at their numbers, \
                    and that the answer follows from them. It cannot prove that nothing was left out: an event that was \
                    withheld leaves no trace in it. Whoever holds the ledger, or an event of it, can ask for its proof.
                    """
            )
        case .whole:
            return text(
                vi: """
                    Gói có \(count) sự kiện; \(rest) sự kiện khác của sổ bị giữ lại và chỉ có mã băm. Vì vậy biết chắc số sự kiện bị \
                    giữ lại, và ai giữ một sự kiện có thể tra xem sự kiện đó có trong sổ không và có bị giữ lại không. Sự kiện bị \
                    giữ lại nói gì thì mã băm không cho biết: gói không chứng minh được rằng chúng không liên quan.
                    """,
                en: """
                    The pack has \(count) events; \(rest) other events of the ledger are withheld, with only their hashes in it. So \
                    the number of withheld events is known, and whoever holds an event can look up whether it is in the ledger and \
                    whether it was withheld. What a withheld event says, its hash does not tell: the pack does not prove that none \
                    of them bears on the answer.
                    """
            )
        }
    }

    func name(_ check: PackInspection.Check) -> String {
        switch check {
        case .archive: text(vi: "tệp nén", en: "archive")
        case .files: text(vi: "mã băm các tệp", en: "hashes of files")
        case .signature: text(vi: "chữ ký", en: "signature")
        case .proofs: text(vi: "bằng chứng từng sự kiện", en: "proof of each event")
        case .events: text(vi: "dạng chuẩn từng dòng", en: "form of each line")
        case .rules: text(vi: "bộ quy tắc", en: "rule sets")
        case .answer: text(vi: "câu trả lời tính lại", en: "answer, worked out again")
        case .page: text(vi: "trang", en: "page")
        }
    }

    func name(_ kind: PackQuestion.Kind) -> String {
        switch kind {
        case .claims: text(vi: "số liệu công bố", en: "published figures")
        case .dossier: text(vi: "một hồ sơ", en: "one dossier")
        case .detect: text(vi: "dấu hiệu", en: "indications")
        }
    }

    /// What is wrong, in one line.
    func reason(_ finding: PackInspection.Finding) -> String {
        switch finding {
        case .text(let words): Shown.line(language.text(vi: words.vi, en: words.en))
        case .error(let error): Shown.line(CommandFailure(error, language).message)
        }
    }

    func verdict(_ verdict: PackInspection.Verdict) -> String {
        switch verdict {
        case .holds:
            text(
                vi: "Gói đúng: mọi bước kiểm tra đều đạt",
                en: "The pack holds: every check held"
            )
        case .unsigned:
            text(
                vi:
                    "Các bước khác đều đạt, nhưng chữ ký chưa kiểm tra: chưa biết gói là của sổ nào; hãy thêm --verifier",
                en:
                    "All else held, but the signature was not checked: whose ledger it is, nobody has said; give --verifier"
            )
        case .failed:
            text(
                vi: "Gói không đúng: xem các bước không đạt ở trên",
                en: "The pack does not hold: see above what failed"
            )
        }
    }
}
