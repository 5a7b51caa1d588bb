/// Which faults a stream is to have, and how many cases of each.
package struct InjectionOrder: Equatable, Sendable {
    /// The most cases of one kind.
    package static let maxCases = 2_000

    private var counts: [InjectionKind: Int] = [:]

    /// An order of nothing: the clean stream.
    package init() {}

    /// Reads `KIND=N,…`; nothing at all, and the word `none`, ask for the clean stream.
    ///
    /// - Throws: ``InjectionFault`` for a kind that is not there or stands twice, and for a count that is none.
    package init(_ text: String) throws(InjectionFault) {
        guard !text.isEmpty, text != "none" else { return }
        for part in text.split(separator: ",", omittingEmptySubsequences: false) {
            let sides = part.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            let name = String(sides[0])
            guard let kind = InjectionKind(rawValue: name) else {
                throw .unknownKind(name, kinds: InjectionKind.nearest(to: name))
            }
            guard counts[kind] == nil else { throw .doubleKind(kind) }
            guard sides.count == 2, let count = InjectionOrder.count(sides[1]) else {
                throw .badCount(kind, kinds: InjectionKind.nearest(to: name))
            }
            counts[kind] = count
        }
    }

    package subscript(kind: InjectionKind) -> Int {
        get { counts[kind] ?? 0 }
        set { counts[kind] = newValue }
    }

    /// Digits alone: a sign or a blank is a slip of the pen.
    private static func count(_ text: Substring) -> Int? {
        guard !text.isEmpty, text.utf8.allSatisfy({ (0x30...0x39).contains($0) }), let count = Int(text),
            count <= maxCases
        else { return nil }
        return count
    }
}

/// Why there can be no stream as it was ordered.
package enum InjectionFault: Error, Equatable, Sendable {
    /// All kinds there are, the nearest to the unknown one first.
    case unknownKind(String, kinds: [String])
    case doubleKind(InjectionKind)
    case badCount(InjectionKind, kinds: [String])
    /// The cases alone have more dossiers than the stream.
    case tooFewDossiers(asked: Int, needed: Int)
}

extension InjectionKind {
    /// The names of all kinds, those first that take the fewest changes of letters to come to.
    package static func nearest(to name: String) -> [String] {
        let wanted = Array(name.lowercased().utf8)
        let ranked = allCases.map { kind in
            (distance: distance(wanted, Array(kind.rawValue.lowercased().utf8)), name: kind.rawValue)
        }
        return ranked.sorted { ($0.distance, $0.name) < ($1.distance, $1.name) }.map(\.name)
    }

    /// Levenshtein's distance.
    private static func distance(_ left: [UInt8], _ right: [UInt8]) -> Int {
        var row = Array(0...right.count)
        for (i, byte) in left.enumerated() {
            var diagonal = row[0]
            row[0] = i + 1
            for (j, other) in right.enumerated() {
                let change = diagonal + (byte == other ? 0 : 1)
                diagonal = row[j + 1]
                row[j + 1] = min(change, row[j] + 1, row[j + 1] + 1)
            }
        }
        return row[right.count]
    }
}
