import Foundation
import TestSupport
import Testing

/// The user's `.editrc`: vi, and keys of their own.
@Suite(.serialized) struct EditrcTests {
  @Test func `vi takes a lone ESC, shows its mode, and its colon opens no prompt`() async throws {
    try await withGumshoe { gumshoe in
      try "bind -v\n".write(
        toFile: gumshoe.home + "/.editrc", atomically: true, encoding: .utf8)
      let shell = try gumshoe.open([])
      try await shell.wait(for: "▸")
      shell.type("日本 def ghi")
      try await shell.wait("the line") { $0.typed == "日本 def ghi" }
      shell.type("\u{1b}")
      try await shell.wait("command mode") { $0.lastLine == "(cmd) ▸ 日本 def ghi" }
      shell.type("bdwiX")
      try await shell.wait("a word less, a letter more") { $0.lastLine == "▸ 日本 defX" }
      shell.type("\u{1b}:edit off")
      // What the colon would have asked for is a command each: e, d, i, t, …; all it may do is edit.
      try await shell.wait("command mode or not") { $0.lastLine.contains("日本") }
      shell.type("\u{1b}")
      try await shell.wait("command mode") { $0.lastLine.hasPrefix("(cmd)") }
      shell.type("ddi/nosuch\(Key.enter)")
      try await shell.wait(for: "No command '/nosuch'")
      shell.type("\u{1b}")
      try await shell.wait("command mode") { $0.lastLine.hasPrefix("(cmd)") }
      shell.type("kA 2")
      try await shell.wait("the older line, changed") { $0.lastLine == "▸ /nosuch 2" }
      shell.type("\u{1b}[D\u{1b}[DX")
      try await shell.wait("arrows in insert mode") { $0.typed == "/nosuchX 2" }
    }
  }

  @Test func `keys of one's own are kept, and what libedit can't do here is done by the shell`()
    async throws
  {
    try await withGumshoe { gumshoe in
      try """
      # a comment, and what would switch the editor off
      edit off
      bind ^T ed-delete-prev-word
      bind "^[[5~" ed-prev-history
      bind ^G ed-command
      other:bind ^K ed-delete-prev-char
      """.write(toFile: gumshoe.home + "/.editrc", atomically: true, encoding: .utf8)
      let shell = try gumshoe.open([])
      try await shell.wait(for: "▸")
      shell.type("/nosuch\(Key.enter)one two\u{14}")
      try await shell.wait("a word less") { $0.typed == "one" }
      shell.type("\u{07}x")
      try await shell.wait("no prompt of libedit's") { $0.typed == "one x" }
      shell.type("\u{1b}[5~")
      try await shell.wait("the older line") { $0.typed == "/nosuch" }
    }
  }
}
