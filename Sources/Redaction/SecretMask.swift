/// Masks secrets in text by the rules of ``SecretRules``.
package enum SecretMask {
  /// What stands in place of a secret.
  package static let mark = "[masked]"

  /// The text with every secret replaced.
  package static func masked(_ text: String) -> String {
    let bytes = Array(text.utf8)
    var ranges = keyed(bytes) + prefixed(bytes) + schemed(bytes) + urls(bytes) + cards(bytes)
    guard !ranges.isEmpty else { return text }
    ranges.sort { ($0.lowerBound, -$0.upperBound) < ($1.lowerBound, -$1.upperBound) }
    var result: [UInt8] = []
    var position = 0
    for range in ranges where range.upperBound > position {
      if range.lowerBound >= position {
        result += bytes[position..<range.lowerBound]
        result += Array(mark.utf8)
      }
      position = range.upperBound
    }
    result += bytes[position...]
    return String(decoding: result, as: UTF8.self)
  }

  /// Values behind a key: `password=…`, `"apiKey": "…"`, `Authorization: Bearer …`.
  private static func keyed(_ bytes: [UInt8]) -> [Range<Int>] {
    var ranges: [Range<Int>] = []
    for index in bytes.indices where bytes[index] == 0x3D || bytes[index] == 0x3A {
      var end = index
      while end > 0,
        bytes[end - 1] == 0x22 || bytes[end - 1] == 0x27 || bytes[end - 1] == 0x5C
          || bytes[end - 1] == 0x20
      {
        end -= 1
      }
      var start = end
      while start > 0, isNameByte(bytes[start - 1]), end - start < 40 { start -= 1 }
      let key = bytes[start..<end].map { $0 == 0x2D ? 0x5F : $0 | 0x20 }
      guard isSecret(key) else { continue }
      var value = index + 1
      while value < bytes.count, [0x20, 0x22, 0x27, 0x5C].contains(bytes[value]) { value += 1 }
      for scheme in SecretRules.schemes where hasWord(bytes, value, scheme) {
        value += scheme.utf8.count + 1
        break
      }
      let stop = endOfValue(bytes, value)
      let isPath = start > 0 && bytes[start - 1] == 0x2F && bytes[index] == 0x3A
      if isPath, isProse(bytes, value, stop) { continue }
      if stop > value { ranges.append(value..<stop) }
    }
    return ranges
  }

  /// Whether a value is a plain word that others follow, as behind the path of a file:
  /// `open /run/secrets/token: too many open files`.
  private static func isProse(_ bytes: [UInt8], _ start: Int, _ end: Int) -> Bool {
    let isLower: (UInt8) -> Bool = { (0x61...0x7A).contains($0) }
    return end > start && end + 1 < bytes.count && bytes[start..<end].allSatisfy(isLower)
      && bytes[end] == 0x20 && isLower(bytes[end + 1])
  }

  private static func isSecret(_ key: [UInt8]) -> Bool {
    guard key.count > 2 else { return false }
    return keyNames.contains { name in
      guard key.count >= name.count, key.suffix(name.count).elementsEqual(name) else {
        return false
      }
      // Short names only by themselves or behind a separator: `pin`, but not `mapping`.
      return key.count == name.count || key[key.count - name.count - 1] == 0x5F || name.count > 5
    }
  }

  private static let keyNames = SecretRules.keys.map { name in name.utf8.map { $0 | 0x20 } }
    .map { $0.map { $0 == 0x7F ? 0x5F : $0 } }

  private static func prefixed(_ bytes: [UInt8]) -> [Range<Int>] {
    var ranges: [Range<Int>] = []
    for rule in SecretRules.prefixes {
      let prefix = Array(rule.text.utf8)
      guard bytes.count >= prefix.count + rule.least else { continue }
      var index = 0
      while index + prefix.count + rule.least <= bytes.count {
        guard bytes[index] == prefix[0], bytes[index..<index + prefix.count].elementsEqual(prefix),
          index == 0 || !isWordByte(bytes[index - 1])
        else {
          index += 1
          continue
        }
        var end = index + prefix.count
        while end < bytes.count, isWordByte(bytes[end]) || bytes[end] == 0x2E { end += 1 }
        if end - index - prefix.count >= rule.least { ranges.append(index..<end) }
        index = end
      }
    }
    return ranges
  }

  private static func schemed(_ bytes: [UInt8]) -> [Range<Int>] {
    var ranges: [Range<Int>] = []
    for index in bytes.indices where index == 0 || !isWordByte(bytes[index - 1]) {
      for scheme in SecretRules.schemes.prefix(2) where hasWord(bytes, index, scheme) {
        let start = index + scheme.utf8.count + 1
        let end = endOfValue(bytes, start)
        // "basic settings" is no secret: a real one is long and no plain word.
        let value = bytes[start..<end]
        let isPlain = value.allSatisfy { (0x61...0x7A).contains($0) }
        if value.count >= 8, !isPlain { ranges.append(start..<end) }
      }
    }
    return ranges
  }

  /// The password in `scheme://user:password@host`.
  private static func urls(_ bytes: [UInt8]) -> [Range<Int>] {
    var ranges: [Range<Int>] = []
    for index in bytes.indices.dropLast(3)
    where bytes[index] == 0x3A && bytes[index + 1] == 0x2F && bytes[index + 2] == 0x2F {
      var colon: Int?
      var position = index + 3
      while position < bytes.count, bytes[position] > 0x20, bytes[position] != 0x2F,
        bytes[position] != 0x22
      {
        if bytes[position] == 0x3A, colon == nil { colon = position }
        if bytes[position] == 0x40 {
          if let colon { ranges.append(colon + 1..<position) }
          break
        }
        position += 1
      }
    }
    return ranges.filter { !$0.isEmpty }
  }

  /// Card numbers: 13 to 16 digits, also in groups, with a valid check digit (ISO/IEC 7812-1).
  private static func cards(_ bytes: [UInt8]) -> [Range<Int>] {
    var ranges: [Range<Int>] = []
    var index = 0
    while index < bytes.count {
      guard (0x33...0x36).contains(bytes[index]), index == 0 || !joins(bytes[index - 1]) else {
        index += 1
        continue
      }
      var digits: [UInt8] = []
      var end = index
      var position = index
      while position < bytes.count {
        if (0x30...0x39).contains(bytes[position]) {
          digits.append(bytes[position] - 0x30)
          end = position + 1
        } else if bytes[position] != 0x20 && bytes[position] != 0x2D || position == end + 1 {
          break
        }
        position += 1
      }
      let closes = end == bytes.count || !joins(bytes[end])
      if (13...16).contains(digits.count), closes, hasCheckDigit(digits) {
        ranges.append(index..<end)
      }
      index = max(end, index + 1)
    }
    return ranges
  }

  private static func hasCheckDigit(_ digits: [UInt8]) -> Bool {
    var sum = 0
    for (place, digit) in digits.reversed().enumerated() {
      let value = place % 2 == 1 ? Int(digit) * 2 : Int(digit)
      sum += value > 9 ? value - 9 : value
    }
    return sum % 10 == 0
  }
}

extension SecretMask {
  private static func hasWord(_ bytes: [UInt8], _ index: Int, _ word: String) -> Bool {
    let word = Array(word.utf8)
    guard index + word.count < bytes.count, bytes[index + word.count] == 0x20 else { return false }
    return zip(bytes[index...], word).allSatisfy { $0 | 0x20 == $1 }
  }

  private static func endOfValue(_ bytes: [UInt8], _ start: Int) -> Int {
    var end = start
    while end < bytes.count, bytes[end] > 0x20, !Array("\"',;&}])>`\\".utf8).contains(bytes[end]) {
      end += 1
    }
    return end
  }

  private static func isNameByte(_ byte: UInt8) -> Bool {
    switch byte {
    case 0x41...0x5A, 0x61...0x7A, 0x5F, 0x2D: true
    default: false
    }
  }

  private static func isWordByte(_ byte: UInt8) -> Bool {
    isNameByte(byte) || (0x30...0x39).contains(byte)
  }

  private static func joins(_ byte: UInt8) -> Bool {
    isWordByte(byte) || byte == 0x2E || byte >= 0x80
  }
}
