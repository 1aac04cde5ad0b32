#if canImport(FoundationEssentials)
  package import FoundationEssentials
#else
  package import Foundation
#endif

/// A case as bytes: what a service stores beside a session and hands back unread.
package enum CaseFile {
  /// The bytes of a case: JSON with sorted keys, so that the same case gives the same bytes; secrets
  /// are masked.
  package static func data(_ file: Case) -> Data? {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    return try? encoder.encode(file.masked())
  }

  /// The case in some bytes.
  ///
  /// What another version wrote and this one can't read is said, never silently forgotten: the
  /// conversation then goes on with an empty case and a note.
  package static func read(_ data: Data?) -> (file: Case, note: String?) {
    guard let data else { return (Case(), nil) }
    let decoder = JSONDecoder()
    if let version = try? decoder.decode(Version.self, from: data).version,
      version <= Case.currentVersion, let file = try? decoder.decode(Case.self, from: data)
    {
      return (file, nil)
    }
    if let version = try? decoder.decode(Version.self, from: data).version,
      version > Case.currentVersion
    {
      return (
        Case(), "What was established before was written by a newer gumshoe and can't be read."
      )
    }
    return (
      Case(),
      "What was established before was written by an older gumshoe: its evidence numbers start anew."
    )
  }

  private struct Version: Decodable {
    var version: Int
  }
}
