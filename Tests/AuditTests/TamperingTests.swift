import Foundation
import Testing

@Suite("a ledger that was changed behind the program's back, and who finds it")
struct TamperingTests {
    @Test(
        "each change is found by the checks that the table names",
        arguments: LedgerTampering.all.filter { $0.part == .tail }
    )
    func tail(tampering: LedgerTampering) throws {
        try expect(tampering, of: TamperVictim.tail.get())
    }

    @Test(
        "each change of a ledger with sealed segments too",
        arguments: LedgerTampering.all.filter { $0.part == .sealed }
    )
    func sealed(tampering: LedgerTampering) throws {
        try expect(tampering, of: TamperVictim.sealed.get())
    }

    @Test("nothing is found where nothing was changed")
    func untouched() throws {
        for victim in [try TamperVictim.tail.get(), try TamperVictim.sealed.get()] {
            let path = try victim.copy(to: "untouched")
            #expect(try TamperFindings(of: path, victim) == TamperFindings("–", "–", "–"))
        }
    }

    private func expect(_ tampering: LedgerTampering, of victim: TamperVictim) throws {
        let path = try victim.copy(to: UUID().uuidString)
        defer { try? FileManager.default.removeItem(atPath: path) }
        try tampering.change(path, victim)
        let found = try TamperFindings(of: path, victim)
        #expect(found == tampering.expected)
    }
}
