import ArgumentParser
import Configuration

/// The options that select a service.
struct ServiceOptions: ParsableArguments {
  @Option(
    name: .customLong("server"),
    help: ArgumentHelp(
      "The URL of a Sessions server, in place of the embedded one.", valueName: "URL"))
  var server: String?

  @Option(
    name: .customLong("profile"),
    help: ArgumentHelp("The profile of the configuration to use.", valueName: "name"))
  var profile: String?

  @Flag(name: .customLong("insecure"), help: "Let plain HTTP go beyond this machine.")
  var isInsecure = false

  @Option(
    name: .customLong("ca-file"),
    help: ArgumentHelp(
      "The authorities to trust in place of the system's, as a PEM file.", valueName: "file"))
  var authorityFile: String?

  @Option(
    name: .customLong("config"), help: ArgumentHelp("The configuration file.", valueName: "file"))
  var configurationFile: String?

  /// What a command has to say again to reach the same server beside naming it, as a shell's words.
  func wordsForCommands(naming server: Bool) -> String {
    let words = [
      configurationFile.map { " --config \(Self.quoted($0))" },
      server ? authorityFile.map { " --ca-file \(Self.quoted($0))" } : nil,
      server && isInsecure ? " --insecure" : nil,
    ]
    return words.compactMap { $0 }.joined()
  }

  /// A text as one word of a POSIX shell.
  private static func quoted(_ text: String) -> String {
    let isPlain = text.allSatisfy {
      $0.isASCII && ($0.isLetter || $0.isNumber || "/._-".contains($0))
    }
    return isPlain && !text.isEmpty ? text : "'\(text.replacing("'", with: "'\\''"))'"
  }

  /// The settings that the options hold, by their keys.
  var values: [AbsoluteConfigKey: ConfigValue] {
    var values: [AbsoluteConfigKey: ConfigValue] = [:]
    let texts = [
      ("server", server), ("profile", profile), ("ca-file", authorityFile),
      ("insecure", isInsecure ? "true" : nil),
    ]
    for case (let key, let text?) in texts {
      values[AbsoluteConfigKey([key])] = ConfigValue(.string(text), isSecret: false)
    }
    return values
  }
}
