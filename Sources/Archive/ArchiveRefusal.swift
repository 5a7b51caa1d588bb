/// Why a zip file, or one of its files, is not read.
package enum ArchiveRefusal: Hashable, Sendable {
    case badEnd
    case severalParts
    case tooManyFiles(Int, limit: Int)
    case misplacedList
    case brokenList
    case notNextToLast
    case unlistedBytes
    case encrypted
    case otherForm
    case otherMethod(Int)
    case extraField
    case zip64
    case twoSizes
    case otherHeader
    case cutOff
    case unknownName
    case nameTwice
    /// More than all files may unpack to together.
    case tooMuch(limit: Int)
    /// More than a file of that name may unpack to.
    case tooLong(limit: Int)
    case longerThanDeclared
    case shorterThanDeclared
    case otherFileCount
    /// The library refuses it; its own words.
    case library(String)
}

extension ArchiveRefusal: CustomStringConvertible {
    package var description: String {
        switch self {
        case .badEnd: "cut off, or with something behind its end"
        case .severalParts: "one of several parts"
        case .tooManyFiles(let count, let limit): "\(count) files; at most \(limit) are taken"
        case .misplacedList: "the list of files is not where the end says"
        case .brokenList: "the list of files is broken"
        case .notNextToLast: "it does not begin where the file before it ends"
        case .unlistedBytes: "there is something that the list of files does not name"
        case .encrypted: "encrypted"
        case .otherForm: "sizes behind the bytes, or another form that is not taken"
        case .otherMethod(let method): "neither stored nor deflated (method \(method))"
        case .extraField: "an extra field or a comment"
        case .zip64: "zip64, or one of several parts"
        case .twoSizes: "stored, and of two sizes"
        case .otherHeader: "its own header says another thing than the list"
        case .cutOff: "cut off"
        case .unknownName: "no file of such an archive"
        case .nameTwice: "there twice"
        case .tooMuch(let limit): "unpacks to more than the \(limit) bytes that are taken"
        case .tooLong(let limit): "unpacks to more than the \(limit) bytes that it may have"
        case .longerThanDeclared: "unpacks to more than it declares"
        case .shorterThanDeclared: "unpacks to less than it declares"
        case .otherFileCount: "another number of files than the list has"
        case .library(let words): "libzip: \(words)"
        }
    }
}
