import MerkleLog
import TestSupport
import Testing

@Suite("tile paths")
struct TilePathTests {
    @Test(
        "a path is written and read as the format says",
        arguments: [
            ("tile/0/000", .hashes(level: 0), 0, 256), ("tile/0/000.p/1", .hashes(level: 0), 0, 1),
            ("tile/0/x001/x234/067", .hashes(level: 0), 1_234_067, 256),
            ("tile/7/000.p/127", .hashes(level: 7), 0, 127), ("tile/entries/999", .entries, 999, 256),
            ("tile/entries/x001/000.p/255", .entries, 1_000, 255),
            ("tile/1/x010/020.p/30", .hashes(level: 1), 10_020, 30),
        ] as [(String, TilePath.Kind, UInt64, Int)]
    )
    func paths(text: String, kind: TilePath.Kind, index: UInt64, width: Int) throws {
        let path = try #require(TilePath(kind, index: index, width: width))
        #expect(path.text == text)
        #expect(try TilePath(text: text) == path)
    }

    @Test(
        "what is no path of any tile is refused",
        arguments: [
            "", "tile", "tile/0", "tile/0/", "/tile/0/000", "tile/0/0", "tile/0/0000", "tile/00/000",
            "tile/8/000",
            "tile/63/000", "tile/-1/000", "tile/a/000", "tile/0/x000", "tile/0/x000/001", "tile/0/000/001",
            "tile/0/x001/x000", "tile/0/001/", "tile/0/X001/000", "tile/0/000.p", "tile/0/000.p/",
            "tile/0/000.p/0",
            "tile/0/000.p/256", "tile/0/000.p/01", "tile/0/000.p/1/2", "tile/0/000.p/1 ", "tile/0/.p/1",
            "tile/0/00a", "tile/0/+01", "tile/entries/../000", "tile/Entries/000", "tile//000", "tile/7/001",
            "tile/7/000", "tile/7/000.p/128", "tile/0/x999/x999/x999/x999/x999/x999/999", "tile/.p/1",
            "tile/0/x001/x999/x999/x999/x999/x999/x999/999", "tile/0/\u{664}00", "tile/0/00.p0/1",
        ]
    )
    func badPaths(text: String) {
        #expect(throws: TileFault.badPath) { try TilePath(text: text) }
    }

    @Test("no tile has leaves that no tree has, and the last one of each level is there")
    func edges() throws {
        for level in 0...7 {
            let count = UInt64(Int64.max) >> UInt64(8 * level)
            let last = try #require(
                TilePath(.hashes(level: level), index: count / 256, width: Int(count % 256))
            )
            #expect(last.leaves.upperBound <= UInt64(Int64.max))
            #expect(try TilePath(text: last.text) == last)
            #expect(TilePath(.hashes(level: level), index: count / 256, width: Int(count % 256) + 1) == nil)
        }
        #expect(TilePath(.entries, index: .max) == nil)
        #expect(TilePath(.hashes(level: 8), index: 0) == nil)
        #expect(TilePath(.hashes(level: -1), index: 0) == nil)
        #expect(TilePath(.entries, index: 0, width: 0) == nil)
        #expect(TilePath(.entries, index: 0, width: 257) == nil)
    }
}

@Suite("tile set")
struct TileSetTests {
    private func paths(_ size: UInt64, since earlier: UInt64 = 0) throws -> [String] {
        try TileSet(size: TreeSize(size)).paths(since: TreeSize(earlier)).map(\.text)
    }

    @Test("a tree of 70,000 has the files that the specification counts")
    func example() throws {
        let hashes = try paths(70_000).filter { !$0.contains("entries") }
        #expect(hashes.count { $0.hasPrefix("tile/0/") && !$0.contains(".p") } == 273)
        #expect(
            hashes.filter { $0.contains(".p") } == ["tile/0/273.p/112", "tile/1/001.p/17", "tile/2/000.p/1"]
        )
        #expect(hashes.count == 277)
        #expect(try paths(256) == ["tile/entries/000", "tile/0/000", "tile/1/000.p/1"])
        #expect(try paths(0).isEmpty)
    }

    @Test("growing writes what the larger tree has and the smaller had not, in the same order")
    func growth() throws {
        let sizes: [UInt64] = [
            0, 1, 2, 255, 256, 257, 511, 512, 513, 65_535, 65_536, 65_537, 66_000, 131_072,
        ]
        for old in sizes {
            let before = Set(try paths(old))
            for new in sizes where new >= old {
                let all = try paths(new)
                #expect(try paths(new, since: old) == all.filter { !before.contains($0) })
                let outgrown = try TileSet(size: TreeSize(new)).outgrown(since: TreeSize(old)).map(\.text)
                #expect(Set(outgrown) == before.subtracting(all))
                #expect(outgrown.allSatisfy { $0.contains(".p/") })
            }
            #expect(try paths(old, since: old).isEmpty)
        }
    }

    @Test("the largest trees are listed one by one, and larger ones refused")
    func huge() throws {
        let tiles = try TileSet(size: Checkpoint.maxSize)
        #expect(tiles.paths().prefix(2).map(\.text) == ["tile/entries/000", "tile/entries/001"])
        let news = tiles.paths(since: TreeSize(Checkpoint.maxSize.rawValue - 1)).map(\.text)
        #expect(
            news == [
                "tile/entries/x036/x028/x797/x018/x963/967.p/255",
                "tile/0/x036/x028/x797/x018/x963/967.p/255",
            ]
        )
        #expect(throws: TileFault.sizeTooLarge(TreeSize(1 << 63))) { try TileSet(size: TreeSize(1 << 63)) }
    }
}

@Suite("tiles")
struct TileTests {
    /// The hash tiles of a tree over the first leaves, made as a store would.
    private static func tiles(_ naive: inout NaiveTree, size: Int) throws -> [TilePath: [UInt8]] {
        var tiles: [TilePath: [UInt8]] = [:]
        for path in try TileSet(size: TreeSize(UInt64(size))).paths() where path.kind != .entries {
            tiles[path] = TileBuilder.tile(path) { naive.hash(of: $0) }
        }
        return tiles
    }

    private static func reader(_ tiles: [TilePath: [UInt8]], size: Int) throws -> TileReader {
        try TileReader(size: TreeSize(UInt64(size))) { path throws(TileFault) in
            guard let bytes = tiles[path] else { throw .missing(path) }
            return bytes
        }
    }

    @Test(
        "roots, and proofs of leaves and of growth, come out of tiles alone",
        arguments: [1, 2, 255, 256, 257, 600]
    )
    func reading(size: Int) throws {
        var naive = NaiveTree(size: size)
        let root = naive.root(of: 0..<size)
        var tiles = try Self.reader(Self.tiles(&naive, size: size), size: size)
        #expect(try tiles.root() == root)
        for leaf in stride(from: 0, to: size, by: max(1, size / 17)) {
            let plan = try InclusionPlan(leaf: UInt64(leaf), size: TreeSize(UInt64(size)))
            let proof = try plan.prove { subtree throws(TileFault) in try tiles.hash(of: subtree) }
            try proof.check(leafHash: naive.leafHash(leaf), root: root)
            let growth = try ConsistencyPlan(from: TreeSize(UInt64(leaf + 1)), to: TreeSize(UInt64(size)))
            let grown = try growth.prove { subtree throws(TileFault) in try tiles.hash(of: subtree) }
            try grown.check(oldRoot: naive.root(of: 0..<leaf + 1), newRoot: root)
        }
    }

    @Test("every perfect subtree of a tree over three levels is found, and no other", .timeLimit(.minutes(1)))
    func threeLevels() throws {
        let size = 65_536 + 300
        var frontier = Frontier()
        var nodes: [PerfectSubtree: Digest] = [:]
        for leaf in 0..<size {
            frontier.append(leafHash(Array("\(leaf)".utf8)), height: 0) { nodes[$0] = $1 }
        }
        var tiles: [TilePath: [UInt8]] = [:]
        for path in try TileSet(size: frontier.size).paths() where path.kind != .entries {
            tiles[path] = TileBuilder.tile(path) { nodes[$0] ?? .zero }
        }
        var reader = try Self.reader(tiles, size: size)
        #expect(try reader.root() == frontier.root)
        for (subtree, digest) in nodes where subtree.height >= 8 || subtree.index % 97 == 0 {
            #expect(try reader.hash(of: subtree) == digest)
        }
        for height in [0, 7, 8, 16, 17, 63, 64, -1] {
            let index = height < 0 ? 0 : UInt64(size) >> UInt64(height)
            let subtree = PerfectSubtree(height: height, index: index)
            #expect(throws: TileFault.noSuchSubtree(subtree, size: frontier.size)) {
                try reader.hash(of: subtree)
            }
        }
    }

    @Test("a full tile never changes as the tree grows")
    func immutable() throws {
        var naive = NaiveTree(size: 600)
        let small = try Self.tiles(&naive, size: 300)
        let large = try Self.tiles(&naive, size: 600)
        for (path, bytes) in small where path.isFull { #expect(large[path] == bytes) }
        for (path, bytes) in small where !path.isFull {
            let grown = large[TilePath(path.kind, index: path.index, width: path.width) ?? path]
            #expect(grown == nil || grown == bytes)
        }
    }

    @Test("a tile that is missing or of another length is named, and a changed one leads to another root")
    func damaged() throws {
        var naive = NaiveTree(size: 300)
        let tiles = try Self.tiles(&naive, size: 300)
        let root = naive.root(of: 0..<300)
        let path = try TilePath(text: "tile/0/001.p/44")
        var without = tiles
        without[path] = nil
        var reader = try Self.reader(without, size: 300)
        #expect(throws: TileFault.missing(path)) { try reader.root() }
        for length in [0, 44 * 32 - 1, 44 * 32 + 1, 43 * 32, 8_192] {
            var other = tiles
            other[path] = [UInt8](repeating: 0, count: length)
            reader = try Self.reader(other, size: 300)
            #expect(throws: TileFault.wrongLength(path, expected: 44 * 32, actual: length)) {
                try reader.root()
            }
        }
        for place in stride(from: 0, to: 44 * 32, by: 7) {
            var other = tiles
            other[path]?[place] ^= 1
            reader = try Self.reader(other, size: 300)
            #expect(try reader.root() != root)
        }
    }
}

@Suite("entry bundle")
struct EntryBundleTests {
    private func bundle(_ entries: [[UInt8]], first: UInt64 = 0) throws(TileFault) -> EntryBundle {
        var bundle = EntryBundle(first: first)
        for entry in entries { try bundle.append(entry.span) }
        return bundle
    }

    @Test("entries of any length up to 65,535 bytes come back, an empty one too")
    func roundTrip() throws {
        let entries = [0, 1, 2, 255, 256, 257, 65_535].map { [UInt8](repeating: UInt8($0 % 251), count: $0) }
        let path = try #require(TilePath(.entries, index: 0, width: entries.count))
        let bundle = try bundle(entries)
        #expect(bundle.count == entries.count)
        #expect(try EntryBundle.entries(of: bundle.bytes, at: path) == entries)
        #expect(bundle.bytes.prefix(5) == [0, 0, 0, 1, 1])
    }

    @Test("an event that is too long is named, and nothing is written of it")
    func tooLong() throws {
        var bundle = try bundle([[1], [2]], first: 512)
        let before = bundle
        let long = [UInt8](repeating: 0, count: 65_536)
        let fault = fault { () throws(TileFault) in try bundle.append(long.span) }
        #expect(fault == .entryTooLong(leaf: 514, count: 65_536))
        #expect("\(TileFault.entryTooLong(leaf: 514, count: 65_536))".contains("event 514 has 65536 bytes"))
        #expect(bundle == before)
    }

    @Test("256 entries are a full bundle")
    func full() throws {
        var bundle = try bundle([[UInt8]](repeating: [7], count: 256))
        let fault = fault { () throws(TileFault) in try bundle.append([UInt8]().span) }
        #expect(fault == .bundleFull)
        #expect(bundle.count == 256)
    }

    @Test("a bundle that is cut anywhere, or longer, or of another width is refused")
    func malformed() throws {
        let bytes = try bundle([[1, 2, 3], [], [4]]).bytes
        let path = try #require(TilePath(.entries, index: 4, width: 3))
        for cut in [bytes + [0], bytes + bytes] + bytes.indices.map({ Array(bytes[..<$0]) }) {
            #expect(throws: TileFault.malformedBundle(path)) { try EntryBundle.entries(of: cut, at: path) }
        }
        for width in [1, 2, 4, 256] {
            let other = try #require(TilePath(.entries, index: 4, width: width))
            #expect(throws: TileFault.malformedBundle(other)) {
                try EntryBundle.entries(of: bytes, at: other)
            }
        }
    }

    private func fault(_ body: () throws(TileFault) -> Void) -> TileFault? {
        do throws(TileFault) {
            try body()
            return nil
        } catch {
            return error
        }
    }
}
