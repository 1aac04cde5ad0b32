import ArgumentParser

/// The option that names remote sources.
struct SourceOption: ParsableArguments {
  @Option(
    name: .customLong("source"),
    help: ArgumentHelp(
      "A remote source: its name in config.yaml, kubernetes, journal, or KIND=URL with the kind "
        + "prometheus, loki or tempo; repeatable.",
      valueName: "name"))
  var names: [String] = []
}
