internal import Glibc
internal import MerkleLog

/// Reads keys and policies from files and options.
enum KeyReading {
    /// The key of a file that nobody else may read.
    static func signingKey(_ path: String, _ language: Language) throws(CommandFailure) -> SigningKey {
        var status = stat()
        if stat(path, &status) == 0, status.st_mode & 0o077 != 0 {
            let vi = "\(path): người khác đọc được khóa; hãy chạy: chmod 600 \(AskedAudit.word(path))"
            let en = "\(path): others may read the key; run: chmod 600 \(AskedAudit.word(path))"
            throw CommandFailure(.use, language.text(vi: vi, en: en))
        }
        let text = try line(path)
        do throws(KeyFault) {
            return try SigningKey(text: text)
        } catch {
            throw CommandFailure(.use, "\(path): \(FaultWords.text(error, language))")
        }
    }

    /// A verifier key, or those of a file with one a line.
    static func verifierKeys(_ text: String, _ language: Language) throws(CommandFailure) -> [VerifierKey] {
        func wrong(_ reason: String) -> CommandFailure {
            CommandFailure(.use, "--verifier \(text): \(reason)")
        }
        do throws(KeyFault) {
            return [try VerifierKey(text: text)]
        } catch {
            guard access(text, F_OK) == 0, !FileContent.isFolder(text) else {
                throw wrong(FaultWords.text(error, language))
            }
        }
        let lines = String(decoding: try FileContent.read(text), as: UTF8.self).split(separator: "\n")
        guard !lines.isEmpty else { throw wrong(language.text(vi: "không có khóa nào", en: "no key")) }
        var keys: [VerifierKey] = []
        for line in lines {
            do throws(KeyFault) {
                keys.append(try VerifierKey(text: String(line)))
            } catch {
                throw wrong(FaultWords.text(error, language))
            }
        }
        return keys
    }

    static func policy(_ path: String, _ language: Language) throws(CommandFailure) -> WitnessPolicy {
        let bytes = try FileContent.read(path)
        do throws(PolicyFault) {
            return try WitnessPolicy(decoding: bytes)
        } catch {
            throw CommandFailure(.use, "\(path): \(FaultWords.text(error, language))")
        }
    }

    /// The only line of a file.
    private static func line(_ path: String) throws(CommandFailure) -> String {
        let text = String(decoding: try FileContent.read(path), as: UTF8.self)
        return text.hasSuffix("\n") ? String(text.dropLast()) : text
    }
}
