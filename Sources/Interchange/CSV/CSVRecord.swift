/// A record (row) of a CSV file: its bytes as they came, and where its fields stand in them.
package struct CSVRecord: Hashable, Sendable {
    /// A field inside the bytes of its record, without the quotes around it.
    package struct Field: Hashable, Sendable {
        package var start: Int
        package var end: Int
        /// Whether a quote is written in it as two, so that its value is not its bytes.
        package var hasDoubledQuotes: Bool
    }

    /// The number of the line on which the record begins, from 1.
    package let lineNumber: Int

    /// The record as it stands in the file, without the end of its last line.
    package let bytes: [UInt8]

    package let fields: [Field]

    /// Appends the value of a field, its quotes undone.
    ///
    /// - Precondition: There is such a field.
    package func append(_ index: Int, to text: inout [UInt8]) {
        let field = fields[index]
        guard field.hasDoubledQuotes else {
            text.append(contentsOf: bytes[field.start..<field.end])
            return
        }
        var position = field.start
        while position < field.end {
            text.append(bytes[position])
            // The tokenizer lets quotes into a field only in pairs.
            position += bytes[position] == CSVReader.quote ? 2 : 1
        }
    }

    /// The value of a field, its quotes undone.
    package func value(_ index: Int) -> [UInt8] {
        var text: [UInt8] = []
        append(index, to: &text)
        return text
    }
}
