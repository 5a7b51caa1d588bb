internal import DossierModel
internal import LedgerStore
internal import Projections
internal import Rules

/// The table of what a measured claim counts, as CSV.
struct EvidenceTable {
    private(set) var bytes: [UInt8] = []
    private let codes: CodeBook

    init(_ codes: CodeBook) {
        self.codes = codes
    }

    /// Gives what was written so far, and goes on empty.
    mutating func take() -> [UInt8] {
        let piece = bytes
        bytes.removeAll(keepingCapacity: true)
        return piece
    }

    mutating func beginDossiers() {
        bytes += "dossier,unit,sector,reported,audited,daysLate,numerator,denominator\n".utf8
    }

    /// A dossier: where it is counted, how it stands on both bases, how late it is on the claim's, and what it adds.
    mutating func add(_ row: EvidenceRow, _ names: CodeNames, on basis: Basis) {
        let judgement = row.judgements[basis]
        add(names[CodeIndex(rawValue: row.dossier)])
        add(codes.name(judgement.unit, .unit))
        add(codes.name(judgement.sector, .sector))
        add(DossierStanding.Kind(row.judgements.reported).rawValue)
        add(DossierStanding.Kind(row.judgements.audited).rawValue)
        add("\(judgement.daysLate)")
        add("\(row.share.numerator)")
        add("\(row.share.denominator)", isLast: true)
    }

    mutating func beginPapers() {
        bytes += "seq,unit,sector,paperNo,matched\n".utf8
    }

    /// A line of a paper register.
    mutating func add(_ number: UInt64, _ entry: EventRow, _ paperNumber: String, isMatched: Bool) {
        add("\(number)")
        add(codes.name(entry.unit, .unit))
        add(codes.name(entry.code1, .sector))
        add(paperNumber)
        add(isMatched ? "true" : "false", isLast: true)
    }

    /// A field, in quotes where it needs them (RFC 4180).
    private mutating func add(_ text: String?, isLast: Bool = false) {
        let text = text ?? ""
        let isPlain = text.utf8.allSatisfy { byte in
            byte != UInt8(ascii: ",") && byte != UInt8(ascii: "\"") && byte >= UInt8(ascii: " ")
        }
        if isPlain {
            bytes += text.utf8
        } else {
            bytes.append(UInt8(ascii: "\""))
            for byte in text.utf8 {
                if byte == UInt8(ascii: "\"") { bytes.append(byte) }
                bytes.append(byte)
            }
            bytes.append(UInt8(ascii: "\""))
        }
        bytes.append(isLast ? UInt8(ascii: "\n") : UInt8(ascii: ","))
    }
}
