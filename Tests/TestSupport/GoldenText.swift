internal import Foundation
package import Testing

/// Compares a text with the one that was approved: `fixtures/golden/NAME`.
///
/// The first line that differs is reported. With `GOLDEN_UPDATE=1` in the environment the file is written anew and the
/// test fails once, so that nothing is approved unseen.
package func expectGolden(
    _ text: String,
    _ name: String,
    sourceLocation: SourceLocation = #_sourceLocation
) throws {
    // This file is at Tests/TestSupport in the repository.
    let file = URL(fileURLWithPath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        .appendingPathComponent("fixtures/golden/\(name)")
    if ProcessInfo.processInfo.environment["GOLDEN_UPDATE"] == "1" {
        let folder = file.deletingLastPathComponent()
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        try Data(text.utf8).write(to: file)
        Issue.record(
            "\(name) was written anew: read it, then run without GOLDEN_UPDATE",
            sourceLocation: sourceLocation
        )
        return
    }
    guard let approved = try? String(contentsOf: file, encoding: .utf8) else {
        Issue.record(
            "there is no golden text \(name): run with GOLDEN_UPDATE=1",
            sourceLocation: sourceLocation
        )
        return
    }
    // Byte by byte: two spellings of one Vietnamese letter are not the same text.
    guard !approved.utf8.elementsEqual(text.utf8) else { return }
    let expected = approved.split(separator: "\n", omittingEmptySubsequences: false)
    let found = text.split(separator: "\n", omittingEmptySubsequences: false)
    let pairs = zip(expected, found).enumerated()
    let line = pairs.first { !$1.0.utf8.elementsEqual($1.1.utf8) }?.offset ?? min(expected.count, found.count)
    let left = line < expected.count ? String(expected[line]) : "(the end)"
    let right = line < found.count ? String(found[line]) : "(the end)"
    Issue.record(
        "\(name), line \(line + 1): expected\n\(left)\nbut found\n\(right)",
        sourceLocation: sourceLocation
    )
}
