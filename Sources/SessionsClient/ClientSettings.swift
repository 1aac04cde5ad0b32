/// What a client of one server goes by.
package struct ClientSettings: Sendable {
  package var server: ServerAddress
  package var key: ClientKey
  /// A PEM file of the authorities to trust, in place of the system's.
  package var authorityFile: String?
  /// The proxy on the way; nil for none.
  package var proxy: HTTPProxy?
  package var limits: ClientLimits
  package var retries: RetryPolicy
  package var clock: ClientClock

  package init(
    server: ServerAddress, key: ClientKey, authorityFile: String? = nil, proxy: HTTPProxy? = nil,
    limits: ClientLimits = ClientLimits(), retries: RetryPolicy = RetryPolicy(),
    clock: ClientClock = .system
  ) {
    self.server = server
    self.key = key
    self.authorityFile = authorityFile
    self.proxy = proxy
    self.limits = limits
    self.retries = retries
    self.clock = clock
  }
}

/// A client's key, where it comes from, and how to get another.
package struct ClientKey: Sendable {
  /// Nil where the user has none yet: every call is then refused before it is made.
  package var value: APIKey?
  /// The environment's variable that holds it; nil where it is stored.
  package var variable: String?
  /// The command that stores a key, as a user types it.
  package var loginCommand: String
  /// Reads the key that is stored now: it may be another than at the start.
  package var stored: @Sendable () async -> APIKey?

  package init(
    _ value: APIKey?, variable: String? = nil, loginCommand: String = "gumshoe login",
    stored: @escaping @Sendable () async -> APIKey? = { nil }
  ) {
    self.value = value
    self.variable = variable
    self.loginCommand = loginCommand
    self.stored = stored
  }
}

/// How long, and how much, a client takes from a server.
package struct ClientLimits: Hashable, Sendable {
  /// For a connection to stand, TLS and a proxy's consent included.
  package var connect = Duration.seconds(10)
  /// For a whole call, from the request to the last byte of the answer.
  package var total = Duration.seconds(30)
  /// What a call that asks the server to wait takes beyond that wait.
  package var beyondWait = Duration.seconds(15)
  /// The silence after which an answer that has begun is given up.
  package var read = Duration.seconds(75)
  /// The largest body that is read, in bytes.
  package var body = 64 << 20

  package init() {}
}

/// The time a client goes by, passed in so that tests need not wait.
package struct ClientClock: Sendable {
  package var sleep: @Sendable (Duration) async throws -> Void
  /// A random number from 0 to 1.
  package var random: @Sendable () -> Double

  package init(
    sleep: @escaping @Sendable (Duration) async throws -> Void,
    random: @escaping @Sendable () -> Double
  ) {
    self.sleep = sleep
    self.random = random
  }

  /// The clock on the wall, and the system's generator.
  package static let system = ClientClock(
    sleep: { try await ContinuousClock().sleep(for: $0) }, random: { .random(in: 0...1) })
}
