internal import LedgerStore

/// A batch that is being written, and the lines that it was made of.
struct PendingAppend {
    let task: Task<AppendAnswer, any Error>
    let origins: LineOrigins
    let file: String
}
