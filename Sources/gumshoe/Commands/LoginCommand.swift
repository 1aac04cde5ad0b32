import ArgumentParser
import SessionsAPI
import SessionsClient
import Shell
import Terminal

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// Takes a key in by a hidden prompt, tries it, and stores it for its owner alone.
struct LoginCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "login", abstract: "Stores the key for a server, after trying it.",
    discussion: """
      The key is typed at a hidden prompt, or is the first line of standard input where that is no \
      terminal. It is never an argument, where other users could read it. With --server, the server \
      is written to config.yaml too, so that --profile alone selects it from then on.

      Example:

        gumshoe login --server https://gumshoe.example.org --profile team
      """)

  @OptionGroup var service: ServiceOptions

  func run() async throws {
    let environment = ProcessInfo.processInfo.environment
    // What the environment holds is neither stored nor tried: the key that is typed is.
    let silent = environment.filter { !["GUMSHOE_API_KEY", "TRAVERSAL_API_KEY"].contains($0.key) }
    let settings = try await ConnectionSettings(options: service, environment: silent)
    var profile = try server(settings)
    let prompt = "Key for \(profile.address) (profile '\(profile.name)'): "
    guard let text = try await SecretPrompt.ask(prompt), !text.isEmpty else {
      throw StartFailure.connecting(.noKeyGiven)
    }
    guard let key = APIKey(text) else {
      throw StartFailure.connecting(.badKey(source: "That"))
    }
    profile.key = ProfileKey(value: key)
    try await tryKey(of: profile, environment: environment)
    try KeyFile(profile: profile.name, folder: settings.folder).write(key, for: profile.address)
    let remark = try ProfileWriter(settings: settings).remember(profile)
    TextSink.standardError.write(
      "gumshoe: The key works and is stored for the profile '\(profile.name)'.\(remark)\n")
  }

  private func server(_ settings: ConnectionSettings) throws -> ServerProfile {
    let name = try settings.profileName()
    let selection: ServiceSelection
    do {
      selection = try settings.selection(readingKey: false)
    } catch StartFailure.connecting(.unknownProfile) {
      throw StartFailure.connecting(.noServerToLogIn)
    }
    guard case .server(let profile) = selection else {
      throw StartFailure.connecting(
        name == ProfileName.embedded ? .embeddedLogin : .noServerToLogIn)
    }
    return profile
  }

  private func tryKey(of profile: ServerProfile, environment: [String: String]) async throws {
    let client = try ServiceHost.client(for: profile, environment: environment)
    let outcome: Result<ServerProbe, any Error>
    do {
      outcome = .success(try await client.probe())
    } catch {
      outcome = .failure(error)
    }
    await client.close()
    do {
      if case .refused(let error) = try outcome.get().access { throw error }
    } catch let error as SessionsError {
      TextSink.standardError.write(
        "gumshoe: Nothing was stored. \(UntrustedText.clean(error.message))\n")
      throw ExitStatus(error)
    }
  }
}
