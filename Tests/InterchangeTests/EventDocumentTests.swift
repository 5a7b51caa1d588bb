import DossierModel
import Interchange
import Testing

@Suite("looking into an event by name")
struct EventDocumentTests {
    private func root(_ text: String) throws -> JSONView {
        try EventDocument.read(Array(text.utf8)).root
    }

    @Test("members, elements and values are found")
    func found() throws {
        let view = try root(
            #"{"b":{"n":3.0,"f":0.5,"s":"a\n\"é","t":true,"z":null,"e":""},"a":[1,[2],{"d":"2024-02-29"}],"\u0063":"x","#
                + #""at":"1970-01-01T00:00:00.007Z"}"#
        )
        let inner = try #require(view["b"])
        #expect(inner["n"]?.int == 3)
        #expect(inner["n"]?.double == 3)
        #expect(inner["f"]?.int == nil)
        #expect(inner["f"]?.double == 0.5)
        #expect(inner["s"]?.string == "a\n\"é")
        #expect(inner["t"]?.bool == true)
        #expect(inner["z"]?.isNull == true)
        #expect(inner["e"]?.string == "")
        #expect(inner["e"]?.text == nil)
        #expect(view["c"]?.text == "x")
        #expect(view["at"]?.instant?.rawValue == 7)
        let list = try #require(view["a"]?.array)
        #expect(list.map(\.int) == [1, nil, nil])
        #expect(list[1].array?.map(\.int) == [2])
        #expect(list[2]["d"]?.date == LocalDate(year: 2024, month: 2, day: 29))
        #expect(view.members?.map(\.key) == ["a", "at", "b", "c"])
    }

    @Test("what is not there, or of another type, is nil")
    func absent() throws {
        let view = try root(#"{"a":[],"b":{},"n":1,"s":"2024-02-30"}"#)
        #expect(view["x"] == nil)
        #expect(view["n"]?["x"] == nil)
        #expect(view["a"]?.array?.isEmpty == true)
        #expect(view["b"]?.members?.isEmpty == true)
        #expect(view["b"]?.array == nil)
        #expect(view["a"]?.members == nil)
        #expect(view["n"]?.string == nil)
        #expect(view["n"]?.bool == nil)
        #expect(view["s"]?.int == nil)
        #expect(view["s"]?.date == nil)
        #expect(view["s"]?.instant == nil)
    }

    @Test("a text that is no JSON is refused")
    func refused() {
        #expect(throws: EventFault.self) { try EventDocument.read(Array("{".utf8)) }
    }
}
