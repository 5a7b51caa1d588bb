extension WitnessPolicy {
    /// Reads the text of a policy.
    ///
    /// - Throws: ``PolicyFault``, with the line it is about.
    package init(decoding bytes: [UInt8]) throws(PolicyFault) {
        guard bytes.count <= Self.maxByteCount else { throw .tooLong(bytes.count) }
        guard let lines = TextLines.split(bytes[...]) else {
            throw .unfinishedLine(line: bytes.count { $0 == 0x0A } + 1)
        }
        var reader = PolicyReader()
        for (index, line) in lines.enumerated() { try reader.read(line, number: index + 1) }
        guard reader.hasQuorum else { throw .noQuorum }
        self = reader.policy
    }
}

/// Takes in a policy line by line.
private struct PolicyReader {
    private(set) var policy = WitnessPolicy(logs: [])
    private(set) var hasQuorum = false

    /// The witnesses and groups defined so far.
    private var names: Set<PolicyName> = []

    /// Those of them that are members of a group.
    private var members: Set<PolicyName> = []

    private static let blanks: [UInt8] = [0x09, 0x20]

    mutating func read(_ line: ArraySlice<UInt8>, number: Int) throws(PolicyFault) {
        guard line.allSatisfy({ $0 == 0x09 || $0 >= 0x20 && $0 != 0x7F }) else {
            throw .controlCharacter(line: number)
        }
        let items = line.split { Self.blanks.contains($0) }
        guard let word = items.first, word.first != UInt8(ascii: "#") else { return }
        switch String(decoding: word, as: UTF8.self) {
        case "log": try readLog(items.dropFirst(), number)
        case "witness": try readWitness(items.dropFirst(), number)
        case "group": try readGroup(items.dropFirst(), number)
        case "quorum": try readQuorum(items.dropFirst(), number)
        default: throw .unknownWord(line: number)
        }
    }

    private typealias Items = ArraySlice<ArraySlice<UInt8>>

    /// Reads what follows `log`: `<vkey> [<url>]`.
    private mutating func readLog(_ items: Items, _ line: Int) throws(PolicyFault) {
        guard (1...2).contains(items.count), let text = items.first else { throw .wrongItemCount(line: line) }
        let key = try key(text, of: .ed25519, line)
        let isTwice = policy.logs.contains { $0.key.publicKey == key.publicKey }
        guard !isTwice else { throw .duplicateKey(line: line) }
        guard policy.logs.count < WitnessPolicy.maxCount else { throw .tooMany(line: line) }
        policy.logs.append(WitnessPolicy.Log(key: key, url: Self.url(items.dropFirst())))
    }

    /// Reads what follows `witness`: `<name> <vkey> [<url>]`.
    private mutating func readWitness(_ items: Items, _ line: Int) throws(PolicyFault) {
        guard (2...3).contains(items.count), let name = items.first, let text = items.dropFirst().first else {
            throw .wrongItemCount(line: line)
        }
        let key = try key(text, of: .cosignature, line)
        let isTwice = policy.witnesses.contains { $0.key.publicKey == key.publicKey }
        guard !isTwice else { throw .duplicateKey(line: line) }
        guard policy.witnesses.count < WitnessPolicy.maxCount else { throw .tooMany(line: line) }
        let witness = WitnessPolicy.Witness(
            name: try define(name, line),
            key: key,
            url: Self.url(items.dropFirst(2))
        )
        policy.witnesses.append(witness)
    }

    /// Reads what follows `group`: `<name> any|all|<k> <name>...`.
    private mutating func readGroup(_ items: Items, _ line: Int) throws(PolicyFault) {
        guard items.count >= 3, let name = items.first, let threshold = items.dropFirst().first else {
            throw .wrongItemCount(line: line)
        }
        var found: [PolicyName] = []
        for item in items.dropFirst(2) {
            let member = try defined(item, line)
            guard members.insert(member).inserted else { throw .memberTwice(member, line: line) }
            found.append(member)
        }
        guard policy.groups.count < WitnessPolicy.maxCount else { throw .tooMany(line: line) }
        let group = WitnessPolicy.Group(
            name: try define(name, line),
            threshold: try Self.threshold(threshold, of: found.count, line),
            members: found
        )
        policy.groups.append(group)
    }

    /// Reads what follows `quorum`: `<name>`.
    private mutating func readQuorum(_ items: Items, _ line: Int) throws(PolicyFault) {
        guard !hasQuorum else { throw .secondQuorum(line: line) }
        guard items.count == 1, let item = items.first else { throw .wrongItemCount(line: line) }
        hasQuorum = true
        guard PolicyName(bytes: item) != .none else { return }
        policy.quorum = try defined(item, line)
    }

    private mutating func define(_ item: ArraySlice<UInt8>, _ line: Int) throws(PolicyFault) -> PolicyName {
        let name = PolicyName(bytes: item)
        guard name != .none, names.insert(name).inserted else { throw .nameTaken(name, line: line) }
        return name
    }

    private func defined(_ item: ArraySlice<UInt8>, _ line: Int) throws(PolicyFault) -> PolicyName {
        let name = PolicyName(bytes: item)
        guard names.contains(name) else { throw .unknownName(name, line: line) }
        return name
    }

    private func key(
        _ text: ArraySlice<UInt8>,
        of type: KeyType,
        _ line: Int
    ) throws(PolicyFault) -> VerifierKey {
        let key: VerifierKey
        do throws(KeyFault) {
            key = try VerifierKey(bytes: text)
        } catch {
            throw .key(error, line: line)
        }
        guard key.type == type else { throw .wrongKeyType(line: line) }
        return key
    }

    private static func threshold(
        _ item: ArraySlice<UInt8>,
        of count: Int,
        _ line: Int
    ) throws(PolicyFault) -> Int {
        switch String(decoding: item, as: UTF8.self) {
        case "any": return 1
        case "all": return count
        default:
            guard let number = TextLines.number(item), (1...UInt64(count)).contains(number) else {
                throw .badThreshold(line: line)
            }
            return Int(number)
        }
    }

    private static func url(_ items: Items) -> ExactText? {
        items.first.map { ExactText(String(decoding: $0, as: UTF8.self)) }
    }
}
