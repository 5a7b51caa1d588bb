import DossierModel
import Interchange
import Testing

@Suite("A CSV mapping")
struct CSVMappingTests {
    private let base = """
        {"csv": {"delimiter": ";", "trim": true, "empty": ["-"]},
         "case": "Mã hồ sơ",
         "times": {"day": {"pattern": "d/M/yyyy HH:mm", "offset": "+07:00"},
                   "date": {"pattern": "dd/MM/yyyy", "offset": "+07:00"}},
         "tables": {"channel": {"values": {"TT": "online", "TN": "counter"}, "default": "postal"},
                    "copies": {"values": {"hai": 2}, "otherwise": "omit"},
                    "ground": {"values": {"NVTC": "financialObligation"}, "otherwise": "keep"}},
         "common": {"dossier": {"column": "Mã hồ sơ"}, "unit": {"constant": "H50.1"},
                    "occurredAt": {"column": "Ngày", "time": "day"}},
         "events": [
          {"type": "dossier.received", "rows": "firstOfCase", "id": "{Mã hồ sơ}/r", "source": {"constant": "sổ"},
           "data": {"channel": {"column": "Kênh", "table": "channel"},
                    "procedure": {"constant": "1.001193"},
                    "components": {"column": "Thành phần", "as": "count"},
                    "copies": {"column": "Bản", "table": "copies"},
                    "dueAt": {"column": "Hẹn", "as": "time", "time": "date"}}},
          {"type": "dossier.paused", "id": "{Mã hồ sơ}/{{{Bước}}}", "actor": {"template": "CB-{Bước}"},
           "when": [{"column": "Bước", "notEquals": "rate"}, {"column": "Lý do", "isEmpty": false}],
           "data": {"ground": {"column": "Lý do", "table": "ground"}}},
          {"type": "dossier.rated", "id": "{Mã hồ sơ}/m", "when": [{"column": "Bước", "in": ["rate", "mark"]}],
           "data": {"score": {"column": "Điểm", "as": "number"}, "max": {"constant": 5},
                    "kept": {"column": "Giữ", "as": "boolean", "trueValues": ["x"], "falseValues": ["o"]},
                    "on": {"column": "Hẹn", "as": "date", "time": "date", "whenEmpty": "refuse"}}}
         ]}
        """

    private let header = "Mã hồ sơ;Ngày;Kênh;Thành phần;Bản;Hẹn;Bước;Lý do;Điểm;Giữ\n"

    private func items(_ mapping: String, _ text: String) throws -> [CSVEventSource.Item] {
        var source = CSVEventSource(
            mapping: try EventMapping(json: Array(mapping.utf8)),
            read: bytesInPieces(Array(text.utf8), of: 1 << 16)
        )
        var items: [CSVEventSource.Item] = []
        while let item = try source.next() { items.append(item) }
        return items
    }

    private func shown(_ items: [CSVEventSource.Item]) -> [String] {
        items.map { item in
            switch item {
            case .event(let json, let row): "\(row.lineNumber) \(String(decoding: json, as: UTF8.self))"
            case .fault(let fault, let row):
                "\(row.lineNumber)! \(fault.code) \(fault.path): \(fault.message)"
            case .continued: "continued"
            }
        }
    }

    @Test("every feature makes the fields that it says")
    func features() throws {
        let text =
            header + """
                A;1/2/2024 08:05; TT ;007;hai;29/02/2024;1;NVTC;;
                A;2/2/2024 08:05;TT;-;;;2;"hỏng ""máy""\t\n.";;
                B;3/2/2024 08:05;XX;-;ba;-;rate;NVTC;4.5;x
                B;3/2/2024 09:05;XX;-;ba;01/03/2024;rate;NVTC;4.5;x
                B;3/2/2024 09:05;XX;-;ba;01/03/2024;9;;4.5;x

                """
        #expect(
            shown(try items(base, text)) == [
                #"2 {"id":"A/r","type":"dossier.received","occurredAt":"2024-02-01T08:05:00+07:00","source":"sổ","#
                    + #""unit":"H50.1","dossier":"A","data":{"channel":"online","components":7,"copies":2,"#
                    + #""dueAt":"2024-02-29T00:00:00+07:00","procedure":"1.001193"}}"#,
                #"2 {"id":"A/{1}","type":"dossier.paused","occurredAt":"2024-02-01T08:05:00+07:00","#
                    + #""unit":"H50.1","dossier":"A","actor":"CB-1","data":{"ground":"financialObligation"}}"#,
                #"3 {"id":"A/{2}","type":"dossier.paused","occurredAt":"2024-02-02T08:05:00+07:00","#
                    + #""unit":"H50.1","dossier":"A","actor":"CB-2","data":{"ground":"hỏng \"máy\"\t\n."}}"#,
                // The first row of case B is faulty as a whole, so that the next is its first.
                #"5! missingField data.on: column "Hẹn" is empty"#,
                #"6 {"id":"B/r","type":"dossier.received","occurredAt":"2024-02-03T09:05:00+07:00","source":"sổ","#
                    + #""unit":"H50.1","dossier":"B","data":{"channel":"postal","dueAt":"2024-03-01T00:00:00+07:00","#
                    + #""procedure":"1.001193"}}"#,
                #"6 {"id":"B/m","type":"dossier.rated","occurredAt":"2024-02-03T09:05:00+07:00","unit":"H50.1","#
                    + #""dossier":"B","data":{"kept":true,"max":5,"on":"2024-03-01","score":4.5}}"#,
            ]
        )
    }

    @Test("the first row of a case is found also where cases are mixed")
    func mixedCases() throws {
        let rows = ["A", "B", "A", "C", "B", "A"].map { "\($0);1/2/2024 08:05;TT;;;;1;;;\n" }
        let text = header + rows.joined()
        let ids = shown(try items(base, text)).map { $0.prefix(while: { $0 != "," }) }
        #expect(ids == [#"2 {"id":"A/r""#, #"3 {"id":"B/r""#, #"5 {"id":"C/r""#])
    }

    @Test("a row that makes no event is counted")
    func rowsWithoutEvents() throws {
        let text = header + "A;1/2/2024 08:05;TT;;;;1;;;\nA;1/2/2024 08:06;TT;;;;1;;;\nA;bad\n"
        var source = CSVEventSource(
            mapping: try EventMapping(json: Array(base.utf8)),
            read: bytesInPieces(Array(text.utf8), of: 7)
        )
        var count = 0
        while try source.next() != nil { count += 1 }
        #expect(count == 2)
        #expect(source.rowsRead == 3)
        #expect(source.rowsWithoutEvents == 1)
    }

    @Test(
        "a bad row is a fault with its bytes, and the rows around it are read",
        arguments: [
            ("A;1/2/2024 08:05;TT;1;", #"badRow : the row has 5 fields and should have 10"#),
            (";1/2/2024 08:05;TT;1;;;1;;;", #"badRow : column "Mã hồ sơ", the row's case, is empty"#),
            ("A;;TT;1;;;1;;;", #"missingField occurredAt: column "Ngày" is empty"#),
            (
                "A;1-2-2024;TT;1;;;1;;;",
                #"badTime occurredAt: column "Ngày": "1-2-2024" is not written as d/M/yyyy HH:mm"#
            ),
            (
                "A;30/2/2024 08:05;TT;1;;;1;;;",
                #"badTime occurredAt: column "Ngày": "30/2/2024 08:05" is no time, or not from 1900 to 2199"#
            ),
            (
                "A;1/2/2024 08:05;TT;-1;;;1;;;",
                #"badNumber data.components: column "Thành phần": "-1" is no whole number from 0 on"#
            ),
            (
                "A;1/2/2024 08:05;TT;;;1/1/24;rate;;1;x",
                #"badTime data.dueAt: column "Hẹn": "1/1/24" is not written as dd/MM/yyyy"#
            ),
            (
                "A;1/2/2024 08:05;TT;;;01/01/2024;rate;;4,5;x",
                #"badNumber data.score: column "Điểm": "4,5" is no number with a decimal point and no grouping"#
            ),
            (
                "A;1/2/2024 08:05;TT;;;01/01/2024;rate;;4;?",
                #"badValue data.kept: column "Giữ": "?" is none of trueValues and falseValues"#
            ),
            (
                "A;1/2/2024 08:05;TT;1;\"x\"y;;1;;;",
                "badRow : a quote stands inside a field; a field with quotes is put in quotes, each quote in it twice"
            ),
        ] as [(String, String)]
    )
    func badRows(row: String, expected: String) throws {
        let good = "Z;1/2/2024 08:05;TT;1;;;1;;;\n"
        let items = try items(base, header + row + "\r\n" + good)
        #expect(items.count == 2)
        #expect(shown(items)[0] == "2! \(expected)")
        if case .fault(_, let kept)? = items.first { #expect(kept.bytes == Array(row.utf8)) }
        #expect(shown(items)[1].hasPrefix("3 {\"id\":\"Z/r\""))
    }

    @Test("a word outside a table is refused where the table says nothing else")
    func tableRefuses() throws {
        let mapping = base.replacing(", \"default\": \"postal\"", with: "")
        let items = try items(mapping, header + "A;1/2/2024 08:05;XX;1;;;1;;;\n")
        #expect(
            shown(items) == [#"2! badValue data.channel: column "Kênh": "XX" is not in the mapping's table"#]
        )
    }

    @Test("a file without a header has its columns named by the mapping")
    func noHeader() throws {
        let mapping = """
            {"csv": {"header": false, "columns": ["paper", "at"]},
             "times": {"t": {"pattern": "yyyyMMddHHmmss", "offset": "+07:00"}},
             "events": [{"type": "paper.entered", "id": "{paper}", "unit": {"constant": "W7"},
                         "occurredAt": {"column": "at"}, "data": {"paperNo": {"column": "paper"},
                         "sector": {"constant": "civil"}}}]}
            """
        #expect(
            shown(try items(mapping, "17,20230512080000")) == [
                #"1 {"id":"17","type":"paper.entered","occurredAt":"2023-05-12T08:00:00+07:00","unit":"W7","#
                    + #""data":{"paperNo":"17","sector":"civil"}}"#
            ]
        )
    }

    @Test(
        "a mapping that does not fit the file says which key",
        arguments: [
            (
                "Mã hồ sơ;Ngày;Kênh;Thành phần;Bản;Bước;Lý do;Điểm;Giữ\n",
                #"events[0].data.dueAt.column: no column "Hẹn" in the file's header"#
            ),
            (
                "Ngày;Kênh;Thành phần;Bản;Hẹn;Bước;Lý do;Điểm;Giữ\n",
                #"case: no column "Mã hồ sơ" in the file's header"#
            ),
            (
                "Mã hồ sơ;Ngày;Ngày;Kênh;Thành phần;Bản;Hẹn;Bước;Lý do;Điểm;Giữ\n",
                #"common.occurredAt.column: the file's header has the column "Ngày" twice"#
            ),
            ("", "csv.header: the file is empty; a header was expected"),
            (
                "a\"b\n",
                "csv.header: the file's header cannot be read: a quote stands inside a field; a field with quotes is put in quotes, each quote in it twice"
            ),
        ] as [(String, String)]
    )
    func headerErrors(header: String, expected: String) throws {
        do {
            _ = try items(base, header)
            Issue.record("nothing was thrown")
        } catch let failure as CSVFailure {
            #expect(failure.description == expected)
        }
    }

    @Test(
        "a mistake in a mapping is named by its path",
        arguments: [
            (
                #""trim": true"#, #""trin": true"#,
                "csv.trin: no such key; known here: delimiter, header, columns, empty, trim"
            ),
            (#""trim": true"#, #""trim": 1"#, "csv.trim: true or false should stand here, not a number"),
            (
                #""delimiter": ";""#, #""delimiter": "||""#,
                "csv.delimiter: a delimiter is one ASCII character, no quote and no line end"
            ),
            (#""trim": true"#, #""header": false"#, #"csv: a file without a header needs the key "columns""#),
            (
                #""trim": true"#, #""columns": ["a"]"#,
                #"csv.columns: the columns are named by the header, unless "header" is false"#
            ),
            (
                #""dd/MM/yyyy""#, #""dd/MM/yy""#,
                #"times.date.pattern: "yy" means nothing in a pattern; letters that stand for themselves go in '…'"#
            ),
            (#""dd/MM/yyyy""#, #""MM/yyyy""#, "times.date.pattern: the pattern lacks the day"),
            (
                #""dd/MM/yyyy""#, #""dd/MM/yyyy mm""#,
                "times.date.pattern: the pattern has the minute without the hour"
            ),
            (#""dd/MM/yyyy""#, #""dd/MM/yyyy dd""#, "times.date.pattern: the pattern has the day twice"),
            (#""dd/MM/yyyy""#, #""dd/MM/yyyy 'at""#, "times.date.pattern: an apostrophe is not closed"),
            (
                #""dd/MM/yyyy""#, #""dd/MM/yyyyZ""#,
                "times.date.pattern: the pattern reads the offset by Z, so none can be given"
            ),
            (
                #""dd/MM/yyyy", "offset": "+07:00""#, #""dd/MM/yyyy""#,
                #"times.date.pattern: the pattern has no Z, so the offset must be given ("offset": "+07:00")"#
            ),
            (
                #""dd/MM/yyyy", "offset": "+07:00""#, #""dd/MM/yyyy", "offset": "ICT""#,
                "times.date.offset: an offset is written as +07:00"
            ),
            (
                #""otherwise": "omit""#, #""otherwise": "drop""#,
                #"tables.copies.otherwise: "drop" is not one of refuse, keep, omit"#
            ),
            (
                #""otherwise": "omit""#, #""otherwise": "omit", "default": 1"#,
                #"tables.copies.default: "default" and "otherwise" exclude each other"#
            ),
            (
                #""hai": 2"#, #""hai": null"#,
                "tables.copies.values.hai: a string, a number, true or false should stand here, not null"
            ),
            (
                #""unit": {"constant": "H50.1"},"#, "",
                #"events[0]: the key "unit" is missing; dossier.received needs it"#
            ),
            (
                #""unit": {"constant": "H50.1"}"#, #""unit": {"constant": 50}"#,
                "common.unit.constant: a string should stand here, not a number"
            ),
            (
                #""unit": {"constant": "H50.1"}"#, #""unit": {"column": "Bản", "table": "copies"}"#,
                #"common.unit.table: a field of the envelope is a string, and the table "copies" has other values"#
            ),
            (
                #""dossier.received""#, #""dossier.recieved""#,
                #"events[0].type: no event type "dossier.recieved""#
            ),
            (
                #""case": "Mã hồ sơ","#, "",
                #"events[0].rows: the first row of a case needs the key "case" of the mapping"#
            ),
            (
                #""table": "channel""#, #""table": "chanel""#,
                #"events[0].data.channel.table: no table "chanel" among "tables""#
            ),
            (
                #""as": "count""#, #""as": "int""#,
                #"events[0].data.components.as: "int" is not one of string, count, number, time, date, boolean"#
            ),
            (
                #""as": "count""#, #""time": "day""#,
                #"events[0].data.components: "time" needs "as": "time" or "date""#
            ),
            (
                #""as": "count""#, #""trueValues": []"#,
                #"events[0].data.components: "trueValues" needs "as": "boolean""#
            ),
            (
                #""as": "time", "time": "date""#, #""as": "time""#,
                #"events[0].data.dueAt: the key "time" is missing; it names one of "times""#
            ),
            (
                #""as": "time", "time": "date""#, #""as": "time", "time": "noon""#,
                #"events[0].data.dueAt.time: no time form "noon" among "times""#
            ),
            (
                #""procedure": {"constant": "1.001193"}"#,
                #""procedure": {"constant": "1.001193", "as": "count"}"#,
                "events[0].data.procedure: a constant has no other key beside it"
            ),
            (
                #""procedure": {"constant": "1.001193"}"#, #""procedure": {}"#,
                "events[0].data.procedure: a field has one of column, template, constant"
            ),
            (
                #""{Mã hồ sơ}/r""#, #""r""#,
                "events[0].id: an id without a {column} would be the same in every row"
            ),
            (
                #""{Mã hồ sơ}/r""#, #""{Mã hồ sơ""#,
                "events[0].id: a { is not closed; a brace itself is written twice"
            ),
            (
                #""{Mã hồ sơ}/r""#, #""Mã hồ sơ}""#,
                "events[0].id: a } closes nothing; a brace itself is written twice"
            ),
            (#""id": "{Mã hồ sơ}/r", "#, "", #"events[0]: the key "id" is missing"#),
            (
                #""notEquals": "rate""#, #""equals": "rate", "isEmpty": true"#,
                #"events[1].when[0]: a condition has "column" and one of isEmpty, equals, notEquals, in"#
            ),
            (
                #"{"template": "CB-{Bước}"}"#, #"{"template": "CB-{Bước}", "as": "count"}"#,
                #"events[1].actor.as: the form of a field of the envelope is fixed; "as" is for fields of data"#
            ),
            (
                #""occurredAt": {"column": "Ngày", "time": "day"}"#,
                #""occurredAt": {"constant": "2024-01-01"}"#,
                #"common.occurredAt.constant: "2024-01-01" is no RFC 3339 time with an offset"#
            ),
            (
                #""trim": true"#, #""trim": true, "trim": true"#,
                #"csv.trim: the mapping file is not JSON: key given twice at byte 42"#
            ),
            (
                #""trim": true"#, #""trim": tru"#,
                "the mapping file is not JSON: a value is due at byte 36"
            ),
        ] as [(String, String, String)]
    )
    func mappingErrors(part: String, replacement: String, expected: String) throws {
        let mapping = base.replacing(part, with: replacement, maxReplacements: 1)
        #expect(mapping != base)
        do {
            _ = try EventMapping(json: Array(mapping.utf8))
            Issue.record("nothing was thrown")
        } catch {
            #expect(error.description == expected)
        }
    }
}

@Suite("A CSV mapping's time pattern")
struct CSVTimePatternTests {
    @Test(
        "a text becomes an RFC 3339 time with the offset it had",
        arguments: [
            ("yyyy-MM-dd HH:mm:ssfZ", "2011-10-11 13:42:22.688000+02:00", "2011-10-11T13:42:22.688+02:00"),
            ("yyyy-MM-dd HH:mm:ssfZ", "2011-12-22 01:06:40+0100", "2011-12-22T01:06:40+01:00"),
            ("yyyy-MM-dd HH:mm:ssfZ", "2011-12-22 01:06:40,5Z", "2011-12-22T01:06:40.500+00:00"),
            ("yyyy-MM-dd'T'HH:mm:ssZ", "2011-12-22T01:06:40-03", "2011-12-22T01:06:40-03:00"),
            ("d.M.yyyy H'h'mm Z", "1.12.2024 7h30 +07:00", "2024-12-01T07:30:00+07:00"),
        ]
    )
    func reads(pattern: String, text: String, expected: String) throws {
        let pattern = try TimePattern(pattern, assumedOffset: nil, cutsFineFractions: false)
        var output: [UInt8] = []
        try pattern.appendInstant(Array(text.utf8), to: &output)
        #expect(String(decoding: output, as: UTF8.self) == expected)
    }

    @Test("digits beyond the millisecond are cut where that is declared, and refused elsewhere")
    func fineFractions() throws {
        let text = Array("01/02/2024 08:00:00.1239".utf8)
        var output: [UInt8] = []
        let cutting = try TimePattern("dd/MM/yyyy HH:mm:ssf", assumedOffset: 420, cutsFineFractions: true)
        try cutting.appendInstant(text, to: &output)
        #expect(String(decoding: output, as: UTF8.self) == "2024-02-01T08:00:00.123+07:00")
        let refusing = try TimePattern("dd/MM/yyyy HH:mm:ssf", assumedOffset: 420, cutsFineFractions: false)
        #expect(throws: TimePattern.Fault.tooFine) { try refusing.appendInstant(text, to: &output) }
    }

    @Test(
        "a text of another form, or of no such time, is refused",
        arguments: [
            ("1/02/2024 08:00", TimePattern.Fault.otherForm), ("01/02/2024 8:00", .otherForm),
            ("01/02/2024 08:00 ", .otherForm), ("01/02/2024", .otherForm), ("", .otherForm),
            ("29/02/2023 08:00", .noSuchTime), ("01/13/2024 08:00", .noSuchTime),
            ("01/02/2024 24:00", .noSuchTime), ("01/02/1899 08:00", .noSuchTime),
            ("00/02/2024 08:00", .noSuchTime),
        ]
    )
    func refuses(text: String, expected: TimePattern.Fault) throws {
        let pattern = try TimePattern("dd/MM/yyyy HH:mm", assumedOffset: 420, cutsFineFractions: false)
        var output: [UInt8] = []
        #expect(throws: expected) { try pattern.appendInstant(Array(text.utf8), to: &output) }
    }
}
