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

    /// Writes all of the bytes; answers how many the system took, and `errno`, 0 if it took all.
    static func write(_ descriptor: Int32, _ bytes: UnsafeRawBufferPointer) -> (written: Int, errno: Int32) {
        var written = 0
        while written < bytes.count {
            let rest = UnsafeRawBufferPointer(rebasing: bytes[written...])
            let count = Glibc.write(descriptor, rest.baseAddress, rest.count)
            if count >= 0 {
                written += count
            } else if errno != EINTR {
                return (written, errno)
            }
        }
        return (written, 0)
    }

    /// What the system says about an `errno`.
    static func text(_ number: Int32) -> String { String(cString: strerror(number)) }
}
