internal import Crypto

/// The hash by which answers name the files that they rest on.
enum FileHash {
    /// SHA-256 of a file's bytes, in hexadecimal.
    static func text(of bytes: [UInt8]) -> String {
        SHA256.hash(data: bytes).map { byte in
            let digits = String(byte, radix: 16)
            return digits.count == 1 ? "0" + digits : digits
        }
        .joined()
    }
}
