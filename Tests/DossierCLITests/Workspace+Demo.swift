import Foundation
import TestSupport
import Testing

extension Workspace {
    /// A ledger of the stream that ships, without the built-in calendar: it brings its own.
    func demoLedger() throws -> String {
        let ledger = try ledger("demo")
        let stream = URL(fileURLWithPath: #filePath)
            .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
            .appendingPathComponent("fixtures/streams/demo.ndjson").path
        let outcome = try Dossier.run(["import", ledger, stream])
        try #require(outcome.status == 0, "\(outcome.errorText)")
        return ledger
    }
}

extension Dossier {
    /// Runs a command line in which `@L` stands for a ledger; blanks part the words.
    static func line(_ line: String, _ ledger: String) throws -> ChildProcess.Outcome {
        try run(line.split(separator: " ").map { $0 == "@L" ? ledger : String($0) })
    }
}

/// A table of an answer in CSV, the quotes of RFC 4180 undone.
struct CSVTable {
    let heads: [String]
    let rows: [[String: String]]

    init(_ text: String) {
        var records: [[String]] = [[]]
        var field = ""
        var isQuoted = false
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"": isQuoted.toggle()
            case "," where !isQuoted:
                records[records.count - 1].append(field)
                field = ""
            case "\r" where !isQuoted: break
            case "\n" where !isQuoted:
                records[records.count - 1].append(field)
                field = ""
                records.append([])
            default: field.unicodeScalars.append(scalar)
            }
        }
        heads = records[0]
        let heads = heads
        rows = records.dropFirst().dropLast().map { record in
            Dictionary(zip(heads, record)) { $1 }
        }
    }
}
