import Testing

@testable import LineEditing

/// The walk and the search through older lines, and undo.
@Suite struct HistoryTests {
  @Test func `every line keeps what was made of it until a line is entered`() {
    var walk = HistoryWalk()
    walk.begin(["one", "two"])
    #expect(walk.newer(leaving: [1]) == nil)
    #expect(walk.older(leaving: [1]) == .line("two"))
    #expect(walk.older(leaving: [2]) == .line("one"))
    #expect(walk.older(leaving: [3]) == nil, "at the oldest")
    #expect(walk.newer(leaving: [4]) == .edited([2]))
    #expect(walk.newer(leaving: [5]) == .edited([1]))
    #expect(walk.older(leaving: [1]) == .edited([5]))
    #expect(walk.older(leaving: [5]) == .edited([4]))
    walk.begin(["one", "two", "three"])
    #expect(walk.older(leaving: []) == .line("three"))
    walk.jump(to: 0, leaving: [9])
    #expect(walk.newer(leaving: [8]) == .line("two"))
    #expect(walk.newer(leaving: [7]) == .edited([9]))
  }

  @Test func `a search finds the newest first, goes on, comes back, and says where it ends`() {
    var search = HistorySearch(
      lines: ["why a", "Why b", "other", "why a"], draft: [1], draftCursor: 1)
    search.add("why")
    #expect(search.line == "why a" && search.found == 3)
    search.goOn(step: -1)
    #expect(search.line == "Why b")
    search.goOn(step: -1)
    #expect(search.found == 0)
    search.goOn(step: -1)
    #expect(search.found == 0 && search.prompt == "no older line with 'why': ")
    search.goOn(step: 1)
    #expect(search.line == "Why b" && search.prompt == "search 'why': ")
    search.add("X")
    #expect(search.line == "Why b" && search.hasFailed)
    search.removeLast()
    #expect(search.found == 3 && !search.hasFailed)
    var capital = HistorySearch(lines: ["why", "Why", "why"], draft: [], draftCursor: 0)
    capital.add("W")
    #expect(capital.found == 1, "capitals are told apart where some are typed")
  }

  @Test func `undo takes back a word that was typed, and any other change by itself`() {
    func units(_ text: String) -> [UInt32] { text.unicodeScalars.map(\.value) }
    var undo = UndoHistory()
    var typed = ""
    for letter in "one two" {
      typed.append(letter)
      undo.note(.init(units: units(typed), cursor: typed.count))
    }
    undo.note(.init(units: units("one"), cursor: 3))
    #expect(undo.undo()?.units == units("one two"))
    #expect(undo.undo()?.units == units("one "))
    #expect(undo.undo()?.units == [])
    #expect(undo.undo() == nil)
  }

  @Test(arguments: [
    ("a\r\nb\rc\n", "a\nb\nc"), ("a\tb", "a    b"), ("a\u{1b}[31mb\u{7f}\u{9b}", "a[31mb"),
    ("\n\n", ""),
  ])
  func `a paste is cleaned`(pasted: String, clean: String) {
    #expect(PasteText.clean(Array(pasted.utf8)) == clean)
  }
}
