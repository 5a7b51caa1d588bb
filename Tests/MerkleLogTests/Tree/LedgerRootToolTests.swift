import Foundation
import MerkleLog
import Testing

/// Goal: another program, in another language, finds the same root from the export alone.
///
/// Skipped where there is no Python 3.
@Suite("tools/ledger_root.py", .enabled(if: LedgerRootTool.hasPython, "needs /usr/bin/env python3"))
struct LedgerRootToolTests {
    @Test("it finds the frontier's root", arguments: [0, 1, 7, 100])
    func sameRoot(size: Int) throws {
        let lines = (0..<size).map { "{\"data\":{\"n\":\($0)},\"id\":\"e\($0)\",\"source\":\"một cửa\"}" }
        var frontier = Frontier()
        for line in lines { frontier.append(leafHash(Array(line.utf8))) }
        let outcome = try LedgerRootTool.root(of: lines)
        #expect(outcome.output == "\(size) \(frontier.root.hex)\n")
        #expect(outcome.status == 0)
    }

    @Test(
        "it takes the canonical forms of RFC 8785",
        arguments: [
            "{\"a\":[1,-1.5,1e-7,0.000001,1e+21,100000000000000000000,5e-324,333333333.3333333]}",
            "{\"a\":\"\\u001f\\b\\t\\n\\f\\r\\\"\\\\/\u{7F}\u{2028}é\"}",
            "{\"\u{1F600}\":{},\"\u{FB33}\":[[],null,true,false]}",
        ]
    )
    func canonical(line: String) throws {
        let outcome = try LedgerRootTool.root(of: [line])
        #expect(outcome.output == "1 \(leafHash(Array(line.utf8)).hex)\n")
    }

    @Test(
        "it names the first line that is not canonical",
        arguments: [
            "{\"b\":1,\"a\":2}", "{\"a\":1,\"a\":1}", "{\"a\": 1}", "{\"a\":1}\r", "",
            "{\"a\":1.0}", "{\"a\":1e-07}", "{\"a\":1e400}", "{\"a\":\"\\u00e9\"}",
            "{\"a\":\"\\ud800\"}", "{\"\u{FB33}\":1,\"\u{1F600}\":1}",
        ]
    )
    func refused(line: String) throws {
        let outcome = try LedgerRootTool.root(of: ["{\"a\":1}", line, "{\"a\":1}"])
        #expect(outcome.output == "")
        #expect(outcome.errors.hasPrefix("line 2: "))
        #expect(outcome.status == 1)
    }
}

/// The script, run as its user would.
private enum LedgerRootTool {
    struct Outcome {
        let output: String
        let errors: String
        let status: Int32
    }

    static let hasPython = (try? run(["--version"], input: []).status) == 0

    static func root(of lines: [String]) throws -> Outcome {
        let tool = SharedVectors.repository.appending(path: "tools/ledger_root.py").path()
        return try run([tool], input: Array(lines.map { $0 + "\n" }.joined().utf8))
    }

    /// Runs Python on an input short enough for a pipe to hold.
    private static func run(_ arguments: [String], input: [UInt8]) throws -> Outcome {
        let process = Process()
        process.executableURL = URL(filePath: "/usr/bin/env")
        process.arguments = ["python3"] + arguments
        let (standardInput, standardOutput, standardError) = (Pipe(), Pipe(), Pipe())
        process.standardInput = standardInput
        process.standardOutput = standardOutput
        process.standardError = standardError
        try process.run()
        try standardInput.fileHandleForWriting.write(contentsOf: Data(input))
        try standardInput.fileHandleForWriting.close()
        let output = try standardOutput.fileHandleForReading.readToEnd() ?? Data()
        let errors = try standardError.fileHandleForReading.readToEnd() ?? Data()
        process.waitUntilExit()
        return Outcome(
            output: String(decoding: output, as: UTF8.self),
            errors: String(decoding: errors, as: UTF8.self),
            status: process.terminationStatus
        )
    }
}
