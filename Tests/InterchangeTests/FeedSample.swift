import DossierModel
import Foundation
import Interchange

/// What a line comes to: its canonical text and facts, or its fault.
enum Reading {
    case event(String, EventFacts)
    case fault(EventFault)

    var fault: EventFault? {
        if case .fault(let fault) = self { return fault }
        return nil
    }

    var canonical: String? {
        if case .event(let text, _) = self { return text }
        return nil
    }

    var facts: EventFacts? {
        if case .event(_, let facts) = self { return facts }
        return nil
    }

    /// The code and path of the fault, as tables write them; `accepted` where there is none.
    var outcome: String {
        guard let fault else { return "accepted" }
        return fault.path.isEmpty ? fault.code.rawValue : "\(fault.code.rawValue) \(fault.path)"
    }
}

/// Reads one line with a fresh reader.
func reading(_ line: [UInt8], defaultSource: String? = nil) -> Reading {
    do throws(EventFault) {
        var reader =
            if let defaultSource { try EventReader(defaultSource: defaultSource) } else { EventReader() }
        var output: [UInt8] = []
        let facts = try line.withUnsafeBufferPointer { (buffer) throws(EventFault) in
            try reader.read(UnsafeRawBufferPointer(buffer), into: &output)
        }
        return .event(String(decoding: output, as: UTF8.self), facts)
    } catch {
        return .fault(error)
    }
}

func reading(_ line: String, defaultSource: String? = nil) -> Reading {
    reading(Array(line.utf8), defaultSource: defaultSource)
}

/// The canonical form of any JSON value, by way of an unknown field.
func canonical(_ value: String) -> String? {
    let text = reading(Sample.line(extra: "\"zz\":\(value)")).canonical
    return text.map { String($0.dropFirst(Sample.prefixOfUnknown.count).dropLast()) }
}

/// Lines for tests.
enum Sample {
    /// What precedes the value of `zz` in the canonical form of ``line(extra:)``.
    static let prefixOfUnknown =
        #"{"id":"e-1","occurredAt":"2024-03-01T08:00:00Z","type":"rules.adopted","#
        .replacing(#"{"id"#, with: #"{"data":{"effectiveFrom":"2024-01-01","ruleset":"vn"},"id"#) + #""zz":"#

    /// A good line with another member at its end.
    static func line(extra: String) -> String {
        #"{"id":"e-1","type":"rules.adopted","occurredAt":"2024-03-01T08:00:00Z","#
            + #""data":{"ruleset":"vn","effectiveFrom":"2024-01-01"},"# + extra + "}"
    }

    /// A line of a type with some members of the envelope replaced, added, or (where `nil`) left out.
    static func line(
        _ type: String,
        data: String?,
        with changes: KeyValuePairs<String, String?> = [:]
    ) -> String {
        var members: [(String, String)] = [
            ("id", #""e-1""#), ("type", "\"\(type)\""), ("occurredAt", #""2024-03-01T08:00:00+07:00""#),
            ("unit", #""H1""#), ("dossier", #""D-1""#), ("actor", #""cb.1""#),
        ]
        if let data { members.append(("data", data)) }
        for (name, value) in changes {
            members.removeAll { $0.0 == name }
            if let value { members.append((name, value)) }
        }
        return "{" + members.map { "\"\($0.0)\":\($0.1)" }.joined(separator: ",") + "}"
    }

    /// A string of so many bytes, in quotes.
    static func text(_ bytes: Int) -> String { "\"" + String(repeating: "x", count: bytes) + "\"" }
}

/// The folder beside the repository with data that is not part of it.
enum Shared {
    static let folder: URL = {
        if let path = ProcessInfo.processInfo.environment["DOSSIER_SHARED"] {
            return URL(fileURLWithPath: path)
        }
        let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent()
        return root.deletingLastPathComponent().appendingPathComponent("shared")
    }()

    static let goldenFeeds: [URL] = {
        let files = try? FileManager.default.contentsOfDirectory(
            at: folder.appendingPathComponent("golden"),
            includingPropertiesForKeys: nil
        )
        return (files ?? []).filter { $0.pathExtension == "ndjson" }.sorted { $0.path < $1.path }
    }()
}

/// Random numbers that a seed decides: SplitMix64.
struct SplitMix: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) {
        state = seed
    }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }
}
