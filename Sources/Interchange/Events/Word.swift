internal import DossierModel

/// The words that events.md section 3 allows in fields with a list.
///
/// A case is spelled as the word is; words of one list stand together, in the order of the raw values of the
/// enumeration that keeps them.
enum Word: UInt8, CaseIterable, BitwiseCopyable {
    case holiday, working
    case national, province, department, branch, district, commune, centre
    case workingDays, calendarDays, workingHours, sameDay
    case full, partial, none
    case onestop, handler, leader
    case counter, online, postal
    case citizen, business, organisation
    case letter, sms, email, `public`
    case fee, tax
    case onlinePortal, cash, transfer
    case granted, refused
    case electronic, scan, paper

    /// How it is written.
    var name: String { "\(self)" }
}

/// The words that one field takes.
struct WordList: OptionSet, BitwiseCopyable {
    let rawValue: UInt64

    private init(_ words: ClosedRange<Word.RawValue>) {
        rawValue = words.reduce(0) { $0 | 1 << UInt64($1) }
    }

    init(rawValue: UInt64) {
        self.rawValue = rawValue
    }

    private static func list(_ first: Word, _ last: Word) -> WordList {
        WordList(first.rawValue...last.rawValue)
    }

    static let dayKinds = list(.holiday, .working)
    static let unitLevels = list(.national, .centre)
    static let limitUnits = list(.workingDays, .sameDay)
    static let onlineLevels = list(.full, .none)
    static let officerRoles = list(.onestop, .leader)
    static let channels = list(.counter, .postal)
    static let applicantKinds = list(.citizen, .organisation)
    static let media = list(.letter, .public)
    static let feeKinds = list(.fee, .tax)
    static let paymentRoutes = list(.onlinePortal, .transfer)
    static let outcomes = list(.granted, .refused)
    static let resultForms = list(.electronic, .paper)

    @inline(__always)
    func contains(_ word: Word) -> Bool { rawValue >> UInt64(word.rawValue) & 1 == 1 }

    /// The words, as messages list them.
    var description: String {
        Word.allCases.filter { contains($0) }.map(\.name).joined(separator: ", ")
    }
}
