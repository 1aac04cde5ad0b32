import Testing

@testable import LineEditing

/// The characters that libedit sees in place of what it would take apart.
@Suite struct StandInTests {
  @Test(arguments: ["", "abc", "日本語", "e\u{301}", "👨‍👩‍👧❤️🇩🇪", "ที่นี่", "\u{F0000}\u{10FFFD}", "a\nb"])
  func `a text comes back as it was, a unit for each character`(text: String) {
    var standIns = StandIns()
    let units = standIns.units(of: text)
    #expect(units.count == text.count)
    #expect(standIns.text(of: units).unicodeScalars.elementsEqual(text.unicodeScalars))
    #expect(standIns.units(of: text) == units, "the same character has the same unit")
  }

  @Test func `a folded paste is one unit, drawn as its placeholder and sent whole`() {
    var standIns = StandIns()
    let units =
      standIns.units(of: "a") + standIns.fold("one\ntwo", shownAs: "[pasted]")
      + standIns.units(of: "b")
    #expect(units.count == 3)
    #expect(standIns.text(of: units) == "aone\ntwob")
    #expect(standIns.pastes(in: units) == 1)
    let drawn = standIns.cells(of: units, cursor: 2)
    #expect(drawn.cells.map(\.text).joined() == "a[pasted]b")
    #expect(drawn.cursor == 9)
    #expect(standIns.cells(of: units, cursor: 3).cursor == 10)
  }

  @Test(arguments: [
    ("e", "\u{301}"), ("👨", "\u{200D}"), ("👨\u{200D}", "👩"), ("❤", "\u{FE0F}"), ("🇩", "🇪"),
  ])
  func `a scalar that belongs to the character before it makes one with it`(
    before: String, scalar: String
  ) throws {
    var standIns = StandIns()
    let unit = try #require(standIns.units(of: before).last)
    let next = try #require(scalar.unicodeScalars.first)
    let made = standIns.joined(unit, with: next)
    let joined = try #require(made)
    #expect(
      standIns.text(of: [joined]).unicodeScalars.elementsEqual((before + scalar).unicodeScalars))
  }

  @Test func `nothing joins a newline, a paste, or nothing`() {
    var standIns = StandIns()
    #expect(standIns.joined(nil, with: "\u{301}") == nil)
    #expect(standIns.joined(0x0A, with: "\u{301}") == nil)
    #expect(standIns.joined(standIns.fold("x", shownAs: "[x]")[0], with: "\u{301}") == nil)
    #expect(standIns.joined(0x61, with: "日") == nil)
  }
}
