import CDigest

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// An API key as its user holds it: `trv_ak_` and 256 random bits in base64url (RFC 4648, 5).
///
/// It is shown once, when it is made. Its description hides it, so that no log shows it by accident.
package struct KeySecret: Sendable {
  /// What every key begins with.
  package static let prefix = "trv_ak_"

  /// The whole key.
  package let text: String

  /// Makes a new key.
  package init() {
    var random = SystemRandomNumberGenerator()
    let bytes = Data((0..<32).map { _ in UInt8.random(in: .min ... .max, using: &random) })
    let base64 = bytes.base64EncodedString()
      .replacing("+", with: "-").replacing("/", with: "_").replacing("=", with: "")
    text = Self.prefix + base64
  }

  /// Takes a key as it was presented; nil where it does not look like one.
  package init?(presented text: String) {
    guard text.hasPrefix(Self.prefix), text.utf8.count > Self.prefix.utf8.count else { return nil }
    self.text = text
  }

  /// A text with whatever looks like a key in it cut to its beginning.
  package static func masked(in text: String) -> String {
    guard text.contains(prefix) else { return text }
    let parts = text.split(separator: prefix, omittingEmptySubsequences: false)
    let rests = parts.dropFirst().map { part in
      part.drop { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "_" || $0 == "-") }
    }
    return ([parts[0]] + rests).joined(separator: prefix + "…")
  }

  /// What is kept of the key.
  var hash: KeyHash { KeyHash(of: text) }
}

extension KeySecret: CustomStringConvertible, CustomDebugStringConvertible {
  package var description: String { Self.prefix + "…" }
  package var debugDescription: String { description }
}

/// The SHA-256 of a key: with 256 random bits in the key, no salt and no slow hash is needed.
struct KeyHash: Sendable {
  let bytes: Data

  /// The bytes of a SHA-256.
  private static let length = 32

  init(of key: String) {
    var digest = [UInt8](repeating: 0, count: Self.length)
    let text = Array(key.utf8)
    cdigest_sha256(text, text.count, &digest)
    bytes = Data(digest)
  }

  init(stored bytes: Data) {
    self.bytes = bytes
  }

  /// The hash's first 8 bytes, by which it is looked up.
  ///
  /// How long an index takes tells at most these, and nothing of the key follows from them.
  var selector: Int64 {
    bytes.prefix(8).reduce(0) { $0 << 8 | Int64($1) }
  }

  /// Compares in a time that does not depend on where two hashes differ.
  func matches(_ other: KeyHash) -> Bool {
    guard bytes.count == other.bytes.count else { return false }
    return zip(bytes, other.bytes).reduce(UInt8(0)) { $0 | ($1.0 ^ $1.1) } == 0
  }
}
