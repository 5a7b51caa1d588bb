/// Why a text is no policy; each but those about the whole names the line, from 1.
package enum PolicyFault: Error, Hashable, Sendable {
    /// More bytes than a policy may have.
    case tooLong(Int)

    /// The last line has no end: the file may have been cut off.
    case unfinishedLine(line: Int)

    /// A control character other than the tab.
    case controlCharacter(line: Int)

    /// The line begins with no word of the format.
    case unknownWord(line: Int)

    /// The line has too few items, or too many.
    case wrongItemCount(line: Int)

    /// The key is malformed.
    case key(KeyFault, line: Int)

    /// A witness's key stands for a ledger, or a ledger's for a witness.
    case wrongKeyType(line: Int)

    /// The same public key stands twice among the ledgers, or twice among the witnesses.
    case duplicateKey(line: Int)

    /// The name is defined already, or is `none`.
    case nameTaken(PolicyName, line: Int)

    /// The name is not defined above.
    case unknownName(PolicyName, line: Int)

    /// The name is a member of a group already.
    case memberTwice(PolicyName, line: Int)

    /// The threshold is neither `any` nor `all` nor a number from 1 to that of the members.
    case badThreshold(line: Int)

    /// There is a quorum already.
    case secondQuorum(line: Int)

    /// No line says what the quorum is.
    case noQuorum

    /// More ledgers, witnesses or groups than are read.
    case tooMany(line: Int)
}

extension PolicyFault {
    /// The name of the case, which never changes; scripts match on it.
    package var code: String {
        switch self {
        case .tooLong: "policyTooLong"
        case .unfinishedLine: "policyUnfinishedLine"
        case .controlCharacter: "policyControlCharacter"
        case .unknownWord: "policyUnknownWord"
        case .wrongItemCount: "policyWrongItemCount"
        case .key(let fault, _): fault.code
        case .wrongKeyType: "policyWrongKeyType"
        case .duplicateKey: "policyDuplicateKey"
        case .nameTaken: "policyNameTaken"
        case .unknownName: "policyUnknownName"
        case .memberTwice: "policyMemberTwice"
        case .badThreshold: "policyBadThreshold"
        case .secondQuorum: "policySecondQuorum"
        case .noQuorum: "policyNoQuorum"
        case .tooMany: "policyTooMany"
        }
    }

    /// The line it is about, from 1; nil for the whole.
    package var line: Int? {
        switch self {
        case .tooLong, .noQuorum: nil
        case .unfinishedLine(let line), .controlCharacter(let line), .unknownWord(let line),
            .wrongItemCount(let line), .key(_, let line), .wrongKeyType(let line), .duplicateKey(let line),
            .nameTaken(_, let line), .unknownName(_, let line), .memberTwice(_, let line),
            .badThreshold(let line), .secondQuorum(let line), .tooMany(let line):
            line
        }
    }
}

extension PolicyFault: CustomStringConvertible {
    package var description: String {
        guard let line else { return reason }
        return "line \(line): \(reason)"
    }

    private var reason: String {
        switch self {
        case .tooLong(let count): "policy of \(count) bytes, above \(WitnessPolicy.maxByteCount)"
        case .unfinishedLine: "line has no end"
        case .controlCharacter: "control character"
        case .unknownWord: "line begins with none of log, witness, group, quorum"
        case .wrongItemCount: "too few or too many items"
        case .key(let fault, _): fault.description
        case .wrongKeyType: "key is not of the type that belongs here"
        case .duplicateKey: "public key stands above already"
        case .nameTaken(let name, _): "name \(name) is taken"
        case .unknownName(let name, _): "name \(name) is not defined above"
        case .memberTwice(let name, _): "\(name) is a member of a group already"
        case .badThreshold: "threshold is not any, all or a number from 1 to that of the members"
        case .secondQuorum: "second quorum"
        case .noQuorum: "policy has no quorum"
        case .tooMany: "more than \(WitnessPolicy.maxCount) of a kind"
        }
    }
}
