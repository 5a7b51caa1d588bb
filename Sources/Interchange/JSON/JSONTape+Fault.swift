internal import DossierModel

extension JSONTape {
    /// Takes in a line and takes it apart.
    ///
    /// - Throws: What is wrong with it as JSON, first fault first; the tape is then of no use.
    mutating func read(_ line: UnsafeRawBufferPointer) throws(EventFault) {
        load(line)
        if let fault = scan() { throw explained(fault) }
    }

    /// The fault of a scan as the outside sees it: bytes are counted from 1.
    @inline(never)
    private func explained(_ fault: ScanFault) -> EventFault {
        let message = "\(fault.reason) at \(place(fault.offset))"
        switch fault.kind {
        case .notUTF8: return EventFault(.notUTF8, message: message)
        case .notJSON: return EventFault(.notJSON, message: message)
        case .tooDeep: return EventFault(.tooDeep, path: pathOfUnreadValue(), message: message)
        case .badNumber: return EventFault(.badNumber, path: pathOfUnreadValue(), message: message)
        case .loneSurrogate: return EventFault(.loneSurrogate, path: pathOfUnreadValue(), message: message)
        case .duplicateKey:
            let key = firstDuplicateKey()
            return EventFault(.duplicateKey, path: key.map { path(to: $0) } ?? "", message: message)
        }
    }

    /// Where a byte stands: in a text of several lines, which a line of a feed never is, by its line too.
    private func place(_ offset: Int) -> String {
        let before = UnsafeBufferPointer(start: bytes, count: offset)
        let newlines = before.count(where: { $0 == Ascii.lineFeed })
        guard newlines > 0 else { return "byte \(offset + 1)" }
        let start = (before.lastIndex(of: Ascii.lineFeed) ?? -1) + 1
        return "line \(newlines + 1), byte \(offset - start + 1)"
    }
}
