import SessionsAPI

/// Evidence that is named by a URL: a server with Prometheus's API.
enum RemoteAddress {
  /// The source that a URL stands for; nil where it is no `http://` or `https://` URL, or a baseline,
  /// which has to be there to be compared with.
  static func source(of location: EvidenceLocation) -> EvidenceLocation? {
    let path = location.path
    guard location.purpose == .evidence,
      path.hasPrefix("http://") || path.hasPrefix("https://")
    else { return nil }
    return .source("prometheus=\(path)")
  }
}
