/// Codes in the order in which they first came, each once.
///
/// About 30 bytes a code besides the code itself: a table of places over one run of bytes, where a `Set` would keep an
/// array for each. The order in which the table keeps them is seen by nobody.
struct CodeSet {
    private var bytes: [UInt8] = []
    private var ends: [Int] = []
    /// Numbers of codes, from 1; 0 is a free place.
    ///
    /// At most half of the places are taken.
    private var table = [UInt32](repeating: 0, count: 16)

    var count: Int { ends.count }

    /// The bytes of a code.
    subscript(index: Int) -> ArraySlice<UInt8> {
        bytes[(index == 0 ? 0 : ends[index - 1])..<ends[index]]
    }

    /// Puts a code in, unless it is there.
    mutating func insert(_ code: [UInt8]) {
        if 2 * (ends.count + 1) > table.count { grow() }
        let place = place(of: code[...])
        guard table[place] == 0 else { return }
        bytes.append(contentsOf: code)
        ends.append(bytes.count)
        table[place] = UInt32(ends.count)
    }

    /// Where a code stands in the table, or the free place where it would.
    private func place(of code: ArraySlice<UInt8>) -> Int {
        var hasher = Hasher()
        code.withUnsafeBytes { hasher.combine(bytes: $0) }
        let mask = table.count - 1
        var place = hasher.finalize() & mask
        while table[place] != 0, self[Int(table[place]) - 1] != code { place = (place + 1) & mask }
        return place
    }

    private mutating func grow() {
        table = [UInt32](repeating: 0, count: 2 * table.count)
        for index in ends.indices { table[place(of: self[index])] = UInt32(index + 1) }
    }
}
