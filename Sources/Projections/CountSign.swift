/// Whether something is taken into the counts or out of them.
enum CountSign: BitwiseCopyable {
    case more
    case less

    /// What a count of one changes by.
    @inline(__always) var rawValue: Int {
        if case .more = self { 1 } else { -1 }
    }
}
