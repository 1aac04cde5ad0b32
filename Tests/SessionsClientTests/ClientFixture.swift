import FoundationEssentials
import SessionsAPI
import SessionsClient
import Synchronization
import TestSupport

/// The key of every test: no message may ever repeat it.
let secret = "trv_ak_TheSecretOfThisTest"

/// A clock whose pauses are over at once, and remembered.
final class QuickClock: Sendable {
  private let taken = Mutex<[Duration]>([])

  /// The pauses so far.
  var pauses: [Duration] { taken.withLock { $0 } }

  /// The clock as a client takes it; with a `random` of 1 no pause is shortened.
  func clock(random: Double = 1) -> ClientClock {
    ClientClock(
      sleep: { pause in self.taken.withLock { $0.append(pause) } }, random: { random })
  }
}

/// Runs a body with a client of a server, closed afterwards.
func withClient<Result>(
  of url: String, clock: QuickClock = QuickClock(), key: String? = secret,
  _ change: (inout ClientSettings) -> Void = { _ in },
  _ body: (SessionsClient) async throws -> Result
) async throws -> Result {
  var settings = ClientSettings(
    server: try ServerAddress(url), key: ClientKey(key.flatMap(APIKey.init)), clock: clock.clock())
  change(&settings)
  let client = SessionsClient(settings)
  do {
    let result = try await body(client)
    await client.close()
    return result
  } catch {
    await client.close()
    throw error
  }
}

/// The error that a call ends with; nil where it succeeds.
func failure<Value>(of call: () async throws -> Value) async throws -> SessionsError? {
  do {
    _ = try await call()
    return nil
  } catch let error as SessionsError {
    return error
  }
}

extension Session {
  /// A session as a server would write it.
  static func json(_ id: String, status: String = "idle", more: String = "") -> String {
    #"{"id":"\#(id)","status":"\#(status)","title":null,"input":"why?","#
      + #""created_at":"2026-01-31T10:05:00Z","updated_at":null,"messages":null\#(more)}"#
  }
}

/// The requests that a test server has seen.
final class RequestLog: Sendable {
  private let seen = Mutex<[HTTPTestRequest]>([])

  var requests: [HTTPTestRequest] { seen.withLock { $0 } }

  /// Remembers a request; its ordinal from 1.
  func note(_ request: HTTPTestRequest) -> Int {
    seen.withLock {
      $0.append(request)
      return $0.count
    }
  }
}
