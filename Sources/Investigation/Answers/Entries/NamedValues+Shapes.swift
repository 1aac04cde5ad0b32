import Evidence

/// How what entries name is written: addresses, paths, domains, statements.
extension NamedValues {
  /// `10.0.4.21`, `10.0.4.21:4647`, `db-1.internal.example`, `[::1]:80` aside.
  static func isAddress(_ text: String) -> Bool {
    guard !text.contains("/") || text.split(separator: "/").count == 2 else { return false }
    let last = text.split(separator: "/").last ?? ""
    let host = last.split(separator: ":").first ?? ""
    let labels = host.split(separator: ".", omittingEmptySubsequences: false)
    guard labels.count < 2 || !sources.contains(labels[labels.count - 1]) else { return false }
    guard labels.count >= 3, labels.allSatisfy({ !$0.isEmpty && $0.utf8.count <= 63 }) else {
      // With capitals it is a file and its line.
      return last.contains(":") && host.contains(where: \.isLetter) && isPort(last)
        && !host.contains(where: \.isUppercase)
    }
    if labels.allSatisfy({ $0.allSatisfy(\.isNumber) }) { return labels.count == 4 }
    // A class or file has capitals, or a bracket behind it; a host has none.
    return host.allSatisfy { $0.isLowercase || $0.isNumber || $0 == "." || $0 == "-" }
      && host.contains("-") || labels.count >= 3 && isPort(last)
  }

  /// Endings of source files, whose lines look like ports: `worker.go:42`.
  private static let sources: Set<Substring> = [
    "go", "py", "rb", "js", "ts", "c", "cc", "cpp", "h", "java", "kt", "rs", "php", "scala",
    "swift", "cs", "ex", "erl", "pl", "lua",
  ]

  /// Whether a text ends in a colon and a port: `db:5432`.
  static func isPort(_ text: Substring) -> Bool {
    let parts = text.split(separator: ":", omittingEmptySubsequences: false)
    guard parts.count == 2, let port = Int(parts[1]) else { return false }
    return (1...65_535).contains(port)
      && parts[0].allSatisfy { $0.isLetter || $0.isNumber || $0 == "." || $0 == "-" }
  }

  /// `/var/lib/data/7.log`, `C:\logs\a.txt`; not `GET /a`, whose path is a location's.
  static func isPath(_ text: String) -> Bool {
    let isRooted = text.hasPrefix("/") && text.utf8.count > 1
    let isWindows = text.dropFirst().hasPrefix(":\\")
    guard isRooted || isWindows else { return false }
    return text.contains(where: \.isLetter)
  }

  static func isLocation(_ text: String) -> Bool {
    text.hasPrefix("/") && text.utf8.count > 1 || text.contains("://")
  }

  /// The statement of SQL in a text, from its verb on.
  static func statement(in text: String) -> String? {
    let verbs = [
      "SELECT ", "INSERT INTO ", "UPDATE ", "DELETE FROM ", "ALTER TABLE ", "MERGE INTO ",
    ]
    let starts = verbs.compactMap { text.firstRange(of: $0)?.lowerBound }
    guard let start = starts.min() else { return nil }
    return Quote.cut(Quote.clean(String(text[start...])), to: Quote.longestInSentence)
  }

  /// `db.internal.example`, with or without a port; neither an address in numbers nor a file.
  static func isDomain(_ text: String) -> Bool {
    let host = text.split(separator: ":").first ?? ""
    let labels = host.split(separator: ".", omittingEmptySubsequences: false)
    guard labels.count >= 2, let last = labels.last, last.utf8.count >= 2,
      last.allSatisfy(\.isLetter), !["log", "go", "py", "js", "java", "conf", "cpp"].contains(last)
    else { return false }
    return labels.allSatisfy { label in
      !label.isEmpty && label.allSatisfy { $0.isLowercase || $0.isNumber || "-_".contains($0) }
    }
  }
}
