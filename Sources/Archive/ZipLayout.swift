/// The headers of a zip file, read before anything of it is unpacked.
///
/// Zip names each file twice, at its beginning and in a list at the end, and readers differ in which they believe. So only
/// one form is taken, in which there is nothing to choose: the files one behind the other from the first byte, the list
/// behind them, its end at the last byte; both headers of a file agree; no comments, no extra fields, no zip64.
struct ZipLayout {
    /// A file as both of its headers have it.
    struct Entry {
        let name: String
        let declaredBytes: Int
    }

    private static let endBytes = 22
    private static let listedBytes = 46
    private static let localBytes = 30

    private let bytes: [UInt8]
    private(set) var entries: [Entry] = []

    /// Reads all headers.
    ///
    /// - Throws: ``ArchiveError/notAnArchive(reason:)`` where there is no end of a zip file, and
    ///   ``ArchiveError/refused(name:reason:)`` for any other form than the one.
    init(_ bytes: [UInt8], maxFiles: Int) throws(ArchiveError) {
        self.bytes = bytes
        guard bytes.count >= ZipLayout.endBytes, number(0) == 0x0403_4b50 || number(0) == 0x0605_4b50 else {
            throw .notAnArchive(reason: "it does not begin with a file's header")
        }
        let end = bytes.count - ZipLayout.endBytes
        guard number(end) == 0x0605_4b50, short(end + 20) == 0 else {
            throw .refused(name: nil, reason: .badEnd)
        }
        guard short(end + 4) == 0, short(end + 6) == 0, short(end + 8) == short(end + 10) else {
            throw .refused(name: nil, reason: .severalParts)
        }
        let count = short(end + 10)
        guard count <= maxFiles else {
            throw .refused(name: nil, reason: .tooManyFiles(count, limit: maxFiles))
        }
        let list = number(end + 16)
        guard list <= end, number(end + 12) == end - list else {
            throw .refused(name: nil, reason: .misplacedList)
        }
        try readEntries(count, list..<end)
    }

    private mutating func readEntries(_ count: Int, _ list: Range<Int>) throws(ArchiveError) {
        var place = list.lowerBound
        var next = 0
        for _ in 0..<count {
            guard place + ZipLayout.listedBytes <= list.upperBound, number(place) == 0x0201_4b50 else {
                throw .refused(name: nil, reason: .brokenList)
            }
            let nameBytes = short(place + 28)
            let nameStart = place + ZipLayout.listedBytes
            guard nameStart + nameBytes <= list.upperBound else {
                throw .refused(name: nil, reason: .brokenList)
            }
            let name = String(decoding: bytes[nameStart..<nameStart + nameBytes], as: UTF8.self)
            try checkListed(name, place)
            guard number(place + 42) == next else {
                throw .refused(name: name, reason: .notNextToLast)
            }
            next = try endOfEntry(name, listedAt: place, from: next, before: list.lowerBound)
            entries.append(Entry(name: name, declaredBytes: number(place + 24)))
            place = nameStart + nameBytes
        }
        guard place == list.upperBound, next == list.lowerBound else {
            throw .refused(name: nil, reason: .unlistedBytes)
        }
    }

    /// Checks what the list says of a file.
    private func checkListed(_ name: String, _ place: Int) throws(ArchiveError) {
        let flags = short(place + 8)
        guard flags & 0x2041 == 0 else { throw .refused(name: name, reason: .encrypted) }
        // The level of compression, and names in UTF-8.
        guard flags & ~0x0806 == 0 else {
            throw .refused(name: name, reason: .otherForm)
        }
        let method = short(place + 10)
        guard method == 0 || method == 8 else {
            throw .refused(name: name, reason: .otherMethod(method))
        }
        guard short(place + 30) == 0, short(place + 32) == 0 else {
            throw .refused(name: name, reason: .extraField)
        }
        guard short(place + 34) == 0, number(place + 20) < 0xffff_ffff, number(place + 24) < 0xffff_ffff
        else {
            throw .refused(name: name, reason: .zip64)
        }
        guard method == 8 || number(place + 20) == number(place + 24) else {
            throw .refused(name: name, reason: .twoSizes)
        }
    }

    /// Holds a file's own header against the list, and gives the place behind the file's bytes.
    private func endOfEntry(
        _ name: String,
        listedAt place: Int,
        from start: Int,
        before limit: Int
    ) throws(ArchiveError) -> Int {
        let fault = ArchiveError.refused(
            name: name,
            reason: .otherHeader
        )
        let nameBytes = short(place + 28)
        let content = start + ZipLayout.localBytes + nameBytes
        guard content <= limit, number(start) == 0x0403_4b50 else { throw fault }
        guard short(start + 26) == nameBytes, short(start + 28) == 0 else { throw fault }
        // Flags, method, time, date, checksum and both sizes stand in one order in both.
        guard bytes[start + 6..<start + 26].elementsEqual(bytes[place + 8..<place + 28]) else { throw fault }
        let listed = bytes[place + ZipLayout.listedBytes..<place + ZipLayout.listedBytes + nameBytes]
        guard bytes[start + ZipLayout.localBytes..<content].elementsEqual(listed) else { throw fault }
        let end = content + number(place + 20)
        guard end <= limit else { throw .refused(name: name, reason: .cutOff) }
        return end
    }

    private func short(_ place: Int) -> Int {
        Int(bytes[place]) | Int(bytes[place + 1]) << 8
    }

    private func number(_ place: Int) -> Int {
        short(place) | short(place + 2) << 16
    }
}
