internal import DossierModel

/// What the two bases are called for people, in one place: `theo báo cáo` and `theo quy định`, `as reported` and
/// `as audited`.
///
/// JSON, CSV and the option `--basis` keep the codes `reported` and `audited`.
enum BasisWords {
    static func name(_ basis: Basis, _ language: Language) -> String {
        switch basis {
        case .reported: language.text(vi: "theo báo cáo", en: "as reported")
        case .audited: language.text(vi: "theo quy định", en: "as audited")
        }
    }

    /// The same with a capital, as it begins a heading or a sentence.
    static func heading(_ basis: Basis, _ language: Language) -> String {
        let name = name(basis, language)
        return name.prefix(1).uppercased() + name.dropFirst()
    }

    /// What the two of them are.
    static func meaning(_ language: Language) -> String {
        let (reported, audited) = (heading(.reported, language), heading(.audited, language))
        return language.text(
            vi:
                "\(reported): điều hệ thống một cửa sẽ hiện nếu được hỏi. \(audited): điều thực sự đã xảy ra theo bộ quy tắc.",
            en:
                "\(reported): what the one-stop system would show if asked. \(audited): what the rules say happened."
        )
    }

    /// What two numbers with an arrow between them are.
    static func arrow(_ language: Language) -> String {
        "\(name(.reported, language)) → \(name(.audited, language))"
    }
}
