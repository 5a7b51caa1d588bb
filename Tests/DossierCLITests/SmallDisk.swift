import Foundation
import Glibc
import TestSupport
import Testing

/// A disk of one mebibyte, in memory.
struct SmallDisk {
    private let path: String

    /// Only root may mount, and in many containers not even root.
    static let isPossible: Bool = {
        guard getuid() == 0, let workspace = try? Workspace() else { return false }
        guard let disk = try? SmallDisk(at: workspace.url.appendingPathComponent("disk")) else {
            return false
        }
        disk.unmount()
        return true
    }()

    init(at url: URL) throws {
        path = url.path
        try FileManager.default.createDirectory(at: url, withIntermediateDirectories: false)
        let outcome = try ChildProcess(
            "/usr/bin/mount",
            ["-t", "tmpfs", "-o", "size=1m", "tmpfs", path],
            environment: Dossier.environment()
        ).finish()
        try #require(outcome.status == 0)
    }

    func unmount() {
        _ = try? ChildProcess("/usr/bin/umount", ["-l", path], environment: Dossier.environment()).finish()
    }
}
