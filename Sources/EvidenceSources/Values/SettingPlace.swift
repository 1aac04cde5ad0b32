/// Where the settings of a source stand, for advice that names them.
///
///     of config.yaml:       set 'lines' below sources.logs higher
///     of the command line:  write it into config.yaml to set 'lines' higher
package struct SettingPlace: Hashable, Sendable {
  /// The source's name.
  package let source: String
  /// Whether the source was named on the command line alone, as `loki=http://…` or by its kind: then
  /// it has the usual settings, and no place to change them.
  package let isSpoken: Bool

  package init(_ source: String, isSpoken: Bool = false) {
    self.source = source
    self.isSpoken = isSpoken
  }

  /// Advice on settings, as a part of a sentence; a verb in upper case makes it the beginning of one.
  ///
  /// `how` tells what to do with them, as `higher` does.
  func advice(_ verb: String, _ keys: String..., how: String? = nil) -> String {
    let names = keys.map { "'\($0)'" }
    let list =
      names.count > 1
      ? names.dropLast().joined(separator: ", ") + " and " + names[names.count - 1]
      : names.joined()
    let end = how.map { " \($0)" } ?? ""
    guard isSpoken else { return "\(verb) \(list) below sources.\(source)\(end)" }
    let write = verb.first?.isUppercase == true ? "Write" : "write"
    return "\(write) it below 'sources' in config.yaml to set \(list)\(end)"
  }

  /// Advice on where the source is, and what it is asked in.
  func addressAdvice(_ verb: String) -> String {
    isSpoken
      ? "\(verb) its URL and the kind before it, KIND=URL"
      : "\(verb) 'address' and 'kind' below sources.\(source)"
  }
}
