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
        let message = "\(fault.reason) at byte \(fault.offset + 1)"
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
}
