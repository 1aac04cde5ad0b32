/// Reads what tools that try connections print: `nc -zv cart 7070`, `curl http://cart:7070/`.
///
/// One test may have results from several machines, each told by `… on NODE: …`:
///
///     $ nc -zv cart 7070
///     from a pod on node-1: Connection refused
///     from a pod on node-2: cart (10.0.0.7:7070) open
///     → Connection cart:7070: result[node-1] failed, result[node-2] ok
struct ConnectionTest {
  var command: ShellCommand

  private static let tools: Set<String> = ["nc", "ncat", "telnet", "curl", "wget", "ping"]

  /// Whether a command tries a connection.
  static func takes(_ command: ShellCommand) -> Bool { tool(of: command) != nil }

  private static func tool(of command: ShellCommand) -> Int? {
    command.words.firstIndex { word in
      tools.contains(word.split(separator: "/").last.map(String.init) ?? word)
    }
  }

  /// The test with its results; nil where no target or no result is told.
  func object(in lines: [TextLine]) -> ObjectDraft? {
    guard let target else { return nil }
    var test = ObjectDraft(
      kind: "Connection", namespace: command.namespace, name: target, origin: .described,
      line: command.line)
    var from = ""
    var isKnown = false
    func settle(_ text: String, _ line: TextLine) {
      guard !isKnown, let works = Self.works(text) else { return }
      test.add("result[\(from)]", works ? "ok" : "failed", line)
      isKnown = true
    }
    for line in lines where !line.isBlank {
      if line.text.lowercased().contains("certificate") { test.add("says", line.trimmed, line) }
      if let (node, rest) = Self.origin(of: line.text) {
        from = node
        isKnown = false
        settle(rest, line)
      } else {
        settle(line.text, line)
      }
    }
    return test.fields.contains { $0.path.hasPrefix("result[") } ? test : nil
  }

  /// The host and the port that are tried: `cart:7070`.
  private var target: String? {
    guard let tool = Self.tool(of: command) else { return nil }
    for (place, word) in command.words.enumerated().dropFirst(tool + 1) {
      if word.hasPrefix("-") || Int(word) != nil { continue }
      var host = word
      for scheme in ["http://", "https://", "telnet://"] where host.hasPrefix(scheme) {
        host = String(host.dropFirst(scheme.count))
      }
      host = String(host.prefix { $0 != "/" })
      guard !host.isEmpty, !host.contains("'"), !host.contains("\"") else { continue }
      if host.contains(":") { return host }
      if place + 1 < command.words.count, Int(command.words[place + 1]) != nil {
        return "\(host):\(command.words[place + 1])"
      }
      return host
    }
    return nil
  }

  /// The machine that a result is from, and the result: `Test from node on worker-1: refused`.
  private static func origin(of text: String) -> (String, String)? {
    guard let (before, rest) = text.halves(at: ":"), let (_, node) = before.halves(at: " on "),
      !node.isEmpty, !node.contains(" ")
    else { return nil }
    return (node, rest)
  }

  /// What words say of a result; nil where they say nothing.
  private static func works(_ text: String) -> Bool? {
    let text = text.lowercased()
    // What `curl -w '%{http_code}'` prints.
    if text.count == 3 || text.hasPrefix("000 "), let code = Int(text.prefix(3)) {
      return code == 0 ? false : code < 500 ? true : nil
    }
    if bad.contains(where: text.contains) { return false }
    return good.contains(where: text.contains) ? true : nil
  }

  private static let bad = [
    "refused", "timed out", "timeout", "failed", "fail:", "unreachable", "no route", "bad address",
    "could not resolve", "not resolve", "unknown host", "not known", "reset by peer", "terminated",
    "100% packet loss", "couldn't connect", "punt!", "name does not resolve", "closed",
    "certificate problem", "no alternative certificate", "certificate has expired",
  ]
  private static let good = [
    " open", "succeeded", "connected to", "http/1.1 2", "http/2 2", "http/1.1 3", " 0% packet loss",
    "success", "200 ok", "\"ok\"",
  ]
}
