import ArgumentParser
import Configuration

/// The options that select a service.
struct ServiceOptions: ParsableArguments {
  @Option(
    name: .customLong("server"), help: "The URL of a Sessions server, in place of the embedded one."
  )
  var server: String?

  @Option(name: .customLong("profile"), help: "The profile of the configuration to use.")
  var profile: String?

  @Flag(name: .customLong("insecure"), help: "Let plain HTTP go beyond this machine.")
  var isInsecure = false

  @Option(
    name: .customLong("ca-file"),
    help: "The authorities to trust in place of the system's, as a PEM file.")
  var authorityFile: String?

  @Option(name: .customLong("config"), help: "The configuration file.")
  var configurationFile: String?

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
