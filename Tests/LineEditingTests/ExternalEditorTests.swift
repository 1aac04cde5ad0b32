import Foundation
import Testing

@testable import LineEditing

/// The user's editor: what it is, and what becomes of a text in it.
@Suite struct ExternalEditorTests {
  @Test(arguments: [
    (["VISUAL": "a b", "EDITOR": "c"], "a b"), (["EDITOR": "c"], "c"),
    (["VISUAL": " ", "EDITOR": "c"], "c"), (["VISUAL": "", "EDITOR": ""], "vi"), ([:], "vi"),
  ])
  func `VISUAL comes first, then EDITOR, then vi`(variables: [String: String], command: String) {
    #expect(ExternalEditor { variables[$0] }.command == command)
  }

  @Test func `the file is private, and nothing of it is left behind`() throws {
    try withFolder { folder in
      let note = folder + "/note"
      let editor = ExternalEditor { _ in
        // A copy beside the file, as many editors make one, and a new file in the old one's place.
        """
        edit() { ls -ld "$1" "${1%/*}" | cut -c1-10 > '\(note)'; cp "$1" "$1~"; \
        sed 's/old/new/' "$1~" > "$1.tmp"; mv "$1.tmp" "$1"; }; edit
        """
      }
      #expect(editor.edit(text("old text\n"), inFolder: folder) == .edited(text("new text\n")))
      let modes = try String(contentsOfFile: note, encoding: .utf8)
      #expect(modes == "drwx------\n-rw-------\n")
      let left = try names(in: folder)
      #expect(left == ["note"])
    }
  }

  @Test(arguments: [
    ("exit 3; :", ExternalEditor.Failure.ended(status: 3)),
    ("kill -9 $$; :", .killed(signal: 9)), ("/nonexistent/editor", .notRun),
    ("sh -c 'kill -15 $$'", .killed(signal: 15)),
  ])
  func `an editor that fails is told of, and leaves nothing`(
    command: String, failure: ExternalEditor.Failure
  ) throws {
    try withFolder { folder in
      let editor = ExternalEditor { _ in command }
      #expect(editor.edit(text("a\n"), inFolder: folder) == .failed(failure, leftIn: nil))
      let left = try names(in: folder)
      #expect(left == [])
    }
  }

  @Test(arguments: ["echo saved >> ", "echo rescued > .swp #"])
  func `what was saved, or rescued, before the editor failed is kept and named`(
    saving: String
  ) throws {
    try withFolder { folder in
      let editor = ExternalEditor { _ in
        "edit() { cd \"${1%/*}\" && \(saving)\"$1\"\nkill -9 $$; }; edit"
      }
      let outcome = editor.edit(text("a\n"), inFolder: folder)
      let left = try #require(try names(in: folder).first)
      #expect(outcome == .failed(.killed(signal: 9), leftIn: "\(folder)/\(left)"))
      #expect(
        ExternalEditor.Outcome.failed(.killed(signal: 9), leftIn: "/tmp/x").remark(command: "ed")
          == "'ed' was ended by signal 9. The line is as it was. What it left is in /tmp/x.")
    }
  }

  @Test func `a folder that is not there is named`() {
    let editor = ExternalEditor { _ in "true" }
    let outcome = editor.edit([], inFolder: "/nonexistent")
    #expect(
      outcome.remark(command: "true")
        == "Can't write in '/nonexistent': No such file or directory. The line is as it was.")
  }

  private func text(_ text: String) -> [UInt8] { Array(text.utf8) }

  private func names(in folder: String) throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: folder)
  }

  private func withFolder(_ body: (String) throws -> Void) throws {
    let folder = FileManager.default.temporaryDirectory
      .appending(path: "editor-\(UUID().uuidString)").path
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(atPath: folder) }
    try body(folder)
  }
}
