extension EventMapping {
    /// Reads a mapping file.
    ///
    /// - Throws: The first thing wrong with it, with the path of the key.
    package init(json: [UInt8]) throws(EventMappingError) {
        let root = MappingCursor(node: try MappingNode.parse(json), path: "")
        var decoder = MappingDecoder()
        self = try decoder.mapping(root)
    }
}
