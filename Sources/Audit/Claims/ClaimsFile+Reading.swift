internal import DossierModel
internal import Interchange
internal import Projections

extension ClaimsFile {
    /// Reads a file's bytes.
    ///
    /// - Throws: ``ClaimsFileError`` with the path of the first field that is wrong.
    package init(_ bytes: [UInt8], file: String) throws(ClaimsFileError) {
        let document: EventDocument
        do throws(EventFault) {
            document = try EventDocument.read(bytes)
        } catch {
            throw ClaimsFileError(file: file, path: error.path, message: error.message)
        }
        let fields = ClaimFields(file: file)
        let root = document.root
        try fields.check(
            root,
            "",
            required: ["document", "claims"],
            optional: ["$schema", "identities", "notCheckable"]
        )
        self.file = file
        hash = FileHash.text(of: bytes)
        self.document = try fields.document(root["document"])
        claims = try fields.list(root["claims"], "claims", fields.claim)
        identities = try fields.list(root["identities"], "identities", fields.identity)
        notCheckable = try fields.list(root["notCheckable"], "notCheckable", fields.remark)
        guard !claims.isEmpty else { throw fields.fault("claims", "a file states at least one claim") }
        try fields.checkIDs(self)
        try fields.checkIdentities(self)
    }
}

/// Reads the fields of a claims file, and knows where it is for the error.
private struct ClaimFields {
    let file: String

    func fault(_ path: String, _ message: String) -> ClaimsFileError {
        ClaimsFileError(file: file, path: path, message: message)
    }

    func document(_ value: JSONView?) throws(ClaimsFileError) -> ClaimsFile.Document {
        let keys: Set<String> = ["id", "title", "issuer", "date", "citation"]
        try check(value, "document", required: keys, optional: ["source"])
        let date = try text(value?["date"], "document.date")
        guard let day = ClaimFields.lastDay(of: date) else {
            throw fault("document.date", "a date as 2023-07-15, a month as 2023-07 or a year is due")
        }
        return ClaimsFile.Document(
            id: try id(value?["id"], "document.id"),
            title: try words(value?["title"], "document.title"),
            issuer: try words(value?["issuer"], "document.issuer"),
            date: date,
            day: day,
            citation: try words(value?["citation"], "document.citation")
        )
    }

    /// The last day of a day, a month or a year.
    private static func lastDay(of text: String) -> LocalDate? {
        if let day = LocalDate(text) { return day }
        let month = text.utf8.count == 4 ? text + "-12" : text
        // The last of the days that months have and this one has.
        return (28...31).reversed().lazy.compactMap { LocalDate("\(month)-\($0)") }.first
    }

    func claim(_ value: JSONView, _ path: String) throws(ClaimsFileError) -> ClaimsFile.Claim {
        let optional: Set<String> = ["place", "scope", "denominatorScope", "asOf", "basis"]
        let required: Set<String> = ["id", "says", "metric", "from", "to", "relation", "value"]
        try check(value, path, required: required, optional: optional)
        let figure = try figure(value, path)
        let from = try date(value["from"], path + ".from")
        let to = try date(value["to"], path + ".to")
        guard from <= to else {
            throw fault(path + ".to", "the period ends (\(to)) before it begins (\(from))")
        }
        var denominatorScope: ClaimsFile.Scope?
        if let other = value["denominatorScope"], !other.isNull {
            guard figure.metric.isRatio else {
                throw fault(path + ".denominatorScope", "a count has no denominator")
            }
            denominatorScope = try scope(other, path + ".denominatorScope")
        }
        return ClaimsFile.Claim(
            id: try id(value["id"], path + ".id"),
            says: try words(value["says"], path + ".says"),
            place: try optionalWords(value["place"], path + ".place"),
            figure: figure,
            scope: try scope(value["scope"], path + ".scope"),
            denominatorScope: denominatorScope,
            from: from,
            to: to,
            asOf: try moment(value["asOf"], path + ".asOf")
        )
    }

    private func figure(_ value: JSONView, _ path: String) throws(ClaimsFileError) -> ClaimedFigure {
        let name = try text(value["metric"], path + ".metric")
        guard let metric = Metric(name) else {
            let nearest = NearestCodes.of(name, among: Metric.names).joined(separator: ", ")
            throw fault(path + ".metric", "\"\(name)\" is no figure of a report; the nearest are \(nearest)")
        }
        return ClaimedFigure(
            metric: metric,
            basis: try choice(value["basis"], path + ".basis", Basis.allCases) ?? .reported,
            relation: try relation(value["relation"], path + ".relation"),
            value: try printedValue(value, path + ".value", metric)
        )
    }

    private func relation(_ value: JSONView?, _ path: String) throws(ClaimsFileError) -> Relation {
        guard let relation = try choice(value, path, Relation.allCases) else {
            throw fault(path, "a relation is due")
        }
        return relation
    }

    private func printedValue(
        _ claim: JSONView,
        _ path: String,
        _ metric: Metric
    ) throws(ClaimsFileError) -> PrintedValue {
        let value = claim["value"]
        var printed = value?.text.flatMap { PrintedValue($0) }
        if let count = value?.int, count >= 0 { printed = .count(count) }
        guard let printed else {
            throw fault(path, "a whole number from 0 on, or a percentage as \"46.62%\" is due")
        }
        guard printed.isPercentage == metric.isRatio else {
            let due = metric.isRatio ? "a ratio: a percentage as \"46.62%\"" : "a count: a whole number"
            throw fault(path, "\(metric.name) is \(due) is due")
        }
        // Of a share of another scope's whole nothing is known.
        let isOfOneScope = claim["denominatorScope"].map(\.isNull) ?? true
        let isAboveWhole =
            Measure(1, over: 1).fit(claim["relation"]?.string == "moreThan" ? .atMost : .lessThan, printed)
            != nil
        if metric.isShare, isOfOneScope, isAboveWhole {
            throw fault(path, "\(printed) is impossible: \(metric.name) is a part of a whole")
        }
        return printed
    }

    private func scope(_ value: JSONView?, _ path: String) throws(ClaimsFileError) -> ClaimsFile.Scope {
        var scope = ClaimsFile.Scope()
        guard let value, !value.isNull else { return scope }
        try check(
            value,
            path,
            required: [],
            optional: ["unit", "level", "sector", "channel", "procedure"]
        )
        scope.unit = try optionalText(value["unit"], path + ".unit")
        scope.level = try choice(value["level"], path + ".level", UnitLevel.allCases)
        scope.sector = try optionalText(value["sector"], path + ".sector")
        scope.channel = try choice(value["channel"], path + ".channel", Channel.allCases)
        scope.procedure = try optionalText(value["procedure"], path + ".procedure")
        return scope
    }

    func identity(_ value: JSONView, _ path: String) throws(ClaimsFileError) -> ClaimsFile.Identity {
        try check(value, path, required: ["id", "says", "sum", "equals"], optional: ["place"])
        let sum = try list(value["sum"], path + ".sum") { (value, path) throws(ClaimsFileError) in
            try text(value, path)
        }
        guard !sum.isEmpty else { throw fault(path + ".sum", "a list of claims is due") }
        return ClaimsFile.Identity(
            id: try id(value["id"], path + ".id"),
            says: try words(value["says"], path + ".says"),
            place: try optionalWords(value["place"], path + ".place"),
            sum: sum,
            equals: try text(value["equals"], path + ".equals")
        )
    }

    func remark(_ value: JSONView, _ path: String) throws(ClaimsFileError) -> ClaimsFile.Remark {
        try check(value, path, required: ["id", "says", "reason"], optional: ["place"])
        return ClaimsFile.Remark(
            id: try id(value["id"], path + ".id"),
            says: try words(value["says"], path + ".says"),
            place: try optionalWords(value["place"], path + ".place"),
            reason: try words(value["reason"], path + ".reason")
        )
    }
}

/// What the fields are made of.
extension ClaimFields {
    /// Refuses what is no object, and fields that are not there or not known.
    func check(
        _ value: JSONView?,
        _ path: String,
        required: Set<String>,
        optional: Set<String>
    ) throws(ClaimsFileError) {
        guard let members = value?.members else { throw fault(path, "an object is due") }
        let found = Set(members.map(\.key))
        let prefix = path.isEmpty ? "" : path + "."
        if let unknown = found.subtracting(required).subtracting(optional).min() {
            throw fault(prefix + unknown, "there is no such field")
        }
        if let missing = required.subtracting(found).min() {
            throw fault(prefix + missing, "the field is missing")
        }
    }

    /// The elements of a list; none where there is no list.
    func list<Element>(
        _ value: JSONView?,
        _ path: String,
        _ read: (JSONView, String) throws(ClaimsFileError) -> Element
    ) throws(ClaimsFileError) -> [Element] {
        guard let value, !value.isNull else { return [] }
        guard let entries = value.array else { throw fault(path, "a list is due") }
        var elements: [Element] = []
        for (index, entry) in entries.enumerated() { elements.append(try read(entry, "\(path)[\(index)]")) }
        return elements
    }

    func text(_ value: JSONView?, _ path: String) throws(ClaimsFileError) -> String {
        guard let text = value?.text else { throw fault(path, "a text is due") }
        return text
    }

    /// A text, or an object with one in each language.
    func words(_ value: JSONView?, _ path: String) throws(ClaimsFileError) -> ClaimsFile.Text {
        guard let value, value.isObject else {
            let text = try text(value, path)
            return ClaimsFile.Text(vi: text, en: text)
        }
        try check(value, path, required: ["vi", "en"], optional: [])
        return ClaimsFile.Text(
            vi: try text(value["vi"], path + ".vi"),
            en: try text(value["en"], path + ".en")
        )
    }

    func optionalWords(_ value: JSONView?, _ path: String) throws(ClaimsFileError) -> ClaimsFile.Text? {
        guard let value, !value.isNull else { return nil }
        return try words(value, path)
    }

    func optionalText(_ value: JSONView?, _ path: String) throws(ClaimsFileError) -> String? {
        guard let value, !value.isNull else { return nil }
        return try text(value, path)
    }

    /// A name that files can be called after.
    func id(_ value: JSONView?, _ path: String) throws(ClaimsFileError) -> String {
        let text = try text(value, path)
        let isPlain = text.utf8.allSatisfy { byte in
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"): true
            case UInt8(ascii: "0")...UInt8(ascii: "9"): true
            default: byte == UInt8(ascii: "-") || byte == UInt8(ascii: "_") || byte == UInt8(ascii: ".")
            }
        }
        let marks = [UInt8(ascii: "."), UInt8(ascii: "-"), UInt8(ascii: "_")]
        let isNamed = text.utf8.first.map { !marks.contains($0) } ?? false
        guard isPlain, isNamed, text.utf8.count <= 64 else {
            let due = "at most 64 letters, digits, \"-\", \"_\" and \".\", a letter or digit first"
            throw fault(path, "an id is of \(due)")
        }
        return text
    }

    func date(_ value: JSONView?, _ path: String) throws(ClaimsFileError) -> LocalDate {
        guard let date = value?.date else { throw fault(path, "a date as 2023-06-30 is due") }
        return date
    }

    /// A moment, or the end of a day.
    func moment(_ value: JSONView?, _ path: String) throws(ClaimsFileError) -> Instant? {
        guard let value, !value.isNull else { return nil }
        if let instant = value.instant { return instant }
        if let date = value.date { return Instant.end(of: date) }
        throw fault(path, "a moment as 2023-07-05T17:00:00+07:00, or a date, is due")
    }

    /// One of some words; `nil` where the field is null or not there.
    func choice<Value>(
        _ value: JSONView?,
        _ path: String,
        _ values: [Value]
    ) throws(ClaimsFileError) -> Value? {
        guard let value, !value.isNull else { return nil }
        guard let word = value.string, let found = values.first(where: { "\($0)" == word }) else {
            throw fault(path, "one of these is due: " + values.map { "\($0)" }.joined(separator: ", "))
        }
        return found
    }

    /// Refuses two things of one id: answers and files of evidence are called by it.
    func checkIDs(_ file: ClaimsFile) throws(ClaimsFileError) {
        let lists = [
            ("claims", file.claims.map(\.id)), ("identities", file.identities.map(\.id)),
            ("notCheckable", file.notCheckable.map(\.id)),
        ]
        var places: [String: String] = [:]
        for (name, ids) in lists {
            for (index, id) in ids.enumerated() {
                // Files of evidence lie side by side, also where letters are not told apart by their size.
                let key = id.lowercased()
                if let other = places[key] {
                    throw fault("\(name)[\(index)].id", "\(other) has the id \(id) already")
                }
                places[key] = "\(name)[\(index)]"
            }
        }
    }

    /// Refuses equations over what is no claim, or no count.
    func checkIdentities(_ file: ClaimsFile) throws(ClaimsFileError) {
        for (index, identity) in file.identities.enumerated() {
            let path = "identities[\(index)]"
            for (place, id) in identity.sum.enumerated() {
                try checkTerm(id, "\(path).sum[\(place)]", file)
            }
            try checkTerm(identity.equals, path + ".equals", file)
        }
    }

    private func checkTerm(_ id: String, _ path: String, _ file: ClaimsFile) throws(ClaimsFileError) {
        guard let claim = file.claims.first(where: { $0.id == id }) else {
            throw fault(path, "there is no claim \(id)")
        }
        guard !claim.figure.value.isPercentage else {
            throw fault(path, "the claim \(id) is a percentage, and counts are due")
        }
    }
}
