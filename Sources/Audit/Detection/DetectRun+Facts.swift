internal import DossierModel
internal import LedgerStore
internal import Projections
internal import Rules

/// The facts of a hit as names and values.
extension DetectRun {
    /// Those of one name are told together.
    func words(_ facts: [HitFact], _ papers: CodeNames) -> [(String, String)] {
        var words: [(String, String)] = []
        for fact in facts {
            guard let value = value(fact.value, papers) else { continue }
            let name = name(fact.name)
            if let place = words.firstIndex(where: { $0.0 == name }) {
                words[place].1 += ", " + value
            } else {
                words.append((name, value))
            }
        }
        return words
    }

    private func name(_ name: HitFact.Name) -> String {
        switch name {
        case .lacking: "missing"
        case .laterEvent: "later"
        case .move: "appointments"
        default: "\(name)"
        }
    }

    private func value(_ value: HitFact.Value, _ papers: CodeNames) -> String? {
        switch value {
        case .day(let day): "\(day)"
        case .due(let due): due.text
        case .count(let count): "\(count)"
        case .move(let from, let to): (from.map { "\($0) → " } ?? "→ ") + "\(to)"
        case .code(let code, .paperNumber): papers[code]
        case .code(let code, let kind): knowledge.codes.name(code, kind)
        case .event(let type): type.name
        case .dossierClass(let found): found == .none ? "ended" : "\(found)"
        case .finish(let finish): "\(finish)"
        case .apology(let parts): parts.names.joined(separator: ", ")
        }
    }
}
