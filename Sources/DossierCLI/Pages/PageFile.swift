internal import Glibc

/// The file of a page, which is never written over another.
enum PageFile {
    /// Finds out before a long work what would keep its page from being written after it.
    static func check(_ path: String, _ language: Language) throws(CommandFailure) {
        var status = stat()
        guard lstat(path, &status) != 0 else {
            let vi = "\(path) đã có; hãy nêu tên khác cho trang"
            throw CommandFailure(
                .use,
                language.text(vi: vi, en: "\(path) is there already; name another file for the page")
            )
        }
        let folder = path.lastIndex(of: "/").map { String(path[...$0]) } ?? "."
        guard access(folder, W_OK | X_OK) == 0, !path.isEmpty, !path.hasSuffix("/") else {
            let number = path.isEmpty || path.hasSuffix("/") ? ENOENT : errno
            throw CommandFailure(number == ENOENT ? .use : .world, "\(path): \(systemText(number))")
        }
    }

    /// Writes the whole page to a new file.
    static func write(_ page: [UInt8], to path: String) throws(CommandFailure) {
        var writer = try ExportWriter(path: path)
        var page = page
        try writer.write(&page)
        try writer.finish()
    }
}
