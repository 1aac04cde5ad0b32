import ArgumentParser

/// The service for a team: offers investigations over HTTP.
struct ServeCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "serve", abstract: "Offers investigations to a team over HTTP.",
    discussion: """
      Every session may read the evidence named here, and no caller can name another. Callers need \
      a key: 'gumshoe keys create' makes one on the same store.

      Example:

        gumshoe keys create --name ann --role member
        gumshoe serve /var/log/shop --listen 127.0.0.1:8080
      """)

  @Argument(help: "Folders, files or globs that hold the evidence.")
  var places: [String] = []

  @OptionGroup var options: ServeOptions

  func run() async throws {
    try await ServerLaunch(options: options, places: places).run()
  }
}
