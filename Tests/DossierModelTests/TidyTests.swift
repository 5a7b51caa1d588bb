import Foundation
import Testing

/// Goal: the rules of the house that no compiler checks.
///
/// Method: the sources are read as texts. What the formatter's linter can see (names, order, layout) is left to it.
@Suite("the sources are tidy")
struct TidyTests {
    // This file is at Tests/DossierModelTests in the repository.
    private static let root = URL(fileURLWithPath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

    private static let folders = ["Sources", "Tests", "fixtures", "tools"]
    private static let files = ["Package.swift", "README.md", "CHANGELOG.md", ".swift-format", ".gitignore"]

    /// The texts of the repository, by their paths in it.
    private static func texts(in names: [String]) throws -> [(path: String, text: String)] {
        var texts: [(path: String, text: String)] = []
        for name in names {
            let start = root.appendingPathComponent(name)
            let below = FileManager.default.enumerator(atPath: start.path)?.compactMap { $0 as? String } ?? []
            for path in below.isEmpty ? [name] : below.sorted().map({ "\(name)/\($0)" }) {
                let url = root.appendingPathComponent(path)
                // Folders and bytes that are no text are passed over.
                guard let data = try? Data(contentsOf: url), let text = String(bytes: data, encoding: .utf8)
                else { continue }
                texts.append((path, text))
            }
        }
        return texts
    }

    @Test("each file of Sources keeps the rules of the house")
    func sources() throws {
        let files = try TidyTests.texts(in: ["Sources"]).filter { $0.path.hasSuffix(".swift") }
        #expect(files.count > 100)
        for file in files {
            for finding in TidyRules.findings(in: SourceFile(path: file.path, text: file.text)) {
                Issue.record("\(finding)")
            }
        }
    }

    @Test("no text of the repository names a folder of somebody's machine")
    func paths() throws {
        let texts = try TidyTests.texts(in: TidyTests.folders + TidyTests.files)
        #expect(texts.count > 200)
        for (path, text) in texts {
            for (index, line) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
                guard let folder = try TidyTests.machineFolder(in: line) else { continue }
                Issue.record(
                    "\(path):\(index + 1): \(folder); name it from the repository on, or take it from outside"
                )
            }
        }
    }

    @Test("a folder of a machine is told from a path of the repository or of any system")
    func machineFolders() throws {
        for top in ["work", "home", "root", "Users", "opt", "mnt"] {
            // Put together, so that this file has none.
            #expect(try TidyTests.machineFolder(in: "see /" + "\(top)/somebody/x") != nil)
            #expect(try TidyTests.machineFolder(in: "\"/" + "\(top)/somebody\"") != nil)
        }
        for path in [
            "/usr/bin/env", "/tmp/x", "/proc/self/exe", "fixtures/work/list", "a/root/b", "../home/x",
            "/opt ",
        ] {
            #expect(try TidyTests.machineFolder(in: Substring(path)) == nil)
        }
    }

    private static func machineFolder(in line: some StringProtocol) throws -> String? {
        guard line.contains("/") else { return nil }
        let pattern = try Regex("(?:^|[^A-Za-z0-9_.~-])/(?:work|home|root|Users|opt|mnt)/[A-Za-z0-9_.-]+")
        return try pattern.firstMatch(in: String(line)).map { String(String(line)[$0.range]) }
    }

    // MARK: - The rules themselves

    @Test(
        "what is forbidden is found, and what only looks like it is not",
        arguments: [
            ("Rules", "import Foundation", "Foundation"),
            ("LedgerStore", "internal import Foundation", "Foundation"),
            ("Audit", "internal import Foundation", nil),
            ("Rules", "package import LedgerStore", "must not import LedgerStore"),
            ("LedgerStore", "internal import Rules", "must not import Rules"),
            ("Projections", "package import Rules", nil),
            ("Elsewhere", "import Rules", "TidyRules.imports"),
            ("Rules", "let day = Date()", "Date()"),
            ("Rules", "let day = LocalDate()", nil),
            ("Rules", "let start = ContinuousClock.now", ".now"),
            ("Rules", "let next = this.nowhere", nil),
            ("Audit", "let start = ContinuousClock.now", nil),
            ("MerkleLog", "var dice = SystemRandomNumberGenerator()", "SystemRandomNumberGenerator"),
            ("Audit", "try! open()", "try!"),
            ("Audit", "fatalError(\"never\")", "fatalError"),
            ("Audit", "let text = \"fatalError(\"", nil),
            ("Audit", "// try! is forbidden", nil),
            ("Audit", "print(row)", "print"),
            ("Audit", "debug.print(row)", nil),
            ("Audit", "blueprint(row)", nil),
            ("DossierCLI", "print(row)", nil),
            ("Audit", "struct Box: @unchecked Sendable {", "why it is safe"),
            ("Audit", "// It never changes.\nstruct Box: @unchecked Sendable {", nil),
            ("Audit", "\tlet tab = 1", "a tab"),
            ("Audit", "// TODO later", "TODO"),
            ("Audit", "// TODO #12", nil),
            ("Audit", "let text = \"\"\"\n    print(row)\n    \"\"\"", nil),
            ("Audit", "let text = \"\"\"\n    a\n    \"\"\"\nprint(row)", "print"),
        ] as [(String, String, String?)]
    )
    func rules(_ target: String, _ text: String, _ tells: String?) {
        let findings = TidyRules.findings(in: SourceFile(path: "Sources/\(target)/Sample.swift", text: text))
        guard let tells else {
            #expect(findings.isEmpty)
            return
        }
        #expect(findings.count == 1 && findings[0].contains(tells), "\(findings)")
    }

    @Test("a function of more than 70 lines and a file of more than 600 are found")
    func sizes() {
        func findings(bodyLines: Int) -> [String] {
            let body = String(repeating: "        step()\n", count: bodyLines)
            let text = "struct Sample {\n    package func run<T>(_ t: T) {\n\(body)    }\n}"
            return TidyRules.findings(in: SourceFile(path: "Sources/Audit/Sample.swift", text: text))
        }
        #expect(findings(bodyLines: 68).isEmpty)
        #expect(
            findings(bodyLines: 69) == [
                "Sources/Audit/Sample.swift:2: a function of 71 lines; move straight work to helpers"
            ]
        )
        #expect(findings(bodyLines: 600).count == 2)
    }
}
