/// A key on its way to its place in canonical order.
struct JSONMember: BitwiseCopyable {
    /// The first eight bytes of the decoded key, the first in the highest place, then zeros.
    var prefix: UInt64
    var key: UInt32
}

extension JSONTape {
    /// The first eight bytes of a key as one number, which decides most comparisons.
    @inline(__always)
    mutating func keyPrefix(_ index: Int) -> UInt64 {
        let node = nodes[index]
        if node.isEscaped { return escapedKeyPrefix(index) }
        return JSONTape.prefix(bytes + Int(node.start), Int(node.length))
    }

    /// The first eight of `count` bytes as one number, the first byte in the highest place.
    ///
    /// - Precondition: Eight bytes can be read, whatever they are.
    @inline(__always)
    static func prefix(_ start: UnsafePointer<UInt8>, _ count: Int) -> UInt64 {
        let word = UnsafeRawPointer(start).loadUnaligned(as: UInt64.self).bigEndian
        return count >= 8 ? word : word & ~(UInt64.max >> UInt64(8 &* count))
    }

    @inline(never)
    private mutating func escapedKeyPrefix(_ index: Int) -> UInt64 {
        let decoded = decodedText(index) + [UInt8](repeating: 0, count: 8)
        return decoded.withUnsafeBufferPointer { buffer in
            buffer.baseAddress.map { JSONTape.prefix($0, buffer.count - 8) } ?? 0
        }
    }

    /// Links the keys of an object that has just closed in the order of RFC 8785, section 3.2.3.
    ///
    /// - Returns: Whether no key was given twice.
    mutating func orderMembers(of object: Int) -> Bool {
        let end = Int(nodes[object].next)
        var count = 0
        var key = object &+ 1
        var isOrdered = true
        while key < end {
            members[count] = JSONMember(prefix: nodes[key].value, key: UInt32(truncatingIfNeeded: key))
            if count > 0, !precedes(members[count &- 1], members[count]) { isOrdered = false }
            count &+= 1
            key = Int(nodes[key &+ 1].next)
        }
        if !isOrdered { sortMembers(count) }
        var link: UInt32 = 0
        var index = count &- 1
        while index >= 0 {
            // What is in order in the line cannot be equal; what was sorted may.
            if !isOrdered, index > 0, !precedes(members[index &- 1], members[index]) { return false }
            nodes[Int(members[index].key)].link = link
            link = members[index].key
            index &-= 1
        }
        nodes[object].link = link
        return true
    }

    @inline(__always)
    private mutating func sortMembers(_ count: Int) {
        guard count <= 24 else {
            var buffer = UnsafeMutableBufferPointer(start: members, count: count)
            buffer.sort { precedes($0, $1) }
            return
        }
        for index in 1..<count {
            let member = members[index]
            var place = index
            while place > 0, precedes(member, members[place &- 1]) {
                members[place] = members[place &- 1]
                place &-= 1
            }
            members[place] = member
        }
    }

    /// Whether one key comes before another, compared by UTF-16 code units.
    @inline(__always)
    private mutating func precedes(_ left: JSONMember, _ right: JSONMember) -> Bool {
        // Of ASCII, bytes and code units have the same order.
        if left.prefix != right.prefix, (left.prefix | right.prefix) & 0x8080_8080_8080_8080 == 0 {
            return left.prefix < right.prefix
        }
        return precedesByAllBytes(Int(left.key), Int(right.key))
    }

    @inline(never)
    private mutating func precedesByAllBytes(_ left: Int, _ right: Int) -> Bool {
        if nodes[left].isEscaped || nodes[right].isEscaped {
            let decoded = (decodedText(left), decodedText(right))
            return decoded.0.withUnsafeBufferPointer { first in
                decoded.1.withUnsafeBufferPointer { JSONTape.precedes(first, $0) }
            }
        }
        return JSONTape.precedes(text(left), text(right))
    }

    /// Whether one text in UTF-8 comes before another by UTF-16 code units.
    static func precedes(_ left: UnsafeBufferPointer<UInt8>, _ right: UnsafeBufferPointer<UInt8>) -> Bool {
        for index in 0..<min(left.count, right.count) where left[index] != right[index] {
            // UTF-8 has the order of UTF-16 but for one thing: a character beyond U+FFFF (lead byte F0 and up)
            // is a surrogate there, and comes before U+E000 to U+FFFF (lead bytes EE and EF).
            if left[index] >= 0xEE, right[index] >= 0xEE {
                let isLeftBeyond = left[index] >= 0xF0
                if isLeftBeyond != (right[index] >= 0xF0) { return isLeftBeyond }
            }
            return left[index] < right[index]
        }
        return left.count < right.count
    }

    /// The key that stands first in the line of those that repeat one of their object.
    ///
    /// It works on a tape that a fault left unfinished as well.
    func firstDuplicateKey() -> Int? {
        var first: Int?
        for object in 0..<nodeCount where nodes[object].kind == .object {
            var seen: Set<[UInt8]> = []
            var key = object + 1
            while key < end(of: object), key < first ?? nodeCount {
                if !seen.insert(decodedText(key)).inserted {
                    first = key
                    break
                }
                key = end(of: key)
            }
        }
        return first
    }
}

extension JSONTape {
    /// Gives an object a member, in place of one of that name if there is one.
    ///
    /// A new member is linked in its canonical place; it stands at the end of the tape, where only the writer
    /// finds it.
    ///
    /// - Precondition: The name is ASCII without escapes; the object's keys are in order.
    mutating func setMember(_ name: StaticString, of object: Int, to value: JSONNode) {
        for offset in 0..<name.utf8CodeUnitCount { bytes[textEnd + offset] = name.utf8Start[offset] }
        var node = JSONNode(.key, at: 0)
        node.start = UInt32(truncatingIfNeeded: textEnd)
        node.length = UInt32(truncatingIfNeeded: name.utf8CodeUnitCount)
        textEnd += name.utf8CodeUnitCount
        let key = append(node)
        nodes[key].value = keyPrefix(key)
        let member = JSONMember(prefix: nodes[key].value, key: UInt32(key))

        var before = object
        while nodes[before].link != 0 {
            let next = Int(nodes[before].link)
            guard precedes(JSONMember(prefix: nodes[next].value, key: UInt32(next)), member) else { break }
            before = next
        }
        let next = Int(nodes[before].link)
        if next != 0, !precedes(member, JSONMember(prefix: nodes[next].value, key: UInt32(next))) {
            nodes[next + 1] = value
            nodeCount = key
            return
        }
        nodes[key].link = UInt32(next)
        nodes[before].link = UInt32(key)
        _ = append(value)
    }
}
