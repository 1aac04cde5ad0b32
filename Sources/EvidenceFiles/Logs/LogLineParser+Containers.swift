import Evidence

/// The prefixes that runners of containers and processes put before the lines of what they run.
extension LogLineParser {
  /// Reads such a prefix at the front and hands on the rest; false where none stands there.
  ///
  /// `orders-1  | …` (compose), `[pod/cart-0/app] …` (`kubectl logs --prefix`),
  /// `cart-5c8b9d7f6-qwrtz cart …` (stern), `[cart-5c8b9d7f6-qwrtz] …` (kubetail), `0|orders | …` (pm2).
  func container(_ text: Bytes, depth: Int, _ entry: inout LogEntry) -> Bool {
    guard depth < 3, let first = text.first else { return false }
    if first == UInt8(ascii: "[") { return bracketed(text, depth: depth, &entry) }
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
}
