/// Why a file of a pack is not what it has to be.
package struct PackFault: Error, Hashable, Sendable, CustomStringConvertible {
    /// The file of the pack; empty where the fault is of the whole.
    package let file: String
    /// The field, or the line as `line 12`; empty where the fault is of the whole file.
    package let place: String
    package let message: String
    /// The same in Vietnamese.
    package let vietnamese: String

    /// `vi` is the message in Vietnamese; what comes from reading JSON has none of its own.
    package init(_ file: String, _ place: String = "", _ message: String, vi: String? = nil) {
        self.file = file
        self.place = place
        self.message = message
        vietnamese = vi ?? message
    }

    package var description: String {
        [file, place, message].filter { !$0.isEmpty }.joined(separator: ": ")
    }

    /// The same in both languages.
    package var words: BilingualText {
        let line = "line "
        let place = place.hasPrefix(line) ? "dòng \(place.dropFirst(line.count))" : place
        let vi = [file, place, vietnamese].filter { !$0.isEmpty }.joined(separator: ": ")
        return BilingualText(vi: vi, en: description)
    }
}

/// Why there is no pack, or a file is none.
package enum PackError: Error {
    /// The ledger keeps no checkpoint that could be used; `asked` is the size that was asked for.
    case noCheckpoint(asked: UInt64?)
    /// The checkpoint counts more events than there are, or its root is not that of the ledger's first events.
    case checkpointNotOfLedger(size: UInt64)
    /// No events are counted by the checkpoint, or none of them bears on the question.
    case noEvents
    /// A rule set's name cannot be the name of a file.
    case ruleSetName(String)
    /// More than a pack may hold.
    case tooMuch(PackFault)
    /// The events of the pack do not give the ledger's answer: the program is wrong.
    case answerDiffers
    /// The file is no pack.
    case notAPack(reason: String)
}
