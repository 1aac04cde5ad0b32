#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// A proxy between the client and its server.
package struct HTTPProxy: Hashable, Sendable {
  package var host: String
  package var port: Int
  /// User and password, where the proxy's URL holds them.
  var credentials: Credentials?

  struct Credentials: Hashable, Sendable {
    var user: String
    var password: String
  }

  /// Finds the proxy for a server by the customary variables; nil where it is reached directly.
  ///
  /// `HTTPS_PROXY`, `HTTP_PROXY`, `ALL_PROXY` and `NO_PROXY` are read in lower case first, as curl(1)
  /// does; upper-case `HTTP_PROXY` is ignored where `REQUEST_METHOD` is set (CVE-2016-5385). This
  /// machine itself is never reached through a proxy.
  ///
  /// - Throws: ``HTTPProxyError`` where the variable holds no proxy's URL.
  package init?(
    for server: ServerAddress, environment: [String: String]
  ) throws(HTTPProxyError) {
    guard !server.isLoopback, !Self.isExcluded(server, by: environment) else { return nil }
    var names = ["\(server.scheme)_proxy", "\(server.scheme.uppercased())_PROXY"]
    if server.scheme == "http", environment["REQUEST_METHOD"] != nil { names.removeLast() }
    names += ["all_proxy", "ALL_PROXY"]
    guard let name = names.first(where: { environment[$0]?.isEmpty == false }),
      let text = environment[name]
    else { return nil }
    let url = text.contains("://") ? text : "http://\(text)"
    guard let parts = URLComponents(string: url), let host = parts.host, !host.isEmpty,
      parts.scheme == "http"
    else { throw HTTPProxyError(variable: name) }
    self.host = host
    port = parts.port ?? 1080
    if let user = parts.user, !user.isEmpty {
      credentials = Credentials(user: user, password: parts.password ?? "")
    }
  }

  /// Whether `NO_PROXY` names the server: `*`, a host, a domain with or without a leading dot,
  /// or either with a port.
  private static func isExcluded(
    _ server: ServerAddress, by environment: [String: String]
  ) -> Bool {
    let list = environment["no_proxy"] ?? environment["NO_PROXY"] ?? ""
    return list.split(whereSeparator: { $0 == "," || $0 == " " }).contains { item in
      guard item != "*" else { return true }
      var name = item.lowercased()
      if let colon = name.lastIndex(of: ":"), !name[..<colon].contains(":") {
        guard Int(name[name.index(after: colon)...]) == server.port else { return false }
        name = String(name[..<colon])
      }
      let domain = name.hasPrefix(".") ? String(name.dropFirst()) : name
      return server.host == domain || server.host.hasSuffix(".\(domain)")
    }
  }
}

/// A variable of the environment that should name a proxy and does not.
package struct HTTPProxyError: Error, Hashable, Sendable {
  /// The variable; its value may hold a password.
  package var variable: String
}

extension HTTPProxyError: CustomStringConvertible {
  package var description: String {
    "The variable \(variable) names no proxy that can be used. Write it as http://host:port."
  }
}
