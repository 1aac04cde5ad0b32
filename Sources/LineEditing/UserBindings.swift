import CLibEdit
import CPlatform
import SystemPackage

/// The keys that the user's `.editrc` binds, applied once more behind ours, which they overrule.
enum UserBindings {
  /// What an editor without a screen and a history of libedit's can't do, and what does it here.
  private static let replaced: [String: EditorFunction] = [
    "ed-prev-history": .up, "ed-next-history": .down, "ed-prev-line": .up, "ed-next-line": .down,
    "ed-search-prev-history": .up, "ed-search-next-history": .down,
    "vi-search-prev": .search, "vi-search-next": .searchNewer,
    "em-inc-search-prev": .search, "em-inc-search-next": .searchNewer,
    "ed-newline": .enter, "ed-clear-screen": .clearScreen, "ed-redisplay": .clearScreen,
    "ed-command": .nothing, "vi-histedit": .compose, "ed-quoted-insert": .nothing,
    "vi-comment-out": .nothing, "vi-alias": .nothing, "vi-to-history-line": .nothing,
    "vi-list-or-eof": .eof, "em-delete-or-list": .eof, "ed-end-of-file": .eof,
    "rl_complete": .complete,
  ]

  /// The longest file that is read: one of keys is far below, and nothing else is one.
  private static let longest = 1 << 20

  /// Applies the `bind` lines of the file that libedit takes: `$EDITRC`, else `~/.editrc`; gives the
  /// keys that they bind, as a terminal sends them.
  ///
  /// Those that choose between emacs and vi are left out: they would take every other key away.
  static func apply(to editor: OpaquePointer) -> Set<String> {
    guard let text = read() else { return [] }
    var keys: Set<String> = []
    for line in text.split(separator: "\n") {
      var words = words(of: String(line))
      guard let command = words.first, command == "bind" || command.hasSuffix(":bind"),
        words.count > 1, !["-v", "-e", "-l", "-k"].contains(words[1])
      else { continue }
      if let last = words.last, let ours = replaced[last] { words[words.count - 1] = ours.name }
      var arguments = words.map { UnsafePointer(strdup($0)) } + [nil]
      _ = el_parse(editor, Int32(words.count), &arguments)
      for argument in arguments { free(UnsafeMutablePointer(mutating: argument)) }
      if words.count > 2 { keys.insert(sent(words[words.count - 2])) }
    }
    return keys
  }

  /// A key as a terminal sends it: `^[[5~` and `\e[5~` → ESC, `[5~` (editrc(5)).
  private static func sent(_ key: String) -> String {
    var sent = ""
    var rest = Substring(key)
    while let first = rest.popFirst() {
      guard let next = rest.first?.asciiValue, first == "^" || first == "\\" else {
        sent.append(first)
        continue
      }
      rest.removeFirst()
      let code = first == "^" ? next & 0x1F : next == UInt8(ascii: "e") ? 0x1B : next
      sent.unicodeScalars.append(Unicode.Scalar(code))
    }
    return sent
  }

  private static func read() -> String? {
    func variable(_ name: String) -> String? {
      getenv(name).map { String(cString: $0) }.flatMap { $0.isEmpty ? nil : $0 }
    }
    guard let path = variable("EDITRC") ?? variable("HOME").map({ $0 + "/.editrc" }),
      let file = try? FileDescriptor.open(FilePath(path), .readOnly, options: .closeOnExec)
    else { return nil }
    defer { try? file.close() }
    let bytes = [UInt8](unsafeUninitializedCapacity: longest) { room, count in
      count = (try? file.read(into: UnsafeMutableRawBufferPointer(room))) ?? 0
    }
    return String(decoding: bytes, as: UTF8.self)
  }

  /// The words of a line as libedit parts them, quotes taken off; none where it is a comment.
  private static func words(of line: String) -> [String] {
    guard !line.drop(while: \.isWhitespace).hasPrefix("#"), let tokenizer = tok_init(nil) else {
      return []
    }
    defer { tok_end(tokenizer) }
    var count: Int32 = 0
    var words: UnsafeMutablePointer<UnsafePointer<CChar>?>?
    guard tok_str(tokenizer, line, &count, &words) == 0, let words else { return [] }
    return (0..<Int(count)).compactMap { words[$0].map { String(cString: $0) } }
  }
}
