/// What a cluster refuses, or why none answers, as `kubectl` says it on standard error.
///
///     Error from server (Forbidden): nodes is forbidden: User "jane" cannot list resource "nodes" …
///     error: You must be logged in to the server (Unauthorized)
///     The connection to the server 10.0.0.1:6443 was refused - did you specify the right host or port?
struct KubectlRefusal: Hashable {
  /// What went wrong, as half a sentence.
  let why: String
  /// What to do next, as a sentence.
  let advice: String
  /// Whether the cluster gives nothing at all, so that a further run would fail too.
  let isFinal: Bool

  /// Reads what was said; nil where nothing of it tells why.
  init?(_ said: String) {
    let lines = said.split(whereSeparator: \.isNewline).map(String.init)
    let isRefused = { (line: String) in Self.prefixes.contains { line.hasPrefix($0) } }
    guard lines.contains(where: isRefused) else { return nil }
    // What its own log says beside it repeats the same.
    var told: [String] = []
    for line in lines.filter(isRefused) {
      let line = Self.withoutPrefix(line)
      if !told.contains(line) { told.append(line) }
    }
    let words = told.joined(separator: "; ")
    let rights = Self.rights(in: told)
    if words.contains("(Unauthorized)") || words.contains("must be logged in") {
      why = "the cluster does not know who asks: \(words)"
      advice = "Log in to it again; 'kubectl get pods' has to work in the same shell."
      isFinal = true
    } else if !rights.isEmpty {
      why = "the cluster forbids it: \(words)"
      advice = "Ask for the right to \(rights.joined(separator: ", ")), or do without."
      isFinal = false
    } else if Self.absences.contains(where: words.contains) {
      why = "no cluster answers: \(words)"
      advice = "Check that it is up, and what 'kubectl config current-context' says."
      isFinal = true
    } else if words.contains("context") && words.contains("does not exist") {
      why = words
      advice = "Choose one that 'kubectl config get-contexts' tells."
      isFinal = true
    } else {
      why = words
      // What ran before a restart is kept by the node for a while only: no one can bring it back.
      advice = words.contains("previous terminated container") ? "" : "Try it by hand."
      isFinal = false
    }
  }

  /// How lines begin that tell what is wrong.
  private static let prefixes = [
    "Error from server", "error:", "Error:", "The connection to the server",
    "Unable to connect to the server",
  ]

  /// What is said where nothing answers at the cluster's address, or something else does.
  private static let absences = [
    "The connection to the server", "Unable to connect to the server", "connection refused",
    "no such host", "i/o timeout", "context deadline exceeded", "TLS handshake", "x509:", "EOF",
    "connection reset by peer",
  ]

  /// A line without what only says that it is an error.
  private static func withoutPrefix(_ line: String) -> String {
    for prefix in ["Error from server (Forbidden): ", "error: ", "Error: "]
    where line.hasPrefix(prefix) { return String(line.dropFirst(prefix.count)) }
    return line
  }

  /// The rights that are missing, each once: `list nodes`.
  private static func rights(in lines: [String]) -> [String] {
    var rights: [String] = []
    for line in lines {
      guard
        let match = line.firstMatch(of: /cannot ([a-z]+) (?:resource "([^"]+)"|path "([^"]+)")/)
      else { continue }
      let right = "\(match.1) \(match.2 ?? match.3 ?? "")"
      if !rights.contains(right) { rights.append(right) }
    }
    return rights
  }
}
