/// Finds what looks like a secret in one text, in time linear in its length.
struct SecretFinder {
  let bytes: [UInt8]

  init(_ text: String) {
    bytes = Array(text.utf8)
  }

  init(_ bytes: [UInt8]) {
    self.bytes = bytes
  }

  /// The places of secrets, by where they begin; they may overlap.
  func ranges() -> [Range<Int>] {
    let found = keyed() + words() + urls() + cardNumbers() + keyBlocks()
    return found.filter { !isMasked($0) }.sorted {
      ($0.lowerBound, -$0.upperBound) < ($1.lowerBound, -$1.upperBound)
    }
  }

  /// Values behind a key: `password=…`, `"apiKey": "…"`, `Authorization: Bearer …`.
  private func keyed() -> [Range<Int>] {
    var ranges: [Range<Int>] = []
    var index = 0
    while index < bytes.count {
      let isSeparator = bytes[index] == UInt8(ascii: "=") || bytes[index] == UInt8(ascii: ":")
      if isSeparator, let value = value(behind: index) {
        ranges.append(value)
        index = value.upperBound
      } else {
        index += 1
      }
    }
    return ranges
  }

  /// The secret behind a `=` or `:`; nil where there is none.
  private func value(behind index: Int) -> Range<Int>? {
    var end = index
    while end > 0, Self.isPadding(bytes[end - 1]) { end -= 1 }
    var start = end
    while start > 0, Self.isNameByte(bytes[start - 1]), end - start < Self.longestKey {
      start -= 1
    }
    guard let key = Self.secretKey(bytes[start..<end]) else { return nil }
    var value = index + 1
    while value < bytes.count, Self.isPadding(bytes[value]) { value += 1 }
    // A path is none, as in `PWD=/srv`.
    guard value < bytes.count, bytes[value] != UInt8(ascii: "/") else { return nil }
    var isCertain = Self.chosenKeys.contains(key)
    isCertain = isCertain || bytes[index] == UInt8(ascii: "=") && end == index
    // Quotes: no sentence, but a field.
    isCertain = isCertain || bytes[end..<value].contains { $0 != 0x20 && $0 != bytes[index] }
    for scheme in Self.schemes where hasWord(scheme, at: value) {
      value += scheme.count + 1
      isCertain = isCertain || key == Self.authorization
      break
    }
    let stop = endOfValue(value)
    guard stop > value, isCertain || !isPlain(value..<stop), !isNone(value..<stop) else {
      return nil
    }
    return value..<stop
  }

  /// The known key that a name is, or ends in; nil where it is none.
  private static func secretKey(_ name: ArraySlice<UInt8>) -> [UInt8]? {
    guard name.count > 2 else { return nil }
    let name = name.map { $0 == UInt8(ascii: "-") ? UInt8(ascii: "_") : lowered($0) }
    return keys.first { key in
      guard name.count >= key.count, name.suffix(key.count).elementsEqual(key) else {
        return false
      }
      // Short keys only by themselves or behind a separator: `pin`, but not `mapping`.
      return name.count == key.count || name[name.count - key.count - 1] == UInt8(ascii: "_")
        || key.count > 5
    }
  }

  /// Keys as issuers give them, and what follows a scheme: `AKIA…`, `ghp_…`, `Bearer …`.
  private func words() -> [Range<Int>] {
    var ranges: [Range<Int>] = []
    var index = 0
    while index < bytes.count {
      guard index == 0 || !Self.isWordByte(bytes[index - 1]) else {
        index += 1
        continue
      }
      let known = Self.prefixes[Int(bytes[index])].lazy.compactMap { issued($0, at: index) }.first
      if let range = known ?? shown(at: index) {
        ranges.append(range)
        index = range.upperBound
      } else {
        index += 1
      }
    }
    return ranges
  }

  private func issued(_ prefix: Prefix, at index: Int) -> Range<Int>? {
    guard index + prefix.text.count + prefix.least <= bytes.count,
      bytes[index..<index + prefix.text.count].elementsEqual(prefix.text)
    else { return nil }
    let start = index + prefix.text.count
    var end = start
    while end < bytes.count, Self.isTokenByte(bytes[end]) { end += 1 }
    while end > start, bytes[end - 1] == UInt8(ascii: ".") { end -= 1 }
    let isName =
      prefix.isNamelike
      && bytes[start..<end].allSatisfy {
        Self.isTokenByte($0) && !Self.isDigit($0) && !(0x41...0x5A).contains($0)
      }
    return end - start >= prefix.least && !isName ? index..<end : nil
  }

  private func shown(at index: Int) -> Range<Int>? {
    for scheme in Self.schemes.prefix(2) where hasWord(scheme, at: index) {
      let start = index + scheme.count + 1
      let end = endOfValue(start)
      // "basic settings" is no secret: a real one is long and no plain word.
      if end - start >= Self.shortestShown, !isPlain(start..<end) { return start..<end }
    }
    return nil
  }

  /// The password in `scheme://user:password@host`.
  private func urls() -> [Range<Int>] {
    bytes.indices.dropLast(3).compactMap { index in
      guard bytes[index] == UInt8(ascii: ":"), bytes[index + 1] == UInt8(ascii: "/"),
        bytes[index + 2] == UInt8(ascii: "/")
      else { return nil }
      let authority = bytes[(index + 3)...].prefix {
        $0 > 0x20 && !"/?#\"'".utf8.contains($0)
      }
      guard let at = authority.lastIndex(of: UInt8(ascii: "@")),
        let colon = authority.firstIndex(of: UInt8(ascii: ":")), colon + 1 < at
      else { return nil }
      return colon + 1..<at
    }
  }

  /// Numbers of payment cards, also in groups, with a valid check digit (ISO/IEC 7812-1).
  private func cardNumbers() -> [Range<Int>] {
    var ranges: [Range<Int>] = []
    var index = 0
    while index < bytes.count {
      guard Self.isDigit(bytes[index]), index == 0 || !Self.joins(bytes[index - 1]) else {
        index += 1
        continue
      }
      var digits: [UInt8] = []
      var end = index
      var position = index
      while position < bytes.count, digits.count <= Self.mostDigits {
        if Self.isDigit(bytes[position]) {
          digits.append(bytes[position] - 0x30)
          end = position + 1
        } else if bytes[position] != 0x20 && bytes[position] != UInt8(ascii: "-")
          || position == end + 1
        {
          break
        }
        position += 1
      }
      let closes = end == bytes.count || !Self.joins(bytes[end])
      if closes, Self.isCard(digits) { ranges.append(index..<end) }
      index = max(end, index + 1)
    }
    return ranges
  }

  private static func isCard(_ digits: [UInt8]) -> Bool {
    guard digits.count >= 4 else { return false }
    let first = digits.prefix(4).reduce(0) { $0 * 10 + Int($1) }
    guard
      SecretShapes.cards.contains(where: { $0.digits == digits.count && $0.first.contains(first) })
    else { return false }
    var sum = 0
    for (place, digit) in digits.reversed().enumerated() {
      let value = place % 2 == 1 ? Int(digit) * 2 : Int(digit)
      sum += value > 9 ? value - 9 : value
    }
    return sum % 10 == 0
  }

  /// Where a private key begins that does not end in the text; nil where none does.
  var openKeyBlock: Int? {
    keyBlocks().last { $0.upperBound == bytes.count && !hasWholeKeyBlock($0) }?.lowerBound
  }

  private func hasWholeKeyBlock(_ range: Range<Int>) -> Bool {
    place(of: Self.blockEnd, from: range.lowerBound)
      .flatMap { place(of: Self.blockKind, from: $0) } != nil
  }

  /// Private keys from their first line to their last, or to the text's end.
  private func keyBlocks() -> [Range<Int>] {
    guard bytes.contains(UInt8(ascii: "-")) else { return [] }
    var ranges: [Range<Int>] = []
    var from = 0
    while let begin = place(of: Self.blockBegin, from: from) {
      from = begin + Self.blockBegin.count
      let line = from + Self.longestKey
      guard let kind = place(of: Self.blockKind, from: from, before: line) else { continue }
      let body = kind + Self.blockKind.count
      let last = place(of: Self.blockEnd, from: body)
      let end = last.flatMap { place(of: Self.blockKind, from: $0) }
      from = end.map { $0 + Self.blockKind.count } ?? bytes.count
      ranges.append(begin..<from)
    }
    return ranges
  }
}
