import ArgumentParser
import SessionsAPI
import Shell

/// The command `gumshoe sessions export`.
struct SessionsExportCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "export",
    abstract: "Writes a session to hand on, with secrets masked: Markdown, JSON or one page.",
    discussion: """
      Example:

        gumshoe sessions export 3f2a --output incident.html
      """)

  @Argument(help: "The session: its id, the beginning of one, or words of its title.")
  var id: String

  @Option(
    help: "The form: md, json or html. Without it the ending of --output tells; else it is md.")
  var format: ExportFormat?

  @Option(
    name: [.short, .long],
    help: "The file, or a folder in which it is named by date and title; else standard output.",
    completion: .file())
  var output: String?

  @Flag(name: .customLong("force"), help: "Replace a file that is there.")
  var isForced = false

  @Flag(name: .customLong("json"), help: "Print one JSON object.")
  var isJSON = false

  @OptionGroup var service: ServiceOptions

  func run() async throws {
    let request = ExportRequest(format: format, file: output, isForced: isForced)
    let isJSON = isJSON
    try await ShellLaunch.query(service) { directory in
      let (session, staleness) = try await directory.copy(of: id)
      if output != nil {
        return .exported(try SessionExport.write(session, request, staleness: staleness))
      }
      let exported = SessionExport.document(session, as: request.format, staleness: staleness)
      if let staleness = exported.staleness, !isJSON {
        TextSink.standardError.write(
          "gumshoe: The session is as this machine last saw it: \(staleness)\n")
      }
      return .exported(exported)
    }.print(asJSON: isJSON)
  }
}

extension ExportFormat: ExpressibleByArgument {}
