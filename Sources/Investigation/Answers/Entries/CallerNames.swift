/// Who asks for something, as an entry names him: by a field that is called so, or by the word "from".
///
///     key=pk_tripmate path=/departures        key pk_tripmate
///     {"client_ip":"203.0.113.9"}              client_ip 203.0.113.9
///     SMS-MT [uid:votecast] [prio:0]           uid votecast
///     query[A] cam-7.yard from 10.20.4.77      from 10.20.4.77
///     203.0.113.9 - - [10/Mar/2026 …           address 203.0.113.9
enum CallerNames {
  /// What an entry's text names, each kind once, in the order of the text.
  static func all(in text: String) -> [(key: String, value: String)] {
    var found: [(key: String, value: String)] = []
    let bytes = Array(text.utf8.prefix(longest))
    var at = 0
    while at < bytes.count {
      let start = at
      while at < bytes.count, isNameByte(bytes[at]) { at += 1 }
      guard at > start else {
        at += 1
        continue
      }
      let word = String(decoding: bytes[start..<at], as: UTF8.self).lowercased()
      // Access lines begin with the address of who asks.
      if start == 0, isAddress(bytes[start..<at]) { found.append(("address", word)) }
      guard isKey(word), !found.contains(where: { $0.key == word }),
        let value = value(bytes, behind: at, of: word)
      else { continue }
      found.append((word, value))
    }
    return found
  }

  private static let longest = 2000

  private static func isKey(_ word: String) -> Bool {
    if word == "from" || names.contains(word) { return true }
    guard let last = word.split(whereSeparator: { "_-.".contains($0) }).last else { return false }
    return word.utf8.count > last.utf8.count && ofParts.contains(String(last))
      && word.split(whereSeparator: { "_-.".contains($0) }).dropLast()
        .contains { names.contains(String($0)) }
  }

  private static let names: Set<String> = [
    "client", "clientip", "remote", "ip", "src", "source", "user", "username", "uid", "account",
    "tenant", "customer", "partner", "apikey", "key", "consumer", "cid", "subscriber", "caller",
    "org", "organization", "project", "merchant", "origin", "requester", "sender", "login", "app",
  ]
  /// What follows such a name in one of several parts: `client_ip`, `api.key`, `tenant-id`.
  private static let ofParts: Set<String> = [
    "ip", "id", "addr", "address", "name", "key", "host", "code",
  ]

  /// The value behind a key: after `=`, `:` or, of "from", a space.
  private static func value(_ bytes: [UInt8], behind end: Int, of key: String) -> String? {
    var at = end
    if key == "from" {
      guard at < bytes.count, bytes[at] == 0x20 else { return nil }
      at += 1
    } else {
      if at < bytes.count, bytes[at] == UInt8(ascii: "\"") { at += 1 }
      guard at < bytes.count, bytes[at] == UInt8(ascii: "=") || bytes[at] == UInt8(ascii: ":")
      else { return nil }
      at += 1
      while at < bytes.count, bytes[at] == 0x20 || bytes[at] == UInt8(ascii: "\"") { at += 1 }
    }
    let value = bytes[at...].prefix(while: isNameByte)
    guard (2...60).contains(value.count) else { return nil }
    // Of words behind "from" only what can be no plain word is a name.
    let hasDigit = value.contains { (0x30...0x39).contains($0) }
    guard key != "from" || hasDigit && value.contains(UInt8(ascii: ".")) else { return nil }
    return String(decoding: value, as: UTF8.self)
  }

  /// Whether bytes are an address of IP version 4.
  private static func isAddress(_ bytes: ArraySlice<UInt8>) -> Bool {
    let parts = bytes.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
    return parts.count == 4
      && parts.allSatisfy { part in
        (1...3).contains(part.count) && part.allSatisfy { (0x30...0x39).contains($0) }
      }
  }

  private static func isNameByte(_ byte: UInt8) -> Bool {
    switch byte {
    case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x2D, 0x5F, 0x2E: true
    default: byte >= 0x80
    }
  }
}
