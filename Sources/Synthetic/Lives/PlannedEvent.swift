internal import DossierModel

/// An event that is decided but not yet written.
///
/// It holds numbers only, so that what is open costs 48 bytes an event; texts are found when its line is written.
/// Times are seconds of ``ScenarioCalendar``. What `first`, `second`, `third` and `fourth` say depends on the type and
/// is told by the function of ``LineRenderer`` that writes it; -1 stands for a field that is left out.
struct PlannedEvent: BitwiseCopyable {
    /// What its line shows, and what it adds to the truth.
    struct Traits: OptionSet, BitwiseCopyable {
        let rawValue: UInt16

        static let hasEvidence = Traits(rawValue: 1)
        /// An unknown field that a source sends along.
        static let hasVersion = Traits(rawValue: 2)
        static let hasMeta = Traits(rawValue: 4)
        /// A paper entry or a word of feedback that names the dossier.
        static let namesDossier = Traits(rawValue: 8)
        /// It belongs to a dossier that was received before the ledger began.
        static let isOrphan = Traits(rawValue: 16)
        static let isUnauthorised = Traits(rawValue: 32)
        static let isOffSystem = Traits(rawValue: 64)
        static let isInflated = Traits(rawValue: 128)
        static let isUnlisted = Traits(rawValue: 256)
        static let isRecordedLate = Traits(rawValue: 512)
        /// A note, which the one-stop system sends beside the fields that are known.
        static let hasNote = Traits(rawValue: 1_024)
    }

    /// When the line reaches the log: at `recorded`, or up to two hours after it.
    var arrival: Int32
    var occurred: Int32
    var recorded: Int32
    /// The number that its id is made from.
    var serial: UInt32
    /// The dossier's code: unit, day and number.
    var codeUnit: UInt16 = 0
    var codeDay: Int16 = 0
    var codeNumber: Int32 = 0
    var unit: UInt16 = 0
    var actor: Int16 = -1
    var type: EventType
    var source = Source.onestop
    var traits: Traits = []
    var first: Int32 = -1
    var second: Int32 = -1
    var third: Int32 = -1
    var fourth: Int32 = -1

    /// An event that happens at a time and is recorded and logged then, of no dossier.
    init(_ type: EventType, at time: Int, serial: UInt32) {
        arrival = Int32(time)
        occurred = Int32(time)
        recorded = Int32(time)
        self.serial = serial
        self.type = type
    }

    /// The system that sends an event.
    enum Source: UInt8, CaseIterable, BitwiseCopyable {
        case onestop = 0
        case portal = 1
        case land = 2
        case paper = 3
        case survey = 4

        /// The name in the interchange form, which also begins its ids.
        var name: String {
            switch self {
            case .onestop: "igate"
            case .portal: "dvc"
            case .land: "vbdlis"
            case .paper: "sogiay"
            case .survey: "khaosat"
            }
        }
    }
}
