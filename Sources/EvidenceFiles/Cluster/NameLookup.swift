/// Reads how names are resolved: `resolv.conf`, `nslookup`, `dig`.
///
///     $ kubectl exec web-1 -- nslookup db
///     Server:  10.20.0.2
///     ** server can't find db: NXDOMAIN   → Lookup db: from web-1, server 10.20.0.2, result NXDOMAIN
enum NameLookup {
  /// Who asks: the pod of `kubectl exec`, else the machine of the prompt.
  private static func asker(_ command: ShellCommand?) -> String {
    guard let command else { return "" }
    return command.pod ?? command.host
  }

  /// The resolver that a `resolv.conf` names.
  static func resolver(in block: Transcript.Block) -> [ObjectDraft] {
    guard let first = block.lines.first(where: { $0.text.hasPrefix("nameserver ") }) else {
      return []
    }
    var resolver = ObjectDraft(
      kind: "Resolver", namespace: block.command?.namespace ?? "", name: asker(block.command),
      origin: .described, line: first)
    for line in block.lines {
      guard let (key, value) = line.trimmed.halves(at: " "),
        ["nameserver", "search", "options"].contains(key)
      else { continue }
      resolver.add(key, value.trimmed, line)
    }
    return [resolver]
  }

  /// What was asked and answered.
  static func objects(in block: Transcript.Block) -> [ObjectDraft] {
    guard let first = block.lines.first(where: { !$0.isBlank }) else { return [] }
    let words = block.command?.words ?? first.text.split(separator: " ").map(String.init)
    let name = words.last { !$0.hasPrefix("-") && !$0.hasPrefix("@") && !$0.hasPrefix("+") } ?? ""
    var lookup = ObjectDraft(
      kind: "Lookup", namespace: block.command?.namespace ?? "", name: "\(name)@\(first.number)",
      origin: .described, line: first)
    lookup.add("name", name, first)
    lookup.add("from", asker(block.command), block.command?.line ?? first)
    var result: (String, TextLine)?
    for line in block.lines {
      let text = line.trimmed
      if text.hasPrefix("Server:") || text.hasPrefix(";; SERVER:") {
        let rest = text.halves(at: ":")?.1.trimmed ?? ""
        lookup.add("server", String(rest.drop { $0 == "\t" }.prefix { $0 != "#" }), line)
      }
      for word in ["NXDOMAIN", "SERVFAIL", "REFUSED", "timed out"] where text.contains(word) {
        result = result ?? (word, line)
      }
      if text.contains("status: NOERROR") || text.hasPrefix("Name:") {
        result = result ?? ("ok", line)
      }
    }
    if let (value, line) = result { lookup.add("result", value, line) }
    return [lookup]
  }
}
