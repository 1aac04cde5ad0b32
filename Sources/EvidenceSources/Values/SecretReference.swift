import CPlatform
import SystemPackage

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// Where a secret is: `$NAME` in the environment, or `file:PATH` of a file with mode 0600.
///
/// It is read when it is needed and kept nowhere, so that no report, log or error can show it.
package enum SecretReference: Hashable, Sendable {
  case environment(String)
  case file(String)

  /// Reads how a secret is named; nil for anything else, such as the secret itself.
  package init?(_ text: String) {
    if text.hasPrefix("$"), text.utf8.count > 1 {
      self = .environment(String(text.dropFirst()))
    } else if text.hasPrefix("file:/") {
      self = .file(String(text.dropFirst("file:".utf8.count)))
    } else {
      return nil
    }
  }

  /// The secret itself, without the end of its line.
  ///
  /// - Throws: ``SecretError``.
  func secret(in environment: [String: String]) throws(SecretError) -> String {
    let text: String
    switch self {
    case .environment(let name):
      guard let value = environment[name], !value.isEmpty else { throw .unset(name) }
      text = value
    case .file(let path):
      guard let status = try? Stat(FilePath(path)) else { throw .unreadable(path) }
      let mode = status.permissions.rawValue
      guard mode & 0o077 == 0 else { throw .wide(path, mode: UInt16(mode)) }
      guard let data = FileManager.default.contents(atPath: path), data.count <= 64 << 10 else {
        throw .unreadable(path)
      }
      text = String(decoding: data, as: UTF8.self)
    }
    let line = text.split(whereSeparator: \.isNewline).first.map(String.init) ?? ""
    // What has a control character in it would be a second field of the request (RFC 9110, 5.5).
    guard !line.isEmpty, line.unicodeScalars.allSatisfy({ $0.value >= 0x20 && $0.value != 0x7F })
    else { throw .blank(self) }
    return line
  }
}

extension SecretReference: CustomStringConvertible {
  package var description: String {
    switch self {
    case .environment(let name): "the variable \(name)"
    case .file(let path): "the file '\(path)'"
    }
  }
}

/// Why a secret can't be had.
///
/// It says where the secret is, never what it is.
package enum SecretError: Error, Hashable, Sendable {
  case unset(String)
  case unreadable(String)
  case wide(String, mode: UInt16)
  case blank(SecretReference)
}

extension SecretError: CustomStringConvertible {
  package var description: String {
    switch self {
    case .unset(let name): "the variable \(name), which holds its secret, is not set. Set it"
    case .unreadable(let path): "the file '\(path)', which holds its secret, can't be read"
    case .wide(let path, let mode):
      "the secret in '\(path)' is open to others (mode \(String(mode, radix: 8))). Close it: "
        + "chmod 600 '\(path)'"
    case .blank(let reference): "\(reference) holds no secret of one line"
    }
  }
}
