/// A source file as the tidy test looks at it.
struct SourceFile {
    /// From the repository on, as `Sources/Rules/Table.swift`.
    let path: String
    let lines: [String]

    /// The lines without comments and without what stands in string literals.
    let code: [String]

    init(path: String, text: String) {
        self.path = path
        lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
        var isInLongText = false
        code = lines.map { SourceFile.code(of: $0, &isInLongText) }
    }

    /// The target whose file it is.
    var target: String { path.split(separator: "/").dropFirst().first.map(String.init) ?? "" }

    /// What a line says to the compiler; a text of several lines goes on while `isInLongText`.
    private static func code(of line: String, _ isInLongText: inout Bool) -> String {
        let delimiter = "\"\"\""
        if isInLongText {
            guard let end = line.range(of: delimiter) else { return "" }
            isInLongText = false
            return code(of: String(line[end.upperBound...]), &isInLongText)
        }
        var code = ""
        var rest = Substring(line)
        while let character = rest.first {
            if rest.hasPrefix("//") { break }
            if rest.hasPrefix(delimiter) {
                isInLongText = true
                break
            }
            rest.removeFirst()
            code.append(character)
            guard character == "\"" else { continue }
            while let inner = rest.popFirst(), inner != "\"" {
                if inner == "\\" { _ = rest.popFirst() }
            }
            code.append("\"")
        }
        return code
    }

    /// The modules that the file imports, each with its line.
    var imports: [(module: String, line: Int)] {
        code.enumerated().compactMap { index, line in
            let words = line.split(separator: " ")
            guard let place = words.firstIndex(of: "import"), place < 3, place + 1 < words.count else {
                return nil
            }
            guard words[..<place].allSatisfy({ SourceFile.reaches.contains(String($0)) }) else { return nil }
            return (String(words[place + 1].prefix { $0 != "." }), index + 1)
        }
    }

    private static let reaches: Set<String> = [
        "package", "internal", "public", "private", "fileprivate", "@testable",
    ]

    /// The functions and initialisers that are longer than so many lines.
    ///
    /// The formatter sees to it that one ends at the first closing brace that stands as far in as it does.
    func functions(longerThan limit: Int) -> [(line: Int, count: Int)] {
        code.indices.compactMap { index in
            let line = code[index]
            let trimmed = line.drop { $0 == " " }
            let words = trimmed.prefix { $0 != "(" && $0 != "<" && $0 != "{" }.split(separator: " ")
            guard
                words.contains("func") || words.last == "init" || words.last == "init?"
                    || words.last == "subscript"
            else { return nil }
            let end = String(repeating: " ", count: line.count - trimmed.count) + "}"
            guard let last = code[index...].firstIndex(where: { $0 == end }) else { return nil }
            let count = last - index + 1
            return count > limit ? (index + 1, count) : nil
        }
    }

    /// Whether a comment stands on a line or on one of the few above it that belong to the same declaration.
    func hasComment(near line: Int) -> Bool {
        lines[max(0, line - 4)...min(lines.count - 1, line + 2)].contains { $0.contains("//") }
    }
}

extension String {
    /// Where a text stands first; without Foundation.
    fileprivate func range(of text: String) -> Range<String.Index>? {
        var start = startIndex
        while start < endIndex {
            if self[start...].hasPrefix(text) { return start..<index(start, offsetBy: text.count) }
            start = index(after: start)
        }
        return nil
    }
}
