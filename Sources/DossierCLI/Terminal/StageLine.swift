internal import Audit

/// A line on the terminal that tells which part of a long work is being done; on anything else it says nothing.
struct StageLine {
    let language: Language

    func show(_ stage: PackStage) {
        guard Console.showsProgress else { return }
        let words =
            switch stage {
            case .asking: language.text(vi: "đang hỏi sổ", en: "asking the ledger")
            case .proving: language.text(vi: "đang lập hoặc kiểm tra bằng chứng", en: "proving the events")
            case .deriving:
                language.text(vi: "đang tính lại câu trả lời từ gói", en: "working the answer out again")
            case .packing: language.text(vi: "đang đóng gói", en: "packing")
            }
        let place = (PackStage.allCases.firstIndex(of: stage) ?? 0) + 1
        Console.overwrite("\(place)/\(PackStage.allCases.count) \(words) …")
    }

    /// Clears the line.
    func finish() {
        if Console.showsProgress { Console.overwrite("") }
    }
}
