internal import DossierModel
internal import Interchange
package import Rules

/// A rule set as a file holds it, with the hash that reports carry.
///
/// The form of the file is told in `RuleSets.md`.
package struct RuleSetFile: Sendable {
    package let ruleSet: RuleSet

    /// Where the set comes from.
    let citation: BilingualText

    /// The grounds of the set, with their texts in both languages.
    let grounds: [GroundWords]

    /// The file's name, for messages.
    let file: String

    /// SHA-256 of the file's bytes, in hexadecimal.
    package let hash: String

    /// The file, as it was read.
    let bytes: [UInt8]

    /// Whether it holds without being adopted.
    let isBuiltIn: Bool

    /// The sets that hold where no province has adopted anything (rules.md section 8).
    package static func builtIn() throws(RuleSetFileError) -> [RuleSetFile] {
        var files: [RuleSetFile] = []
        for (name, bytes) in [
            ("vn-2018.json", PackageResources.vn_2018_json), ("vn-2025.json", PackageResources.vn_2025_json),
        ] {
            files.append(try RuleSetFile(bytes, file: name, isBuiltIn: true))
        }
        return files
    }

    /// The built-in sets and a province's own.
    ///
    /// - Throws: ``RuleSetFileError`` where one has the name of another and says something else: a report names a set once.
    static func all(with own: [RuleSetFile]) throws(RuleSetFileError) -> [RuleSetFile] {
        var files = try builtIn()
        for file in own {
            let name = file.ruleSet.name
            guard let other = files.first(where: { $0.ruleSet.name.utf8.elementsEqual(name.utf8) }) else {
                files.append(file)
                continue
            }
            guard other.hash == file.hash else {
                let message = "\(other.file) has the rule set \"\(name)\" already, with other content"
                throw RuleSetFileError(file: file.file, path: "name", message: message)
            }
        }
        return files
    }

    /// Reads a file's bytes.
    ///
    /// - Throws: ``RuleSetFileError`` with the path of the field that is wrong.
    package init(_ bytes: [UInt8], file: String, isBuiltIn: Bool = false) throws(RuleSetFileError) {
        let document: EventDocument
        do throws(EventFault) {
            document = try EventDocument.read(bytes)
        } catch {
            throw RuleSetFileError(file: file, path: error.path, message: error.message)
        }
        var fields = RuleSetFields(file: file)
        ruleSet = try fields.ruleSet(document.root)
        citation = BilingualText(document.root["citation"])
        grounds = zip(ruleSet.grounds, document.root["grounds"]?.array ?? []).map { ground, entry in
            GroundWords(
                ground: ground.ground,
                sectors: ground.sectors,
                from: ground.from,
                to: ground.to,
                citation: BilingualText(entry["citation"]),
                meaning: BilingualText(entry["meaning"])
            )
        }
        self.isBuiltIn = isBuiltIn
        self.file = file
        self.bytes = bytes
        hash = FileHash.text(of: bytes)
    }
}

extension BilingualText {
    /// A text of a rule-set file; English where no Vietnamese is given.
    fileprivate init(_ value: JSONView?) {
        let en = value?["en"]?.text ?? ""
        self.init(vi: value?["vi"]?.text ?? en, en: en)
    }
}

/// What is wrong with a rule-set file.
package struct RuleSetFileError: Error, Hashable, Sendable, CustomStringConvertible {
    package let file: String
    /// The field, as `grounds[1].from`; empty where the fault is of the whole file.
    package let path: String
    package let message: String

    package var description: String { "\(file): \(path.isEmpty ? "" : path + ": ")\(message)" }
}

/// Reads the fields of a rule-set file, and knows where it is for the error.
private struct RuleSetFields {
    let file: String

    private static let keys: Set<String> = [
        "name", "title", "effectiveFrom", "citation", "numbers", "secondmentMonths", "grounds",
    ]
    private static let numberKeys: Set<String> = [
        "maxSupplementRequests", "supplementWithinDays", "apologyLeadDays", "maxReschedules",
        "registrationGraceDays",
    ]
    private static let groundKeys: Set<String> = ["ground", "sectors", "from", "to", "citation", "meaning"]

    mutating func ruleSet(_ root: JSONView) throws(RuleSetFileError) -> RuleSet {
        try check(root, "", RuleSetFields.keys)
        let numbers = root["numbers"]
        try check(numbers, "numbers", RuleSetFields.numberKeys)
        try check(root["secondmentMonths"], "secondmentMonths", ["min", "max"])
        let months = try (
            count(root["secondmentMonths"]?["min"], "secondmentMonths.min"),
            count(root["secondmentMonths"]?["max"], "secondmentMonths.max")
        )
        guard months.0 <= months.1 else { throw fault("secondmentMonths", "min is greater than max") }
        let within = numbers?["supplementWithinDays"]
        return RuleSet(
            name: try text(root["name"], "name"),
            effectiveFrom: try date(root["effectiveFrom"], "effectiveFrom"),
            maxSupplementRequests: try count(
                numbers?["maxSupplementRequests"],
                "numbers.maxSupplementRequests"
            ),
            supplementWithinDays: within?.isNull == true
                ? nil : try count(within, "numbers.supplementWithinDays"),
            apologyLeadDays: try count(numbers?["apologyLeadDays"], "numbers.apologyLeadDays"),
            maxReschedules: try count(numbers?["maxReschedules"], "numbers.maxReschedules"),
            registrationGraceDays: try count(
                numbers?["registrationGraceDays"],
                "numbers.registrationGraceDays"
            ),
            secondmentMonths: months.0...months.1,
            grounds: try grounds(root["grounds"])
        )
    }

    private func grounds(_ list: JSONView?) throws(RuleSetFileError) -> [LawfulGround] {
        guard let entries = list?.array else { throw fault("grounds", "a list is due") }
        var grounds: [LawfulGround] = []
        for (index, entry) in entries.enumerated() {
            let path = "grounds[\(index)]"
            try check(entry, path, RuleSetFields.groundKeys)
            grounds.append(
                LawfulGround(
                    try text(entry["ground"], path + ".ground"),
                    sectors: try sectors(entry["sectors"], path + ".sectors"),
                    from: entry["from"]?.isNull == true ? nil : try date(entry["from"], path + ".from"),
                    to: entry["to"]?.isNull == true ? nil : try date(entry["to"], path + ".to"),
                    citation: try text(entry["citation"]?["en"], path + ".citation.en")
                )
            )
        }
        return grounds
    }

    private func sectors(_ value: JSONView?, _ path: String) throws(RuleSetFileError) -> [String]? {
        if value?.string == "all" { return nil }
        guard let list = value?.array else { throw fault(path, "\"all\" or a list of sectors is due") }
        var sectors: [String] = []
        for (index, entry) in list.enumerated() { sectors.append(try text(entry, path + "[\(index)]")) }
        return sectors
    }

    private func check(_ value: JSONView?, _ path: String, _ keys: Set<String>) throws(RuleSetFileError) {
        guard let members = value?.members else { throw fault(path, "an object is due") }
        let found = Set(members.map(\.key))
        let prefix = path.isEmpty ? "" : path + "."
        if let unknown = found.subtracting(keys).min() {
            throw fault(prefix + unknown, "there is no such field")
        }
        if let missing = keys.subtracting(found).min() {
            throw fault(prefix + missing, "the field is missing")
        }
    }

    private func text(_ value: JSONView?, _ path: String) throws(RuleSetFileError) -> String {
        guard let text = value?.text else { throw fault(path, "a text is due") }
        return text
    }

    private func date(_ value: JSONView?, _ path: String) throws(RuleSetFileError) -> LocalDate {
        guard let date = value?.date else { throw fault(path, "a date as 2025-07-01 is due") }
        return date
    }

    private func count(_ value: JSONView?, _ path: String) throws(RuleSetFileError) -> Int {
        guard let count = value?.int, count >= 0 else { throw fault(path, "a whole number from 0 on is due") }
        return count
    }

    private func fault(_ path: String, _ message: String) -> RuleSetFileError {
        RuleSetFileError(file: file, path: path, message: message)
    }
}
