internal import DossierModel
package import MerkleLog

/// What was found out about a pack.
package struct PackInspection: Sendable {
    /// What is looked at, in this order.
    package enum Check: String, Sendable, CaseIterable {
        /// The zip file: names, sizes, forms.
        case archive
        /// The files against the manifest, and its counts against the files.
        case files
        /// The checkpoint was signed by a key that the reader trusts.
        case signature
        /// Each event is in the ledger of the checkpoint, at its number.
        case proofs
        /// Each line is an event in canonical form, and there once.
        case events
        /// The rule sets are those that the program knows, or are adopted by an event of the pack.
        case rules
        /// The events of the pack give the answer of the pack.
        case answer
        /// The page says what the answer says.
        case page
    }

    package enum Outcome: Sendable {
        case held
        case failed([Finding])
        case notChecked(BilingualText)
    }

    /// What is wrong.
    package enum Finding: Sendable {
        case text(BilingualText)
        case error(any Error)
    }

    /// What it all comes to.
    package enum Verdict: String, Sendable {
        case holds
        /// Nothing failed, and nobody knows who signed it: no key was given.
        case unsigned
        case failed
    }

    package internal(set) var outcomes: [Check: Outcome] = [:]

    /// What the pack says that it is; `nil` where it cannot be read.
    package internal(set) var manifest: PackManifest?

    /// What the pack says was asked; `nil` where it cannot be read.
    package internal(set) var question: PackQuestion?

    /// The right signatures of trusted keys.
    package internal(set) var signatures: [VerifiedSignature] = []

    /// What the pack answers; `nil` where it could not be worked out.
    package internal(set) var account: PackAccount?

    /// What the pack answers, where its events give that answer.
    package var provedAnswer: PackAnswer? { outcomes[.answer]?.hasHeld == true ? account?.answer : nil }

    package var verdict: Verdict {
        var verdict = Verdict.holds
        for check in Check.allCases {
            switch outcomes[check] {
            case .held: continue
            case .notChecked where check == .signature: verdict = .unsigned
            case .failed, .notChecked, nil: return .failed
            }
        }
        return verdict
    }
}

extension PackInspection.Outcome {
    static func failed(vi: String, en: String) -> PackInspection.Outcome {
        .failed([.text(BilingualText(vi: vi, en: en))])
    }

    static func failed(_ error: any Error) -> PackInspection.Outcome { .failed([.error(error)]) }

    static func notChecked(vi: String, en: String) -> PackInspection.Outcome {
        .notChecked(BilingualText(vi: vi, en: en))
    }

    var hasHeld: Bool { if case .held = self { true } else { false } }
}
