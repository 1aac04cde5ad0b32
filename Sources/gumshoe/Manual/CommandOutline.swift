#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// A command with its arguments and subcommands, as the argument parser tells of itself.
struct CommandOutline: Decodable {
  var commandName: String
  var abstract: String?
  var discussion: String?
  var shouldDisplay: Bool?
  var superCommands: [String]?
  var arguments: [Argument]?
  var subcommands: [CommandOutline]?

  /// Reads what `--experimental-dump-help` prints.
  ///
  /// - Throws: `DecodingError`.
  init(json: String) throws {
    self = try JSONDecoder().decode(Document.self, from: Data(json.utf8)).command
  }

  /// The commands to show below this one, each before its own, all the way down.
  var shown: [CommandOutline] {
    (subcommands ?? []).filter { $0.shouldDisplay != false && $0.commandName != "help" }
      .flatMap { [$0] + $0.shown }
  }

  /// The words that call it, without the program's name.
  var words: String {
    ((superCommands ?? []).dropFirst() + [commandName]).joined(separator: " ")
  }

  /// The options and flags to show, without those that every command has.
  var options: [Argument] {
    visible.filter { !$0.flags.isEmpty && !["help", "version"].contains($0.valueName) }
  }

  /// What stands without a name.
  var positionals: [Argument] { visible.filter(\.flags.isEmpty) }

  private var visible: [Argument] { (arguments ?? []).filter { $0.shouldDisplay != false } }

  /// An option, a flag or a word of a command line.
  struct Argument: Decodable, Hashable {
    var kind: String
    var names: [Name]?
    var valueName: String?
    var abstract: String?
    var defaultValue: String?
    var isOptional: Bool
    var isRepeating: Bool
    var shouldDisplay: Bool?

    /// Its names with their dashes.
    var flags: [String] { (names ?? []).map { ($0.kind == "short" ? "-" : "--") + $0.name } }

    /// Whether a value follows it.
    var takesValue: Bool { kind == "option" }
  }

  /// A name of an option.
  struct Name: Decodable, Hashable {
    var kind: String
    var name: String
  }

  private struct Document: Decodable {
    var command: CommandOutline
  }
}
