import DossierModel
import Testing

@testable import LedgerStore

@Suite("dictionaries of codes")
struct CodeDictionaryTests {
    private let folder: TemporaryFolder
    private let environment: LMDBEnvironment

    init() throws {
        folder = try TemporaryFolder()
        environment = try LMDBEnvironment(
            folder: folder.path,
            isReadOnly: false,
            makesTables: true,
            hasLock: true,
            mapSizeBytes: 1 << 28
        )
    }

    /// Interns codes as one segment does; gives their indexes and the next ones.
    private func seal(
        _ codes: [(kind: CodeKind, code: String)],
        next: [UInt32] = Array(repeating: 0, count: 16)
    ) throws -> (indexes: [UInt32], next: [UInt32]) {
        var dictionary = CodeDictionary(next: next)
        var indexes: [UInt32] = []
        try environment.write(path: folder.path) { transaction throws(StoreError) in
            for (kind, code) in codes {
                let bytes = Array(code.utf8)
                indexes.append(try dictionary.index(of: bytes.span, kind, in: transaction.reading).rawValue)
            }
            try dictionary.write(to: &transaction)
        }
        return (indexes, dictionary.next)
    }

    /// A snapshot of a ledger that has nothing but dictionaries.
    private func read(_ next: [UInt32], _ body: (borrowing LedgerView) throws -> Void) throws {
        var head = LedgerHead()
        head.nextCode = next
        let transaction = try environment.beginReading()
        try body(
            LedgerView(transaction: transaction, head: head, path: folder.path, readFacts: sampleFacts())
        )
    }

    @Test("codes are numbered by kind, in the order in which they appear first, over all segments")
    func order() throws {
        let first = try seal([(.unit, "b"), (.unit, "a"), (.dossier, "a"), (.unit, "b"), (.officer, "")])
        #expect(first.indexes == [0, 1, 0, 0, CodeIndex.none.rawValue])
        let second = try seal(
            [(.dossier, "b"), (.unit, "c"), (.unit, "a"), (.dossier, "a")],
            next: first.next
        )
        #expect(second.indexes == [1, 2, 1, 0])
        #expect(second.next.prefix(3) == [3, 2, 0])
        try read(second.next) { view in
            let units = try view.names(.unit, tail: .none)
            #expect((UInt32(0)..<4).map { units[CodeIndex(rawValue: $0)] } == ["b", "a", "c", nil])
            #expect(units[.none] == nil)
            #expect(try view.names(.officer, tail: .none).count == 0)
            for (index, name) in ["b", "a", "c"].enumerated() {
                let code = CodeIndex(rawValue: UInt32(index))
                #expect(try view.name(code, .unit, tail: .none) == name)
                #expect(try view.index(of: name, .unit, tail: .none) == code)
            }
            #expect(try view.index(of: "d", .unit, tail: .none) == nil)
            #expect(try view.index(of: "c", .dossier, tail: .none) == nil)
            #expect(try view.name(.none, .unit, tail: .none) == nil)
            #expect(try view.name(CodeIndex(rawValue: 3), .unit, tail: .none) == nil)
        }
    }

    @Test("codes of any length that differ at their very end are told apart")
    func longCodes() throws {
        var codes: [(kind: CodeKind, code: String)] = []
        for length in [1, 499, 500, 501, 502, 511, 512, 5_000, 65_535] {
            for end in ["x", "y"] {
                codes.append(
                    (.paperNumber, String(repeating: "đ", count: max(0, length / 2 - 1)) + "-" + end)
                )
                codes.append((.ground, String(repeating: "a", count: length - 1) + end))
            }
        }
        let sealed = try seal(codes)
        let again = try seal(codes, next: sealed.next)
        #expect(again.indexes == sealed.indexes)
        #expect(again.next == sealed.next)
        try read(sealed.next) { view in
            for (index, code) in zip(sealed.indexes, codes) {
                let isRight = try view.name(CodeIndex(rawValue: index), code.kind, tail: .none) == code.code
                #expect(isRight, "\(code.kind) of \(code.code.utf8.count) bytes")
                #expect(try view.index(of: code.code, code.kind, tail: .none)?.rawValue == index)
            }
        }
    }

    @Test("ten thousand codes in one segment keep their indexes")
    func manyCodes() throws {
        let codes = (0..<10_000).map {
            (kind: $0 % 2 == 0 ? CodeKind.dossier : .officer, code: "c-\($0 / 2)")
        }
        let sealed = try seal(codes + codes)
        #expect(sealed.indexes == (0..<20_000).map { UInt32($0 % 10_000 / 2) })
        try read(sealed.next) { view in
            for kind in [CodeKind.dossier, .officer] {
                let names = try view.names(kind, tail: .none)
                #expect(names.count == 5_000)
                #expect(names.utf8(CodeIndex(rawValue: 4_999)).elementsEqual("c-4999".utf8))
            }
        }
    }

    @Test("a code whose name is gone is damage, in a dictionary of any kind")
    func missingNames() throws {
        let sealed = try seal([(.dossier, "D-1"), (.officer, "CB-1"), (.procedure, "1.001")])
        try environment.write(path: folder.path) { transaction throws(StoreError) in
            try transaction.remove(.names, CodeDictionary.namesKey(.officer, 0))
            try transaction.remove(.names, CodeDictionary.namesKey(.dossier, 0))
        }
        try read(sealed.next) { view in
            for (kind, name) in [(CodeKind.officer, nil), (.dossier, nil), (.procedure, "1.001")] {
                var found: String?
                let isGone = isDamaged { () throws(StoreError) in
                    found = try view.name(CodeIndex(rawValue: 0), kind, tail: .none)
                }
                #expect(isGone == (name == nil))
                #expect(found == name)
            }
        }
    }

    @Test("names that state more codes than they hold, or no frame, are damage")
    func hostileNames() throws {
        let frame = try CompressedBlock.compress(([2, 0, 0x61, 0x62] as [UInt8]).span)
        var visited: [String] = []
        func visit(count: UInt32, size: UInt32, _ frame: [UInt8]) -> Bool {
            var writer = ByteWriter()
            writer.append(count)
            writer.append(size)
            let value = writer.bytes + frame
            visited = []
            return isDamaged { () throws(StoreError) in
                try CodeDictionary.forEachName(value.span) { visited.append($0.text) }
            }
        }
        #expect(!visit(count: 1, size: 4, frame))
        #expect(visited == ["ab"])
        #expect(visit(count: 2, size: 4, frame))
        #expect(visit(count: .max, size: .max, frame))
        #expect(visit(count: 1, size: 3, frame))
        #expect(visit(count: 1, size: .max, Array(frame.dropLast())))
        #expect(visit(count: 1, size: .max, []))
        let cutShort = try CompressedBlock.compress(([3, 0, 0x61] as [UInt8]).span)
        #expect(visit(count: 1, size: 3, cutShort))
        #expect(
            isDamaged { () throws(StoreError) in
                try CodeDictionary.forEachName(([1, 0, 0] as [UInt8]).span) { _ in }
            }
        )
    }
}
