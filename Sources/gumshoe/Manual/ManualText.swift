/// A manual page in the making: mdoc(7), which mandoc and groff read.
struct ManualText {
  private(set) var text: String

  /// The day that the pages tell of themselves: the version's.
  private static let day = "November 28, 2026"

  /// Begins a page.
  init(name: String, section: Int, summary: String) {
    text = """
      .\\" Made from the program's own tables: see Sources/gumshoe/Manual.
      .Dd \(Self.day)
      .Dt \(name.uppercased()) \(section)
      .Os
      .Sh NAME
      .Nm \(name)
      .Nd \(Self.escaped(summary))

      """
  }

  /// Adds a macro with arguments that are written already.
  mutating func macro(_ line: String) {
    text += ".\(line)\n"
  }

  /// Adds a heading.
  mutating func section(_ title: String) { macro("Sh \(title)") }

  /// Adds prose: each sentence on a line, rows that are indented as they are, blank rows as gaps.
  mutating func prose(_ prose: String) {
    var isLiteral = false
    var paragraph: [Substring] = []
    var needsGap = false
    func lines() -> String { Self.sentences(paragraph.joined(separator: " ")) }
    func flush(_ text: inout String) {
      guard !paragraph.isEmpty else { return }
      if needsGap { text += ".Pp\n" }
      text += lines()
      paragraph = []
      needsGap = false
    }
    var gapInside = ""
    for row in prose.split(separator: "\n", omittingEmptySubsequences: false) {
      if row.hasPrefix("  ") {
        flush(&text)
        if !isLiteral { text += ".Bd -literal -offset indent\n" }
        isLiteral = true
        text += gapInside + Self.escaped(String(row.dropFirst(2))) + "\n"
        gapInside = ""
      } else if row.isEmpty {
        flush(&text)
        if isLiteral { gapInside = "\n" } else { needsGap = true }
      } else {
        if isLiteral {
          text += ".Ed\n"
          needsGap = true
        }
        isLiteral = false
        gapInside = ""
        paragraph.append(row)
      }
    }
    flush(&text)
    if isLiteral { text += ".Ed\n" }
  }

  /// Adds a list of terms, each with its prose; a term is a macro line's arguments.
  mutating func list(_ items: [(term: String, prose: String)], width: String = "Ds") {
    guard !items.isEmpty else { return }
    macro("Bl -tag -width \(width)")
    for item in items {
      macro("It \(item.term)")
      prose(item.prose)
    }
    macro("El")
  }

  /// A text as one argument of a macro, never taken for a macro itself.
  static func argument(_ text: String) -> String {
    let inner = escaped(text).replacing("\"", with: "\\(dq")
    return "\"\\&\(inner)\""
  }

  /// Text that no formatter takes for commands of its own; dashes are the ones that people copy.
  static func escaped(_ text: String) -> String {
    let plain = text.replacing("\\", with: "\\e").replacing("-", with: "\\-")
      .replacing("`", with: "\\(ga").replacing("'", with: "\\(aq").replacing("~", with: "\\(ti")
      .replacing("^", with: "\\(ha")
    return plain.hasPrefix(".") ? "\\&" + plain : plain
  }

  /// Prose with a line for each sentence, as mdoc wants it.
  private static func sentences(_ prose: String) -> String {
    var lines: [String] = [""]
    for word in prose.split(separator: " ") {
      let ends = lines[lines.count - 1].last.map { ".?!".contains($0) } ?? false
      if ends, word.first.map({ $0.isUppercase || $0 == "'" }) ?? false { lines.append("") }
      lines[lines.count - 1] += (lines[lines.count - 1].isEmpty ? "" : " ") + word
    }
    return lines.map { escaped($0) + "\n" }.joined()
  }
}
