#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// Where a server is: scheme, host, port, and the path in front of `/v1`.
package struct ServerAddress: Hashable, Sendable {
  /// `http` or `https`.
  package let scheme: String
  /// The host in lower case; an IPv6 address without its brackets.
  package let host: String
  package let port: Int
  /// The path in front of `/v1`, without a slash at its end; mostly empty.
  package let path: String

  /// Reads the URL of a server.
  ///
  /// A plain `http://` URL that is not loopback is refused unless `allowsPlainHTTP`: the key would
  /// cross the network in the clear.
  ///
  /// - Throws: ``ServerAddressError``.
  package init(_ text: String, allowsPlainHTTP: Bool = false) throws(ServerAddressError) {
    guard text.utf8.count <= 2048, let parts = URLComponents(string: text),
      let scheme = parts.scheme?.lowercased(), let host = parts.host, !host.isEmpty
    else { throw .malformed(text) }
    guard scheme == "https" || scheme == "http" else { throw .unknownScheme(text, scheme) }
    guard parts.user == nil, parts.password == nil else { throw .containsCredentials }
    guard parts.query == nil, parts.fragment == nil else { throw .malformed(text) }
    let port = parts.port ?? (scheme == "https" ? 443 : 80)
    guard (1...65535).contains(port) else { throw .malformed(text) }
    var path = parts.percentEncodedPath[...]
    while path.hasSuffix("/") { path.removeLast() }
    // A user may well paste the URL with the version's path.
    if path.hasSuffix("/v1") { path.removeLast(3) }
    self.scheme = scheme
    self.host = host.lowercased().trimming("[", "]")
    self.port = port
    self.path = String(path)
    guard isProtected || allowsPlainHTTP else { throw .plainHTTP(text) }
  }

  /// Whether nobody on the way can read along: by TLS, or because there is no way.
  package var isProtected: Bool { scheme == "https" || isLoopback }

  /// Whether the server is on this machine.
  var isLoopback: Bool {
    guard host != "localhost", host != "::1", !host.hasSuffix(".localhost") else { return true }
    let parts = host.split(separator: ".", omittingEmptySubsequences: false)
    return parts.count == 4 && parts[0] == "127" && parts.allSatisfy { UInt8($0) != nil }
  }

  /// Scheme, host and port, as RFC 6454 compares origins.
  package var origin: String {
    let isDefault = port == (scheme == "https" ? 443 : 80)
    let name = host.contains(":") ? "[\(host)]" : host
    return "\(scheme)://\(name)" + (isDefault ? "" : ":\(port)")
  }

  /// The URL of a path below `/v1`.
  func url(_ endpoint: String) -> String {
    "\(origin)\(path)/v1\(endpoint)"
  }
}

extension ServerAddress: CustomStringConvertible {
  package var description: String { origin + path }
}

/// A URL that can't be a server's.
package enum ServerAddressError: Error, Hashable, Sendable {
  case malformed(String)
  case unknownScheme(String, String)
  /// A user or password stands in the URL, which is therefore not repeated.
  case containsCredentials
  case plainHTTP(String)
}

extension ServerAddressError: CustomStringConvertible {
  package var description: String {
    switch self {
    case .malformed(let text):
      "'\(text)' is no server's URL. Write it as https://host or https://host:port/path."
    case .unknownScheme(let text, let scheme):
      "'\(text)' begins with '\(scheme)', but a server is reached by https. Write https://…"
    case .containsCredentials:
      "The server's URL holds a user or password. Leave it out; a key is given by 'gumshoe login'."
    case .plainHTTP(let text):
      "'\(text)' is plain HTTP beyond this machine: the key and every answer could be read on the "
        + "way. Use https://, or say --insecure if you know that network."
    }
  }
}

extension String {
  /// The text without a given first and last character.
  fileprivate func trimming(_ first: Character, _ last: Character) -> String {
    guard self.first == first, self.last == last, count >= 2 else { return self }
    return String(dropFirst().dropLast())
  }
}
