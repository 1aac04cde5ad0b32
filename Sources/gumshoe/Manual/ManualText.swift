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

  /// Adds prose: a sentence begins a line, rows that are indented stay as they are.
  mutating func prose(_ prose: String) {
    var isFirst = true
    for part in prose.split(separator: "\n\n") {
      let rows = part.split(separator: "\n")
      let isLiteral = rows.allSatisfy { $0.hasPrefix("  ") }
      if isLiteral {
        macro("Bd -literal -offset indent")
        for row in rows { text += Self.escaped(String(row.dropFirst(2))) + "\n" }
        macro("Ed")
      } else {
        if !isFirst { macro("Pp") }
        text += Self.sentences(rows.joined(separator: " "))
      }
      isFirst = false
    }
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

  /// A row of a page is no longer than this: mandoc asks for 80 at the most.
  private static let width = 78

  /// Prose with a line for each sentence, as mdoc wants it, and more for a long one.
  private static func sentences(_ prose: String) -> String {
    var lines: [String] = []
    for word in prose.split(separator: " ").map(String.init) {
      let ends = lines.last?.last.map { ".?!".contains($0) } ?? true
      let begins = ends && (word.first.map { $0.isUppercase || $0 == "'" } ?? false)
      if let line = lines.last, !begins, escaped("\(line) \(word)").count <= width {
        lines[lines.count - 1] = "\(line) \(word)"
      } else {
        lines.append(word)
      }
    }
    return lines.map { escaped($0) + "\n" }.joined()
  }
}
