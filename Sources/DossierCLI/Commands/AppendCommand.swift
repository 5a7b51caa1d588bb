internal import ArgumentParser
internal import Audit
internal import DossierModel
internal import Interchange
internal import LedgerStore

/// The command `dossier append`.
struct AppendCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "append",
        abstract: "Appends events from standard input, one a line, each durable before it is answered.",
        discussion: """
            For each line there is one line of answer: the event's number (seq); `SEQ duplicate` where the ledger has it \
            already; `refused CODE PATH: MESSAGE` where it is no event or its id is taken.
            """
    )

    @OptionGroup var argument: LedgerArgument

    @Option(
        name: .customLong("expect"),
        help: ArgumentHelp(
            "The number that the first new event has to take; another one ends the command.",
            valueName: "seq"
        ),
        transform: OptionValue.number
    )
    var position: UInt64?

    @OptionGroup var size: SizeOptions
    @OptionGroup var answer: AnswerOptions

    func run() throws {
        let language = answer.language
        let path = try argument.path(language)
        let ledger = try Ledger.open(at: path, for: .appending, sizeLimitBytes: size.maxSizeBytes)
        let append = EventAppend(to: ledger, at: position.map { SequenceNumber(rawValue: $0) }, now: now)
        var lines = LineReader(ByteSource(descriptor: 0))
        var refused = 0
        while let item = try next(&lines) {
            switch item.part {
            case .line:
                let outcome = try append.append(item.bytes)
                if case .refused = outcome { refused += 1 }
                try tell(outcome)
            case .longLinePiece(let isLast):
                guard isLast else { continue }
                refused += 1
                let message = "the line is longer than \(Limits.lineBytes) bytes"
                try tell(.refused(EventFault(.lineTooLong, message: message)))
            }
        }
        if refused > 0 { throw CommandFailure(.fault) }
    }

    private func next(_ lines: inout LineReader) throws -> LineReader.Item? {
        do throws(InputError) {
            return try lines.next()
        } catch {
            throw FeedError.input(file: "stdin", error)
        }
    }

    /// Answers one line; where nobody reads the answers, the lines that are left stay unread.
    private func tell(_ outcome: EventAppend.Answer) throws {
        do {
            try write(outcome)
        } catch let failure as CommandFailure where failure.status == .well {
            let vi = "không ai đọc câu trả lời nữa; các dòng còn lại chưa được đọc"
            let en = "nobody reads the answers any more; the lines that are left were not read"
            throw CommandFailure(.world, answer.language.text(vi: vi, en: en))
        }
    }

    private func write(_ outcome: EventAppend.Answer) throws {
        switch (answer.format, outcome) {
        case (.text, .appended(let number)): try Console.writeLine("\(number)")
        case (.text, .duplicate(let number)): try Console.writeLine("\(number) duplicate")
        case (.text, .refused(let fault)):
            let path = fault.path.isEmpty ? "" : " " + fault.path
            try Console.writeLine("refused \(fault.code.rawValue)\(path): \(fault.message)")
        case (.json, .appended(let number)):
            try Console.writeLine(JSONValue.object([("seq", .int(Int(number.rawValue)))]).description)
        case (.json, .duplicate(let number)):
            let members: [(String, JSONValue)] = [
                ("seq", .int(Int(number.rawValue))), ("duplicate", .bool(true)),
            ]
            try Console.writeLine(JSONValue.object(members).description)
        case (.json, .refused(let fault)):
            let members: [(String, JSONValue)] = [
                ("code", .string(fault.code.rawValue)), ("path", .string(fault.path)),
                ("message", .string(fault.message)),
            ]
            try Console.writeLine(JSONValue.object([("refused", .object(members))]).description)
        }
    }
}
