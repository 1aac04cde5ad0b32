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
    walk.jump(to: 2, leaving: [9])
    #expect(walk.newer(leaving: [8]) == .line("two"))
    #expect(walk.newer(leaving: [7]) == .edited([9]))
  }

  @Test func `older lines come behind the oldest, and leave what was changed where it is`() {
    var walk = HistoryWalk()
    walk.begin(["three"])
    #expect(walk.older(leaving: [1]) == .line("three"))
    #expect(walk.isAtOldest && walk.older(leaving: [3]) == nil)
    walk.extend(by: ["one", "two", "three", "three"])
    #expect(walk.lines == ["three", "two", "one"], "neighbours that are alike are one")
    #expect(walk.older(leaving: [3]) == .line("two"))
    #expect(walk.newer(leaving: [2]) == .edited([3]))
    #expect(walk.newer(leaving: [3]) == .edited([1]))
  }

  @Test func `a search finds the newest first, goes on, comes back, and says where it ends`() {
    let lines = ["why a", "other", "Why b", "why a"]
    var search = HistorySearch(draft: [1])
    func look() {
      while let next = search.next {
        if next < lines.count { search.look(in: lines) } else { search.end() }
      }
    }
    search.add("why")
    look()
    #expect(search.found?.line == "why a" && search.found?.index == 0)
    search.goOlder()
    look()
    #expect(search.found?.line == "Why b")
    search.goOlder()
    look()
    #expect(search.found?.index == 3)
    search.goOlder()
    look()
    #expect(search.found?.index == 3 && search.prompt == "no older line with 'why': ")
    search.goNewer()
    look()
    #expect(search.found?.line == "Why b" && search.prompt == "search 'why': ")
    search.add("X")
    look()
    #expect(search.found?.line == "Why b" && search.hasFailed)
    search.removeLast()
    look()
    #expect(search.found?.index == 0 && !search.hasFailed)
    search.goNewer()
    look()
    #expect(search.found?.index == 0 && search.prompt == "no newer line with 'why': ")
    var capital = HistorySearch(draft: [])
    capital.add("W")
    capital.look(in: ["why", "Why", "why"])
    #expect(capital.found?.index == 1, "capitals are told apart where some are typed")
  }

  @Test func `a search goes on in lines that come later, a portion at a time`() {
    var lines = Array(repeating: "nothing", count: 2_500)
    var search = HistorySearch(draft: [])
    search.add("wan")
    search.look(in: lines)
    #expect(search.next == 1_000, "keys are taken between two portions")
    search.add("ted")
    #expect(search.next == 1_000, "what has no 'wan' has no 'wanted'")
    search.look(in: lines)
    search.look(in: lines)
    #expect(search.next == 2_500 && search.found == nil && !search.hasFailed)
    lines.append("wanted")
    search.look(in: lines)
    #expect(search.next == nil && search.found?.index == 2_500)
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
