import ArgumentParser

/// The shell: at a terminal, or fed by a script on standard input.
struct ChatCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "chat", abstract: "Opens the shell (the default).",
    discussion: """
      Example:

        gumshoe /var/log/shop --baseline /var/log/shop.yesterday
        gumshoe --continue
        journalctl -b | gumshoe -
      """)

  @Argument(help: "Folders, files, globs or pipes that hold the evidence; - is standard input.")
  var evidence: [String] = []

  @OptionGroup var options: ChatOptions

  func run() async throws {
    try await ShellLaunch(options: options, evidence: try options.namedEvidence(evidence)).run()
  }
}
