/// How far an import is.
package struct FeedProgress: Sendable {
    /// The file at hand.
    package let file: String

    /// Lines read so far, of all files.
    package let read: Int

    /// Bytes of the files' data taken so far, and of all that are to come; the latter is unknown for a pipe.
    package let position: Int
    package let size: Int?
}
