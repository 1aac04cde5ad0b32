/// Numbers in running text: the slots of templates, known by the words before them.
enum Slots {
  /// Units that names of fields end in, the longest first.
  private static let units = [
    "milliseconds", "millis", "seconds", "minutes", "bytes", "percent", "msec", "secs", "ms", "us",
    "ns", "mib", "kib", "gib", "mb", "kb", "gb", "s",
  ]

  /// The unit that a field's name ends in, behind a mark or a change of case: `duration_ms`, `tookMs`.
  static func unit(ofName name: String) -> String {
    let bytes = Array(name.utf8)
    for unit in units {
      let unitBytes = Array(unit.utf8)
      guard bytes.count > unitBytes.count,
        bytes.suffix(unitBytes.count).map(lowered) == unitBytes
      else { continue }
      let before = bytes[bytes.count - unitBytes.count - 1]
      let isUpper = bytes[bytes.count - unitBytes.count] &- 0x41 < 26
      if before == 0x5F || before == 0x2D || before == 0x2E || isUpper {
        return unit == "percent" ? "%" : unit
      }
    }
    return ""
  }

  /// The number that stands behind a word of a message: of `took`, 12 in `took 12 ms`; of the name
  /// that no message has (`duration`), the first number that has a unit of time behind it.
  static func number(named name: [UInt8], in message: Bytes) -> Quantity? {
    var named: Quantity?
    var timed: Quantity?
    var at = 0
    var word = 0..<0
    while at < message.count, named == nil {
      let byte = message[at]
      if isLetter(byte) || byte == 0x5F {
        let start = at
        while at < message.count,
          isLetter(message[at]) || message[at] == 0x5F
            || isDigit(message[at])
        { at += 1 }
        word = start..<at
      } else if isDigit(byte), at == 0 || !isJoint(message[at - 1]) {
        guard let (value, end) = Quantity.number(message, at: at) else { return nil }
        var quantity = Quantity(value: value)
        quantity.unit = unit(message, behind: end)
        let isWord = message.part(word.lowerBound, word.upperBound).lazy.map(lowered)
          .elementsEqual(name)
        if isWord { named = quantity }
        if timed == nil, isTime(quantity.unit) { timed = quantity }
        at = max(end, at + 1)
      } else {
        at += 1
      }
    }
    return named ?? (isDuration(name) ? timed : nil)
  }

  private static func isJoint(_ byte: UInt8) -> Bool {
    isLetter(byte) || isDigit(byte) || byte == 0x2E || byte == 0x5F || byte == 0x3A
      || byte == 0x2F || byte >= 0x80
  }

  private static func unit(_ message: Bytes, behind end: Int) -> String {
    var from = end
    if from < message.count, message[from] == 0x20 { from += 1 }
    guard let end = Units.end(message, from, message.count) else { return "" }
    return message.part(from, end).text()
  }

  private static let times: Set<String> = [
    "ms", "us", "ns", "s", "sec", "secs", "second", "seconds", "min", "minutes", "msec",
    "milliseconds", "millis",
  ]

  private static func isTime(_ unit: String) -> Bool { times.contains(unit.lowercased()) }

  /// Names that ask for how long something took.
  private static let durations: Set<String> = [
    "duration", "latency", "took", "elapsed", "time", "durationms", "latencyms", "elapsedms",
    "responsetime", "runtime",
  ]

  private static func isDuration(_ name: [UInt8]) -> Bool {
    durations.contains(String(decoding: name, as: UTF8.self))
  }
}
