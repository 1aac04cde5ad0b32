/// An address of version 4 as a text writes it: `10.1.0.2`.
struct IPv4Address: Hashable {
  let bits: UInt32

  /// All addresses in a text that have no mask behind them.
  static func all(in text: String) -> [IPv4Address] {
    IPv4Network.tokens(in: text).filter { $0.length == nil }.map { IPv4Address(bits: $0.bits) }
  }
}

/// A network of addresses as a text writes it: `10.1.0.0/24`.
struct IPv4Network: Hashable {
  let bits: UInt32
  /// How many bits all of its addresses have in common, from 8 to 31.
  let length: Int

  /// All networks in a text; what has fewer than eight bits in common is everybody.
  static func all(in text: String) -> [IPv4Network] {
    tokens(in: text).compactMap { token in
      token.length.flatMap {
        (8...31).contains($0) ? IPv4Network(bits: token.bits, length: $0) : nil
      }
    }
  }

  /// Whether an address lies in the network.
  func holds(_ address: IPv4Address) -> Bool {
    (address.bits ^ bits) >> UInt32(32 - length) == 0
  }

  fileprivate static func tokens(in text: String) -> [(bits: UInt32, length: Int?)] {
    text.utf8.split { byte in
      !(byte &- 0x30 < 10 || byte == UInt8(ascii: ".") || byte == UInt8(ascii: "/"))
    }.compactMap { token in
      let halves = token.split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false)
      guard let first = halves.first, halves.count <= 2 else { return nil }
      let parts = first.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
        .map { UInt32(String(decoding: Array($0), as: UTF8.self)) }
      guard parts.count == 4, parts.allSatisfy({ $0.map { $0 < 256 } ?? false }) else { return nil }
      let bits = parts.reduce(UInt32(0)) { $0 << 8 | ($1 ?? 0) }
      guard halves.count == 2 else { return (bits, nil) }
      return Int(String(decoding: Array(halves[1]), as: UTF8.self)).map { (bits, $0) }
    }
  }
}
