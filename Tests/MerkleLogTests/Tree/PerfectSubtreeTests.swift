import MerkleLog
import Testing

@Suite("perfect subtree")
struct PerfectSubtreeTests {
    @Test("a subtree has the leaves that its height and index say")
    func leaves() {
        #expect(PerfectSubtree(height: 0, index: 5).leaves == 5..<6)
        #expect(PerfectSubtree(height: 10, index: 3).leaves == 3072..<4096)
        #expect(PerfectSubtree(height: 63, index: 0).leaves == 0..<1 << 63)
    }

    @Test("a cover lies side by side, the largest first, and leaves nothing out")
    func cover() {
        for size in UInt64(0)...130 {
            let cover = PerfectSubtree.cover(of: 0..<size)
            var next: UInt64 = 0
            for subtree in cover {
                #expect(subtree.firstLeaf == next)
                next = subtree.leaves.upperBound
            }
            #expect(next == size)
            #expect(cover.map(\.height) == cover.map(\.height).sorted(by: >))
            #expect(Set(cover.map(\.height)).count == cover.count)
        }
    }

    @Test("a run that is no subtree stops the program")
    func misaligned() async {
        await #expect(processExitsWith: .failure) {
            _ = PerfectSubtree.cover(of: 1..<3)
        }
    }
}
