import SessionsClient

/// The service that a shell speaks to.
enum ServiceSelection: Sendable {
  case embedded
  case server(ServerProfile)
}

/// The key for a server, and where it comes from.
struct ProfileKey: Sendable {
  /// Nil where there is none yet.
  var value: APIKey?
  /// The environment's variable that holds it; nil where it is stored.
  var variable: String?
}

/// A server, and what is known of the way to it.
struct ServerProfile: Sendable {
  var name: String
  var address: ServerAddress
  var authorityFile: String?
  var key: ProfileKey
  /// Whether option or environment name the server, so that advice has to name it too.
  var isServerSpoken: Bool
  /// The other options that lead to it, as a shell's words, each behind a blank.
  var options: String

  /// Names the service in outbox, archive and messages: the same in every process.
  var serviceName: String {
    name == ProfileName.standard ? "\(address)" : "\(address) (\(name))"
  }

  /// The key as a client takes it, with a way to read what is stored later.
  func clientKey(stored: @escaping @Sendable () async -> APIKey?) -> ClientKey {
    ClientKey(key.value, variable: key.variable, loginCommand: loginCommand, stored: stored)
  }

  /// The command that stores a key for it.
  var loginCommand: String { "gumshoe login\(selection)" }

  /// The command that opens a shell on it.
  var shellCommand: String { "gumshoe\(selection)" }

  /// The options that select it.
  private var selection: String {
    (isServerSpoken ? " --server \(address)" : "")
      + (name == ProfileName.standard ? "" : " --profile \(name)") + options
  }
}
