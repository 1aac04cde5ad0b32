/// Where and how a server listens.
package struct ServerSettings: Sendable {
  package var address: ListenAddress
  /// Where metrics are served; nil for nowhere.
  package var metrics: MetricsListener?
  /// The certificate and key; nil for plain HTTP.
  package var tls: TLSFiles?
  package var limits = ServerLimits()

  package init(
    address: ListenAddress, metrics: MetricsListener? = nil, tls: TLSFiles? = nil,
    limits: ServerLimits = ServerLimits()
  ) {
    self.address = address
    self.metrics = metrics
    self.tls = tls
    self.limits = limits
  }
}

/// What was measured, and where it is served.
package struct MetricsListener: Sendable {
  package var address: ListenAddress
  package var source: PrometheusMetrics

  package init(address: ListenAddress, source: PrometheusMetrics) {
    self.address = address
    self.source = source
  }
}

/// What a client may use up.
package struct ServerLimits: Hashable, Sendable {
  /// The bytes of a body; the contract's 1 MiB.
  package var bodySize = 1 << 20
  /// The bytes of one header field.
  package var headerFieldSize = 16 << 10
  /// The bytes of the request line and all header fields.
  package var headerSize = 64 << 10
  /// How many header fields there may be.
  package var headerCount = 100
  /// The time a request's body may take to arrive.
  package var bodyTime = Duration.seconds(30)
  /// The time a connection may stay without a request, or with an unfinished head.
  package var idleTime = Duration.seconds(60)
  /// The connections at once; more wait to be accepted.
  package var connections = 16_384
  /// The time that requests have to end when the server stops.
  package var shutdownTime = Duration.seconds(10)

  package init() {}
}
