internal import DossierModel

/// Pieces that pages of figures on both bases have in common.
enum PageWords {
    static func basis(_ basis: Basis, _ language: Language) -> String {
        basis == .reported
            ? language.text(vi: "theo hệ thống", en: "reported")
            : language.text(vi: "theo quy định", en: "audited")
    }

    /// What the two bases are.
    static func bases(_ language: Language) -> String {
        language.text(
            vi: """
                Theo hệ thống: điều hệ thống một cửa sẽ hiện nếu được hỏi. Theo quy định: điều thực sự đã xảy ra theo bộ quy tắc.
                """,
            en: """
                Reported: what the one-stop system would show if asked. Audited: what the rules say happened.
                """
        )
    }

    static func number(_ text: String) -> Markup { Markup(.td, [.kind: "number"], text) }

    /// Headings with `|` between them; those that start with a blank stand over numbers.
    static func heads(_ names: String) -> Markup {
        Markup(.thead) {
            Markup(.tr) {
                for name in names.split(separator: "|") {
                    if name.hasPrefix(" ") {
                        Markup(.th, [.scope: "col", .kind: "number wide"], String(name.dropFirst()))
                    } else {
                        Markup(.th, [.scope: "col"], String(name))
                    }
                }
            }
        }
    }

    /// The heading of a table of figures on both bases.
    static func bothBases(_ language: Language, isWithDifference: Bool) -> Markup {
        let names = language.text(
            vi: "Số liệu| Theo hệ thống| Theo quy định",
            en: "Figure| Reported| Audited"
        )
        return heads(names + (isWithDifference ? language.text(vi: "| Chênh", en: "| Difference") : ""))
    }

    /// A name with what is to be said under it.
    @MarkupBuilder
    static func fact(_ name: String, @MarkupBuilder _ content: () -> Markup) -> Markup {
        Markup(.dt, name)
        Markup(.dd, content: content)
    }
}
