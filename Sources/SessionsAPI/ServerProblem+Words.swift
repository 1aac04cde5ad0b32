extension ServerProblem {
  /// What is wrong with a server, as sentences that say what to do.
  func words(for server: String) -> String {
    switch self {
    case .answerTooLarge: "\(server) sent an answer too large to be read. Ask for less."
    case .unusableAuthorities(let path):
      "The file of authorities '\(path)' (--ca-file) holds no certificate that can be used. Name a "
        + "PEM file."
    case .outOfReach(let obstacle, let proxy):
      "\(server) is out of reach\(proxy.map { " through the proxy \($0)" } ?? ""): "
        + "\(obstacle.words). "
        + (obstacle == .certificate
          ? "Name its authority with --ca-file if you trust it." : "'gumshoe doctor' looks closer.")
    case .nonsense(let field, let excerpt):
      "\(server) answered with something that is no answer of the Sessions API"
        + "\(field.map { " (field '\($0)')" } ?? ""): \(excerpt). Check the server's URL, and what "
        + "stands between."
    case .answered(let status, let words, _, let key):
      Self.words(server, answered: words, status: status, key: key)
    case .bare(let status, let excerpt, _, let key):
      Self.words(server, bare: excerpt, status: status, key: key)
    case .otherSession:
      "\(server) answered with another session than the one asked for. Check what stands between."
    case .cannotStop:
      "\(server): this server cannot stop a turn, so it goes on. /detach stops watching it."
    case .noKey(let loginCommand):
      "There is no key for \(server). Get one from whoever runs it, and store it: \(loginCommand)"
    case .noAPI: "There is no Sessions API at \(server). Check the URL."
    }
  }

  private static func words(
    _ server: String, answered words: String, status: Int, key: KeyAdvice
  ) -> String {
    switch status {
    case 401: "\(words) \(key.words(for: server))"
    case 403: "\(words) Whoever manages the organisation at \(server) can grant it."
    case 405: "\(server) refuses this call: \(words) Check the server's URL."
    case 408, 502, 503, 504: "\(server) can't answer now: \(words)"
    case 400..<500: words
    case 500...: "\(server) met an unexpected fault: \(words)"
    default: "\(server) answered \(status): \(words)"
    }
  }

  private static func words(
    _ server: String, bare excerpt: String, status: Int, key: KeyAdvice
  ) -> String {
    let what = "\(server) answered \(status) with \(excerpt)"
    return switch status {
    case 401: "\(what). \(key.words(for: server))"
    case 403: "\(what). Something in front of the server may refuse this network."
    case 407: "The proxy on the way to \(server) wants a login."
    case 413: "\(what). Send less."
    case 429: "\(what)."
    case 408, 502, 503, 504: "\(what). Try again later."
    case 300..<400: "\(what), a redirection that can't be followed."
    case 500...: "\(what), an unexpected fault of the server."
    default: "\(what), which is no answer of the Sessions API. Check the server's URL."
    }
  }
}

extension ServerProblem.KeyAdvice {
  /// What to do about a key that is refused.
  fileprivate func words(for server: String) -> String {
    switch self {
    case .variable(let variable):
      "It is that of the variable \(variable): correct it, or unset it to use a stored one."
    case .login(let command):
      "Get a key from whoever runs \(server), and store it: \(command)"
    }
  }
}

extension ServerProblem.Obstacle {
  /// Why no answer came, as half a sentence.
  package var words: String {
    switch self {
    case .noAnswerInTime: "it did not answer in time"
    case .noConnectionInTime: "no connection in time"
    case .noSecureConnectionInTime: "no secure connection in time"
    case .certificate: "its certificate is not trusted"
    case .noTLS: "no secure connection could be made; perhaps it speaks plain HTTP there"
    case .proxyRefuses: "the proxy does not let it through"
    case .proxyWantsLogin: "the proxy wants a login"
    case .closed: "it closed the connection"
    case .cut: "the connection was cut"
    case .nothingListens: "nothing listens there"
    case .noWay: "there is no way to that network"
    case .noHost(let host): "there is no host '\(host)'"
    case .noConnection(let host, let port): "no connection to \(host):\(port)"
    case .broken(let what): "the connection broke (\(what))"
    case .system(let what): what
    }
  }
}
