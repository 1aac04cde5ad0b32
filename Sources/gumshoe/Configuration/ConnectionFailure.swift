import SessionsClient
import Shell

/// Why a server can't be spoken to as arguments, environment and configuration have it.
enum ConnectionFailure: Error, Equatable {
  case badServer(ServerAddressError, isConfigured: Bool)
  case badProfileName(String)
  case unknownProfile(String, known: [String])
  case badConfiguration(String, line: Int?, String)
  case badFlag(String, String)
  case badTimeout(String)
  /// A setting that has one of some words for its value has another.
  case badChoice(String, String, of: [String])
  case missingFile(String)
  case unusableFile(String, reason: String)
  case wideKeyFile(String, mode: UInt16)
  case badKey(source: String)
  case badProxy(HTTPProxyError)
  case noServerToLogIn
  case noKeyGiven
  case embeddedLogin

  /// The status the process ends with.
  var status: ExitStatus {
    switch self {
    case .badServer(_, let isConfigured): isConfigured ? .configuration : .usage
    case .badProfileName, .noServerToLogIn, .embeddedLogin: .usage
    case .unknownProfile, .badConfiguration, .badFlag, .badTimeout, .badChoice, .unusableFile,
      .wideKeyFile, .badProxy:
      .configuration
    case .missingFile: .notFound
    case .badKey, .noKeyGiven: .notPermitted
    }
  }
}

extension ConnectionFailure: CustomStringConvertible {
  var description: String {
    switch self {
    case .badServer(let error, _): "\(error)"
    case .badProfileName(let name):
      "'\(name)' is no name of a profile: letters, digits, '-' and '_', 64 at the most."
    case .unknownProfile(let name, let known):
      "There is no profile '\(name)'. There are: \(known.joined(separator: ", ")). Make it: "
        + "gumshoe login --server URL --profile \(name)"
    case .badConfiguration(let path, let line, let problem):
      "The configuration '\(path)'\(line.map { ", line \($0)" } ?? "") is bad: \(problem). "
        + "Correct it, or name another with --config."
    case .badFlag(let name, let text):
      "'\(text)' is no value of '\(name)'. Write true or false."
    case .badTimeout(let text):
      "'\(text)' is no value of 'timeout'. Write a number of seconds above 0."
    case .badChoice(let name, let text, let words):
      "'\(text)' is no value of '\(name)'. Write one of: \(words.joined(separator: ", "))."
    case .missingFile(let path): "There is no file '\(path)' that can be read. Check the path."
    case .unusableFile(let path, let reason): "The file '\(path)' can't be used: \(reason)."
    case .wideKeyFile(let path, let mode):
      "The key in '\(path)' is open to others (mode \(String(mode, radix: 8))). "
        + "Close it: chmod 600 '\(path)'; if others may have read it, have the key revoked."
    case .badKey(let source):
      "\(source) is no key: a key is one line of plain characters. Store one: gumshoe login"
    case .badProxy(let error): "\(error)"
    case .noServerToLogIn:
      "There is no server to log in to. Name it: gumshoe login --server https://HOST"
    case .noKeyGiven: "No key was given, so nothing was stored."
    case .embeddedLogin: "The embedded service needs no login."
    }
  }
}
