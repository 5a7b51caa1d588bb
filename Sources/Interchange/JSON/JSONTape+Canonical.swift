internal import Glibc

extension JSONTape {
    /// The most bytes that the canonical form can take up: numbers grow at most fourfold (`1e15`).
    var canonicalBound: Int { 4 * lineLength + 1_024 + JSONTape.padding }

    /// Writes the canonical form (RFC 8785) of a node and all that it holds, and notes where each string went.
    ///
    /// - Precondition: `out` has room for ``canonicalBound`` bytes; the nodes are at most 64 deep, so that the
    ///   function may call itself.
    /// - Returns: Where the next byte goes.
    mutating func writeCanonical(_ index: Int, _ out: UnsafeMutablePointer<UInt8>, _ position: Int) -> Int {
        let node = nodes[index]
        switch node.kind {
        case .string:
            nodes[index].link = UInt32(truncatingIfNeeded: position &+ 1)
            return writeQuoted(node, out, position)
        case .object:
            return writeObject(node, out, position)
        case .array:
            return writeArray(index, out, position)
        case .number:
            guard node.isWhole else {
                return CanonicalNumber.write(Double(bitPattern: node.value), out, position)
            }
            return CanonicalNumber.write(Int64(bitPattern: node.value), out, position)
        case .true: return writeWord("true", out, position)
        case .false: return writeWord("false", out, position)
        case .null: return writeWord("null", out, position)
        case .key: return position
        }
    }

    private mutating func writeObject(_ node: JSONNode, _ out: UnsafeMutablePointer<UInt8>, _ start: Int)
        -> Int
    {
        var position = start
        var separator = Ascii.openBrace
        var key = Int(node.link)
        while key != 0 {
            out[position] = separator
            separator = Ascii.comma
            position = writeQuoted(nodes[key], out, position &+ 1)
            out[position] = Ascii.colon
            position = writeCanonical(key &+ 1, out, position &+ 1)
            key = Int(nodes[key].link)
        }
        if separator == Ascii.openBrace {
            out[position] = separator
            position &+= 1
        }
        out[position] = Ascii.closeBrace
        return position &+ 1
    }

    private mutating func writeArray(_ index: Int, _ out: UnsafeMutablePointer<UInt8>, _ start: Int) -> Int {
        var position = start
        out[position] = Ascii.openBracket
        position &+= 1
        var element = index &+ 1
        let end = Int(nodes[index].next)
        while element < end {
            position = writeCanonical(element, out, position)
            element = Int(nodes[element].next)
            guard element < end else { break }
            out[position] = Ascii.comma
            position &+= 1
        }
        out[position] = Ascii.closeBracket
        return position &+ 1
    }

    @inline(__always)
    private mutating func writeQuoted(_ node: JSONNode, _ out: UnsafeMutablePointer<UInt8>, _ position: Int)
        -> Int
    {
        let count = Int(node.length)
        let source = UnsafeRawPointer(bytes + Int(node.start))
        let target = UnsafeMutableRawPointer(out + position)
        target.storeBytes(of: Ascii.quote, as: UInt8.self)
        if count <= 64 {
            // Both buffers are padded: whole blocks are cheaper than a call for some twenty bytes.
            var offset = 0
            repeat {
                let block = source.loadUnaligned(fromByteOffset: offset, as: SIMD16<UInt8>.self)
                target.storeBytes(of: block, toByteOffset: offset &+ 1, as: SIMD16<UInt8>.self)
                offset &+= 16
            } while offset < count
        } else {
            memcpy(target + 1, source, count)
        }
        target.storeBytes(of: Ascii.quote, toByteOffset: count &+ 1, as: UInt8.self)
        return position &+ count &+ 2
    }

    private mutating func writeWord(
        _ word: StaticString,
        _ out: UnsafeMutablePointer<UInt8>,
        _ position: Int
    ) -> Int {
        for index in 0..<word.utf8CodeUnitCount { out[position &+ index] = word.utf8Start[index] }
        return position &+ word.utf8CodeUnitCount
    }
}
