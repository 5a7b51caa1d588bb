import DossierModel
import Foundation
import Synthetic
import Testing

/// What makes a scenario like the feeds of a real province.
@Suite("the shape of a scenario")
struct ScenarioShapeTests {
    private let feed = Feed.large

    @Test("a line is recorded at most two hours before one that stands ahead of it")
    func logOrder() {
        var latest = Instant.earliest
        for event in feed.events {
            #expect(event.recordedAt.rawValue > latest.rawValue - 7_200_001)
            latest = max(latest, event.recordedAt)
        }
    }

    @Test("some lines are out of order, and some are recorded days late")
    func disorder() {
        let events = feed.dossierEvents
        let inversions = zip(events, events.dropFirst()).count { $0.recordedAt > $1.recordedAt }
        let late = events.count { $0.recordedAt.localDate > $0.occurredAt.localDate }
        #expect(inversions > events.count / 200)
        #expect((events.count / 50...events.count / 14).contains(late))
        #expect(UInt64(late) <= feed.truth.recordedLate)
    }

    @Test("receipts fall in the working hours of working days, holidays kept")
    func receivingHours() {
        let holidays = Set(feed.events.flatMap { $0.days("holiday") }.map(\.description))
        #expect(holidays.contains("2024-02-12"))
        for event in feed.events where event.type == .received {
            let date = event.occurredAt.localDate
            let minute = event.occurredAt.millisecondsOfDay / 60_000
            #expect(!holidays.contains(date.description))
            #expect(
                date.weekday < 5 || ["2024-05-04", "2025-04-26", "2026-01-10"].contains(date.description)
            )
            #expect((450..<690).contains(minute) || (810..<1_020).contains(minute))
        }
    }

    @Test("codes are unit, date of receipt and a number without gaps for each unit and day")
    func dossierCodes() {
        var numbers: [Substring: [Int]] = [:]
        for event in feed.events where event.type == .received {
            let parts = event.dossier.split(separator: "-")
            #expect(parts.count == 3 && parts[0] == event.unit)
            let date = event.occurredAt.localDate.description.filter { $0 != "-" }.dropFirst(2)
            #expect(parts[1] == date)
            numbers[event.dossier.dropLast(parts[2].count + 1), default: []].append(Int(parts[2]) ?? 0)
        }
        for (stem, found) in numbers {
            #expect(found.max() ?? 0 <= found.count + 3 && Set(found).count == found.count, "\(stem)")
        }
    }

    @Test(
        "all four kinds of limit, all channels and several sources occur; a few units have much of the work"
    )
    func variety() {
        let receipts = feed.events.filter { $0.type == .received }
        let published = feed.events.filter { $0.type == .procedurePublished }
        #expect(published.count == 39)
        let units = published.compactMap { $0["data.limit.unit"] }
        #expect(Set(units) == ["workingDays", "calendarDays", "workingHours", "sameDay"])
        #expect(
            Set(receipts.compactMap { $0["data.channel"] }) == ["counter", "online", "postal"]
        )
        #expect(Set(feed.events.compactMap { $0["source"] }).count >= 5)
        var byUnit: [String: Int] = [:]
        for receipt in receipts { byUnit[receipt.unit, default: 0] += 1 }
        let sorted = byUnit.values.sorted(by: >)
        #expect(sorted.count > 130)
        #expect(sorted.prefix(15).reduce(0, +) * 3 > receipts.count)
    }

    @Test("about seven dossiers in a hundred are paused, and a dossier has about six events")
    func rates() {
        let paused = Set(feed.events.filter { $0.type == .paused }.map(\.dossier)).count
        let dossiers = Int(feed.truth.dossiers)
        #expect((dossiers * 6 / 100...dossiers * 8 / 100).contains(paused), "\(paused) of \(dossiers)")
        #expect((dossiers * 5...dossiers * 7).contains(feed.dossierEvents.count))
    }
}
