import Configuration
import EvidenceSources
import SessionsClient
import SystemPackage
import Yams

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// The file `config.yaml`: checked against the keys there are, then read by swift-configuration.
///
/// The keys are those of ``Setting/all``, `profiles`: a mapping of names to the settings of each, and
/// `sources`, the same with those of ``SourceSetting/all``.
///
/// What stands outside `profiles` holds for every profile that does not say otherwise.
struct ConfigurationFile: Sendable {
  let path: String
  /// The names below `profiles`, in the file's order.
  let profiles: [String]
  /// The remote sources of evidence below `sources`.
  let sources: [SourceSettings]
  private let provider: (any ConfigProvider)?

  private static let profileKeys = Set(Setting.all.filter(\.isOfProfile).map(\.key))
  private static let topKeys = Set(Setting.all.map(\.key)).union(["profiles", "sources"])

  /// Reads the file; an absent one says nothing, unless it was asked for by name.
  ///
  /// - Throws: ``StartFailure/connecting(_:)`` with the file and, where there is one, the line.
  init(path: String, mustExist: Bool) async throws {
    self.path = path
    guard FileManager.default.fileExists(atPath: path) else {
      guard !mustExist else { throw StartFailure.connecting(.missingFile(path)) }
      profiles = []
      sources = []
      provider = nil
      return
    }
    guard let data = FileManager.default.contents(atPath: path) else {
      throw StartFailure.connecting(.badConfiguration(path, line: nil, "it can't be read"))
    }
    guard let text = String(data: data, encoding: .utf8) else {
      throw StartFailure.connecting(.badConfiguration(path, line: nil, "it is not UTF-8"))
    }
    let outline = try Self.outline(of: text, path: path)
    profiles = outline.profiles
    sources = outline.sources
    // A file of blanks and comments is no mapping, and says nothing.
    guard !outline.isEmpty else {
      provider = nil
      return
    }
    do {
      provider = try await FileProvider<YAMLSnapshot>(filePath: FilePath(path))
    } catch {
      throw StartFailure.connecting(.badConfiguration(path, line: nil, "\(error)"))
    }
  }

  /// The value of a key for a profile: its own, or that of every profile.
  func string(_ key: String, profile: String) -> String? {
    guard let provider else { return nil }
    let reader = ConfigReader(provider: provider)
    return reader.string(forKey: ConfigKey(["profiles", profile, key]))
      ?? reader.string(forKey: ConfigKey([key]))
  }

  /// The value of a key that is no profile's.
  func string(_ key: String) -> String? {
    provider.flatMap { ConfigReader(provider: $0).string(forKey: ConfigKey([key])) }
  }

  /// Whether a profile's server is the one at an address, or not written down.
  func mayHold(_ address: ServerAddress, profile: String) -> Bool {
    guard let server = string("server", profile: profile) else { return true }
    return (try? ServerAddress(server, allowsPlainHTTP: true)) == address
  }

  /// Checks that a text holds known keys with plain values, and finds the names of its profiles.
  static func outline(
    of text: String, path: String
  ) throws(StartFailure) -> (profiles: [String], sources: [SourceSettings], isEmpty: Bool) {
    func fail(_ node: Node, _ problem: String) -> StartFailure {
      .connecting(.badConfiguration(path, line: node.mark?.line, problem))
    }
    let root: Node?
    do {
      root = try compose(yaml: text)
    } catch {
      throw .connecting(
        .badConfiguration(path, line: (error as? YamlError)?.line, words(for: error)))
    }
    guard let root, root.null == nil || root.mapping != nil else { return ([], [], true) }
    guard let mapping = root.mapping else { throw fail(root, "it is no mapping of keys to values") }
    var names: [String] = []
    var sources: [SourceSettings] = []
    for (keyNode, value) in mapping {
      guard let key = keyNode.string, topKeys.contains(key) else {
        throw fail(keyNode, unknown(keyNode, known: topKeys))
      }
      if key == "sources" {
        sources = try Self.sources(in: value, path: path)
        continue
      }
      guard key == "profiles" else {
        guard value.scalar != nil else { throw fail(value, "'\(key)' is no plain value") }
        continue
      }
      guard let profiles = value.mapping else { throw fail(value, "'profiles' is no mapping") }
      for (nameNode, profile) in profiles {
        guard let name = nameNode.string, ProfileName.isValid(name) else {
          throw fail(nameNode, "'\(nameNode.string ?? "?")' is no name of a profile")
        }
        guard let entries = profile.mapping else { throw fail(profile, "'\(name)' is no mapping") }
        for (keyNode, value) in entries {
          guard let key = keyNode.string, profileKeys.contains(key) else {
            throw fail(keyNode, unknown(keyNode, known: profileKeys))
          }
          guard value.scalar != nil else { throw fail(value, "'\(key)' is no plain value") }
        }
        names.append(name)
      }
    }
    return (names, sources, false)
  }

  /// Words for a key that there is not.
  static func unknown(_ node: Node, known: Set<String>) -> String {
    "'\(node.string ?? "?")' is no key; there are \(known.sorted().joined(separator: ", "))"
  }

  private static func words(for error: any Error) -> String {
    switch error as? YamlError {
    case .scanner(_, let problem, _, _), .parser(_, let problem, _, _),
      .composer(_, let problem, _, _), .reader(let problem, _, _, _):
      problem
    case .duplicatedKeysInMapping(let keys, _):
      "'\(keys.joined(separator: "', '"))' stands there twice"
    default: "it can't be read as YAML"
    }
  }
}

extension YamlError {
  /// The line of the trouble, from 1, where it is known.
  fileprivate var line: Int? {
    switch self {
    case .scanner(_, _, let mark, _), .parser(_, _, let mark, _), .composer(_, _, let mark, _):
      mark.line
    case .duplicatedKeysInMapping(_, let context): context.mark.line
    case .reader(_, let offset?, _, let yaml):
      yaml.prefix(offset).count { $0.isNewline } + 1
    default: nil
    }
  }
}

/// The names that profiles may have: they are names of files too.
enum ProfileName {
  /// The profile where none is named.
  static let standard = "default"
  /// The service in the shell's own process, which every shell has.
  static let embedded = "embedded"

  /// Whether a name is made of 1 to 64 letters, digits, `-` and `_`, and begins with no `-`.
  static func isValid(_ name: String) -> Bool {
    let isPlain = name.utf8.allSatisfy { byte in
      switch byte {
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
        UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "_"):
        true
      default: false
      }
    }
    return isPlain && (1...64).contains(name.utf8.count) && !name.hasPrefix("-")
  }
}
