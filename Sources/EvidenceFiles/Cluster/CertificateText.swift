/// Reads certificates as `openssl x509` and `certbot certificates` print them.
///
///     subject=CN = shop.test
///     notAfter=Oct 18 07:12:44 2026 GMT   → X509 shop.test: notAfter 2026-10-18T07:12:44Z
enum CertificateText {
  static func takes(_ first: String, _ command: ShellCommand?) -> Bool {
    if command?.words.contains("x509") == true || command?.words.contains("s_client") == true {
      return true
    }
    return first.hasPrefix("subject=") || first.hasPrefix("notBefore=")
      || first.hasPrefix("notAfter=")
      || first.hasPrefix("Certificate:") || first.hasPrefix("Found the following certs")
      || first.hasPrefix("Saving debug log to") || command?.program == "certbot"
  }

  static func objects(in block: Transcript.Block) -> [ObjectDraft] {
    var found: [ObjectDraft] = []
    var name: (String, TextLine)?
    var parts: [(path: String, value: String, line: TextLine)] = []
    func close() {
      if let (own, line) = name, !parts.isEmpty {
        var object = ObjectDraft(
          kind: "X509", namespace: "", name: own, origin: .described, line: line)
        for part in parts { object.add(part.path, part.value, part.line) }
        found.append(object)
      }
      name = nil
      parts = []
    }
    for line in block.lines {
      let text = line.trimmed
      if text.hasPrefix("subject=") || text.hasPrefix("Subject:"), let own = common(in: text) {
        if name != nil, !parts.isEmpty { close() }
        name = (own, line)
      } else if let (_, rest) = text.halves(at: "Certificate Name: ") {
        close()
        name = (rest.trimmed, line)
      } else if text.hasPrefix("notAfter=") || text.hasPrefix("Not After"),
        let (_, rest) = text.halves(at: text.hasPrefix("not") ? "=" : ":"), let time = time(rest)
      {
        parts.append(("notAfter", time, line))
      } else if let (_, rest) = text.halves(at: "Expiry Date: ") {
        if let time = time(rest) { parts.append(("notAfter", time, line)) }
        if let (_, state) = rest.halves(at: "("), let (own, _) = state.halves(at: ")") {
          parts.append(("state", own, line))
        }
      } else if text.hasPrefix("DNS:") {
        for (index, part) in text.split(separator: ",").enumerated() {
          parts.append(("names[\(index)]", part.trimmed.replacing("DNS:", with: ""), line))
        }
      } else if let (_, rest) = text.halves(at: "Domains: ") {
        for (index, part) in rest.split(separator: " ").enumerated() {
          parts.append(("names[\(index)]", String(part), line))
        }
      }
    }
    close()
    return found
  }

  /// The common name of `subject=C = NL, CN = shop.test`.
  private static func common(in text: String) -> String? {
    for mark in ["CN = ", "CN="] {
      if let (_, rest) = text.halves(at: mark) {
        return String(rest.prefix { $0 != "," && $0 != "/" }).trimmed
      }
    }
    return nil
  }

  private static let months = [
    "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
  ]

  /// A time in the order of ISO 8601, which sorts as text; nil where none is told.
  ///
  ///     Oct 18 07:12:44 2026 GMT, Sun Oct 18 09:51:20 UTC 2026, 2026-10-18 07:12:44+00:00
  static func time(_ text: String) -> String? {
    let words = text.split(separator: " ").map(String.init)
    if let first = words.first, first.count >= 10, Array(first.utf8)[4] == UInt8(ascii: "-") {
      let clock =
        first.count > 11 ? String(first.dropFirst(11)) : words.dropFirst().first ?? "00:00:00"
      return "\(first.prefix(10))T\(clock.prefix(8))Z"
    }
    guard let place = words.firstIndex(where: months.contains), place + 1 < words.count,
      let day = Int(words[place + 1]), let month = months.firstIndex(of: words[place]),
      let clock = words.first(where: { $0.count == 8 && Array($0.utf8)[2] == UInt8(ascii: ":") }),
      let year = words.first(where: { $0.count == 4 && Int($0) != nil })
    else { return nil }
    func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
    return "\(year)-\(two(month + 1))-\(two(day))T\(clock)Z"
  }
}
