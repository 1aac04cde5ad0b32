import CPlatform
import Configuration
import SessionsClient
import Shell

/// What option, environment and file say of services, resolved in that order.
///
/// The variables are those of ``Setting/all``; `GUMSHOE_CONFIG` names the file; `GUMSHOE_API_KEY`, then
/// `TRAVERSAL_API_KEY`, hold a key in place of a stored one.
struct ConnectionSettings: Sendable {
  let file: ConfigurationFile
  /// The folder of `config.yaml` and `keys`.
  let folder: String
  private let options: ServiceOptions
  private let environment: [String: String]
  /// Option before environment.
  private let spoken: ConfigReader

  /// Reads the configuration.
  ///
  /// - Throws: ``StartFailure`` where the file is bad.
  init(options: ServiceOptions, environment: [String: String]) async throws {
    self.options = options
    let environment = environment.filter { !$0.value.isEmpty }
    self.environment = environment
    folder = try Folders.configuration(environment: environment)
    let named = options.configurationFile ?? environment["GUMSHOE_CONFIG"]
    file = try await ConfigurationFile(
      path: named ?? folder + "/config.yaml", mustExist: named != nil)
    var variables = environment.filter { $0.key.hasPrefix("GUMSHOE_") }
    // The key is no setting: it goes through nobody's hands but the client's.
    variables["GUMSHOE_API_KEY"] = nil
    // Whoever names a profile wants its server, not the environment's.
    if options.profile != nil { variables["GUMSHOE_SERVER"] = nil }
    spoken = ConfigReader(providers: [
      InMemoryProvider(name: "options", values: options.values),
      EnvironmentVariablesProvider(environmentVariables: variables)
        .prefixKeys(with: ConfigKey(["gumshoe"])),
    ])
  }

  /// The profile in use.
  ///
  /// - Throws: ``StartFailure/connecting(_:)`` where its name can't be one.
  func profileName() throws(StartFailure) -> String {
    let name =
      spoken.string(forKey: "profile") ?? file.string("profile") ?? ProfileName.standard
    guard ProfileName.isValid(name) else { throw .connecting(.badProfileName(name)) }
    return name
  }

  /// The time limit of a script where no option says one; nil for none.
  ///
  /// - Throws: ``StartFailure/connecting(_:)`` where environment or file say what can't be one.
  func timeLimit() throws(StartFailure) -> Duration? {
    guard let text = spoken.string(forKey: "timeout") ?? file.string("timeout") else { return nil }
    guard let limit = Duration(seconds: text) else { throw .connecting(.badTimeout(text)) }
    return limit
  }

  /// What environment, else file, say of a setting that is no profile's.
  func text(_ key: String) -> String? {
    spoken.string(forKey: ConfigKey([key])) ?? file.string(key)
  }

  /// The service that a shell speaks to, where its evidence does not select the embedded one.
  ///
  /// - Throws: ``StartFailure``.
  func selection(readingKey: Bool = true) throws(StartFailure) -> ServiceSelection {
    let name = try profileName()
    return try selection(
      of: name, reader: spoken, isNamed: options.profile != nil, readingKey: readingKey)
  }

  /// The service of a profile by its name alone, whatever option and environment say of others.
  ///
  /// - Throws: ``StartFailure``.
  func selection(ofProfile name: String) throws(StartFailure) -> ServiceSelection {
    try selection(of: name, reader: nil, isNamed: true, readingKey: true)
  }

  private func selection(
    of name: String, reader: ConfigReader?, isNamed: Bool, readingKey: Bool
  ) throws(StartFailure) -> ServiceSelection {
    guard name != ProfileName.embedded else {
      if let server = options.server {
        throw .conflictingOptions("--profile embedded", "--server \(server)")
      }
      return .embedded
    }
    let spokenServer = reader?.string(forKey: "server")
    let writtenServer = file.string("server", profile: name)
    guard let server = spokenServer ?? writtenServer else {
      guard !isNamed, name == ProfileName.standard else {
        throw .connecting(.unknownProfile(name, known: names))
      }
      return .embedded
    }
    let insecure = try flag(
      "insecure", reader?.string(forKey: "insecure") ?? file.string("insecure", profile: name))
    let address = try Self.address(server, insecure: insecure, isSpoken: spokenServer != nil)
    var key = ProfileKey()
    // The environment's key is for the server that this process was started for.
    if readingKey, reader != nil || isSelected(address) { key = try spokenKey() ?? key }
    if readingKey, key.value == nil, mayShowKey(ofProfile: name, to: address) {
      key.value = try keyFile(name).read()
    }
    return .server(
      ServerProfile(
        name: name, address: address,
        authorityFile: try authorityFile(reader?.string(forKey: "ca-file"), profile: name),
        key: key, isServerSpoken: spokenServer != nil,
        options: options.wordsForCommands(naming: reader != nil)))
  }

  /// The key that is stored for a server now, by this process or another.
  func storedKey(for profile: ServerProfile) async -> APIKey? {
    guard profile.key.variable == nil,
      let now = try? await ConfigurationFile(path: file.path, mustExist: false),
      // Whoever edits the file meanwhile may mean another server by the profile.
      now.mayHold(profile.address, profile: profile.name),
      mayShowKey(ofProfile: profile.name, to: profile.address)
    else { return nil }
    return try? keyFile(profile.name).read()
  }

  /// Whether the key that is stored for a profile may go to a server: the one it was stored for.
  ///
  /// A key that somebody put there by hand is for the server that the file names, if it names one.
  private func mayShowKey(ofProfile name: String, to address: ServerAddress) -> Bool {
    guard let server = keyFile(name).server else { return file.mayHold(address, profile: name) }
    return server == "\(address)"
  }

  /// Whether option, environment and file select the server at an address.
  private func isSelected(_ address: ServerAddress) -> Bool {
    guard case .server(let profile) = try? selection(readingKey: false) else { return false }
    return profile.address == address
  }

  private func keyFile(_ profile: String) -> KeyFile {
    KeyFile(profile: profile, folder: folder)
  }

  /// The command that opens a shell on the embedded service, whatever else is configured.
  var embeddedCommand: String {
    let isServerUsual =
      environment["GUMSHOE_SERVER"] != nil || environment["GUMSHOE_PROFILE"] != nil
      || file.string("profile") != nil
      || file.string("server", profile: ProfileName.standard) != nil
    return isServerUsual ? "gumshoe --profile \(ProfileName.embedded)" : "gumshoe"
  }

  /// The names of profiles: the embedded one, those of the file, and the standard one if it is set.
  var names: [String] {
    var names = [ProfileName.embedded] + file.profiles
    if file.string("server") != nil, !names.contains(ProfileName.standard) {
      names.append(ProfileName.standard)
    }
    return names
  }

  private static func address(
    _ server: String, insecure: Bool, isSpoken: Bool
  ) throws(StartFailure) -> ServerAddress {
    do {
      return try ServerAddress(server, allowsPlainHTTP: insecure)
    } catch {
      throw .connecting(.badServer(error, isConfigured: !isSpoken))
    }
  }

  private func authorityFile(
    _ spoken: String?, profile: String
  ) throws(StartFailure) -> String? {
    guard var path = spoken ?? file.string("ca-file", profile: profile) else { return nil }
    if spoken == nil, !path.hasPrefix("/"), let slash = file.path.lastIndex(of: "/") {
      path = file.path[...slash] + path
    }
    guard access(path, R_OK) == 0 else {
      throw .connecting(.missingFile(path))
    }
    return path
  }

  /// The key that the environment holds.
  private func spokenKey() throws(StartFailure) -> ProfileKey? {
    for variable in ["GUMSHOE_API_KEY", "TRAVERSAL_API_KEY"] {
      guard let text = environment[variable] else { continue }
      guard let key = APIKey(text) else {
        throw .connecting(.badKey(source: "The variable \(variable)"))
      }
      return ProfileKey(value: key, variable: variable)
    }
    return nil
  }

  private func flag(_ name: String, _ text: String?) throws(StartFailure) -> Bool {
    switch text?.lowercased() {
    case nil, "false", "no", "off", "0": false
    case "true", "yes", "on", "1": true
    case let text?: throw .connecting(.badFlag(name, text))
    }
  }
}

extension Duration {
  /// Reads a time limit: a number of seconds above 0 and below 10⁹.
  init?(seconds text: String) {
    guard let seconds = Double(text), seconds > 0, seconds < 1e9 else { return nil }
    self = .milliseconds(Int64(seconds * 1000))
  }
}
