import ArgumentParser
import SessionsAPI
import Shell

/// Lists and prints sessions without opening the shell.
struct SessionsCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "sessions", abstract: "Lists and finds sessions, prints one, or forgets it.",
    discussion: """
      Example:

        gumshoe sessions
        gumshoe sessions show checkout
      """,
    subcommands: [List.self, Show.self, SessionsExportCommand.self, Find.self, Forget.self],
    defaultSubcommand: List.self)

  /// The command `gumshoe sessions list`.
  struct List: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "list", abstract: "Lists the sessions, newest first.",
      discussion: """
        Example:

          gumshoe sessions list checkout --json
        """)

    @Argument(help: "Words that the title or first question must hold.")
    var words: [String] = []

    @Flag(help: "List them all, not the first 20.")
    var all = false

    @Option(help: "The page, 20 sessions each.")
    var page = 1

    @Flag(name: .customLong("json"), help: "Print one JSON object.")
    var isJSON = false

    @OptionGroup var service: ServiceOptions

    func run() async throws {
      guard page >= 1 else { throw StartFailure.badPage(page) }
      let query = SessionsQuery(words: words.joined(separator: " "), all: all, page: page)
      try await ShellLaunch.query(service) { directory in
        let listing = try await directory.list(query, current: nil)
        return .sessions(listing.rows, remark: listing.remark)
      }.print(asJSON: isJSON)
    }
  }

  /// The command `gumshoe sessions show`.
  struct Show: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "show", abstract: "Prints a session's transcript.",
      discussion: """
        Example:

          gumshoe sessions show 3f2a
        """)

    @Argument(help: "The session: its id, the beginning of one, or words of its title.")
    var id: String

    @Flag(name: .customLong("json"), help: "Print one JSON object.")
    var isJSON = false

    @OptionGroup var service: ServiceOptions

    func run() async throws {
      try await ShellLaunch.query(service) { .transcript(try await $0.find(id)) }.print(
        asJSON: isJSON)
    }
  }

  /// The command `gumshoe sessions find`.
  struct Find: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "find", abstract: "Finds words in every transcript of this machine.",
      discussion: """
        Example:

          gumshoe sessions find pool exhausted
        """)

    @Argument(help: "Words, a \"quoted phrase\" or an id; all must be there.")
    var words: [String]

    @Flag(name: .customLong("json"), help: "Print one JSON object.")
    var isJSON = false

    @OptionGroup var service: ServiceOptions

    func run() async throws {
      let words = words.joined(separator: " ")
      try await ShellLaunch.query(service) { .found(try await $0.search(words), .program) }.print(
        asJSON: isJSON)
    }
  }

  /// The command `gumshoe sessions forget`.
  struct Forget: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "forget", abstract: "Removes a session from this machine.",
      discussion: """
        Its transcript goes, what was piped or attached to it, and what waits to be sent. At a \
        terminal it asks first; elsewhere the whole id has to be named. A server keeps its own copy.

        Example:

          gumshoe sessions forget 3f2a
        """)

    @Argument(help: "The session: its id, the beginning of one, or words of its title.")
    var id: String

    @Flag(help: "Do not ask.")
    var yes = false

    @Flag(name: .customLong("json"), help: "Print one JSON object.")
    var isJSON = false

    @OptionGroup var service: ServiceOptions

    func run() async throws {
      try await ShellLaunch.forget(id, service, asks: !yes).print(asJSON: isJSON)
    }
  }
}
