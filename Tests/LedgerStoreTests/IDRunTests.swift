import TestSupport
import Testing

@testable import LedgerStore

@Suite("runs of the id index")
struct IDRunTests {
    private typealias Entry = (hash: IDHash, place: UInt32)

    private func places(of hash: UInt64, in run: [UInt8]) throws -> [UInt32] {
        var places: [UInt32] = []
        try IDRun.find(IDHash(rawValue: hash), in: run.span) { places.append($0) }
        return places
    }

    private func run(_ hashes: [UInt64]) -> [UInt8] {
        IDRun.encode(hashes.enumerated().map { (IDHash(rawValue: $1), UInt32($0) + 100) })
    }

    /// Where a hash stands in a sorted list, by looking at each.
    private func expected(_ hash: UInt64, _ hashes: [UInt64]) -> [UInt32] {
        hashes.enumerated().filter { $1 == hash }.map { UInt32($0.offset) + 100 }
    }

    @Test("every hash is found in every run of up to five out of six hashes, and nothing else is")
    func exhaustive() throws {
        let values: [UInt64] = [0, 1, 1 << 62, 1 << 63, .max - 1, .max]
        var hashes: [UInt64] = []
        // Every ascending run: each next hash is the same as the one before or a later one.
        func visit(from first: Int) throws {
            let run = run(hashes)
            for value in values + [2, 1 << 61, (1 << 63) + 1] {
                #expect(try places(of: value, in: run) == expected(value, hashes))
            }
            guard hashes.count < 5 else { return }
            for index in first..<values.count {
                hashes.append(values[index])
                try visit(from: index)
                hashes.removeLast()
            }
        }
        try visit(from: 0)
    }

    @Test("every entry of a large run is found, however its hashes are spread", arguments: 0..<6)
    func random(seed: Int) throws {
        var generator = SeededGenerator(seed: UInt64(seed))
        // Even, crowded at either end, in steps, with many equals: proportion is a good guess for the first alone.
        let spread: (UInt64) -> UInt64 = { random in
            switch seed {
            case 0: random
            case 1: random >> 50
            case 2: .max - random >> 50
            case 3: random & 0xF000_0000_0000_0000
            case 4: random % 3
            default: random % 2 == 0 ? random >> 40 : .max - random >> 40
            }
        }
        let hashes = (0..<3_000).map { _ in spread(generator.next()) }.sorted()
        let run = run(hashes)
        for hash in Set(hashes.shuffled(using: &generator).prefix(60)) {
            #expect(try places(of: hash, in: run) == expected(hash, hashes))
            let next = hash &+ 1
            #expect(try places(of: next, in: run) == expected(next, hashes))
        }
    }

    @Test("a run decodes to its entries")
    func decode() {
        let entries: [Entry] = [
            (IDHash(rawValue: 3), .max), (IDHash(rawValue: 3), 0), (IDHash(rawValue: .max), 7),
        ]
        let decoded = IDRun.decode(IDRun.encode(entries).span)
        #expect(decoded.elementsEqual(entries) { $0 == $1 })
        #expect(IDRun.decode([UInt8]().span).isEmpty)
    }

    @Test("a run that is cut short is read no further than it goes", arguments: 0..<36)
    func cut(length: Int) throws {
        let cut = Array(run([1, 2, 3]).prefix(length))
        #expect(IDRun.decode(cut.span).count == length / IDRun.entrySize)
        for hash in UInt64(0)...4 {
            #expect(try places(of: hash, in: cut).count <= length / IDRun.entrySize)
        }
    }
}

@Suite("hashes of ids")
struct IDHashTests {
    @Test("the hash of an id is part of the format: it never changes")
    func pinned() {
        let known: [(String, UInt64)] = [
            ("", 0x7F40_F511_7E11_298B), ("e-1", 0x598C_D682_7529_FEDF), ("12345678", 0x4E79_AC41_E929_B2C0),
            ("123456789", 0x067A_08B9_DD2F_8AC6),
        ]
        for (id, hash) in known { #expect(IDHash(Array(id.utf8).span).rawValue == hash, "\(id)") }
    }

    @Test("ids that differ in one byte, in length or in zeros at the end have different hashes")
    func distinct() {
        var ids: [[UInt8]] = (0..<20).map { [UInt8](repeating: 0, count: $0) }
        for position in 0..<17 {
            for bit in 0..<8 {
                var id = [UInt8](repeating: 0x61, count: 17)
                id[position] ^= 1 << UInt8(bit)
                ids.append(id)
            }
        }
        #expect(Set(ids.map { IDHash($0.span) }).count == ids.count)
    }
}
