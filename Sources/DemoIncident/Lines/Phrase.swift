/// A message with slots in braces, such as `served {path} in {ms} ms`.
struct Phrase: Sendable {
  private enum Part: Sendable {
    case text(String)
    case slot(Slot)
  }

  /// What a slot is filled with.
  enum Slot: String, Sendable {
    /// A small number, a larger one, a share in percent, and a duration in milliseconds.
    case count, number, percent, ms
    /// An identifier in hexadecimal digits, a user, an address, a path.
    case id, user, address, path
    /// The service that is called, as a name and as a class.
    case callee, calleeClass = "CalleeClass"
    /// The service that logs.
    case service
    /// The value before and after a change, and the version after a release.
    case old, new, version
  }

  private let parts: [Part]

  /// Reads a message; braces around anything but a slot's name stand for themselves.
  init(_ text: String) {
    var parts: [Part] = []
    var plain = ""
    var rest = text[...]
    while let open = rest.firstIndex(of: "{") {
      let inner = rest[rest.index(after: open)...]
      guard let close = inner.firstIndex(of: "}"),
        let slot = Slot(rawValue: String(inner[..<close]))
      else {
        plain += rest[...open]
        rest = inner
        continue
      }
      plain += rest[..<open]
      if !plain.isEmpty { parts.append(.text(plain)) }
      plain = ""
      parts.append(.slot(slot))
      rest = inner[inner.index(after: close)...]
    }
    plain += rest
    if !plain.isEmpty { parts.append(.text(plain)) }
    self.parts = parts
  }

  /// What fills the slots that are not drawn.
  struct Filling: Sendable {
    var service = ""
    var callee = ""
    var old = ""
    var new = ""
    var version = ""
    var path = "/"
  }

  /// The message with its slots filled.
  func text(_ filling: Filling, _ random: inout SeededRandom) -> String {
    var text = ""
    for part in parts {
      switch part {
      case .text(let plain): text += plain
      case .slot(let slot): text += Self.value(slot, filling, &random)
      }
    }
    return text
  }

  private static func value(
    _ slot: Slot, _ filling: Filling, _ random: inout SeededRandom
  ) -> String {
    switch slot {
    case .count: String(random.number(2...60))
    case .number: String(random.number(1000...999_999))
    case .percent: String(random.number(91...99))
    case .ms: String(random.number(2...180))
    case .id: String(random.next() >> 24, radix: 16)
    case .user: "u\(random.number(100...9999))"
    case .address: "10.\(random.below(8)).\(random.below(250)).\(random.number(2...250))"
    case .path: filling.path
    case .callee: filling.callee
    case .calleeClass: className(filling.callee)
    case .service: filling.service
    case .old: filling.old
    case .new: filling.new
    case .version: filling.version
    }
  }

  /// A service's name as code writes it: `order-store` is `OrderStore`.
  static func className(_ name: String) -> String {
    name.split { $0 == "-" || $0 == "_" }.map { $0.prefix(1).uppercased() + $0.dropFirst() }
      .joined()
  }
}
