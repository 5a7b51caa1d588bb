internal import ArgumentParser
internal import Audit
internal import LedgerStore
internal import MerkleLog

/// The command `dossier init`.
struct InitCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "init",
        abstract: "Makes an empty ledger with the national working calendar."
    )

    @OptionGroup var argument: LedgerArgument

    @Flag(help: "Leaves the calendar out.")
    var bare = false

    @OptionGroup var size: SizeOptions
    @OptionGroup var answer: AnswerOptions

    func run() throws {
        let language = answer.language
        let path = try argument.path(language)
        let ledger: Ledger
        do {
            ledger = try LedgerCreation.create(
                at: path,
                isBare: bare,
                sizeLimitBytes: size.maxSizeBytes,
                now: now()
            )
        } catch StoreError.noSuchFolder {
            let vi = "thư mục chứa \(path) chưa có; hãy tạo nó trước"
            throw CommandFailure(
                .use,
                language.text(vi: vi, en: "the folder that \(path) is to lie in is not there; make it first")
            )
        }
        let (size, root) = try ledger.read { view in (view.size, view.root) }
        switch answer.format {
        case .json:
            let members: [(String, JSONValue)] = [("logSize", .int(Int(size))), ("root", .string(root.hex))]
            try Console.writeLine(JSONValue.object(members).description)
        case .text:
            let calendar = language.text(
                vi: ", gồm lịch làm việc toàn quốc 2021–2026 (lịch 2020 chưa được xác nhận nên không có)",
                en: " with the national calendar 2021–2026 (that of 2020 is not confirmed and left out)"
            )
            let start = language.text(vi: "Đã tạo sổ \(path)", en: "Made the ledger \(path)")
            try Console.writeLine(start + (bare ? "" : calendar))
        }
    }
}
