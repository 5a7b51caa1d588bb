/// A set of events by their numbers, as one bit each.
package struct EventNumberSet: Sendable, Equatable {
    private(set) var words: ContiguousArray<UInt64> = []
    package private(set) var isEmpty = true

    package init() {}

    /// - Complexity: O(1) but for the growth up to the greatest number.
    package mutating func insert(_ number: UInt64) {
        let word = Int(number >> 6)
        while words.count <= word { words.append(0) }
        words[word] |= 1 << (number & 63)
        isEmpty = false
    }

    package func contains(_ number: UInt64) -> Bool {
        let word = number >> 6
        guard word < UInt64(words.count) else { return false }
        return words[Int(word)] >> (number & 63) & 1 == 1
    }
}
