import Foundation
import Shell
import TestSupport
import Testing

@testable import gumshoe

/// Holds the manual against the commands, options and statuses there are.
@Suite struct ManualTests {
  @Test func `every command and option stands in the manual, and nothing else`() async throws {
    try await withPages { pages in
      let source = try pages.page("gumshoe.1")
      let told = source.split(separator: "\n").filter { $0.hasPrefix(".Ss gumshoe ") }
        .map { String($0.dropFirst(12)).replacing("\\-", with: "-") }
      #expect(told.sorted() == pages.options.keys.sorted())
      for (command, options) in pages.options {
        let rows = try pages.rows(
          of: "gumshoe.1", below: ".Ss gumshoe \(command.replacing("-", with: "\\-"))")
        #expect(ManualPages.flags(in: rows) == options, "\(command)")
      }
      let common = try pages.rows(of: "gumshoe.1", below: ".Sh OPTIONS")
      let shell = try #require(pages.options["chat"])
      #expect(
        ManualPages.flags(in: common, itemsOnly: true)
          == shell.union(["-h", "--help", "--version"]))
    }
  }

  @Test func `every command's help has an example that names the program`() async throws {
    try await withPages { pages in
      for command in pages.options.keys.sorted() {
        let words = command.split(separator: " ").map(String.init)
        let help = try await GumshoeBinary(home: pages.home).run(words + ["--help"])
        let example = help.output.split(separator: "Example:").dropFirst().first
        #expect(example?.contains("gumshoe") == true, "\(command): \(help.output)")
      }
    }
  }

  @Test func `every command of the shell stands in its page, with its other names, and no other`()
    async throws
  {
    try await withPages { pages in
      let rows = try pages.rows(of: "gumshoe-shell.7", below: ".Sh COMMANDS")
      let told = rows.filter { $0.hasPrefix(".It Ic \"\\&/") }
        .map { String($0.dropFirst(11).prefix { $0 != "\"" }) }
      #expect(told == CommandTable.all.map(\.name))
      let text = rows.joined(separator: " ")
      for alias in CommandTable.all.flatMap(\.aliases) { #expect(text.contains("/\(alias)")) }
    }
  }

  @Test func `every exit status stands in the manual, and no other`() async throws {
    try await withPages { pages in
      let rows = try pages.rows(of: "gumshoe.1", below: ".Sh EXIT STATUS")
      let told = rows.filter { $0.hasPrefix(".It ") }.compactMap { Int32($0.dropFirst(4)) }
      #expect(told == ExitStatus.allCases.map(\.rawValue))
    }
  }

  @Test func `every file that a turn leaves stands in the manual`() async throws {
    try await withPages { pages in
      let turn = try await GumshoeBinary(home: pages.home).run(
        ["demo", "calm"], script: "what changed?\n")
      #expect(turn.status == 0, "\(turn)")
      let page = try pages.page("gumshoe.1").replacing("\\(ti", with: "~")
      let walker = try #require(FileManager.default.enumerator(atPath: pages.home))
      var count = 0
      for case let path as String in walker where path.contains("gumshoe/") {
        let parts = path.split(separator: "/")
        let place = try #require(parts.firstIndex(of: "gumshoe"))
        let name = String(parts[place + 1])
        let folder = parts[...place].joined(separator: "/")
        // The demo's files are those of a folder; beside a store lie SQLite's and the owners'.
        let known =
          page.contains("~/\(folder)/\"") || page.contains(name)
          || (name.contains(".sqlite") && page.contains("\(name.split(separator: ".")[0]).sqlite"))
        #expect(known, "\(path) is not in gumshoe(1)")
        count += 1
      }
      #expect(count > 3)
    }
  }

  @Test(.enabled(if: mandoc != nil, "mandoc is not installed"))
  func `mandoc has nothing to say of any page`() async throws {
    let mandoc = try #require(Self.mandoc)
    try await withPages { pages in
      #expect(pages.sources.count == ManualPage.allCases.count)
      // A page refers to the others, which must lie beside it.
      for (name, source) in pages.sources {
        try source.write(toFile: pages.home + "/" + name, atomically: true, encoding: .utf8)
      }
      for name in pages.sources.keys.sorted() {
        let process = Process()
        process.executableURL = URL(filePath: mandoc)
        process.arguments = ["-T", "lint", "-W", "style", name]
        process.currentDirectoryURL = URL(filePath: pages.home)
        let piped = try PipedProcess(process)
        piped.closeInput()
        let outcome = await piped.finish()
        #expect(outcome.status == 0 && outcome.output.isEmpty, "\(outcome)")
      }
    }
  }

  @Test func `the README's recording is what the demo answers`() async throws {
    try await withPages { pages in
      let root = SettingTests.root
      let process = Process()
      process.executableURL = root.appending(path: ".make/recording")
      process.arguments = [GumshoeBinary.path]
      let piped = try PipedProcess(process)
      piped.closeInput()
      let outcome = await piped.finish()
      #expect(outcome.status == 0, "\(outcome)")
      let readme = try String(contentsOf: root.appending(path: "README.md"), encoding: .utf8)
      let recorded = readme.split(separator: "<!-- recording -->\n```\n").last?
        .split(separator: "```\n<!-- end of the recording -->").first
      let wanted = outcome.output.trimmingCharacters(in: .newlines)
      #expect(
        recorded?.trimmingCharacters(in: .newlines) == wanted,
        "The demo answers otherwise now: look at the answers, then call 'make recording'.")
    }
  }

  private static let mandoc = Program.find("mandoc")

  private func withPages(_ body: (ManualPages) async throws -> Void) async throws {
    let folder = try TemporaryFolder()
    try await body(ManualPages(home: folder.path))
  }
}

/// Programs of the system that a test may do without.
enum Program {
  /// The path of a program, nil where it is not installed.
  static func find(_ name: String) -> String? {
    ["/usr/bin", "/bin", "/usr/local/bin", "/opt/homebrew/bin"].map { "\($0)/\(name)" }
      .first { FileManager.default.isExecutableFile(atPath: $0) }
  }
}
