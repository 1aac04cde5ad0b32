/// A remote source of evidence, as whoever runs the service named it; never a caller of the API.
package struct SourceSettings: Hashable, Sendable {
  /// What reports and `--source` call it.
  package var name: String
  package var kind: SourceKind
  /// The base URL of a server, with a path where a proxy has one; nil for commands.
  package var address: String?
  /// The words of a command: a program and its arguments, never looked at by a shell.
  package var command: [String]
  /// What of the source is looked at: label matchers such as `namespace="shop"`, without braces; for
  /// `kubernetes` a label selector of kubectl's.
  package var selector: String?
  /// The labels that name a service, the surest first; empty for the usual ones.
  package var serviceLabels: [String]
  /// The context of kubectl; nil for its current one.
  package var context: String?
  /// The namespaces that kubectl looks at; empty for the context's own.
  package var namespaces: [String]
  package var authentication: SourceAuthentication
  package var limits: SourceLimits
  /// Whether it was named on the command line alone, as `loki=http://…` or by its kind.
  package var isSpoken = false

  /// Where its settings stand.
  package var place: SettingPlace { SettingPlace(name, isSpoken: isSpoken) }

  package init(
    name: String, kind: SourceKind, address: String? = nil, command: [String] = [],
    selector: String? = nil, serviceLabels: [String] = [], context: String? = nil,
    namespaces: [String] = [], authentication: SourceAuthentication = SourceAuthentication(),
    limits: SourceLimits = SourceLimits()
  ) {
    self.name = name
    self.kind = kind
    self.address = address
    self.command = command
    self.selector = selector
    self.serviceLabels = serviceLabels
    self.context = context
    self.namespaces = namespaces
    self.authentication = authentication
    self.limits = limits
  }
}

/// What a source is asked in.
package enum SourceKind: String, Hashable, Sendable, CaseIterable {
  /// The HTTP API of Prometheus: VictoriaMetrics, Mimir and Thanos have it too.
  case prometheus
  /// The HTTP API of Loki: lines of logs.
  case loki
  /// The HTTP API of Tempo: traces.
  case tempo
  /// The output of a command.
  case command
  /// The output of `kubectl`, by the user's own rights, read verbs only.
  case kubernetes
  /// The output of `journalctl`.
  case journal

  /// Whether it is reached by an address.
  package var isServer: Bool { [.prometheus, .loki, .tempo].contains(self) }

  /// The requests that a question can use of it; nil where more always tell more.
  var mostRequests: Int? { self == .command || self == .journal ? 1 : nil }
}

/// How a server is told who asks.
///
/// Secrets are named here, never held.
package struct SourceAuthentication: Hashable, Sendable {
  package var bearer: SecretReference?
  package var user: String?
  package var password: SecretReference?
  /// Further fields of every request, such as `X-Scope-OrgID`, sorted by name.
  package var headers: [Header]
  /// A PEM file of the authorities to trust in place of the system's.
  package var authorityFile: String?
  /// A PEM file of the client's own certificate, and one of its key.
  package var certificateFile: String?
  package var keyFile: String?

  package init(
    bearer: SecretReference? = nil, user: String? = nil, password: SecretReference? = nil,
    headers: [Header] = [], authorityFile: String? = nil, certificateFile: String? = nil,
    keyFile: String? = nil
  ) {
    self.bearer = bearer
    self.user = user
    self.password = password
    self.headers = headers
    self.authorityFile = authorityFile
    self.certificateFile = certificateFile
    self.keyFile = keyFile
  }

  /// A field of every request.
  package struct Header: Hashable, Sendable {
    package var name: String
    package var value: Value

    package init(name: String, value: Value) {
      self.name = name
      self.value = value
    }

    /// What stands in it.
    package enum Value: Hashable, Sendable {
      case plain(String)
      case secret(SecretReference)
    }
  }
}

/// How much a source may be asked for a question, all of it settings.
package struct SourceLimits: Hashable, Sendable {
  /// Requests to a server, or runs of a command.
  package var requests = 40
  /// Bytes that are kept of all answers, decompressed.
  package var bytes = 10_000_000
  /// Lines of logs.
  package var lines = 20_000
  /// Seconds for all of it.
  package var seconds = 60

  package init() {}
}
