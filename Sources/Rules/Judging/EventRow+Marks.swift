internal import DossierModel

extension EventFlags {
    /// Whether a mark is set, in one instruction: what the standard library makes up is called across modules.
    @inline(__always)
    func has(_ mark: EventFlags) -> Bool {
        rawValue & mark.rawValue != 0
    }
}

extension EventRow {
    /// `dueAt` or `newDueAt` as written.
    @inline(__always) var writtenDue: Instant? {
        flags.has(.hasDue) ? Instant(rawValue: number0) : nil
    }
}
