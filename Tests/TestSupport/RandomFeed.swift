/// A feed that goes to the edges of rules.md, the same for the same seed on any machine.
///
/// Every line is a valid event (events.md). Lines come shuffled, some of them doubled in another spelling of
/// the same content, with blank lines between.
package struct RandomFeed: Sendable, CustomStringConvertible {
    package let seed: UInt64
    /// The lines, without their endings.
    package let lines: [String]
    /// Questions that go to the edges of periods, groups, moments and filters.
    package let queries: [SlowQuery]

    /// Makes a feed of so many dossiers; with none named, small for small seeds and up to 60.
    package init(seed: UInt64, dossiers: Int? = nil) {
        self.seed = seed
        var maker = FeedMaker(seed: seed)
        let count = dossiers ?? Int(1 + min(seed / 8, 59))
        maker.makeReferences()
        for number in 0..<count { maker.makeLife(number) }
        maker.makePapers(count: count / 4 + 1)
        maker.makeVoids(count: count / 5 + 1)
        lines = maker.written()
        queries = maker.makeQueries(lineCount: lines.count)
    }

    package var description: String { "random feed \(seed)" }
}
