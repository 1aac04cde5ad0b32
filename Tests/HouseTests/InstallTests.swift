import Foundation
import Testing

/// Installs below a prefix and takes away again, by the project's own Makefile.
@Suite struct InstallTests {
  @Test func `what is installed is taken away again, and nothing else`() throws {
    let project = try MakefileProject()
    defer { try? FileManager.default.removeItem(atPath: project.folder) }
    let prefix = project.path("prefix")
    let neighbours = ["bin/other", "share/man/man1/other.1", "share/fish/vendor_completions.d/o"]
    for file in neighbours {
      let path = URL(filePath: "\(prefix)/\(file)")
      try FileManager.default.createDirectory(
        at: path.deletingLastPathComponent(), withIntermediateDirectories: true)
      try "mine".write(to: path, atomically: true, encoding: .utf8)
    }

    let installed = try project.make("install", "PREFIX=\(prefix)")
    #expect(installed.status == 0, "\(installed)")
    let expected = [
      "bin/gumshoe", "share/bash-completion/completions/gumshoe",
      "share/fish/vendor_completions.d/gumshoe.fish", "share/man/man1/gumshoe.1",
      "share/man/man5/gumshoe-config.5", "share/man/man7/gumshoe-shell.7",
      "share/zsh/site-functions/_gumshoe",
    ]
    #expect(try files(below: prefix) == (expected + neighbours).sorted())
    let modes = try expected.map { file in
      try FileManager.default.attributesOfItem(atPath: "\(prefix)/\(file)")[.posixPermissions]
        as? Int
    }
    #expect(modes == [0o755] + Array(repeating: 0o644, count: expected.count - 1))
    #expect(
      try String(contentsOfFile: "\(prefix)/share/man/man1/gumshoe.1", encoding: .utf8)
        == "the shell, with manual gumshoe.1\n")
    #expect(
      try String(
        contentsOfFile: "\(prefix)/share/zsh/site-functions/_gumshoe", encoding: .utf8)
        == "the shell, with --generate-completion-script zsh\n")

    let again = try project.make("uninstall", "PREFIX=\(prefix)")
    #expect(again.status == 0, "\(again)")
    #expect(try files(below: prefix) == neighbours.sorted())
  }

  @Test func `a packager's DESTDIR goes before the prefix, and a name with a blank works`() throws {
    let project = try MakefileProject()
    defer { try? FileManager.default.removeItem(atPath: project.folder) }
    let stage = project.path("a stage")
    let arguments = ["DESTDIR=\(stage)", "PREFIX=/usr"]
    #expect(try project.make(["install"] + arguments).status == 0)
    #expect(try files(below: stage).contains("usr/bin/gumshoe"))
    #expect(try project.make(["uninstall"] + arguments).status == 0)
    #expect(try files(below: stage) == [])
  }

  /// The files below a folder, without the folders.
  private func files(below folder: String) throws -> [String] {
    let walker = try #require(FileManager.default.enumerator(atPath: folder))
    var files: [String] = []
    for case let path as String in walker {
      var isFolder: ObjCBool = false
      _ = FileManager.default.fileExists(atPath: "\(folder)/\(path)", isDirectory: &isFolder)
      if !isFolder.boolValue { files.append(path) }
    }
    return files.sorted()
  }
}
