/// A reason why a server could not begin.
package enum ServerError: Error, Hashable, Sendable {
  /// The address is taken, or not one of this machine's.
  case cannotListen(ListenAddress, reason: String)
  case unusableTLS(path: String, reason: String)
}

extension ServerError: CustomStringConvertible {
  package var description: String {
    switch self {
    case .cannotListen(let address, let reason):
      "Cannot listen on '\(address)': \(reason). Stop what listens there, or name another address "
        + "with --listen or --metrics-listen."
    case .unusableTLS(let path, let reason):
      "'\(path)' cannot be used for TLS: \(reason)."
    }
  }
}
