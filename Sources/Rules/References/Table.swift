/// Numbers that never change, in memory that a ``TableMemory`` owns.
///
/// A report reads the calendar and the references many times for every dossier, on every thread at once. As
/// arrays they would count each of these uses, and the threads would wait for one another's counts. A table is
/// read without: whoever holds one must hold its memory as well.
struct Table<Element: BitwiseCopyable & Sendable>: BitwiseCopyable, @unchecked Sendable {
    // Unchecked, for a pointer is not Sendable: what it points to is written once, before anyone reads it.
    private let base: UnsafePointer<Element>
    let count: Int

    fileprivate init(_ base: UnsafePointer<Element>, count: Int) {
        self.base = base
        self.count = count
    }

    /// The first entries alone.
    func prefix(_ count: Int) -> Table {
        assert(count <= self.count, "a part of the table")
        return Table(base, count: count)
    }

    /// Where an entry stands: for large ones, which are read in place.
    @inline(__always)
    func pointer(to index: Int) -> UnsafePointer<Element> {
        assert(index >= 0 && index < count, "a table is read inside its bounds")
        return base + index
    }

    @inline(__always)
    subscript(index: Int) -> Element {
        assert(index >= 0 && index < count, "a table is read inside its bounds")
        return base[index]
    }
}

/// Owns the memory of tables, and frees it when its last holder goes.
final class TableMemory: @unchecked Sendable {
    // Unchecked, for it holds pointers: they are added while a book is built, by one thread, and then only read.
    private var blocks: [UnsafeMutableRawPointer] = []

    deinit {
        for block in blocks { block.deallocate() }
    }

    /// Memory of its own to be filled by the caller before anyone reads it, and the table that it will be.
    func blank<Element: BitwiseCopyable & Sendable>(
        of type: Element.Type,
        count: Int
    ) -> (UnsafeMutableBufferPointer<Element>, Table<Element>) {
        let room = UnsafeMutableBufferPointer<Element>.allocate(capacity: max(1, count))
        guard let base = room.baseAddress else { preconditionFailure("memory of at least one element") }
        blocks.append(UnsafeMutableRawPointer(base))
        return (room, Table(UnsafePointer(base), count: count))
    }

    /// Copies an array into memory of its own.
    func table<Element: BitwiseCopyable & Sendable>(_ elements: [Element]) -> Table<Element> {
        let memory = UnsafeMutableBufferPointer<Element>.allocate(capacity: max(1, elements.count))
        _ = memory.initialize(fromContentsOf: elements)
        guard let base = memory.baseAddress else { preconditionFailure("memory of at least one element") }
        blocks.append(UnsafeMutableRawPointer(base))
        return Table(UnsafePointer(base), count: elements.count)
    }
}
