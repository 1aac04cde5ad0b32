/// Reads `df`, of room and of inodes.
///
///     /dev/sdb1  197G  197G  0  100%  /srv   → Filesystem /srv: device /dev/sdb1, use 100%
enum DiskTable {
  static func objects(in block: Transcript.Block) -> [ObjectDraft] {
    var isOfInodes = false
    return block.lines.compactMap { line -> ObjectDraft? in
      if line.text.hasPrefix("Filesystem ") {
        isOfInodes = line.text.contains("IUse%")
        return nil
      }
      let words = line.text.split(separator: " ").map(String.init)
      guard words.count == 6 || words.count == 7,
        let place = words.lastIndex(where: { $0.hasSuffix("%") }),
        place + 1 < words.count, place > 0
      else { return nil }
      var disk = ObjectDraft(
        kind: "Filesystem", namespace: block.command?.host ?? "", name: words[place + 1],
        origin: .listed, line: line)
      disk.add("device", words[0], line)
      disk.add(isOfInodes ? "inodes" : "use", words[place], line)
      if !isOfInodes { disk.add("available", words[place - 1], line) }
      return disk
    }
  }
}

/// Reads firewalls: `ufw status`, `iptables -L -n` and `-S`, `nft list ruleset`.
///
///     Chain INPUT (policy DROP)                → default INPUT policy DROP
///     DROP  tcp  --  0.0.0.0/0  0.0.0.0/0  tcp dpt:5432   → rule …
enum FirewallText {
  static func takes(_ first: String, _ command: ShellCommand?) -> Bool {
    first.hasPrefix("Chain INPUT (") || first.hasPrefix("-P INPUT ")
      || first.hasPrefix("table inet ") || first.hasPrefix("table ip ")
      || first.hasPrefix("Status: active") && command?.words.contains("ufw") != false
  }

  static func objects(in block: Transcript.Block) -> [ObjectDraft] {
    guard let first = block.lines.first(where: { !$0.isBlank }) else { return [] }
    var wall = ObjectDraft(
      kind: "Firewall", namespace: block.command?.host ?? "", name: "firewall", origin: .described,
      line: first)
    var isInward = true
    for line in block.lines where !line.isBlank {
      let text = line.trimmed
      if text.hasPrefix("Chain ") || text.hasPrefix("chain ") {
        isInward = !text.contains("OUTPUT") && !text.contains("output")
        if text.contains("INPUT (policy ") { wall.add("default", text, line) }
      } else if text.hasPrefix("-P INPUT ") || text.hasPrefix("Default: ")
        || text.contains("hook input") && text.contains("policy")
      {
        wall.add("default", text, line)
      } else if isInward,
        ["DROP", "REJECT", "ACCEPT", "ALLOW", "DENY", "drop", "reject", "accept"].contains(
          where: text.contains)
      {
        wall.add("rule", text, line)
      }
    }
    return [wall]
  }
}

/// Reads `helm status`.
///
///     NAME: shop
///     STATUS: pending-upgrade   → HelmRelease shop: status pending-upgrade
enum ReleaseText {
  private static let paths = [
    "STATUS": "status", "REVISION": "revision", "DESCRIPTION": "description",
    "LAST DEPLOYED": "deployed",
  ]

  static func objects(in block: Transcript.Block) -> [ObjectDraft] {
    guard let first = block.lines.first(where: { $0.text.hasPrefix("NAME: ") }) else { return [] }
    var release = ObjectDraft(
      kind: "HelmRelease", namespace: block.command?.namespace ?? "",
      name: String(first.text.dropFirst("NAME: ".count)).trimmed, origin: .described, line: first)
    for line in block.lines {
      guard let (key, value) = line.text.halves(at: ": "), let path = paths[key] else { continue }
      release.add(path, value.trimmed, line)
    }
    return release.fields.contains { $0.path == "status" } ? [release] : []
  }
}
