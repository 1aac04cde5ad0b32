import FoundationEssentials
import Investigation
import InvestigationService
import SessionsAPI
import SessionsClient
import Shell
import TestSupport
import Testing

/// A way to the same investigation service; the shell must not be able to tell one from another.
///
/// The table of ``all`` is where another service is added.
struct ServiceUnderTest: Sendable, CustomTestStringConvertible {
  var name: String
  var way: Way
  /// How often a call may fail before it is given up, so that chance alone fails no test.
  static let retries = 12

  /// How the service is reached.
  enum Way: Sendable {
    case inProcess
    case overHTTP
    /// Over HTTP, and through a proxy that spoils what passes.
    case spoiled(FaultPlan)

    /// How long one call may take: where the server falls silent, soon too long, so that 30 s of it
    /// cost two; else only for one that hangs.
    fileprivate var limit: Duration {
      if case .spoiled(let plan) = self, plan.fallsSilent { .seconds(2) } else { Patience.limit }
    }
  }

  var testDescription: String { name }

  /// The services, from the nearest to the worst, anew for each test: the first request of each meets
  /// a fault for sure, and no test draws another's.
  static var all: [ServiceUnderTest] {
    [
      ServiceUnderTest(name: "embedded", way: .inProcess),
      ServiceUnderTest(name: "our server over HTTP", way: .overHTTP),
      ServiceUnderTest(
        name: "a server that can't wait, slow and out of order",
        way: .spoiled(
          .random(
            seed: 1, chance: 0.7,
            faults: [
              .delay(.milliseconds(5)), .delay(.milliseconds(40)), .delay(.milliseconds(120)),
            ],
            hidesPreference: true))),
      ServiceUnderTest(
        name: "cut connections, 429, 500, garbage, 30 s of silence",
        way: .spoiled(
          .random(
            seed: 2, chance: 0.35,
            faults: [
              .cutBefore, .cutAfter, .refusal(429, retryAfter: 0), .refusal(500, retryAfter: nil),
              .refusal(503, retryAfter: 0), .page(502), .page(200), .otherJSON, .noise,
              .silence(.seconds(30)), .delay(.milliseconds(60)),
            ]))),
      ServiceUnderTest(
        name: "the same, and it can't wait",
        way: .spoiled(
          .random(
            seed: 3, chance: 0.35,
            faults: [.cutBefore, .cutAfter, .otherJSON, .silence(.seconds(30)), .page(502)],
            hidesPreference: true))),
    ]
  }

  /// Runs a body with the service, and the truth about what became of what was sent.
  func run(
    engine: EchoEngine = EchoEngine(),
    _ body: @escaping @Sendable (Opened) async throws -> Void
  ) async throws {
    try await TestFolder.run { folder in
      try await TestService.run(engine: engine, folder: folder) { test in
        guard let way = try await RemoteWay(way, to: test) else {
          return try await body(
            Opened(service: test.embedded, truth: test.embedded, folder: folder))
        }
        let outcome: Result<Void, any Error>
        do {
          try await body(Opened(service: way.client, truth: test.embedded, folder: folder))
          outcome = .success(())
        } catch {
          outcome = .failure(error)
        }
        #expect(way.proxy.map { $0.faults > 0 } ?? true, "nothing went wrong on the way")
        await way.close()
        try outcome.get()
      }
    }
  }

  /// Settings that wait for a call as long as they are told.
  static func settings(
    _ url: String, key: String, limit: Duration = .seconds(2)
  ) throws -> ClientSettings {
    var settings = ClientSettings(server: try ServerAddress(url), key: ClientKey(APIKey(key)))
    settings.limits.total = limit
    settings.limits.beyondWait = limit
    settings.retries.retries = retries
    settings.retries.firstPause = .milliseconds(1)
    return settings
  }

  /// A service that is ready.
  struct Opened: Sendable {
    var service: any SessionsService
    /// The service as it is reached in process, with no way that could spoil anything.
    var truth: EmbeddedSessions
    var folder: String

    /// Pacing in milliseconds where the contract has seconds.
    static let pacing = TurnPacing(
      longestWait: .seconds(1), shortestPoll: .milliseconds(5), longestPoll: .milliseconds(20),
      patience: Patience.limit, longestPause: .milliseconds(50), resends: ServiceUnderTest.retries)

    /// The parts of a shell on the service, its files in a folder of its own.
    func parts() throws -> ShellRuntime.Parts {
      ShellRuntime.Parts(
        service: service, evidence: nil, serviceName: "test", outbox: Outbox(folder: folder),
        history: HistoryFile(folder: folder, directory: "/"), archive: try Archive(folder: folder),
        pacing: Self.pacing)
    }

    /// The questions of every session, as the service has them, by the first one.
    func questions() async throws -> [String: [String]] {
      var found: [String: [String]] = [:]
      for session in try await truth.list(.everything).sessions {
        let messages = try await truth.get(session.id, wait: nil).session.messages ?? []
        found[session.input, default: []] += messages.filter { $0.role == .user }
          .map(\.markdownContent)
      }
      return found
    }
  }
}

/// The client of a service, and the proxy in between.
private struct RemoteWay {
  let client: SessionsClient
  let proxy: FaultyProxy?

  /// Makes the way; nil where the service is reached in process.
  init?(_ way: ServiceUnderTest.Way, to test: TestService) async throws {
    let limit = way.limit
    switch way {
    case .inProcess: return nil
    case .overHTTP: proxy = nil
    case .spoiled(let plan): proxy = try await FaultyProxy(to: test.url, plan: plan)
    }
    client = SessionsClient(
      try ServiceUnderTest.settings(
        proxy?.url ?? test.url, key: test.adminKey, limit: limit))
  }

  /// Gives the connections up.
  func close() async {
    await client.close()
    await proxy?.close()
  }
}
