/// The file of a page, which is never written over another.
enum PageFile {
    /// Finds out before a long work what would keep its page from being written after it.
    static func check(_ path: String, _ language: Language) throws(CommandFailure) {
        let what = language.text(vi: " cho trang", en: " for the page")
        try NewFile.check(path, what: what, language)
    }

    /// Writes the whole page to a new file.
    static func write(_ page: [UInt8], to path: String) throws(CommandFailure) {
        var writer = try ExportWriter(path: path)
        var page = page
        try writer.write(&page)
        try writer.finish()
    }
}
