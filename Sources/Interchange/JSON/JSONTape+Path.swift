extension JSONTape {
    /// The path of a node, as faults name it: `data.days[3].kind`; empty for the whole line.
    ///
    /// It works on a tape that a fault left unfinished as well.
    func path(to target: Int) -> String {
        var path = ""
        var container = 0
        while container < target, container < nodeCount {
            guard let step = step(from: container, towards: target) else { return path }
            if let key = step.key {
                path += (path.isEmpty ? "" : ".") + shownKey(key)
            } else {
                path += "[\(step.index)]"
            }
            if step.key == target { return path }
            container = step.child
        }
        return path
    }

    /// The child of a container that is, or holds, a node further on.
    private func step(from container: Int, towards target: Int) -> (child: Int, key: Int?, index: Int)? {
        let isObject = nodes[container].kind == .object
        guard isObject || nodes[container].kind == .array else { return nil }
        var child = container + 1
        var index = 0
        while child < nodeCount {
            if target < end(of: child) || target == child {
                return isObject ? (child + 1, child, index) : (child, nil, index)
            }
            child = end(of: child)
            index += 1
        }
        return nil
    }

    /// The path of the value that was due when a fault ended the scan.
    func pathOfUnreadValue() -> String {
        guard nodeCount > 0 else { return "" }
        let last = nodeCount - 1
        if nodes[last].kind == .key { return path(to: last) }
        // The value would have been an element of the innermost array that is open.
        guard let open = (0..<nodeCount).last(where: { isOpenContainer($0) }), nodes[open].kind == .array
        else {
            return ""
        }
        var count = 0
        var element = open + 1
        while element < nodeCount {
            count += 1
            element = end(of: element)
        }
        return path(to: open) + "[\(count)]"
    }

    private func isOpenContainer(_ index: Int) -> Bool {
        nodes[index].next == 0 && (nodes[index].kind == .array || nodes[index].kind == .object)
    }

    /// A key as a path shows it: at most 64 bytes of it.
    private func shownKey(_ key: Int) -> String {
        let decoded = decodedText(key)
        guard decoded.count > 64 else { return String(decoding: decoded, as: UTF8.self) }
        var end = 64
        while decoded[end] & 0xC0 == 0x80 { end -= 1 }
        return String(decoding: decoded[..<end], as: UTF8.self) + "…"
    }
}
