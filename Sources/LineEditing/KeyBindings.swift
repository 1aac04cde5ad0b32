import CLibEdit

/// Which key does what: libedit's emacs keys, what terminals send for the others, and our own.
enum KeyBindings {
  /// libedit's functions for what terminals send.
  private static let standard: [(keys: [String], function: String)] = [
    (["\\e[3~"], "ed-delete-next-char"),
    (["\\e[1~", "\\e[7~", "\\e[H", "\\eOH"], "gumshoe-line-start"),
    (["\\e[4~", "\\e[8~", "\\e[F", "\\eOF"], "gumshoe-line-end"),
    (["^A"], "gumshoe-line-start"), (["^E"], "gumshoe-line-end"),
    (["\\e[C", "\\eOC"], "ed-next-char"), (["\\e[D", "\\eOD"], "ed-prev-char"),
    (["\\e[1;5C", "\\e[1;3C", "\\e[5C", "\\eOc"], "em-next-word"),
    (["\\e[1;5D", "\\e[1;3D", "\\e[5D", "\\eOd"], "ed-prev-word"),
    (["\\e^?", "\\e^H"], "ed-delete-prev-word"), (["^W"], "ed-delete-prev-word"),
    (["\\e[3;5~"], "em-delete-next-word"),
  ]

  /// Our functions with their keys.
  private static let own: [(keys: [String], name: String, help: String, body: ce_function)] = [
    // The terminal's mode swaps the two: Enter arrives as LF, Ctrl-J as CR.
    (["^J"], "gumshoe-enter", "enter the line", { el, _ in LibEdit.of(el)?.enter() ?? 0 }),
    (
      ["^M", "\\e^J", "\\e^M"], "gumshoe-newline", "begin a new row",
      { el, _ in LibEdit.of(el)?.newRow() ?? 0 }
    ),
    (["\\e[A", "\\eOA", "^P"], "gumshoe-up", "go up", { el, _ in LibEdit.of(el)?.up() ?? 0 }),
    (
      ["\\e[B", "\\eOB", "^N"], "gumshoe-down", "go down", { el, _ in LibEdit.of(el)?.down() ?? 0 }
    ),
    (["^I"], "gumshoe-complete", "complete", { el, _ in LibEdit.of(el)?.complete() ?? 0 }),
    (["^D"], "gumshoe-eof", "delete or leave", { el, _ in LibEdit.of(el)?.endOrDelete() ?? 0 }),
    (
      [], "gumshoe-line-start", "go to the row's start",
      { el, _ in LibEdit.of(el)?.rowStart() ?? 0 }
    ),
    ([], "gumshoe-line-end", "go to the row's end", { el, _ in LibEdit.of(el)?.rowEnd() ?? 0 }),
    // A quoted newline would wreck the screen, and Ctrl-Z would leave the terminal in raw mode.
    (["^V", "^Q", "^Z", "^O"], "gumshoe-nothing", "do nothing", { _, _ in UInt8(CC_NORM) }),
    (["\\200"], "gumshoe-paste", "insert a paste", { el, _ in LibEdit.of(el)?.paste() ?? 0 }),
    (
      ["\\201"], "gumshoe-interrupt", "clear the line",
      { el, _ in LibEdit.of(el)?.interrupt() ?? 0 }
    ),
    (["\\203"], "gumshoe-print", "print above", { el, _ in LibEdit.of(el)?.printAbove() ?? 0 }),
    (["\\204"], "gumshoe-prompt", "draw the prompt", { _, _ in UInt8(CC_REFRESH) }),
    (["\\205"], "gumshoe-set", "replace the line", { el, _ in LibEdit.of(el)?.setText() ?? 0 }),
  ]

  /// The escape sequences that mean something.
  private static let known: Set<String> = Set(
    (standard.flatMap(\.keys) + own.flatMap(\.keys))
      .filter { $0.hasPrefix("\\e[") || $0.hasPrefix("\\eO") }
      .map { "\u{1b}" + $0.dropFirst(2) })

  /// Whether an escape sequence is bound to anything.
  static func isKnown(_ sequence: [Unicode.Scalar]) -> Bool {
    known.contains(String(String.UnicodeScalarView(sequence)))
  }

  /// Binds all keys of an editor.
  static func install(in editor: OpaquePointer) {
    for entry in own { _ = ce_add_function(editor, entry.name, entry.help, entry.body) }
    for entry in standard {
      for key in entry.keys { _ = ce_bind(editor, key, entry.function) }
    }
    for entry in own {
      for key in entry.keys { _ = ce_bind(editor, key, entry.name) }
    }
  }
}
