internal import Glibc

/// Where the process has mapped a file.
///
/// LMDB does not tell the address of its map, so the kernel is asked. Letting go of the pages that were read keeps the
/// memory of a long import bounded: they stay in the page cache, which the system gives away as it needs, but count no
/// longer as the process's own. The mapping is shared and read-only, so nothing is lost, and whoever reads a page again,
/// on any thread, finds the same bytes.
///
/// It is asked for anew in each append: a range that is no longer the file's must not be let go.
struct MappedPages {
    private let ranges: [Range<UInt>]

    /// Nothing to let go of.
    static let none = MappedPages()

    private init() {
        ranges = []
    }

    /// Finds the mappings of a file; none where the kernel does not tell.
    ///
    /// - Parameter path: Without links and dots, as the kernel names it.
    init(ofFile path: String) {
        var ranges: [Range<UInt>] = []
        var text = MappedPages.content(of: "/proc/self/maps")
        text.append(0x0A)
        for line in text.split(separator: 0x0A) {
            let line = String(decoding: line, as: UTF8.self)
            guard line.hasSuffix(" " + path), let range = MappedPages.range(line) else { continue }
            ranges.append(range)
        }
        self.ranges = ranges
    }

    /// The addresses at the start of a line: `7f12…-7f34… r--s …`.
    private static func range(_ line: String) -> Range<UInt>? {
        let bounds = line.prefix { $0 != " " }.split(separator: "-").compactMap { UInt($0, radix: 16) }
        return bounds.count == 2 && bounds[0] < bounds[1] ? bounds[0]..<bounds[1] : nil
    }

    private static func content(of path: String) -> [UInt8] {
        let descriptor = unsafe open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { return [] }
        defer { close(descriptor) }
        var content: [UInt8] = []
        var piece = [UInt8](repeating: 0, count: 1 << 16)
        while true {
            let count = unsafe piece.withUnsafeMutableBytes {
                unsafe read(descriptor, $0.baseAddress, $0.count)
            }
            guard count > 0 else { return content }
            content += piece[..<count]
        }
    }

    /// Lets go of all pages that were read.
    func release() {
        for range in ranges {
            // A refusal would cost memory and nothing else.
            _ = unsafe madvise(
                UnsafeMutableRawPointer(bitPattern: range.lowerBound),
                range.count,
                MADV_DONTNEED
            )
        }
    }
}
