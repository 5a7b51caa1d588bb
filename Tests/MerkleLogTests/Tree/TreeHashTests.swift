import MerkleLog
import Testing

@Suite("tree hash")
struct TreeHashTests {
    @Test("the reference agrees with the example of FIPS 180-4")
    func reference() {
        let hash = Digest(bytes: ReferenceSHA256.hash(Array("abc".utf8)))
        #expect(hash?.hex == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad")
    }

    @Test("the hash of nothing is the empty root")
    func empty() {
        #expect(TreeHash.empty.bytes == ReferenceSHA256.hash([]))
        #expect(treeRoot([]) == TreeHash.empty)
    }

    @Test(
        "a leaf of any length is SHA-256 of a zero byte and the leaf",
        arguments: Array(0...200) + [330] + Array(1020...1030) + [5000]
    )
    func leaf(length: Int) {
        let bytes = (0..<length).map { UInt8(truncatingIfNeeded: $0 &* 31 &+ length) }
        let expected = ReferenceSHA256.hash([0] + bytes)
        #expect(leafHash(bytes).bytes == expected)
        #expect(bytes.withUnsafeBytes { TreeHash.leaf(of: $0) }.bytes == expected)
    }

    @Test("a leaf may lie at any address")
    func unaligned() {
        let bytes = (0..<400).map { UInt8(truncatingIfNeeded: $0) }
        for offset in 0..<16 {
            let slice = bytes.withUnsafeBytes {
                TreeHash.leaf(of: UnsafeRawBufferPointer(rebasing: $0[offset..<offset + 330]))
            }
            #expect(slice.bytes == ReferenceSHA256.hash([0] + bytes[offset..<offset + 330]))
        }
    }

    @Test("a node is SHA-256 of a one byte and its children in order")
    func node() {
        let left = leafHash([1])
        let right = leafHash([2])
        #expect(TreeHash.node(left, right).bytes == ReferenceSHA256.hash([1] + left.bytes + right.bytes))
        #expect(TreeHash.node(left, right) != TreeHash.node(right, left))
    }

    @Test("a leaf made of two hashes is not their node")
    func noSecondPreimage() {
        let left = leafHash([1])
        let right = leafHash([2])
        #expect(leafHash(left.bytes + right.bytes) != TreeHash.node(left, right))
    }

    @Test("the root over any number of leaves is the recursive one")
    func roots() {
        var naive = NaiveTree(size: 130)
        let leaves = (0..<130).map { naive.leafHash($0) }
        for size in 0...130 {
            #expect(treeRoot(Array(leaves.prefix(size))) == naive.root(of: 0..<size))
        }
    }
}
