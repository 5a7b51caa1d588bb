import DossierModel
import Foundation
import MerkleLog
import Synchronization
import TestSupport
import Testing

@testable import LedgerStore

@Suite("readers beside a writer")
struct SnapshotTests {
    private let folder: TemporaryFolder

    init() throws {
        folder = try TemporaryFolder()
    }

    /// What the writer has reached, and what the readers met.
    private final class Course: Sendable {
        let acknowledged = Atomic<Int>(0)
        let isDone = Atomic<Bool>(false)
        let failures = Mutex<[String]>([])

        func fail(_ what: String) {
            failures.withLock { $0.append(what) }
        }
    }

    /// A thousand commits that lead from before the end of a segment to behind it, and the roots between them.
    private struct Plan: Sendable {
        let events: SampleEvents
        let first: Int
        let ends: [Int]
        let roots: [Int: Digest]

        init() {
            var generator = SeededGenerator(seed: 21)
            var ends: [Int] = []
            var end = Limits.segmentEvents - 700
            let start = end
            while ends.count < 1_000 {
                end += generator.number(in: 1...2)
                ends.append(end)
            }
            let events = SampleEvents(count: end, seed: 22)
            var frontier = Frontier()
            var roots: [Int: Digest] = [:]
            let wanted = Set(ends + [start])
            for (index, leaf) in events.batch.leaves.enumerated() {
                frontier.append(leaf)
                if wanted.contains(index + 1) { roots[index + 1] = frontier.root }
            }
            self.events = events
            self.ends = ends
            self.roots = roots
            first = start
        }
    }

    @Test("a snapshot stays as it was, and every other one is of whole batches that were acknowledged")
    func snapshots() throws {
        let plan = Plan()
        let course = Course()
        let ledger = try Ledger.create(at: folder.at("ledger"), makeFactsReader: sampleFacts)
        _ = try ledger.append(plan.events.batch(0..<plan.first), appendedAt: Instant(rawValue: 0))
        course.acknowledged.store(plan.first, ordering: .sequentiallyConsistent)
        try ledger.read { view in
            let ended = NSCondition()
            let running = Mutex(4)
            let leave: @Sendable () -> Void = {
                ended.lock()
                running.withLock { $0 -= 1 }
                ended.broadcast()
                ended.unlock()
            }
            Thread.detachNewThread {
                SnapshotTests.write(plan, ledger, course)
                leave()
            }
            for seed in UInt64(0)..<3 {
                Thread.detachNewThread {
                    SnapshotTests.readOn(plan, ledger, course, seed: seed)
                    leave()
                }
            }
            ended.lock()
            while running.withLock({ $0 }) > 0 { ended.wait() }
            ended.unlock()
            // A segment was sealed meanwhile, and the tail records that this snapshot sees were deleted.
            #expect(view.size == UInt64(plan.first))
            #expect(view.layout.sealedSegments == 0)
            let answer = try view.verify(isDeep: false) { _ in }
            #expect(answer.faults.isEmpty)
            #expect(answer.computedRoot == plan.roots[plan.first])
        }
        #expect(course.failures.withLock { $0 } == [])
        try ledger.read { view in
            #expect(view.size == UInt64(plan.events.count))
            #expect(view.layout.sealedSegments == 1)
            let answer = try view.verify(isDeep: false) { _ in }
            #expect(answer.faults.isEmpty)
        }
    }

    private static func write(_ plan: Plan, _ ledger: Ledger, _ course: Course) {
        var start = plan.first
        for end in plan.ends {
            do throws(StoreError) {
                _ = try ledger.append(
                    plan.events.batch(start..<end),
                    appendedAt: Instant(rawValue: Int64(end))
                )
            } catch {
                course.fail("\(error)")
                break
            }
            start = end
            course.acknowledged.store(end, ordering: .sequentiallyConsistent)
        }
        course.isDone.store(true, ordering: .sequentiallyConsistent)
    }

    /// Opens one snapshot after another until the writer is done.
    private static func readOn(_ plan: Plan, _ ledger: Ledger, _ course: Course, seed: UInt64) {
        var generator = SeededGenerator(seed: seed)
        repeat {
            let before = course.acknowledged.load(ordering: .sequentiallyConsistent)
            do {
                try ledger.read { view in
                    let size = Int(view.size)
                    guard size >= before else {
                        return course.fail("\(size) events, \(before) were acknowledged")
                    }
                    guard let root = plan.roots[size] else { return course.fail("half a batch: \(size)") }
                    guard view.root == root else { return course.fail("the root of \(size) is another") }
                    // The last events, wherever they lie by now, have to be there and be the right ones.
                    let first = size - generator.number(in: 1...20)
                    var number = first
                    try view.forEachEvent(UInt64(first)..<view.size) { _, event in
                        if !isEqual(event, plan.events.bytes(number).span) { course.fail("event \(number)") }
                        number += 1
                        return true
                    }
                    if number != size { course.fail("\(number) of \(size) events") }
                    // One batch at the most is on disk and not acknowledged yet.
                    let after = course.acknowledged.load(ordering: .sequentiallyConsistent)
                    if size > after + 2 { course.fail("\(size) events long before \(after)") }
                }
            } catch {
                course.fail("\(error)")
            }
        } while !course.isDone.load(ordering: .sequentiallyConsistent)
    }
}
