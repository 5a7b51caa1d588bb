internal import Glibc

/// The calls into the system that read and write files, begun again where a signal breaks them off.
enum SystemCall {
    /// Reads up to the buffer's size; 0 bytes at the end of the file, −1 on failure with `errno` set.
    static func read(_ descriptor: Int32, into buffer: UnsafeMutableRawBufferPointer) -> Int {
        while true {
            let count = Glibc.read(descriptor, buffer.baseAddress, buffer.count)
            if count >= 0 || errno != EINTR { return count }
        }
    }

    /// Writes all of the bytes; answers `errno`, or 0.
    static func write(_ descriptor: Int32, _ bytes: UnsafeRawBufferPointer) -> Int32 {
        var rest = bytes
        while let base = rest.baseAddress, !rest.isEmpty {
            let count = Glibc.write(descriptor, base, rest.count)
            if count < 0 {
                if errno == EINTR { continue }
                return errno
            }
            rest = UnsafeRawBufferPointer(rebasing: rest[count...])
        }
        return 0
    }

    /// What the system says about an `errno`.
    static func text(_ number: Int32) -> String { String(cString: strerror(number)) }
}
