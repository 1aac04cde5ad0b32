import ArgumentParser
import EngineProcess

/// The options of `gumshoe serve`.
struct ServeOptions: ParsableArguments {
  @Option(
    name: .customLong("evidence"),
    help: ArgumentHelp("A folder, file or glob to read; repeatable.", valueName: "path"))
  var evidence: [String] = []

  @Option(
    name: .customLong("baseline"),
    help: ArgumentHelp("The same, of a quiet period; repeatable.", valueName: "path"))
  var baseline: [String] = []

  @OptionGroup var sources: SourceOption

  @Option(
    name: .customLong("config"),
    help: ArgumentHelp("The configuration file with the sources.", valueName: "file"))
  var configurationFile: String?

  @Option(
    help: ArgumentHelp(
      "The address to listen on; port 0 lets the system choose.", valueName: "host:port"))
  var listen = "127.0.0.1:8080"

  @OptionGroup var store: StoreOption

  @Option(
    name: .customLong("max-running"),
    help: ArgumentHelp("The sessions of an organisation at once.", valueName: "number"))
  var maxRunning = "5"

  @Option(
    name: .customLong("engine-memory"),
    help: ArgumentHelp("MiB of memory that the engine may use.", valueName: "MiB"))
  var engineMemory = "\(EngineLimits.defaultMemory)"

  @Option(
    name: .customLong("keep"),
    help: ArgumentHelp(
      "The days that sessions are kept after they last changed; without it, for good.",
      valueName: "days"))
  var keepDays: String?

  @Option(
    name: .customLong("tls-cert"),
    help: ArgumentHelp("The certificate chain, as a PEM file.", valueName: "file"))
  var tlsCertificate: String?

  @Option(
    name: .customLong("tls-key"),
    help: ArgumentHelp("The certificate's private key, as a PEM file.", valueName: "file"))
  var tlsKey: String?

  @Option(
    name: .customLong("metrics-listen"),
    help: ArgumentHelp("The address to serve Prometheus metrics on.", valueName: "host:port"))
  var metricsListen: String?

  @Flag(help: "Listen beyond this machine without TLS.")
  var insecure = false

  @Flag(name: [.customShort("v"), .customLong("verbose")], help: "Log every request.")
  var isVerbose = false
}
