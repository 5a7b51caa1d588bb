/// The lines that a batch was made of.
struct LineOrigins {
    private var bytes: [UInt8] = []
    private var lines: [(end: Int, number: Int)] = []

    init() {}

    /// With room for as much as another has.
    init(roomLike other: LineOrigins) {
        bytes.reserveCapacity(other.bytes.count)
        lines.reserveCapacity(other.lines.count)
    }

    mutating func append(_ line: UnsafeRawBufferPointer, _ number: Int) {
        bytes.append(contentsOf: line)
        lines.append((bytes.count, number))
    }

    func number(_ index: Int) -> Int { lines[index].number }

    func withBytes<Failure: Error>(
        _ index: Int,
        _ body: (UnsafeRawBufferPointer) throws(Failure) -> Void
    ) throws(Failure) {
        let range = (index == 0 ? 0 : lines[index - 1].end)..<lines[index].end
        try bytes.span.extracting(range).withUnsafeBytes { line throws(Failure) in try body(line) }
    }
}
