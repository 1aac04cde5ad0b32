import InvestigationService
import SessionsServer
import Shell

/// A reason why a server could not be started, or its keys not be changed.
enum ServeFailure: Error, Equatable {
  case noEvidence
  case badAddress(option: String, String)
  /// Beyond this machine, without TLS.
  case unprotected(option: String, ListenAddress)
  case halfTLS(given: String, missing: String)
  case missingTLSFile(String)
  case badMaxRunning(String)
  case badEngineMemory(String, least: Int)
  case badName(option: String, String)
  case badRole(String)
  case badDays(option: String, String)
  case missingStore(String)
  case backup(BackupError)
  case unknownKey(String)
  case unknownOrganization(String)
  case server(ServerError)

  /// The status the process ends with.
  var status: ExitStatus {
    switch self {
    case .noEvidence, .badAddress, .unprotected, .halfTLS, .badMaxRunning, .badEngineMemory,
      .badName, .badRole, .badDays, .backup(.exists):
      .usage
    case .backup(.cannotWrite): .lostOutput
    case .missingTLSFile, .missingStore, .unknownKey, .unknownOrganization: .notFound
    case .server(.cannotListen): .unavailable
    case .server(.unusableTLS): .configuration
    }
  }
}

extension ServeFailure: CustomStringConvertible {
  var description: String {
    switch self {
    case .noEvidence:
      "There is no evidence to serve. Name a folder or file: 'gumshoe serve PATH'."
    case .badAddress(let option, let text):
      "'\(text)' is no address to listen on. Write \(option) as 127.0.0.1:8080 or [::1]:8080."
    case .unprotected(let option, let address):
      "\(option) '\(address)' can be reached from other machines, and without TLS everybody on the "
        + "way could read the keys. Give --tls-cert and --tls-key, or --insecure if something in "
        + "front of gumshoe protects it."
    case .halfTLS(let given, let missing):
      "\(given) needs \(missing) beside it."
    case .missingTLSFile(let path): "There is no readable file at '\(path)'. Check the path."
    case .badMaxRunning(let text):
      "'\(text)' is no number of sessions. Give --max-running a whole number from 1."
    case .badEngineMemory(let text, let least):
      "'\(text)' is no amount of memory for the engine. Give --engine-memory a whole number of MiB "
        + "from \(least)."
    case .badName(let option, let text):
      "'\(text)' cannot be used for \(option): it needs 1 to 128 characters that can be shown."
    case .badRole(let text): "'\(text)' is no role. Give --role member or admin."
    case .badDays(let option, let text):
      "'\(text)' is no number of days. Give \(option) a whole number from 1 to 36500."
    case .backup(let error): "\(error)"
    case .missingStore(let path):
      "There is no store at '\(path)'. Check --store, or make a key, and with it a store: "
        + "gumshoe keys create --name NAME --role member"
    case .unknownKey(let id): "There is no key '\(id)'. List them with 'gumshoe keys list'."
    case .unknownOrganization(let name):
      "No key belongs to an organisation '\(name)'. List them with 'gumshoe keys list'."
    case .server(let error): "\(error)"
    }
  }
}
