/// What commands printed, cut at the lines that show the commands: `$ kubectl get pods -n shop`.
struct Transcript {
  private(set) var blocks: [Block] = []

  /// What one command printed, or what stands before any command.
  struct Block {
    /// Nil where no command is shown.
    var command: ShellCommand?
    var lines: [TextLine] = []
  }

  init(_ lines: [TextLine]) {
    var block = Block()
    // The command of which the next line is the time: `date; kubectl get pods` prints that first.
    var clock: ShellCommand?
    for line in lines {
      guard let text = Self.command(in: line.text) else {
        if let command = clock, !line.isBlank {
          blocks.append(Block(command: command, lines: [line]))
          clock = nil
        } else {
          block.lines.append(line)
        }
        continue
      }
      if block.command != nil || !block.lines.isEmpty { blocks.append(block) }
      let host = Self.host(in: line.text)
      let rest = Self.behindClock(text)
      clock = rest == nil ? nil : ShellCommand(Self.clock, host: host, line: line)
      block = Block(command: ShellCommand(rest ?? text, host: host, line: line))
    }
    blocks.append(block)
  }

  /// The command that follows one that only shows the time: of `date -u; kubectl get po` or with `&&` it
  /// is `kubectl get po`; nil of all others.
  static func behindClock(_ text: String) -> String? {
    guard text.hasPrefix(clock) else { return nil }
    let first = text.prefix { $0 != ";" && $0 != "&" }
    let words = first.split(separator: " ")
    guard first.endIndex < text.endIndex, words.first.map(String.init) == clock,
      words.dropFirst().allSatisfy({ $0.hasPrefix("-") || $0.hasPrefix("+") })
    else { return nil }
    let rest = text[first.endIndex...].drop { $0 == ";" || $0 == "&" || $0 == " " }
    return rest.isEmpty ? nil : String(rest)
  }

  /// The command that a line shows behind a prompt; nil where it shows none.
  ///
  /// `$ nc -zv cart 80`, `root@node:~# systemctl status kubelet`, `node$ docker ps`, `+ kubectl get po`
  /// (`set -x`).
  static func command(in text: String) -> String? {
    let text = withoutClock(text)
    guard let first = text.utf8.first, first > 0x20 else { return nil }
    if text.hasPrefix("$ ") { return String(text.dropFirst(2)) }
    let bytes = text.utf8
    var at = bytes.startIndex
    var length = 0
    while at < bytes.endIndex, length < longestPrompt {
      let next = bytes.index(after: at)
      if marks.contains(bytes[at]), next < bytes.endIndex, bytes[next] == 0x20 {
        let (before, typed) = (text[..<at], text[bytes.index(after: next)...])
        let rest = Self.withoutTime(typed)
        let isOfHost =
          bytes[at] == UInt8(ascii: "$") && !before.isEmpty
          && before.allSatisfy { $0.isLetter || $0.isNumber || "-._:~/".contains($0) }
        let isPrompt =
          before.isEmpty || before.contains("@") && !before.contains(" ")
          || before.hasSuffix("]") && before.hasPrefix("[") || isOfHost
        guard isPrompt, let word = rest.split(separator: " ").first else { return nil }
        // Behind `ops@web-1:~$` and `web-1:~$` stands a command, whatever it is.
        let isSure = before.contains("@") && before.contains(":") || before.hasSuffix(":~")
        let isKnown =
          tools.contains(String(word)) || HostForm.tools.contains(String(word)) || word == "sudo"
        return isSure || isKnown || word == clock ? String(rest) : nil
      }
      at = next
      length += 1
    }
    return nil
  }

  /// The machine, pod or container that a shown command runs on: that of a remote shell, else that of its prompt;
  /// empty where neither names one.
  ///
  /// `$ ssh kw-02 ethtool eno1` → `kw-02`, `$ kubectl exec web-0 -- df` → `web-0`, `ops@db-1:~$ free` → `db-1`
  static func place(of line: String, _ command: String) -> String {
    let words = command.split(separator: " ").map(String.init).filter { $0 != "sudo" }
    if words.first == "ssh" {
      let name = zip(words, words.dropFirst()).first { before, word in
        !word.hasPrefix("-") && !["-p", "-i", "-o", "-l", "-J", "-F"].contains(before)
      }?.1
      let host = name?.split(separator: "@").last.map(String.init) ?? ""
      if !host.hasPrefix("$") { return host }
    }
    if let exec = words.firstIndex(of: "exec") {
      let values: Set = ["-n", "--namespace", "-c", "--container", "-u", "--user", "-e", "-w"]
      let name = zip(words[exec...], words[(exec + 1)...]).first { before, word in
        !word.hasPrefix("-") && !values.contains(before)
      }?.1
      if let name { return name.split(separator: "/").last.map(String.init) ?? name }
    }
    return host(in: line)
  }

  /// A command without the time at which it was run, as people note it above what it printed:
  /// `# 2026-09-16T07:45:20Z kubectl get pods -A`.
  private static func withoutTime(_ text: Substring) -> Substring {
    guard let (word, _) = String(text.prefix(longestPrompt)).halves(at: " "), word.contains(":"),
      word.first?.isNumber ?? false, word.allSatisfy({ $0.isNumber || "-:.TZ+".contains($0) })
    else { return text }
    return text.dropFirst(word.count).drop { $0 == " " }
  }

  /// A line without the time that some terminals write before each prompt: `[09:40:41] root@mgr-1:~# docker ps`.
  private static func withoutClock(_ text: String) -> String {
    guard text.hasPrefix("["), let (clock, rest) = text.halves(at: "] "), clock.utf8.count < 32,
      clock.contains(":"), clock.dropFirst().allSatisfy({ $0.isNumber || "-:. TZ+".contains($0) })
    else { return text }
    return rest
  }

  /// The machine that a prompt names: `ops@web-1:~$ …` → `web-1`; empty where it names none.
  private static func host(in text: String) -> String {
    let text = withoutClock(text)
    guard !text.hasPrefix("$"), let (before, _) = text.halves(at: " "),
      let (_, behind) = before.halves(at: "@")
    else { return "" }
    return String(behind.prefix { $0 != ":" && $0 != "$" && $0 != "#" && $0 != "]" })
  }

  /// What ends a prompt: of a user, of root, of `set -x`, of others.
  private static let marks: Set<UInt8> = [
    UInt8(ascii: "$"), UInt8(ascii: "#"), UInt8(ascii: "+"), UInt8(ascii: ">"),
  ]
  /// Bytes of a prompt; longer ones are no prompts.
  private static let longestPrompt = 80

  /// The program that tells when the others ran.
  static let clock = "date"

  /// Programs whose output tells of clusters.
  static let tools: Set<String> = [
    "kubectl", "oc", "k", "systemctl", "service", "nc", "ncat", "telnet", "curl", "wget", "ping",
    "nslookup", "dig", "crictl", "microk8s", "k3s",
  ]
}

/// A command as its words.
struct ShellCommand {
  var words: [String]
  /// The machine whose prompt stands before it; empty where none is told.
  var host = ""
  /// What is said behind it: of `systemctl status kubelet   # on node-1` it is `on node-1`.
  var remark = ""
  var line: TextLine

  init(_ text: String, host: String = "", line: TextLine) {
    self.host = host
    var text = text
    if let (before, behind) = text.halves(at: " # ") {
      text = before
      remark = behind.trimmed
    }
    words = text.split { $0 == " " || $0 == "\t" }.map(String.init)
    self.line = line
  }

  /// The program that is run, without `sudo` before it: of `sudo ss -lnt` it is `ss`.
  var program: String? { words.first { $0 != "sudo" && !$0.hasPrefix("-") } }

  /// The pod in which `kubectl exec` runs it; nil where it does not.
  var pod: String? {
    guard let start = words.firstIndex(of: "exec"), let end = words.firstIndex(of: "--"),
      start < end
    else { return nil }
    let name = words[(start + 1)..<end].first { word in
      !word.hasPrefix("-") && word != option(["-n", "--namespace", "-c", "--container"])
    }
    return name.map { $0.split(separator: "/").last.map(String.init) ?? $0 }
  }

  /// The paths of the columns that a command asks for, by their names: `NAME:.metadata.name`.
  var customColumns: [String: String] {
    let option = option(["-o", "--output"]) ?? words.first { $0.hasPrefix("-ocustom-columns=") }
    guard let (_, list) = option?.halves(at: "custom-columns=") else { return [:] }
    let pairs = list.split(separator: ",").compactMap { part -> (String, String)? in
      guard let (name, path) = String(part).halves(at: ":."), !path.contains("[") else {
        return nil
      }
      return (name, path.filter { $0 != "\\" })
    }
    return Dictionary(pairs, uniquingKeysWith: { first, _ in first })
  }

  /// The word behind another: the verb of `kubectl`.
  func word(behind any: Set<String>) -> String? {
    guard let at = words.firstIndex(where: any.contains) else { return nil }
    return words[(at + 1)...].first
  }

  /// The value of an option in any of its forms: `-n shop`, `--namespace=shop`.
  func option(_ names: [String]) -> String? {
    for (place, word) in words.enumerated() {
      for name in names {
        if word == name { return place + 1 < words.count ? words[place + 1] : "" }
        if word.hasPrefix(name + "=") { return String(word.dropFirst(name.count + 1)) }
      }
    }
    return nil
  }

  /// The kinds and names behind `get` or `describe`; nil where it is no such command.
  var resources: (verb: String, kinds: [String], names: [String])? {
    guard let start = words.firstIndex(where: { $0 == "get" || $0 == "describe" }) else {
      return nil
    }
    var plain: [String] = []
    var isValue = false
    for word in words[(start + 1)...] {
      if isValue {
        isValue = false
      } else if word.hasPrefix("-") {
        isValue = Self.withValue.contains(word)
      } else {
        plain.append(word)
      }
    }
    guard let first = plain.first else { return nil }
    let kinds = first.split(separator: ",").map(String.init)
    var names = plain.dropFirst().map { String($0) }
    if let (kind, name) = first.halves(at: "/") {
      names.insert(name, at: 0)
      return (words[start], [kind], names)
    }
    return (words[start], kinds, names)
  }

  /// The namespace it asks for; `*` for all, empty where it names none.
  var namespace: String {
    if words.contains("-A") || words.contains("--all-namespaces") { return "*" }
    return option(["-n", "--namespace"]) ?? ""
  }

  /// Whether it asks for some objects only.
  var isNarrowed: Bool {
    option(["-l", "--selector", "--field-selector"]) != nil
      || words.contains { $0 == "|" || $0 == "grep" }
  }

  private static let withValue: Set<String> = [
    "-n", "--namespace", "-o", "--output", "-l", "--selector", "--field-selector", "--sort-by",
    "-L", "--context", "--kubeconfig",
  ]
}
