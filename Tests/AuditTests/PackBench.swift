import Archive
import DossierModel
import Foundation
import LedgerStore
import MerkleLog

@testable import Audit

/// A ledger, a key that signs it, and the packs of both.
struct PackBench {
    let ledger: TemporaryLedger
    let key: SigningKey

    init(_ ledger: TemporaryLedger) throws {
        self.ledger = ledger
        key = try PackBench.key(1)
    }

    /// A key that is the same on any machine.
    static func key(_ number: UInt8) throws -> SigningKey {
        try SigningKey(name: KeyName("dossier.example.vn/test"), seed: Array(repeating: number, count: 32))
    }

    /// The first so many events, or all, signed.
    func checkpoint(_ size: UInt64? = nil) throws -> SignedCheckpoint {
        let (size, root) = try ledger.ledger.read { view in
            let size = size ?? view.size
            return (size, try view.root(ofFirst: size))
        }
        return try Checkpoint(origin: key.verifier.name.text, size: TreeSize(size), root: root).sign(
            with: key
        )
    }

    func pack(
        _ asked: PackQuestion.Asked,
        _ coverage: PackCoverage = .subset,
        claims: [UInt8]? = nil,
        asOf: Instant? = nil,
        size: UInt64? = nil,
        ruleSets: [RuleSetFile] = []
    ) throws -> [ArchiveFile] {
        var order = PackMaker.Order(asked, language: "en", program: "test 1")
        order.coverage = coverage
        order.claims = claims
        order.asOf = asOf
        order.ruleSets = ruleSets
        return try PackMaker.make(
            order,
            checkpoint(size),
            of: ledger.ledger,
            temporaryFolder: ledger.folder.path,
            page: PackBench.page
        ).files
    }

    func check(_ files: [ArchiveFile], _ trust: PackTrust? = nil) throws -> PackInspection {
        try check(ZipWriter.bytes(of: files), trust)
    }

    func check(_ bytes: [UInt8], _ trust: PackTrust? = nil) throws -> PackInspection {
        try PackChecker.check(
            bytes,
            maxBytes: 1 << 26,
            trust: trust ?? .keys([key.verifier]),
            temporaryFolder: ledger.folder.path,
            page: PackBench.page
        )
    }

    /// A page that has all of the answer in it.
    static func page(_ account: PackAccount) -> [UInt8] {
        Array("\(account.coverage) \(account.eventCount) of \(account.checkpoint.unverified.size)\n".utf8)
            + account.answer.bytes
    }

    /// The files with a manifest that fits them again, as a forger would write it.
    static func refitted(_ files: [ArchiveFile]) throws -> [ArchiveFile] {
        let old = try PackManifest(files[0].bytes)
        let content = files.dropFirst()
        let manifest = PackManifest(
            program: old.program,
            kind: old.kind,
            origin: old.origin,
            logSize: old.logSize,
            root: old.root,
            coverage: old.coverage,
            events: UInt64(content.first { $0.name == PackFile.events }?.bytes.count { $0 == 10 } ?? 0),
            hashes: UInt64(content.first { $0.name == PackFile.hashes }?.bytes.count ?? 0) / 32,
            files: content.map { PackManifest.File($0) }
        )
        return [ArchiveFile(name: PackFile.manifest, bytes: Array("\(manifest.json)\n".utf8))] + content
    }
}

extension [ArchiveFile] {
    subscript(name: String) -> [UInt8] {
        get { first { $0.name == name }?.bytes ?? [] }
        set {
            for index in indices where self[index].name == name { self[index].bytes = newValue }
        }
    }

    func text(_ name: String) -> String { String(decoding: self[name], as: UTF8.self) }
}

extension PackInspection {
    /// The checks that failed.
    var failed: [Check] {
        Check.allCases.filter { if case .failed = outcomes[$0] { true } else { false } }
    }

    /// The words of all that failed.
    var reasons: String {
        var reasons: [String] = []
        for check in Check.allCases {
            guard case .failed(let findings) = outcomes[check] else { continue }
            for finding in findings {
                switch finding {
                case .text(let text): reasons.append("\(check): \(text.en)")
                case .error(let error): reasons.append("\(check): \(error)")
                }
            }
        }
        return reasons.joined(separator: "\n")
    }
}
