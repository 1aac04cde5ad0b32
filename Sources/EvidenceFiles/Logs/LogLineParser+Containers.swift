import Evidence
import Timeline

/// The prefixes that runners of containers and processes put before the lines of what they run.
extension LogLineParser {
  /// Reads such a prefix at the front and hands on the rest; false where none stands there.
  ///
  /// `orders-1  | …` (compose), `[pod/cart-0/app] …` (`kubectl logs --prefix`),
  /// `cart-5c8b9d7f6-qwrtz cart …` (stern), `[cart-5c8b9d7f6-qwrtz] …` (kubetail), `0|orders | …` (pm2).
  func container(_ text: Bytes, depth: Int, _ entry: inout LogEntry) -> Bool {
    guard depth < 3, let first = text.first else { return false }
    if first == UInt8(ascii: "[") {
      if text.count > 2, isDigit(text[1]), fluent(text, depth, &entry) { return true }
      return bracketed(text, depth: depth, &entry)
    }
    guard isLetter(first) || isDigit(first) else { return false }
    var at = 0
    var hasLetter = false
    var dashes = 0
    while at < text.count, at < 100 {
      let byte = text[at]
      if isLetter(byte) {
        hasLetter = true
      } else if byte == UInt8(ascii: "-") {
        dashes += 1
      } else if !isDigit(byte), byte != UInt8(ascii: "_"), byte != UInt8(ascii: ".") {
        break
      }
      at += 1
    }
    guard at < text.count else { return false }
    if !hasLetter { return numbered(text, at, depth: depth, &entry) }
    // etcd parts a level of one letter in the same way: `W | etcdserver: …`.
    guard at > 1, text[at] == 0x20 else { return false }
    let name = text.part(0, at)
    var next = at
    while next < text.count, text[next] == 0x20 { next += 1 }
    if next + 1 < text.count, text[next] == UInt8(ascii: "|"), text[next + 1] == 0x20,
      LevelWords.find(name) == nil
    {
      return wrapped(compose: name, text, next + 2, depth: depth, &entry)
    }
    guard dashes >= 2, PodName.isPod(name) else { return false }
    // stern: the pod's name, then the container's.
    let container = next
    while next < text.count, text[next] > 0x20 { next += 1 }
    entry.offer(pod: name)
    let isName = text.part(container, next).allSatisfy {
      isLetter($0) || isDigit($0) || $0 == UInt8(ascii: "-")
    }
    entry.facts.insert(.wrapper)
    read(text.part(isName ? next : container, text.count), depth: depth + 1, &entry)
    return true
  }

  /// Reads pm2's `0|orders  | …`; the index has been read.
  private func numbered(
    _ text: Bytes, _ end: Int, depth: Int, _ entry: inout LogEntry
  ) -> Bool {
    guard end < 4, text[end] == UInt8(ascii: "|") else { return false }
    var at = end + 1
    while at < text.count, text[at] > 0x20, text[at] != UInt8(ascii: "|") { at += 1 }
    let name = text.part(end + 1, at)
    while at < text.count, text[at] == 0x20 { at += 1 }
    guard !name.isEmpty, isLetter(name[0]), at + 1 < text.count, text[at] == UInt8(ascii: "|")
    else {
      return false
    }
    return wrapped(compose: name, text, at + 1, depth: depth, &entry)
  }

  private func wrapped(
    compose name: Bytes, _ text: Bytes, _ at: Int, depth: Int, _ entry: inout LogEntry
  ) -> Bool {
    entry.offer(service: name.part(0, PodName.composeLength(name)), rank: ServiceRank.pod)
    entry.facts.insert(.wrapper)
    read(text.part(at, text.count), depth: depth + 1, &entry)
    return true
  }

  private func bracketed(_ text: Bytes, depth: Int, _ entry: inout LogEntry) -> Bool {
    let isPath = text.has("[pod/") || text.has("[deployment/") || text.has("[job/")
    // Only a name in lower case with its dashes can be a pod's.
    guard isPath || text.count > 8 && text[1] &- 0x61 < 26,
      let end = text.first(UInt8(ascii: "]")), end + 1 < text.count, text[end + 1] == 0x20
    else { return false }
    var name = text.part(1, end)
    if isPath {
      let start = (name.first(UInt8(ascii: "/")) ?? 0) + 1
      let stop = name.first(UInt8(ascii: "/"), from: start) ?? name.count
      name = name.part(start, stop)
    } else {
      // kubetail names the container behind the pod.
      name = name.part(0, name.first(0x20) ?? name.count)
      guard PodName.isPod(name) else { return false }
    }
    entry.offer(pod: name)
    entry.facts.insert(.wrapper)
    read(text.part(end + 1, text.count), depth: depth + 1, &entry)
    return true
  }

  /// Reads what a container runtime writes behind its time: ` stdout F `, ` stderr P `, GitLab's ` 00O `.
  ///
  /// Returns the index of the text, nil where nothing of the kind stands there.
  @inline(__always)
  func stream(_ text: Bytes, _ at: Int, _ entry: inout LogEntry) -> Int? {
    guard at + 5 < text.count, text[at] == 0x20 else { return nil }
    if text[at + 1] == UInt8(ascii: "s") {
      guard text.has(" stdout ", at: at) || text.has(" stderr ", at: at) else { return nil }
      let next = at + 8
      // Kubernetes: `F` ends a line, `P` is a part of one; tags may follow behind colons.
      if next < text.count, text[next] == UInt8(ascii: "F") || text[next] == UInt8(ascii: "P"),
        next + 1 == text.count || text[next + 1] == 0x20 || text[next + 1] == UInt8(ascii: ":")
      {
        if text[next] == UInt8(ascii: "P") { entry.facts.insert(.partial) }
        var end = next
        while end < text.count, text[end] != 0x20 { end += 1 }
        return min(end + 1, text.count)
      }
      return next
    }
    if isDigit(text[at + 1]), isDigit(text[at + 2]),
      text[at + 3] == UInt8(ascii: "O") || text[at + 3] == UInt8(ascii: "E"),
      text[at + 4] == 0x20 || text[at + 4] == UInt8(ascii: "+")
    {
      return at + 5
    }
    return nil
  }

  /// Reads the stream that `aws logs tail` puts between its time and the line: `ecs/cart/9f8e7d …`.
  ///
  /// Only where the line begins with a time of its own or an object: a path may be the message's.
  func stream(named text: Bytes, _ start: Int, _ depth: Int, _ entry: inout LogEntry) -> Bool {
    let end = PrefixWords.end(text, start)
    let name = text.part(start, end)
    guard end + 1 < text.count, let slash = name.index(of: UInt8(ascii: "/")), slash > 0,
      text[end + 1] == UInt8(ascii: "{") || stamps.read(text, at: end + 1) != nil
    else { return false }
    let service = Self.lastName(name)
    if PodName.isPod(service) {
      entry.offer(pod: service)
    } else {
      entry.offer(service: service, rank: ServiceRank.pod)
    }
    entry.facts.insert(.wrapper)
    read(text.part(end, text.count), depth: depth + 1, &entry)
    return true
  }

  /// Reads the labels that Loki's client puts before a line: `{app="orders", level="error"} …`.
  func labels(_ text: Bytes, _ start: Int, _ depth: Int, _ entry: inout LogEntry) -> Bool {
    guard start + 2 < text.count, isLetter(text[start + 1]), let close = close(of: text, start),
      text.part(start, close).find(lowercased: Array("=\"".utf8)) != nil
    else { return false }
    var values = FieldValues()
    let content = text.part(start + 1, close)
    LogfmtScan.pairs(content) { name, value, isEscaped, _ in
      values.count += 1
      if let role = FieldNames.entry(name) { values.offer(value, role, isEscaped: isEscaped) }
      return true
    }
    guard values.count > 0 else { return false }
    entry.structures.add(.logfmt(content))
    entry.facts.insert(.wrapper)
    take(values, depth: depth, &entry)
    read(text.part(close + 1, text.count), depth: depth + 1, &entry)
    return true
  }

  /// Reads what Fluent Bit prints: `[0] app.cart: [1767348245.123, {"log"=>"…"}]`.
  func fluent(_ text: Bytes, _ depth: Int, _ entry: inout LogEntry) -> Bool {
    guard text.last == UInt8(ascii: "]"), let close = text.first(UInt8(ascii: "]")),
      text.part(1, close).allSatisfy(isDigit),
      let colon = text.first(UInt8(ascii: ":"), from: close),
      text.has(": [", at: colon), close + 2 < colon
    else { return false }
    var at = colon + 2
    while at < text.count, text[at] == UInt8(ascii: "[") { at += 1 }
    guard let stamp = stamps.read(text, at: at) else { return false }
    entry.offer(stamp)
    entry.facts.insert(.wrapper)
    entry.logger = text.part(close + 2, colon)
    for key in ["\"log\"=>\"", "\"message\"=>\"", "\"msg\"=>\""] {
      guard let found = text.find(lowercased: Array(key.utf8), from: stamp.end) else { continue }
      let start = found + key.utf8.count
      var end = start
      while end < text.count, text[end] != UInt8(ascii: "\"") {
        end += text[end] == UInt8(ascii: "\\") ? 2 : 1
      }
      guard depth < rooms.count else { return true }
      let value = rooms[depth].unescapeJSON(text.part(start, min(end, text.count)))
      readInner(value, depth: depth, &entry)
      return true
    }
    return true
  }
}
