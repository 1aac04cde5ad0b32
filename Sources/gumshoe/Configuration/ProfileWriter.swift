import Shell

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// Writes a profile's server into `config.yaml`, without touching anything else in it.
struct ProfileWriter {
  let settings: ConnectionSettings

  /// Remembers where a profile's server is; what to do by hand, where the file could not be edited.
  ///
  /// - Throws: ``StartFailure`` where the file can't be written.
  func remember(_ profile: ServerProfile) throws(StartFailure) -> String {
    let path = settings.file.path
    let server = "\(profile.address)"
    guard settings.file.string("server", profile: profile.name) != server else { return "" }
    let text = FileManager.default.contents(atPath: path).map {
      String(decoding: $0, as: UTF8.self)
    }
    let edited = Self.edit(text ?? "", profile: profile.name, server: server)
    // The edit is kept only if the file then says what was meant.
    guard let edited, let outline = try? ConfigurationFile.outline(of: edited, path: path),
      outline.profiles.contains(profile.name)
    else {
      return " To select it by --profile, write under 'profiles' in '\(path)':\n"
        + "  \(profile.name):\n    server: \(server)"
    }
    try PrivateFile.replace(path, with: edited)
    return " '\(path)' now names its server."
  }

  /// The text with the profile's server in it; nil where its form is beyond a line's edit.
  static func edit(_ text: String, profile: String, server: String) -> String? {
    let entry = "    server: \(server)"
    var lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    if lines.last?.isEmpty == true { lines.removeLast() }
    guard let heading = lines.firstIndex(where: { $0.hasPrefix("profiles:") }) else {
      return (lines + ["profiles:", "  \(profile):", entry, ""]).joined(separator: "\n")
    }
    guard lines[heading] == "profiles:" else { return nil }
    guard let name = lines[heading...].firstIndex(of: "  \(profile):") else {
      lines.insert(contentsOf: ["  \(profile):", entry], at: heading + 1)
      return lines.joined(separator: "\n") + "\n"
    }
    let rest = lines.index(after: name)
    let end = lines[rest...].firstIndex { !$0.hasPrefix("    ") } ?? lines.endIndex
    if let old = lines[rest..<end].firstIndex(where: { $0.hasPrefix("    server:") }) {
      lines[old] = entry
    } else {
      lines.insert(entry, at: rest)
    }
    return lines.joined(separator: "\n") + "\n"
  }
}
