internal import Glibc
internal import MerkleLog

/// The file of a secret key: one line, readable by its owner alone.
enum KeyFile {
    /// Makes a key out of the system's randomness.
    static func make(name: KeyName) throws(CommandFailure) -> SigningKey {
        let seed = try randomBytes(32)
        do throws(KeyFault) {
            return try SigningKey(name: name, seed: seed)
        } catch {
            throw CommandFailure(.world, "\(error)")
        }
    }

    /// Writes a key to a file that was not there, of mode 0600 from its first moment.
    static func write(_ key: SigningKey, to path: String) throws(CommandFailure) {
        let descriptor = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else {
            let number = errno
            throw CommandFailure(
                number == EEXIST || number == ENOENT ? .use : .world,
                "\(path): \(systemText(number))"
            )
        }
        do throws(CommandFailure) {
            try Console.write(bytes: Array((key.secretText + "\n").utf8), to: descriptor, path)
        } catch {
            close(descriptor)
            unlink(path)
            throw error
        }
        // The mode is the one asked for, whatever the mask leaves of it.
        let isSafe = fchmod(descriptor, 0o600) == 0 && fsync(descriptor) == 0
        let number = errno
        close(descriptor)
        guard isSafe else {
            unlink(path)
            throw CommandFailure(.world, "\(path): \(systemText(number))")
        }
    }

    /// The ledger that a file would lie in: a folder above it that has LMDB's file.
    static func ledger(around path: String) -> String? {
        let folder = path.lastIndex(of: "/").map { String(path[...$0]) } ?? "."
        guard let resolved = realpath(folder, nil) else { return nil }
        defer { free(resolved) }
        var parts = String(cString: resolved).split(separator: "/")
        while !parts.isEmpty {
            let above = "/" + parts.joined(separator: "/")
            if access(above + "/data.mdb", F_OK) == 0 { return above }
            parts.removeLast()
        }
        return nil
    }

    private static func randomBytes(_ count: Int) throws(CommandFailure) -> [UInt8] {
        let source = "/dev/urandom"
        let descriptor = open(source, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw CommandFailure(.world, "\(source): \(systemText(errno))") }
        defer { close(descriptor) }
        var bytes = [UInt8](repeating: 0, count: count)
        let got = bytes.withUnsafeMutableBytes { Glibc.read(descriptor, $0.baseAddress, count) }
        guard got == count else { throw CommandFailure(.world, "\(source): \(systemText(errno))") }
        return bytes
    }
}
