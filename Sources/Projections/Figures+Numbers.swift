/// The figures as a row of plain numbers, in which they are written down.
extension Figures {
    /// The counts in the order of ``CountKey``, the late dossiers by ``DaysLateBucket``, and the two sums of scores.
    var numbers: [58 of Int128] {
        var numbers = InlineArray<58, Int128>(repeating: 0)
        var next = 0
        for key in 0..<UInt8(50) {
            numbers[next] = Int128(count(at: key))
            next += 1
        }
        for bucket in DaysLateBucket.allCases {
            numbers[next] = Int128(self[bucket])
            next += 1
        }
        numbers[next] = score
        numbers[next + 1] = scoreMax
        return numbers
    }
}
