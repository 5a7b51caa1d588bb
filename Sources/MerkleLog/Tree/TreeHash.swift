internal import Crypto

/// The hashes of an RFC 6962 tree: of a leaf, of a node, and of a whole run of leaves.
///
/// Leaves and nodes are told apart by their first byte, so that no event can be passed off as
/// a node (RFC 6962 section 2.1; ledger.md section 2).
package enum TreeHash {
    /// The root of the tree without leaves: SHA-256 of nothing.
    package static let empty = finish(SHA256())

    /// The hash of a leaf: SHA-256(0x00 ‖ `bytes`).
    ///
    /// - Complexity: O(*n*), one hash state from the heap, which the SHA-256 below cannot do without.
    package static func leaf(of bytes: UnsafeRawBufferPointer) -> Digest {
        guard bytes.count < stackLimit else { return longLeaf(of: bytes) }
        return withUnsafeTemporaryAllocation(byteCount: stackLimit, alignment: 1) { message in
            assert(bytes.count < message.count, "the leaf and its prefix have room")
            message.storeBytes(of: leafPrefix, as: UInt8.self)
            if let start = bytes.baseAddress, let room = message.baseAddress {
                (room + 1).copyMemory(from: start, byteCount: bytes.count)
            }
            return hash(UnsafeRawBufferPointer(start: message.baseAddress, count: bytes.count + 1))
        }
    }

    /// The hash of a leaf: SHA-256(0x00 ‖ `bytes`).
    package static func leaf(of bytes: Span<UInt8>) -> Digest {
        bytes.withUnsafeBytes { leaf(of: $0) }
    }

    /// The hash of a node: SHA-256(0x01 ‖ `left` ‖ `right`).
    package static func node(_ left: Digest, _ right: Digest) -> Digest {
        withUnsafeTemporaryAllocation(byteCount: 1 + 2 * Digest.byteCount, alignment: 1) { message in
            message.storeBytes(of: nodePrefix, as: UInt8.self)
            message.storeBytes(of: left, toByteOffset: 1, as: Digest.self)
            message.storeBytes(of: right, toByteOffset: 1 + Digest.byteCount, as: Digest.self)
            return hash(UnsafeRawBufferPointer(message))
        }
    }

    /// The root of the tree over `leaves`, which are leaf hashes; any number of them, none included.
    ///
    /// - Complexity: O(*n*) node hashes.
    package static func root(of leaves: Span<Digest>) -> Digest {
        var frontier = Frontier()
        for index in leaves.indices { frontier.append(leaves[index]) }
        return frontier.root
    }

    /// The root over neighbouring subtrees of falling size, the largest first.
    ///
    /// This is how the perfect subtrees of a run of leaves join to the run's hash: from the right.
    static func join(_ subtrees: [Digest]) -> Digest {
        guard var root = subtrees.last else { return empty }
        for subtree in subtrees.dropLast().reversed() { root = node(subtree, root) }
        return root
    }

    private static let leafPrefix: UInt8 = 0
    private static let nodePrefix: UInt8 = 1

    /// The longest message, prefix included, that is put together on the stack.
    ///
    /// Hashing in one piece was measured at 20 to 30 ns less than feeding the prefix apart; beyond
    /// 1,024 bytes a temporary allocation would come from the heap.
    private static let stackLimit = 1024

    private static func longLeaf(of bytes: UnsafeRawBufferPointer) -> Digest {
        var hasher = SHA256()
        withUnsafeBytes(of: leafPrefix) { hasher.update(bufferPointer: $0) }
        hasher.update(bufferPointer: bytes)
        return finish(hasher)
    }

    private static func hash(_ message: UnsafeRawBufferPointer) -> Digest {
        var hasher = SHA256()
        hasher.update(bufferPointer: message)
        return finish(hasher)
    }

    private static func finish(_ hasher: SHA256) -> Digest {
        hasher.finalize().withUnsafeBytes { Digest(unchecked: $0) }
    }
}
