import MerkleLog
import TestSupport
import Testing

@testable import LedgerStore

@Suite("compressed blocks")
struct CompressedBlockTests {
    private let content: [UInt8]

    init() {
        var content: [UInt8] = []
        for number in 0..<50 { content += Array((SampleEvents.line(id: "e-\(number)") + "\n").utf8) }
        self.content = content
    }

    private func decompress(_ frame: [UInt8], sizeLimit: Int = 1 << 24) -> (
        fault: StoreError?, bytes: [UInt8]
    ) {
        // What was there before must not come back.
        var bytes: [UInt8] = [1, 2, 3]
        let fault = CompressedBlock.decompress(frame.span, into: &bytes, sizeLimit: sizeLimit)
        return (fault, bytes)
    }

    @Test("what was compressed comes back", arguments: [0, 1, 100, 5_000, 3_000_000])
    func roundTrip(size: Int) throws {
        var generator = SeededGenerator(seed: UInt64(size))
        let random = (0..<min(size, 5_000)).map { _ in UInt8(truncatingIfNeeded: generator.next()) }
        // The largest repeats itself: it is larger than what a frame of its size is first given room for.
        let bytes = size > random.count ? Array(repeatElement(random, count: size / 5_000).joined()) : random
        let frame = try CompressedBlock.compress(bytes.span)
        let (fault, read) = decompress(frame)
        #expect(fault == nil)
        #expect(read == bytes)
        #expect(decompress(frame, sizeLimit: size).fault == nil)
        if size > 0 {
            #expect(decompress(frame, sizeLimit: size - 1).fault?.code == "damaged")
            #expect(decompress(frame, sizeLimit: size - 1).bytes.isEmpty)
        }
    }

    @Test("a frame with one changed byte is refused, or holds the same; what was read is told")
    func flipped() throws {
        let frame = try CompressedBlock.compress(content.span)
        for position in frame.indices {
            for change: UInt8 in [0xFF, 0x10] {
                var changed = frame
                changed[position] ^= change
                let (fault, bytes) = decompress(changed)
                #expect(fault?.code == "damaged" || bytes == content, "byte \(position)")
            }
        }
    }

    @Test("a frame that is cut anywhere is refused, and what it gives is a beginning of what it held")
    func cut() throws {
        let frame = try CompressedBlock.compress(content.span)
        for length in 0..<frame.count {
            let (fault, bytes) = decompress(Array(frame.prefix(length)))
            #expect(fault?.code == "damaged")
            #expect(content.starts(with: bytes))
        }
    }

    @Test("bytes behind a frame are damage")
    func trailing() throws {
        let frame = try CompressedBlock.compress(content.span)
        #expect(decompress(frame + [0]).fault?.code == "damaged")
        #expect(decompress(frame + frame).fault?.code == "damaged")
    }

    /// A zstd frame header with one segment and a content size of eight bytes, and what follows it.
    private func frame(stating size: UInt64, _ rest: [UInt8]) -> [UInt8] {
        var writer = ByteWriter()
        writer.bytes = [0x28, 0xB5, 0x2F, 0xFD, 0xE0]
        writer.append(size)
        return writer.bytes + rest
    }

    /// One raw block of four bytes, the last of its frame.
    private let rawBlock: [UInt8] = [0x21, 0, 0, 1, 2, 3, 4]

    @Test("a size that is stated is believed only as far as the frame goes")
    func hostileSize() {
        #expect(decompress(frame(stating: 4, rawBlock)).fault == nil)
        #expect(decompress(frame(stating: 4, rawBlock)).bytes == [1, 2, 3, 4])
        for size: UInt64 in [0, 3, 5, 1 << 24, (1 << 24) + 1, 1 << 40, 1 << 63, .max - 2, .max - 1, .max] {
            let (fault, bytes) = decompress(frame(stating: size, rawBlock))
            #expect(fault?.code == "damaged", "\(size)")
            #expect(bytes.count <= 4)
        }
        // 64 MiB that a frame of a few bytes does not have: told at once, without taking them.
        let (fault, bytes) = decompress(frame(stating: 1 << 26, rawBlock), sizeLimit: EventBlock.sizeLimit)
        #expect(fault?.code == "damaged")
        #expect(bytes.count <= 4)
        #expect(bytes.capacity < 1 << 22)
    }

    @Test("a frame without a size, a frame to be skipped and what is no frame are refused")
    func otherFrames() {
        let withoutSize: [UInt8] = [0x28, 0xB5, 0x2F, 0xFD, 0x00, 0x58] + rawBlock
        #expect(decompress(withoutSize).fault?.code == "damaged")
        #expect(decompress([]).fault?.code == "damaged")
        #expect(decompress([0x28, 0xB5, 0x2F]).fault?.code == "damaged")
        #expect(decompress(Array("no frame at all".utf8)).fault?.code == "damaged")
        // Nothing is in it, so nothing can be made of it, but it gives no bytes either.
        let skipped: [UInt8] = [0x50, 0x2A, 0x4D, 0x18, 2, 0, 0, 0, 9, 9]
        #expect(decompress(skipped).bytes.isEmpty)
    }

    @Test("a block is split at its newlines alone")
    func split() {
        let cases: [(String, [Int])] = [
            ("", []), ("a", []), ("\n", [0]), ("a\n", [1]), ("a\nbc\n", [1, 4]), ("\n\n", [0, 1]),
            ("a\nb", [1]),
        ]
        for (text, expected) in cases {
            var ends = [77]
            EventBlock.split(Array(text.utf8).span, into: &ends)
            #expect(ends == expected, "\(text)")
        }
    }
}
