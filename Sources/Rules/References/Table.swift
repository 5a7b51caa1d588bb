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

    /// Copies an array into memory of its own.
    func table<Element: BitwiseCopyable & Sendable>(_ elements: [Element]) -> Table<Element> {
        let memory = UnsafeMutableBufferPointer<Element>.allocate(capacity: max(1, elements.count))
        _ = memory.initialize(fromContentsOf: elements)
        guard let base = memory.baseAddress else { preconditionFailure("memory of at least one element") }
        blocks.append(UnsafeMutableRawPointer(base))
        return Table(UnsafePointer(base), count: elements.count)
    }
}
