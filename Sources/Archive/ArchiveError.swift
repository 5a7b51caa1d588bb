/// Why bytes are no archive that may be read, or none could be written.
package enum ArchiveError: Error, Hashable {
    /// The bytes do not have the form of a zip file at all.
    case notAnArchive(reason: String)

    /// It is a zip file, and one that is not read; nothing of it was given out.
    case refused(name: String?, reason: ArchiveRefusal)

    /// The library could not write; its own words.
    case library(reason: String)
}

extension ArchiveError: CustomStringConvertible {
    package var description: String {
        switch self {
        case .notAnArchive(let reason): "no zip file: \(reason)"
        case .refused(let name?, let reason): "\(name): \(reason)"
        case .refused(nil, let reason): "\(reason)"
        case .library(let reason): "libzip: \(reason)"
        }
    }
}
