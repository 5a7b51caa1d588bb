import DossierModel
import Testing

@testable import Synthetic

/// Goal: the figures of the documents, whatever the seed.
///
/// Method: two streams whole, read literally from their lines; of the large ones the table of quotas, and a stream at a
/// small scale.
@Suite("the figures of a document's stream")
struct DocumentQuotaTests {
    @Test(
        "23 communes: 2,696 received, 2,626 finished, no fee online for civil status",
        arguments: [UInt64(1), 2, 3]
    )
    func group7(seed: UInt64) throws {
        let feed = try Feed(document: "to-cong-tac-7-2025", seed: seed)
        let lives = DocumentLives(feed)
        #expect(lives.byCode.count == 2_696)
        #expect(lives.count { $0.unit.hasPrefix("TCT7.") } == 2_696)
        #expect(Set(lives.byCode.values.map(\.unit)).count == 23)
        let completed = lives.completed(by: LocalDate(2_025, 7, 13), in: "TCT7.")
        #expect(completed.count == 2_626)
        let late = completed.count { life in
            guard let due = life.due, let finish = life.finish, !life.wasStopped else { return false }
            return finish.occurredAt.localDate > due
        }
        #expect(late == 18)
        let civil = Set(
            feed.events.filter { $0["data.sector"] == "civilStatus" && $0.type == .procedurePublished }.map(
                \.procedure
            )
        )
        let paid = lives.byCode.values.filter { $0.count(.feePaid) > 0 }
        let ofCivil = paid.filter { civil.contains($0.receipt?.procedure ?? "") }
        func isOnline(_ life: DocumentLives.Life) -> Bool {
            life.events[.feePaid]?.first?["data.via"] == "onlinePortal"
        }
        #expect(ofCivil.count == 440 && !ofCivil.contains(where: isOnline))
        #expect(paid.count { isOnline($0) } == 150)
    }

    @Test(
        "a city: 378 on paper and 286 in the system, 618 late, 4,001 paused, 341 and 170 of 10,000 electronic"
    )
    func survey() throws {
        let feed = try Feed(document: "tra-vinh-2023", seed: 6)
        let lives = DocumentLives(feed)
        let end = LocalDate(2_023, 5, 12)
        let lines = feed.events.filter { $0.type == .paperEntered }
        #expect(lines.count == 378)
        #expect(lines.allSatisfy { $0.unit == "H59.TP.P7" && $0.recordedAt.localDate == end })
        let known = Set(
            lives.byCode.values.filter { $0.unit == "H59.TP.P7" }.compactMap { $0.receipt?["data.paperNo"] }
        )
        #expect(known.count == 286)
        #expect(lines.count { !known.contains($0["data.paperNo"] ?? "") } == 92)

        let open = lives.byCode.values.filter { life in
            life.unit == "H59.TP.CN" && life.finish.map { $0.recordedAt.localDate > end } ?? true
        }
        #expect(open.count { !$0.wasStopped && ($0.due.map { $0 < end } ?? false) } == 618)
        #expect(open.count { $0.count(.paused) > 0 } == 4_001)
        let grounds = open.compactMap { $0.events[.paused]?.first?["data.ground"] }
        #expect(Set(grounds) == ["coordinationOpinion", "taxTransfer"])
        #expect(
            lives.count { $0.unit == "H59.TP.CN" && $0.count(.apologised) + $0.count(.explained) > 0 } == 0
        )

        let granted = lives.completed(by: end, in: "H59.TP").compactMap { $0.events[.completed]?.first }
            .filter { $0["data.outcome"] == "granted" && $0.recordedAt.localDate >= LocalDate(2_023, 1, 1) }
        #expect(granted.count == 10_000)
        let electronic = granted.filter { $0["data.form"] != "paper" }
        #expect(electronic.count == 341)
        #expect(electronic.count { $0["data.form"] == "electronic" && $0["data.signed"] == "1" } == 170)
        let demanded = lives.byCode.values.filter { $0.count(.componentDemanded) > 0 }.map {
            $0.receipt?.procedure
        }
        #expect(demanded.count == 21 && demanded.count { $0 == "1.012786" } == 12)
        let listed = Set(
            feed.events.filter { $0.type == .procedureListed }.map { "\($0.unit) \($0.procedure)" }
        )
        #expect(
            feed.events.count { $0.type == .received && !listed.contains("\($0.unit) \($0.procedure)") } == 25
        )
    }

    /// The sum of the counts of a document's shares that match.
    private func sum(
        _ document: Document,
        _ count: (Share) -> Int = { $0.count },
        where matches: (Cohort, Fate) -> Bool
    ) -> Int {
        var sum = 0
        for cohort in document.cohorts {
            for share in cohort.shares where matches(cohort, share.fate) { sum += count(share) }
        }
        return sum
    }

    private func isLate(_ fate: Fate) -> Bool {
        if case .overdue = fate { return true }
        return fate == .tickedLate
    }

    private func isOpenLate(_ fate: Fate) -> Bool {
        if case .openOverdue = fate { return true }
        return false
    }

    @Test("a million dossiers: the quotas of centre and communes add up to the document's figures")
    func phuTho() {
        let document = Document.phuTho2026
        let start = document.period.lowerBound
        let carried = { (cohort: Cohort) in cohort.received.upperBound < start }
        let centre = { (cohort: Cohort) in cohort.units.allSatisfy { $0.hasPrefix("H44.T.") } }
        #expect(sum(document) { centre($0) && !carried($0) && $1 != .offSystem } == 277_001)
        #expect(sum(document) { cohort, _ in !centre(cohort) && !carried(cohort) } == 791_001)
        #expect(sum(document) { cohort, _ in centre(cohort) && carried(cohort) } == 4_000)
        #expect(sum(document) { cohort, _ in !centre(cohort) && carried(cohort) } == 8_000)
        #expect(document.cohorts.filter(centre).reduce(0) { $0 + $1.online } == 196_671)
        #expect(document.cohorts.filter { !centre($0) }.reduce(0) { $0 + $1.online } == 767_271)
        #expect(sum(document) { centre($0) && ($1 == .inTime || $1 == .masked) } == 209_001)
        #expect(sum(document) { centre($0) && isLate($1) } == 45_878)
        #expect(sum(document) { !centre($0) && $1 == .inTime } == 767_001)
        #expect(sum(document) { !centre($0) && isLate($1) } == 23_721)
        #expect(sum(document) { !centre($0) && isOpenLate($1) } == 1)
        let stopped: [Fate] = [.awaitingSupplement, .awaitingPayment, .pausedLate]
        #expect(sum(document) { centre($0) && stopped.contains($1) } == 1_821)
        let ended = sum(document) { $1 == .declined || $1 == .withdrawn }
        #expect(ended + sum(document, \.refused) { _, _ in true } == 106_801)
    }

    @Test("the first half of a year: the quotas of a province add up to the document's figures")
    func quangTri() {
        let document = Document.quangTri2023
        let land = { (cohort: Cohort) in
            cohort.procedures.allSatisfy { code in
                ScenarioProcedure.catalogue.contains { $0.code == code && $0.isOfLand }
            }
        }
        let department = { (cohort: Cohort) in !cohort.units.contains { $0.hasPrefix("H50.D") } }
        let district = { (cohort: Cohort) in
            cohort.units.allSatisfy { $0.hasPrefix("H50.D") && $0.count == 7 }
        }
        #expect(sum(document) { $1 == .inTime } == 151_606)
        #expect(sum(document) { isLate($1) } == 637)
        #expect(sum(document) { land($0) && isLate($1) } == 293)
        #expect(sum(document, \.apologised) { isLate($1) } == 297)
        let paid = { (share: Share) in share.paidOnline + share.paidCash + share.paidByTransfer }
        #expect(sum(document, paid) { cohort, _ in department(cohort) } == 10_000)
        #expect(sum(document, \.paidOnline) { cohort, _ in department(cohort) } == 371)
        #expect(sum(document, paid) { cohort, _ in district(cohort) } == 10_000)
        #expect(sum(document, \.paidOnline) { cohort, _ in district(cohort) } == 847)
    }

    @Test("five and a half months: the quotas of centre and districts add up to the document's figures")
    func hanhChinhCong() {
        let document = Document.hanhChinhCong2021
        let centre = { (cohort: Cohort) in cohort.units.allSatisfy { $0.hasPrefix("P21.TT.") } }
        let carried = { (cohort: Cohort) in cohort.received.upperBound < document.period.lowerBound }
        let figures: [(Fate, Int)] = [
            (.early, 24_584), (.onTime, 6_551), (.awaitingSupplement, 1_662), (.openInTime, 2_000),
            (.tickedLate, 8),
        ]
        for (fate, count) in figures { #expect(sum(document) { centre($0) && $1 == fate } == count) }
        #expect(sum(document) { centre($0) && isLate($1) } == 1_047)
        #expect(sum(document) { centre($0) && isOpenLate($1) } == 784)
        #expect(sum(document) { cohort, _ in centre(cohort) && !carried(cohort) } == 32_030)
        #expect(sum(document) { cohort, _ in centre(cohort) && carried(cohort) } == 4_598)
        #expect(document.cohorts.filter(centre).reduce(0) { $0 + $1.online } == 3_123)
        #expect(sum(document, \.rated) { _, _ in true } == 3_106)
        #expect(sum(document) { cohort, _ in !centre(cohort) } == 149_645)
    }

    @Test("payments are asked for what has a fee, and attributes never exceed their share")
    func plausible() {
        for document in Document.all {
            for cohort in document.cohorts {
                #expect(cohort.online + cohort.postal <= cohort.shares.reduce(0) { $0 + $1.count })
                let isFree = cohort.procedures.contains { code in
                    ScenarioProcedure.catalogue.contains { $0.code == code && $0.fee == 0 }
                }
                for share in cohort.shares {
                    let paid = share.paidOnline + share.paidCash + share.paidByTransfer
                    #expect(paid == 0 || !isFree, "\(document.id) \(cohort.procedures)")
                    #expect(paid <= share.count)
                    #expect(share.refused + share.signed + share.unsigned + share.scanned <= share.count)
                    #expect(share.apologised + share.excused <= share.count)
                    guard share.rescheduled + share.rescheduledTwice > 0 else { continue }
                    // A new day must come before the finish, or it would hide that it is late.
                    if case .overdue(let days) = share.fate { #expect(days.lowerBound >= 3) }
                }
            }
        }
    }

    @Test("a partition has exactly its sizes", arguments: [1, 2, 3, 7, 64, 65, 1_000, 4_097])
    func partition(count: Int) {
        var random = SplitMix64(seed: UInt64(count))
        for sizes in [[0], [count], [count / 3, count / 5, 0, 1], [count, count]] {
            let partition = Partition(of: count, sizes: sizes, random: &random)
            var found = [Int](repeating: 0, count: sizes.count + 1)
            for item in 0..<count { found[partition.part(of: item)] += 1 }
            var left = count
            for (size, found) in zip(sizes, found) {
                #expect(found == min(size, left))
                left -= found
            }
            #expect(found.last == left)
        }
    }

    @Test("digitised components are the printed share to the last one")
    func digitised() throws {
        let feed = try Feed(document: "quang-tri-2023-h1", seed: 2, scale: "0.2")
        let start = LocalDate(2_023, 1, 1)
        var (components, digitised) = (0, 0)
        for event in feed.events where event.type == .received && event.occurredAt.localDate >= start {
            let count = Int(event["data.components"] ?? "") ?? 0
            let scanned = Int(event["data.digitisedComponents"] ?? "") ?? 0
            #expect(scanned <= count && count > 0)
            components += count
            digitised += scanned
        }
        #expect(components > 0 && components % 20_000 == 0)
        #expect(digitised * 20_000 == components * 13_499)
    }
}
