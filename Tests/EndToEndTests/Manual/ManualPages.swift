import Foundation
import Testing

/// What the real binary tells of itself: its manual's pages, and its commands as JSON.
struct ManualPages {
  /// The source of each page, by its name.
  let sources: [String: String]
  /// The commands to show, by the words that call them: the names of their options.
  let options: [String: Set<String>]
  let home: String

  /// Asks the binary; `home` is an empty folder.
  init(home: String) async throws {
    self.home = home
    let binary = GumshoeBinary(home: home)
    let names = try await binary.run(["manual"]).output.split(separator: "\n").map(String.init)
    var sources: [String: String] = [:]
    for name in names {
      let outcome = try await binary.run(["manual", name])
      try #require(outcome.status == 0, "\(outcome)")
      sources[name] = outcome.output
    }
    self.sources = sources
    let dump = try await binary.run(["--experimental-dump-help"]).output
    let root = try #require(
      JSONSerialization.jsonObject(with: Data(dump.utf8)) as? [String: Any])
    var options: [String: Set<String>] = [:]
    Self.collect(try #require(root["command"] as? [String: Any]), words: [], into: &options)
    self.options = options
  }

  /// A page's source.
  func page(_ name: String) throws -> String {
    try #require(sources[name], "no page \(name) among \(sources.keys.sorted())")
  }

  /// The rows of a page below a heading, up to the next of that kind.
  func rows(of page: String, below heading: String) throws -> [Substring] {
    let kind = heading.prefix(3)
    let rows = try self.page(page).split(separator: "\n")
    let start = try #require(rows.firstIndex { $0 == "." + heading.dropFirst(1) || $0 == heading })
    return Array(rows[(start + 1)...].prefix { !$0.hasPrefix(kind) && !$0.hasPrefix(".Sh") })
  }

  /// The names of options that rows hold, with their dashes.
  static func flags(in rows: [Substring], itemsOnly: Bool = false) -> Set<String> {
    var flags: Set<String> = []
    for row in rows where row.hasPrefix(".It Fl") || (!itemsOnly && row.hasPrefix(".Fl")) {
      for part in row.replacing("\\-", with: "-").split(separator: " , ") {
        let words = part.split(separator: " ").drop { $0 == ".It" }
        let dashes = words.prefix { $0 == "Fl" || $0 == ".Fl" }.count
        guard let name = words.dropFirst(dashes).first else { continue }
        flags.insert(String(repeating: "-", count: dashes) + name)
      }
    }
    return flags
  }

  private static func collect(
    _ command: [String: Any], words: [String], into options: inout [String: Set<String>]
  ) {
    for case let child as [String: Any] in command["subcommands"] as? [Any] ?? [] {
      guard let name = child["commandName"] as? String, name != "help",
        child["shouldDisplay"] as? Bool != false
      else { continue }
      var names: Set<String> = []
      for argument in child["arguments"] as? [[String: Any]] ?? []
      where argument["shouldDisplay"] as? Bool != false {
        for entry in argument["names"] as? [[String: String]] ?? [] {
          let dashes = entry["kind"] == "short" ? "-" : "--"
          names.insert(dashes + (entry["name"] ?? ""))
        }
      }
      let call = (words + [name]).joined(separator: " ")
      options[call] = names.subtracting(["-h", "--help", "--version"])
      collect(child, words: words + [name], into: &options)
    }
  }
}
