import Foundation
import Testing

/// A random feed that once showed a fault: a line of `fixtures/regressions/*.seed`.
///
/// A line is `VERSION SEED SIZE what it broke`; the size is the number of dossiers, or `-` for the seed's own.
struct RegressionSeed: Sendable, CustomTestStringConvertible {
    /// Raised when the generator makes other feeds of the same seeds; older lines then show nothing any more.
    static let generatorVersion = 1

    let seed: UInt64
    let dossiers: Int?
    let broke: String

    var testDescription: String { "seed \(seed): \(broke)" }

    /// All lines of the current generator.
    static func all() throws -> [RegressionSeed] {
        let folder = URL(fileURLWithPath: #filePath)
            .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
            .appendingPathComponent("fixtures/regressions", isDirectory: true)
        let files = try FileManager.default.contentsOfDirectory(atPath: folder.path)
        var seeds: [RegressionSeed] = []
        for file in files.filter({ $0.hasSuffix(".seed") }).sorted() {
            let text = try String(contentsOf: folder.appendingPathComponent(file), encoding: .utf8)
            for line in text.split(separator: "\n") {
                let parts = line.split(separator: " ", maxSplits: 3)
                guard parts.count == 4, let seed = UInt64(parts[1]) else {
                    throw CocoaError(.fileReadCorruptFile)
                }
                guard Int(parts[0]) == generatorVersion else { continue }
                seeds.append(
                    RegressionSeed(seed: seed, dossiers: Int(parts[2]), broke: String(parts[3]))
                )
            }
        }
        return seeds
    }
}
