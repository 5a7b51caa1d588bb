/// What the house style forbids, and what stands in its place.
enum TidyRules {
    /// The half without files, clocks, environment and chance.
    static let pureTargets: Set<String> = ["DossierModel", "MerkleLog", "Rules", "Projections"]

    private static let withoutFoundation: Set<String> = pureTargets.union(["LedgerStore", "Interchange"])
    private static let printing: Set<String> = ["DossierCLI", "LedgerBench"]

    /// Who may import whom (house style 2.1).
    ///
    /// The command departs from it: answers are made of values, and whoever looks into a value imports the module that
    /// defines it (`Sources/Audit/Audit.docc/Why.md`). What matters is kept: `Rules` never sees the store, and the store
    /// never sees a rule.
    static let imports: [String: Set<String>] = [
        "DossierModel": [],
        "MerkleLog": ["Crypto"],
        "Interchange": ["CZlib", "DossierModel", "Glibc"],
        "Rules": ["DossierModel"],
        "Projections": ["DossierModel", "Rules"],
        "LedgerStore": ["CLMDB", "CZstd", "DossierModel", "Glibc", "MerkleLog", "Synchronization"],
        "Archive": ["CZip"],
        "Audit": [
            "Archive", "Dispatch",
            "Crypto", "DossierModel", "Glibc", "Interchange", "LedgerStore", "MerkleLog", "Projections",
            "Rules",
            "Synchronization",
        ],
        "Synthetic": ["DossierModel", "Glibc"],
        "Spreadsheet": ["CXLSXWriter", "Glibc"],
        "Dashboard": ["Audit", "DossierModel", "Hummingbird", "Logging"],
        "DossierCLI": [
            "ArgumentParser", "Audit", "DossierModel", "Glibc", "Interchange", "LedgerStore", "MerkleLog",
            "Projections", "Rules", "Spreadsheet", "Synchronization",
            "Synthetic",
        ],
        "dossier": ["DossierCLI", "Glibc"],
        "dossier-server": ["ArgumentParser", "Dashboard"],
        "LedgerBench": ["Audit", "DossierModel", "Glibc", "LedgerStore", "Synthetic"],
    ]

    /// Words that pure targets must not use, with what to do in place of it.
    private static let impure = [
        ("Date()", "take the instant as an argument"),
        (".now", "take the instant as an argument"),
        ("ProcessInfo", "take the value as an argument"),
        ("SystemRandomNumberGenerator", "take a generator as an argument, seeded in tests"),
        (".random(in:", "take a generator as an argument, seeded in tests"),
    ]

    /// What is wrong with a file of `Sources`; each finding names file, line and replacement.
    static func findings(in file: SourceFile) -> [String] {
        var findings = importFindings(in: file) + sizeFindings(in: file)
        for (index, line) in file.code.enumerated() {
            findings += wordFindings(in: line, of: file.target).map { "\(file.path):\(index + 1): \($0)" }
            let isUnchecked = line.contains("@unchecked Sendable") || line.contains("nonisolated(unsafe)")
            if isUnchecked, !file.hasComment(near: index) {
                findings.append("\(file.path):\(index + 1): say above it why it is safe to share")
            }
        }
        for (index, line) in file.lines.enumerated() {
            if line.contains("\t") {
                findings.append("\(file.path):\(index + 1): a tab; indent by four blanks")
            }
            if line.contains("TODO"), !line.contains("#") {
                findings.append(
                    "\(file.path):\(index + 1): TODO without an issue; do it, or write TODO #number"
                )
            }
        }
        return findings
    }

    private static func importFindings(in file: SourceFile) -> [String] {
        guard let allowed = imports[file.target] else {
            return ["\(file.path): say in TidyRules.imports whom the target \(file.target) may import"]
        }
        return file.imports.compactMap { module, line in
            if module == "Foundation", withoutFoundation.contains(file.target) {
                return "\(file.path):\(line): Foundation; use the standard library, or Glibc at the edge"
            }
            guard module != "Foundation", !allowed.contains(module) else { return nil }
            return
                "\(file.path):\(line): \(file.target) must not import \(module); ask a target between them for it"
        }
    }

    private static func sizeFindings(in file: SourceFile) -> [String] {
        var findings: [String] = []
        if file.lines.count > 600 {
            findings.append("\(file.path): over 600 lines; split it by type or by facet")
        }
        for (line, count) in file.functions(longerThan: 70) {
            findings.append(
                "\(file.path):\(line): a function of \(count) lines; move straight work to helpers"
            )
        }
        return findings
    }

    private static func wordFindings(in line: String, of target: String) -> [String] {
        var findings: [String] = []
        if line.contains("try!") { findings.append("try!; throw, or use a precondition with its reason") }
        if line.contains("fatalError(") {
            findings.append("fatalError; use precondition or preconditionFailure")
        }
        if !printing.contains(target), isCall(of: "print", in: line) {
            findings.append("print; return the text, and let the command write it")
        }
        guard pureTargets.contains(target) else { return findings }
        for (word, instead) in impure where contains(word, in: line) {
            findings.append("\(word); \(instead)")
        }
        return findings
    }

    /// Whether a free function of that name is called.
    private static func isCall(of name: String, in line: String) -> Bool {
        contains(name + "(", in: line) { $0.isLetter || $0.isNumber || $0 == "." || $0 == "_" }
    }

    /// Whether a word stands in a line, and not only as a part of a longer one.
    private static func contains(
        _ word: String,
        in line: String,
        joining: (Character) -> Bool = { $0.isLetter || $0.isNumber || $0 == "_" }
    ) -> Bool {
        var rest = Substring(line)
        var previous: Character = " "
        while let character = rest.first {
            if rest.hasPrefix(word) {
                let next = rest.dropFirst(word.count).first ?? " "
                let isLonger = word.last?.isLetter == true && (next.isLetter || next.isNumber)
                if !isLonger, word.first == "." || !joining(previous) { return true }
            }
            previous = character
            rest.removeFirst()
        }
        return false
    }
}
