internal import DossierModel
internal import Glibc

/// A line of JSON taken apart: its bytes and its nodes, in memory that is used again for the next line.
///
/// The bytes are the line, a run of zeros, and then the texts that had to be written anew because the line
/// escapes what needs no escape. The zeros end every scan, so that no loop asks for the end of the line.
///
/// What is called for every line is `mutating` even where it changes nothing, here and in ``EventReader``: a
/// struct of this size that is lent is copied at each call (a twentieth of the time when it was measured), one
/// that may be changed is not.
struct JSONTape: ~Copyable {
    /// Zeros after the line, and room after each buffer for copies in blocks.
    static let padding = 64

    private(set) var bytes: UnsafeMutablePointer<UInt8>
    private(set) var nodes: UnsafeMutablePointer<JSONNode>
    /// Scratch for putting the keys of one object in order.
    private(set) var members: UnsafeMutablePointer<JSONMember>
    private var lineCapacity: Int

    private(set) var lineLength = 0
    var nodeCount = 0
    /// Where the next rewritten text goes.
    var textEnd = 0
    /// Whether some text is longer than any field may be.
    var hasLongText = false

    init() {
        lineCapacity = 4_096
        bytes = .allocate(capacity: JSONTape.byteCapacity(lineCapacity))
        nodes = .allocate(capacity: JSONTape.nodeCapacity(lineCapacity))
        members = .allocate(capacity: JSONTape.memberCapacity(lineCapacity))
    }

    deinit {
        bytes.deallocate()
        nodes.deallocate()
        members.deallocate()
    }

    /// The line, the zeros, texts of at most the line's length, and a few bytes for a default source.
    private static func byteCapacity(_ line: Int) -> Int { 2 * line + 1_024 + 3 * padding }

    /// A node takes up two bytes of the line with its separator, but for containers that are not closed.
    private static func nodeCapacity(_ line: Int) -> Int { line / 2 + 2 * padding }

    /// A member is at least `"":1,`.
    private static func memberCapacity(_ line: Int) -> Int { line / 4 + padding }

    /// Takes a copy of a line, ready to be scanned.
    mutating func load(_ line: UnsafeRawBufferPointer) {
        if line.count > lineCapacity { grow(toHold: line.count) }
        lineLength = line.count
        nodeCount = 0
        hasLongText = false
        if let base = line.baseAddress { memcpy(bytes, base, line.count) }
        memset(bytes + line.count, 0, JSONTape.padding)
        textEnd = line.count + JSONTape.padding
    }

    private mutating func grow(toHold line: Int) {
        lineCapacity = max(line, 2 * lineCapacity)
        bytes.deallocate()
        nodes.deallocate()
        members.deallocate()
        bytes = .allocate(capacity: JSONTape.byteCapacity(lineCapacity))
        nodes = .allocate(capacity: JSONTape.nodeCapacity(lineCapacity))
        members = .allocate(capacity: JSONTape.memberCapacity(lineCapacity))
    }

    /// Appends a node and returns its index.
    @inline(__always)
    mutating func append(_ node: JSONNode) -> Int {
        let index = nodeCount
        nodes[index] = node
        nodeCount = index &+ 1
        return index
    }

    /// The canonical text of a string or key.
    @inline(__always)
    func text(_ index: Int) -> UnsafeBufferPointer<UInt8> {
        UnsafeBufferPointer(start: bytes + Int(nodes[index].start), count: Int(nodes[index].length))
    }

    /// What a string or key stands for, in UTF-8.
    func decodedText(_ index: Int) -> [UInt8] {
        guard nodes[index].isEscaped else { return Array(text(index)) }
        return CanonicalText.unescape(text(index).span)
    }

    /// How many bytes of UTF-8 a string stands for.
    @inline(__always)
    func decodedLength(_ index: Int) -> Int {
        nodes[index].isEscaped ? decodedText(index).count : Int(nodes[index].length)
    }

    /// The index after a node and all that it holds, also where a fault left it open.
    func end(of index: Int) -> Int {
        if nodes[index].kind == .key {
            return index + 1 < nodeCount ? end(of: index + 1) : nodeCount
        }
        return nodes[index].next == 0 ? nodeCount : Int(nodes[index].next)
    }
}
