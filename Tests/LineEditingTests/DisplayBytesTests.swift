import Testing

@testable import LineEditing

/// What reaches the terminal for one key: links are slow at the worst of times.
@Suite struct DisplayBytesTests {
  private static let sentence =
    "why did checkout start failing at 10:05 after the deploy of payment, and what chan"

  /// The bytes that each further letter of a text takes, typed at the end of a line.
  private static func bytes(
    typing text: String, width: Int, hint: (String) -> String = { _ in "" }
  ) -> [Int] {
    var display = LineDisplay(width: width, height: 24)
    var view = LineView(prompt: Cell.cells(of: "▸ "))
    _ = display.show(view)
    var typed = ""
    return text.map { character in
      typed.append(character)
      view.text = Cell.cells(of: typed)
      view.cursor = view.text.count
      view.hint = Cell.cells(of: hint(typed), isDim: true)
      return display.show(view).utf8.count
    }
  }

  private static func median(_ counts: [Int]) -> Int { counts.sorted()[counts.count / 2] }

  @Test(arguments: [20, 80, 100])
  func `a letter at the end of a line is sent as that letter`(width: Int) {
    let counts = Self.bytes(typing: Self.sentence, width: width)
    #expect(Self.median(counts) == 1)
    #expect(counts.max() ?? 0 <= 4, "the widest is a letter that fills its row: \(counts)")
  }

  @Test func `with a suggestion that changes with each letter it is under 40 bytes`() {
    let lines = ["why did", "who was on call?", "why not?", "when did it begin?"]
    let counts = Self.bytes(typing: Self.sentence, width: 80) { typed in
      lines[typed.utf8.count % lines.count]
    }
    #expect(Self.median(counts) < 40, "\(counts)")
    let agreeing = Self.bytes(typing: Self.sentence, width: 100) { typed in
      String((Self.sentence + "ged?").dropFirst(typed.count))
    }
    #expect(Self.median(agreeing) == 1, "a suggestion that holds is not sent again: \(agreeing)")
  }

  @Test(arguments: ["日本語の文章を入力します", "ที่นี่ไม่มีข้อผิดพลาด", "👍🏽👨‍👩‍👧❤️🇩🇪🥲"])
  func `a character of any script is under 40 bytes`(text: String) {
    let counts = Self.bytes(typing: text, width: 80)
    #expect(Self.median(counts) < 40, "\(counts)")
  }

  @Test func `a turn of the spinner is a few bytes, wherever the cursor is`() {
    var display = LineDisplay(width: 80, height: 24)
    var view = LineView(prompt: Cell.cells(of: "⠋ checkout 0:07 · reading 3/9 ▸ "))
    view.text = Cell.cells(of: Self.sentence)
    view.cursor = 20
    _ = display.show(view)
    view.prompt = Cell.cells(of: "⠙ checkout 0:07 · reading 3/9 ▸ ")
    #expect(display.show(view) == "\r⠙\u{1b}[51C")
    #expect(display.show(view) == "", "nothing changed, nothing is sent")
  }

  @Test func `a terminal that joins rows again has the cursor where the layout says`() {
    let view = LineView(
      prompt: Cell.cells(of: "▸ "), text: Cell.cells(of: String(repeating: "a", count: 90)),
      cursor: 85)
    let shown = view.rows(width: 40, height: 24, top: 0).screen
    #expect(shown.cursor == .init(row: 2, column: 7))
    #expect(shown.cursor(reflowedTo: 80) == .init(row: 1, column: 7))
    #expect(shown.cursor(reflowedTo: 25) == .init(row: 3, column: 12))
  }
}
