/// Why a ledger could not be opened, read or written.
///
/// When one of these is thrown nothing has been written.
package enum StoreError: Error, Hashable, Sendable {
    /// There is nothing at the path.
    case noSuchFolder(path: String)

    /// The folder (or file) at the path holds no ledger.
    case notALedger(path: String)

    /// A ledger was to be made where one is, or in a folder that is not empty.
    case alreadyExists(path: String)

    /// The ledger was written by a newer version of the program.
    case newerFormat(path: String, format: UInt32, known: UInt32)

    /// The ledger was written in an older format, from which it can be upgraded.
    case olderFormat(path: String, format: UInt32, known: UInt32)

    /// A ledger was to be upgraded that is of the format of this program.
    case noOlderFormat(path: String, format: UInt32)

    /// What is stored contradicts itself.
    case damaged(what: String)

    /// The ledger is open in this process already.
    case alreadyOpen(path: String)

    /// Another process holds the ledger for appending.
    case lockedByAnotherWriter(path: String)

    /// As many readers have the ledger open as it has room for, and all of them live.
    case tooManyReaders(path: String)

    /// The ledger was opened for reading only.
    case readOnly(path: String)

    /// The operating system does not permit it.
    case notPermitted(path: String)

    /// The disk is full.
    case diskFull(path: String)

    /// The ledger has reached the size limit under which it was opened, or was made larger by another process.
    case sizeLimit(path: String, limitBytes: Int)

    /// An append named another position than the next one.
    case unexpectedPosition(expected: UInt64, next: UInt64)

    /// A write failed before: the ledger has to be opened again.
    case previousWriteFailed

    /// Anything else that the store beneath reports.
    case failed(what: String)
}

extension StoreError {
    /// The name of the case, which never changes.
    package var code: String {
        switch self {
        case .noSuchFolder: "noSuchFolder"
        case .notALedger: "notALedger"
        case .alreadyExists: "alreadyExists"
        case .newerFormat: "newerFormat"
        case .olderFormat: "olderFormat"
        case .noOlderFormat: "noOlderFormat"
        case .damaged: "damaged"
        case .alreadyOpen: "alreadyOpen"
        case .lockedByAnotherWriter: "lockedByAnotherWriter"
        case .tooManyReaders: "tooManyReaders"
        case .readOnly: "readOnly"
        case .notPermitted: "notPermitted"
        case .diskFull: "diskFull"
        case .sizeLimit: "sizeLimit"
        case .unexpectedPosition: "unexpectedPosition"
        case .previousWriteFailed: "previousWriteFailed"
        case .failed: "failed"
        }
    }
}

extension StoreError: CustomStringConvertible {
    package var description: String {
        switch self {
        case .noSuchFolder(let path): "there is no folder \(path)"
        case .notALedger(let path): "\(path) is not a ledger"
        case .alreadyExists(let path): "\(path) is there already and is not empty"
        case .newerFormat(let path, let format, let known):
            "\(path) has format \(format); this program knows formats up to \(known)"
        case .olderFormat(let path, let format, let known):
            "\(path) has the older format \(format); this program reads format \(known)"
        case .noOlderFormat(let path, let format): "\(path) has format \(format), which needs no upgrade"
        case .damaged(let what): "the ledger is damaged: \(what)"
        case .alreadyOpen(let path): "\(path) is open in this process already"
        case .lockedByAnotherWriter(let path): "another process is appending to \(path)"
        case .tooManyReaders(let path): "too many readers have \(path) open"
        case .readOnly(let path): "\(path) was opened for reading only"
        case .notPermitted(let path): "no permission for \(path)"
        case .diskFull(let path): "the disk of \(path) is full"
        case .sizeLimit(let path, let limit): "\(path) has reached its size limit of \(limit) bytes"
        case .unexpectedPosition(let expected, let next):
            "the append names position \(expected), but the next one is \(next)"
        case .previousWriteFailed: "a write failed before; open the ledger again"
        case .failed(let what): what
        }
    }
}
