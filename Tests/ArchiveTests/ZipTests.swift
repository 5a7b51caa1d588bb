import Archive
import Testing

@Suite("Zip files")
struct ZipTests {
    private let reader = ZipReader(maxFiles: 4, maxBytes: 1 << 20)

    private func read(_ bytes: [UInt8]) throws(ArchiveError) -> [ArchiveFile] {
        try reader.read(bytes) { ["a", "b", "c", "d", "e"].contains($0) }
    }

    /// What reading refuses, in words; empty where it does not.
    private func refusal(_ bytes: [UInt8]) -> String {
        do throws(ArchiveError) {
            _ = try read(bytes)
            return ""
        } catch {
            return "\(error)"
        }
    }

    @Test("what is written is read again, and twice the same are the same bytes")
    func roundTrip() throws {
        let files = [
            ArchiveFile(name: "b", bytes: Array(repeating: 7, count: 200_000)),
            ArchiveFile(name: "a", bytes: []),
            ArchiveFile(name: "c", bytes: Array("Phú Thọ".utf8)),
        ]
        let bytes = try ZipWriter.bytes(of: files)
        #expect(try read(bytes) == files)
        #expect(try ZipWriter.bytes(of: files) == bytes)
        #expect(bytes.count < 2_000)
    }

    @Test("a file stored by another program is read")
    func foreign() throws {
        let zip = RawZip([RawZip.Entry("a"), RawZip.Entry("b", [])])
        #expect(try read(zip.bytes).map(\.name) == ["a", "b"])
    }

    @Test("what is no zip file is told apart from one that is refused")
    func noArchive() {
        for bytes in [[], Array("hello, this is no archive at all".utf8), [0x50, 0x4b]] {
            #expect(throws: ArchiveError.notAnArchive(reason: "it does not begin with a file's header")) {
                try read(bytes)
            }
        }
    }

    @Test(
        "names that an archive does not have are refused",
        arguments: ["../a", "/a", "a/", "a/../../etc/passwd", "C:\\a", "A", "", "a\u{0}", "a\nb"]
    )
    func names(name: String) {
        #expect(
            refusal(RawZip([RawZip.Entry("b"), RawZip.Entry(name)]).bytes).contains(
                "no file of such an archive"
            )
        )
    }

    @Test("a name twice, and more files than are taken")
    func counts() {
        let one = RawZip.Entry("a")
        #expect(refusal(RawZip([one, one]).bytes) == "a: there twice")
        let five = ["a", "b", "c", "d", "e"].map { RawZip.Entry($0) }
        #expect(refusal(RawZip(five).bytes) == "5 files; at most 4 are taken")
        var zip = RawZip([one])
        zip.count = 0xffff
        #expect(refusal(zip.bytes) == "65535 files; at most 4 are taken")
        zip.count = 2
        #expect(refusal(zip.bytes) == "the list of files is broken")
        zip.count = 0
        #expect(refusal(zip.bytes) == "there is something that the list of files does not name")
    }

    @Test("an encrypted file, one that is packed in another way, and sizes that stand elsewhere")
    func forms() {
        for (flags, word) in [
            (1, "encrypted"), (0x40, "encrypted"), (8, "sizes behind"), (0x20, "sizes behind"),
        ] {
            var entry = RawZip.Entry("a")
            entry.flags = UInt16(flags)
            #expect(refusal(RawZip([entry]).bytes).contains(word))
        }
        for method in [1, 9, 12, 14, 93, 95, 99] {
            var entry = RawZip.Entry("a")
            entry.method = UInt16(method)
            #expect(refusal(RawZip([entry]).bytes).contains("neither stored nor deflated"))
        }
    }

    @Test("zip64, extra fields, comments and parts are refused")
    func extras() {
        var entry = RawZip.Entry("a")
        entry.extra = [1, 0, 8, 0, 1, 0, 0, 0, 0, 0, 0, 0]
        #expect(refusal(RawZip([entry]).bytes) == "a: an extra field or a comment")
        entry = RawZip.Entry("a")
        entry.comment = [65]
        #expect(refusal(RawZip([entry]).bytes) == "a: an extra field or a comment")
        entry = RawZip.Entry("a")
        entry.declared = 0xffff_ffff
        #expect(refusal(RawZip([entry]).bytes) == "a: zip64, or one of several parts")
        var zip = RawZip([RawZip.Entry("a")])
        zip.disk = 1
        #expect(refusal(zip.bytes) == "one of several parts")
        zip = RawZip([RawZip.Entry("a")])
        zip.listOffset = 0xffff_ffff
        #expect(refusal(zip.bytes) == "the list of files is not where the end says")
        zip = RawZip([RawZip.Entry("a")])
        zip.comment = [65, 66]
        #expect(refusal(zip.bytes).contains("behind its end"))
    }

    @Test("nothing stands before, between or behind the files")
    func gaps() {
        var zip = RawZip([RawZip.Entry("a")])
        zip.before = Array("#!/bin/sh\n".utf8)
        #expect(refusal(zip.bytes).contains("no zip file"))
        zip = RawZip([RawZip.Entry("a")])
        zip.before = RawZip([RawZip.Entry("b")]).bytes
        #expect(refusal(zip.bytes) == "a: it does not begin where the file before it ends")
        zip = RawZip([RawZip.Entry("a")])
        zip.between = [1, 2, 3]
        #expect(refusal(zip.bytes) == "there is something that the list of files does not name")
        zip = RawZip([RawZip.Entry("a")])
        zip.behind = [0]
        #expect(refusal(zip.bytes) == "cut off, or with something behind its end")
    }

    @Test("both headers of a file say the same")
    func headers() {
        let reason = "a: its own header says another thing than the list"
        var entry = RawZip.Entry("a")
        entry.localName = Array("b".utf8)
        #expect(refusal(RawZip([entry]).bytes) == reason)
        entry = RawZip.Entry("a")
        entry.localDeclared = 4
        #expect(refusal(RawZip([entry]).bytes) == reason)
        entry = RawZip.Entry("a")
        entry.localFlags = 2
        #expect(refusal(RawZip([entry]).bytes) == reason)
    }

    @Test("a file that is cut off at any byte is refused")
    func truncated() throws {
        let bytes = try ZipWriter.bytes(of: [ArchiveFile(name: "a", bytes: Array(0..<200))])
        for count in 0..<bytes.count { #expect(!refusal(Array(bytes[..<count])).isEmpty) }
    }

    @Test("a changed byte is refused, or changes nothing that is read")
    func changed() throws {
        let files = [
            ArchiveFile(name: "a", bytes: Array(0..<200)), ArchiveFile(name: "b", bytes: [1, 2, 3]),
        ]
        let bytes = try ZipWriter.bytes(of: files)
        for place in bytes.indices {
            for bit in 0..<8 {
                var changed = bytes
                changed[place] ^= 1 << UInt8(bit)
                do throws(ArchiveError) {
                    // A name may become another that is known.
                    #expect(try read(changed).map(\.bytes) == files.map(\.bytes))
                } catch {}
            }
        }
    }

    @Test("a file that declares little and unpacks to much is stopped there")
    func bomb() throws {
        let bytes = try ZipWriter.bytes(of: [
            ArchiveFile(name: "a", bytes: Array(repeating: 0, count: 32 << 20))
        ])
        #expect(refusal(bytes) == "a: unpacks to more than the 1048576 bytes that are taken")
        // Both headers declare 16 bytes: the deflated bytes are as before.
        var small = bytes
        let list = bytes.count - 22 - 46 - 1
        for place in [22, list + 24] { small.replaceSubrange(place..<place + 4, with: [16, 0, 0, 0]) }
        #expect(refusal(small).hasPrefix("a: "))
        // And more than there is.
        small.replaceSubrange(22..<26, with: [0, 0, 8, 0])
        small.replaceSubrange(list + 24..<list + 28, with: [0, 0, 8, 0])
        #expect(refusal(small).hasPrefix("a: "))
    }

    @Test("the limit is one for all files together")
    func limit() {
        var half = RawZip.Entry("a", Array(repeating: 1, count: 600_000))
        #expect(refusal(RawZip([half]).bytes).isEmpty)
        let other = half
        half.name = Array("b".utf8)
        #expect(
            refusal(RawZip([other, half]).bytes) == "b: unpacks to more than the 1048576 bytes that are taken"
        )
        var liar = RawZip.Entry("c")
        liar.declared = 0xffff_fffe
        liar.listedPacked = 0xffff_fffe
        #expect(refusal(RawZip([liar]).bytes) == "c: cut off")
        liar.listedPacked = nil
        liar.method = 8
        #expect(refusal(RawZip([liar]).bytes).contains("more than the"))
    }

    @Test("bytes that do not have their checksum are refused")
    func checksum() {
        var entry = RawZip.Entry("a")
        entry.checksum ^= 1
        #expect(refusal(RawZip([entry]).bytes).hasPrefix("a: libzip"))
    }
}
