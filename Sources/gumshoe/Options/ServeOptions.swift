import ArgumentParser
import EngineProcess

/// The options of `gumshoe serve`.
struct ServeOptions: ParsableArguments {
  @Option(name: .customLong("evidence"), help: "A folder, file or glob to read; repeatable.")
  var evidence: [String] = []

  @Option(name: .customLong("baseline"), help: "The same, of a quiet period; repeatable.")
  var baseline: [String] = []

  @Option(help: "The address to listen on; port 0 lets the system choose.")
  var listen = "127.0.0.1:8080"

  @OptionGroup var store: StoreOption

  @Option(name: .customLong("max-running"), help: "The sessions of an organisation at once.")
  var maxRunning = "5"

  @Option(name: .customLong("engine-memory"), help: "MiB of memory that the engine may use.")
  var engineMemory = "\(EngineLimits.defaultMemory)"

  @Option(
    name: .customLong("keep"),
    help: "The days that sessions are kept after they last changed; without it, for good.")
  var keepDays: String?

  @Option(name: .customLong("tls-cert"), help: "The certificate chain, as a PEM file.")
  var tlsCertificate: String?

  @Option(name: .customLong("tls-key"), help: "The certificate's private key, as a PEM file.")
  var tlsKey: String?

  @Option(
    name: .customLong("metrics-listen"), help: "The address to serve Prometheus metrics on.")
  var metricsListen: String?

  @Flag(help: "Listen beyond this machine without TLS.")
  var insecure = false

  @Flag(name: [.customShort("v"), .customLong("verbose")], help: "Log every request.")
  var isVerbose = false
}
