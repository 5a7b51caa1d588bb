import TestSupport
import Testing

/// What the program itself says of arguments that it cannot use is said in Vietnamese where that is asked for.
@Suite("wrong use in Vietnamese")
struct VietnameseUseTests {
    private let workspace: Workspace

    init() throws {
        workspace = try Workspace()
    }

    /// A use that is wrong, and what is told.
    private static let uses = [
        ("report @L --from 2025-13-01", "ngày được viết như 2025-12-31"),
        ("report @L --as-of yesterday", "thời điểm được viết như 2025-12-31T17:00:00+07:00, hoặc 2025-12-31"),
        ("report @L --log-size ten", "cần một số nguyên từ 0 trở lên"),
        ("report @L --by unit,foo", "cần một trong các giá trị: unit, sector, channel, procedure"),
        ("report @L --by unit,unit", "unit được nêu hai lần"),
        ("report @L --channel fax", "cần một trong các giá trị: counter, online, postal"),
        ("append @L --max-size 5", "kích thước từ 1MiB đến 64TiB"),
        ("append @L --max-size 5PiB", "kích thước được viết như 500MiB, 64GiB hoặc 2TiB"),
        ("replay @L --unit H1 --step hour", "cần một trong các giá trị: day, week, month, event"),
        ("replay @L --unit H1 --from 2025-09-02 --to 2025-09-01", "--to đứng trước --from"),
        ("campaign @L --start 2025-09-01 --days 0", "--days từ 1 đến 1000"),
        ("campaign @L --start 2025-09-01 --to 2025-08-31", "--to đứng trước --start"),
        ("campaign @L --start 2025-09-01 --by sector", "cần một trong các giá trị: unit"),
        ("weekly @L", "hãy nêu tuần bằng --week-ending, hoặc bằng --from và --to"),
        ("weekly @L --from 2025-09-28 --to 2025-09-22", "kỳ có từ 1 đến"),
        ("weekly @L --week-ending 2025-09-28 --days 0", "--days từ 1 đến"),
        (
            "form @L --from 2025-01-01 --to 2025-06-30 --check-carry-over x",
            "kỳ được viết như 2025-07-01..2025-09-30"
        ),
        ("detect @L --only foo", "không có dấu hiệu nào tên là «foo»; gần nhất"),
        ("history @L a b", "cần thư mục sổ và mã của một hồ sơ"),
        ("audit @L a b", "cần thư mục sổ và một tệp số liệu công bố"),
        ("synthesise", "cần một trong các giá trị: --events N, --document ID, --inject KIND=N,…"),
        ("synthesise --events 0", "--events từ 1 đến 2000000000"),
        ("synthesise --events 5 --scale 2", "--scale chỉ đi với --document"),
        ("synthesise --document tra-vinh", "không có tài liệu nào tên là 'tra-vinh'; có phu-tho-2026"),
        ("synthesise --document tra-vinh-2023 --scale 0", "--scale là số thập phân trên 0"),
        ("synthesise --inject none", "--inject cần --truth TỆP"),
        ("synthesise --events 5 --truth x", "--dossiers và --truth chỉ đi với --inject"),
        ("reprot @L", "không có lệnh reprot; cần một trong các lệnh: init, import"),
    ]

    @Test("each ends with status 2 and one line, by --lang and by the environment")
    func told() throws {
        let ledger = try workspace.ledger(events: SampleEvents.lines(0..<2))
        for (line, told) in VietnameseUseTests.uses {
            let words = line.split(separator: " ").map { $0 == "@L" ? ledger : String($0) }
            let asked = try Dossier.run(words + ["--lang", "vi"])
            let found = try Dossier.run(words, environment: ["LANG": "vi_VN.UTF-8"])
            for outcome in [asked, found] {
                #expect(outcome.status == 2, "\(line)")
                #expect(outcome.output.isEmpty, "\(line)")
                #expect(outcome.errorText.contains(told), "\(line): \(outcome.errorText)")
                #expect(outcome.errorText.filter { $0 == "\n" }.count == 1, "\(outcome.errorText)")
                #expect(!outcome.errorText.contains("is invalid for"), "\(outcome.errorText)")
            }
            #expect(!(try Dossier.run(words + ["--lang", "en"]).errorText.contains(told)), "\(line)")
        }
    }

    @Test("the system's refusals of a file are told in Vietnamese too")
    func files() throws {
        let ledger = try workspace.ledger(events: SampleEvents.lines(0..<2))
        let file = try workspace.write("mine", "mine")
        for (target, told) in [
            (file, "tệp đã có"), (workspace.path("none/x"), "không có tệp hoặc thư mục này"),
        ] {
            let outcome = try Dossier.run(["export", ledger, "-o", target, "--lang", "vi"])
            #expect(outcome.errorText == "dossier: \(target): \(told)\n")
        }
    }
}
