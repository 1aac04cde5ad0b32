import ArgumentParser
import SessionsAPI
import Shell
import Terminal

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// Looks at everything a conversation needs, and says what to do where something is wrong.
struct DoctorCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "doctor",
    abstract: "Checks configuration, server, key, sources, files and terminal.",
    discussion: """
      Example:

        gumshoe doctor --profile team
      """)

  @OptionGroup var service: ServiceOptions

  /// Looked at beside those of the configuration.
  @OptionGroup var sources: SourceOption

  @Flag(name: .customLong("json"), help: "Print one JSON object a check.")
  var isJSON = false

  func run() async throws {
    let findings = await Examination(
      options: service, environment: ProcessInfo.processInfo.environment, sources: sources.names
    ).findings()
    for finding in findings {
      TextSink.standardOutput.write((isJSON ? finding.json : finding.line) + "\n")
    }
    let failure = findings.compactMap(\.status).first
    guard let failure else { return }
    throw failure
  }
}
