import SessionsClient
import Shell

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// Writes a profile's server and authorities into `config.yaml`, without touching anything else.
struct ProfileWriter {
  let settings: ConnectionSettings

  /// Remembers where a profile's server is; what to do by hand, where the file could not be edited.
  ///
  /// - Throws: ``StartFailure`` where the file can't be written.
  func remember(_ profile: ServerProfile) throws(StartFailure) -> String {
    let path = settings.file.path
    let server = "\(profile.address)"
    let file = settings.file
    let isPlain = !profile.address.isProtected
    let isKnown =
      file.string("server", profile: profile.name) == server
      && (profile.authorityFile == nil || file.string("ca-file", profile: profile.name) != nil)
      && (!isPlain || file.string("insecure", profile: profile.name) != nil)
    guard !isKnown else { return "" }
    var entries = [("server", server)]
    if isPlain { entries.append(("insecure", "true")) }
    if let authorities = profile.authorityFile {
      let path = URL(filePath: authorities).standardizedFileURL.path
      // A quote within single quotes is written twice (YAML 1.2, 7.3.2).
      entries.append(("ca-file", "'\(path.replacing("'", with: "''"))'"))
    }
    let text = FileManager.default.contents(atPath: path).map {
      String(decoding: $0, as: UTF8.self)
    }
    let edited = Self.edit(text ?? "", profile: profile.name, entries)
    // The edit is kept only if the file then says what was meant.
    guard let edited, let outline = try? ConfigurationFile.outline(of: edited, path: path),
      outline.profiles.contains(profile.name)
    else {
      return " To select it by --profile, write under 'profiles' in '\(path)':\n"
        + "  \(profile.name):\n" + entries.map { "    \($0): \($1)" }.joined(separator: "\n")
    }
    try PrivateFile.replace(path, with: edited)
    return " '\(path)' now names its server."
  }

  /// The text with a profile's entries in it; nil where its form is beyond a line's edit.
  static func edit(_ text: String, profile: String, _ entries: [(String, String)]) -> String? {
    let written = entries.map { "    \($0): \($1)" }
    var lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    if lines.last?.isEmpty == true { lines.removeLast() }
    guard let heading = lines.firstIndex(where: { $0.hasPrefix("profiles:") }) else {
      return (lines + ["profiles:", "  \(profile):"] + written + [""]).joined(separator: "\n")
    }
    guard lines[heading] == "profiles:" else { return nil }
    guard let name = lines[heading...].firstIndex(of: "  \(profile):") else {
      lines.insert(contentsOf: ["  \(profile):"] + written, at: heading + 1)
      return lines.joined(separator: "\n") + "\n"
    }
    let first = lines.index(after: name)
    for (entry, line) in zip(entries, written) {
      let end = lines[first...].firstIndex { !$0.hasPrefix("    ") } ?? lines.endIndex
      if let old = lines[first..<end].firstIndex(where: { $0.hasPrefix("    \(entry.0):") }) {
        lines[old] = line
      } else {
        lines.insert(line, at: first)
      }
    }
    return lines.joined(separator: "\n") + "\n"
  }
}
