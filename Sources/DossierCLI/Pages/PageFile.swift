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
        guard !path.isEmpty, !path.hasSuffix("/") else {
            throw CommandFailure(.use, "\(path): \(systemText(ENOENT))")
        }
        // A folder that is not there is the world's refusal, here as where the file is written.
        guard access(folder, W_OK | X_OK) == 0 else {
            throw CommandFailure(.world, "\(path): \(systemText(errno))")
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
