internal import DossierModel

/// Pieces that pages of figures on both bases have in common.
enum PageWords {
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
        let bases = Basis.allCases.map { "| " + BasisWords.heading($0, language) }.joined()
        return heads(
            language.text(vi: "Số liệu", en: "Figure") + bases
                + (isWithDifference ? language.text(vi: "| Chênh", en: "| Difference") : "")
        )
    }

    /// A name with what is to be said under it.
    @MarkupBuilder
    static func fact(_ name: String, @MarkupBuilder _ content: () -> Markup) -> Markup {
        Markup(.dt, name)
        Markup(.dd, content: content)
    }
}
