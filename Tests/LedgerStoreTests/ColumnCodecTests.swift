import TestSupport
import Testing

@testable import LedgerStore

@Suite("columns of whole numbers")
struct ColumnCodecTests {
    /// The values that a column of the writer holds, read by a cursor.
    private func read(_ writer: ColumnWriter, _ column: Int, count: Int) -> [Int64] {
        let bytes = writer.bytes + [UInt8](repeating: 0xAA, count: 8)
        return bytes.withUnsafeBytes { buffer in
            guard let start = buffer.baseAddress else { return [] }
            var cursor = ColumnCursor(writer.directory[column], columns: start)
            return (0..<count).map { _ in cursor.read() }
        }
    }

    @Test("a column takes the fewest bytes an entry that hold its span", arguments: 0...8)
    func widths(width: Int) {
        let least: UInt64 = width == 0 ? 0 : 1 << (8 * UInt64(width - 1))
        let greatest: UInt64 = width == 8 ? .max : 1 << (8 * UInt64(width)) - 1
        let bases: [Int64] = [.min, -1, 0, 1, .max - 1]
        for span in [least, greatest] {
            // A span goes with the bases that it does not lead out of Int64.
            for base in bases where span <= UInt64(bitPattern: Int64.max &- base) {
                let values = [base, base &+ Int64(bitPattern: span), base]
                var writer = ColumnWriter()
                writer.append([9, 10])
                writer.append(values)
                writer.append([3])
                #expect(writer.directory[1] == ColumnDirectoryEntry(offset: 2, base: base, width: width))
                #expect(read(writer, 0, count: 2) == [9, 10])
                #expect(read(writer, 1, count: 3) == values)
                #expect(read(writer, 2, count: 1) == [3])
            }
        }
    }

    @Test("the whole range of Int64 goes into one column")
    func extremes() {
        let values: [Int64] = [.max, .min, 0, -1, 1, .max - 1, .min + 1]
        var writer = ColumnWriter()
        writer.append(values)
        #expect(writer.directory[0] == ColumnDirectoryEntry(offset: 0, base: .min, width: 8))
        #expect(read(writer, 0, count: values.count) == values)
    }

    @Test("random columns are read as they were written", arguments: UInt64(0)..<40)
    func random(seed: UInt64) {
        var generator = SeededGenerator(seed: seed)
        let shift = generator.number(in: 0...63)
        let columns = (0..<5).map { _ in
            (0..<generator.number(in: 0...200)).map { _ in Int64(bitPattern: generator.next()) >> Int64(shift)
            }
        }
        var writer = ColumnWriter()
        for column in columns { writer.append(column) }
        for (index, column) in columns.enumerated() {
            #expect(read(writer, index, count: column.count) == column)
        }
    }

    @Test("an empty column takes no bytes")
    func empty() {
        var writer = ColumnWriter()
        writer.append([])
        #expect(writer.directory == [ColumnDirectoryEntry(offset: 0, base: 0, width: 0)])
        #expect(writer.bytes.isEmpty)
    }

    @Test("a cursor that may not go beyond a place stays there")
    func bounded() {
        let bytes: [UInt8] = [1, 2, 3, 0, 0, 0, 0, 0, 0, 0]
        bytes.withUnsafeBytes { buffer in
            guard let start = buffer.baseAddress else { return }
            let entry = ColumnDirectoryEntry(offset: 0, base: 0, width: 1)
            var cursor = ColumnCursor(entry, columns: start)
            let read = (0..<50).map { _ in cursor.read(notBeyond: start + 2) }
            #expect(read == [1, 2] + [Int64](repeating: 3, count: 48))
        }
    }

    @Test("numbers are read as they were written, and none beyond the end")
    func bytes() throws {
        var writer = ByteWriter()
        writer.append(UInt8(0xFE))
        writer.append(Int64.min)
        writer.append(UInt32(0x0102_0304))
        #expect(writer.bytes == [0xFE, 0, 0, 0, 0, 0, 0, 0, 0x80, 4, 3, 2, 1])
        var reader = ByteReader(writer.bytes.span, of: "numbers")
        #expect(try reader.read(UInt8.self) == 0xFE)
        #expect(try reader.read(Int64.self) == .min)
        #expect(reader.remaining == 4)
        #expect(isDamaged { () throws(StoreError) in _ = try reader.read(UInt64.self) })
        #expect(isDamaged { () throws(StoreError) in _ = try reader.readBytes(5) })
        #expect(isDamaged { () throws(StoreError) in _ = try reader.readBytes(-1) })
        #expect(try reader.read(UInt32.self) == 0x0102_0304)
        #expect(reader.remaining == 0)
    }
}

/// Whether what is stored is refused as damaged.
func isDamaged(_ body: () throws(StoreError) -> Void) -> Bool {
    do throws(StoreError) {
        try body()
        return false
    } catch {
        return error.code == "damaged"
    }
}
