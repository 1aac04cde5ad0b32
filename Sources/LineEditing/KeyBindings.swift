import CLibEdit

/// What a key does that is not libedit's own.
enum EditorFunction: String, CaseIterable {
  case enter, newline, up, down, complete, eof, right, undo, search, compose, nothing
  case lineStart = "line-start"
  case lineEnd = "line-end"
  case searchNewer = "search-newer"
  case clearScreen = "clear-screen"
  /// Tells which of vi's two key maps is in use: each has the key bound to one of these.
  case insertMode = "insert-mode"
  case commandMode = "command-mode"

  /// The name under which keys are bound to it, also in an `.editrc`.
  var name: String { "gumshoe-" + rawValue }

  /// The function as libedit calls it.
  var body: ce_function {
    switch self {
    case .enter: { editor, _ in LibEdit.perform(.enter, in: editor) }
    case .newline: { editor, _ in LibEdit.perform(.newline, in: editor) }
    case .up: { editor, _ in LibEdit.perform(.up, in: editor) }
    case .down: { editor, _ in LibEdit.perform(.down, in: editor) }
    case .complete: { editor, _ in LibEdit.perform(.complete, in: editor) }
    case .eof: { editor, _ in LibEdit.perform(.eof, in: editor) }
    case .right: { editor, _ in LibEdit.perform(.right, in: editor) }
    case .undo: { editor, _ in LibEdit.perform(.undo, in: editor) }
    case .search: { editor, _ in LibEdit.perform(.search, in: editor) }
    case .searchNewer: { editor, _ in LibEdit.perform(.searchNewer, in: editor) }
    case .compose: { editor, _ in LibEdit.perform(.compose, in: editor) }
    case .nothing: { editor, _ in LibEdit.perform(.nothing, in: editor) }
    case .lineStart: { editor, _ in LibEdit.perform(.lineStart, in: editor) }
    case .lineEnd: { editor, _ in LibEdit.perform(.lineEnd, in: editor) }
    case .clearScreen: { editor, _ in LibEdit.perform(.clearScreen, in: editor) }
    case .insertMode: { editor, _ in LibEdit.perform(.insertMode, in: editor) }
    case .commandMode: { editor, _ in LibEdit.perform(.commandMode, in: editor) }
    }
  }
}

/// Which key does what: libedit's emacs or vi keys, what terminals send for the others, and our own.
enum KeyBindings {
  /// Keys that nobody can type (the reader drops these codes), for the editor itself.
  enum Wake {
    /// A lone ESC where the keys are vi's: libedit would wait for what follows.
    static let viEscape: UInt32 = 0x82
    /// Ends what was begun, such as `ESC` or vi's `d`.
    static let cancel: UInt32 = 0x83
    static let askMode: UInt32 = 0x84
  }

  /// libedit's functions for what terminals send.
  private static let standard: [(keys: [String], function: String)] = [
    (["\\e[3~"], "ed-delete-next-char"),
    (["\\e[D", "\\eOD"], "ed-prev-char"),
    (["\\e[1;5C", "\\e[1;3C", "\\e[5C", "\\eOc"], "em-next-word"),
    (["\\e[1;5D", "\\e[1;3D", "\\e[5D", "\\eOd"], "ed-prev-word"),
    (["\\e[3;5~"], "em-delete-next-word"),
  ]

  /// Our functions for what terminals send, in every mode.
  private static let everywhere: [(keys: [String], function: EditorFunction)] = [
    (["^M"], .enter), (["^J"], .newline),
    (["\\e[A", "\\eOA", "^P"], .up), (["\\e[B", "\\eOB", "^N"], .down),
    (["\\e[C", "\\eOC"], .right),
    (["\\e[1~", "\\e[7~", "\\e[H", "\\eOH"], .lineStart),
    (["\\e[4~", "\\e[8~", "\\e[F", "\\eOF"], .lineEnd),
    (["^I"], .complete), (["^D"], .eof), (["^L"], .clearScreen),
    (["^R"], .search), (["^S"], .searchNewer), (["^X^E"], .compose),
    // A quoted newline or control would be drawn as what it is not.
    (["^V", "^Q", "^O", "\\203"], .nothing),
  ]

  /// What libedit would ask for in a prompt of its own, do in another program, or take from a history
  /// that it does not have.
  private static let emacs: [(keys: [String], function: EditorFunction)] = [
    (["^A"], .lineStart), (["^E"], .lineEnd), (["^F"], .right), (["^_", "^X^U"], .undo),
    (["\\e^J", "\\e^M"], .newline), (["\\ex", "\\eX"], .nothing),
    (["\\ep", "\\eP"], .up), (["\\en", "\\eN"], .down), (["^X^R", "^X^X"], .nothing),
  ]
  private static let viCommand: [(keys: [String], function: EditorFunction)] = [
    (["k", "-"], .up), (["j", "+"], .down), (["/", "?"], .search),
    (["v"], .compose),
    ([":", "#", "@", "_", "n", "N", "K", "J", "G", "\\202"], .nothing),
    (["\\204"], .commandMode),
  ]

  /// The escape sequences that mean something where the user binds none.
  private static let known: Set<String> = Set(
    (standard.flatMap(\.keys) + everywhere.flatMap(\.keys))
      .filter { $0.hasPrefix("\\e[") || $0.hasPrefix("\\eO") }
      .map { "\u{1b}" + $0.dropFirst(2) })

  /// Binds all keys of an editor, the user's own last; tells whether they are vi's, and which escape
  /// sequences mean something.
  static func install(in editor: OpaquePointer) -> (isVi: Bool, known: Set<String>) {
    for function in EditorFunction.allCases {
      _ = ce_add_function(editor, function.name, "of this shell", function.body)
    }
    // The file chooses the mode first, since that takes away every key that was bound.
    _ = el_source(editor, nil)
    ce_enable(editor)
    let isVi = ce_is_vi(editor) != 0
    for (keys, function) in standard {
      for key in keys { bind(key, function, in: editor, alsoInCommandMode: isVi) }
    }
    for (keys, function) in everywhere {
      for key in keys { bind(key, function.name, in: editor, alsoInCommandMode: isVi) }
    }
    if isVi {
      _ = ce_bind(editor, "\\202", "vi-command-mode")
      _ = ce_bind(editor, "\\204", EditorFunction.insertMode.name)
      for (keys, function) in viCommand {
        for key in keys { _ = ce_bind_command(editor, key, function.name) }
      }
    } else {
      for key in ["\\e^?", "\\e^H", "^W"] { _ = ce_bind(editor, key, "ed-delete-prev-word") }
      for (keys, function) in emacs {
        for key in keys { _ = ce_bind(editor, key, function.name) }
      }
    }
    return (isVi, known.union(UserBindings.apply(to: editor)))
  }

  private static func bind(
    _ key: String, _ function: String, in editor: OpaquePointer, alsoInCommandMode: Bool
  ) {
    _ = ce_bind(editor, key, function)
    if alsoInCommandMode { _ = ce_bind_command(editor, key, function) }
  }
}
