package import SessionsAPI
import Synchronization

/// The Sessions API of a server across the network.
///
/// Calls that may be repeated are, a few times and quickly. A follow-up is made once: whether one
/// whose answer was lost has arrived is for the caller to look up. A key that is refused gives way
/// to the one that was stored meanwhile, if there is one.
package final class SessionsClient: SessionsService {
  /// The server and how it is spoken to.
  package let settings: ClientSettings
  private let transport: NetworkTransport
  /// The key in use.
  private let key: Mutex<APIKey?>

  /// Makes a client; nothing is opened before its first call.
  package init(_ settings: ClientSettings) {
    self.settings = settings
    transport = NetworkTransport(settings)
    key = Mutex(settings.key.value)
  }

  /// Reads answers to the calls made so far.
  var reader: AnswerReader {
    var known = settings.key
    known.value = key.withLock { $0 }
    return AnswerReader(server: settings.server, key: known)
  }

  /// Gives the connections up; calls under way end, later ones are refused.
  package func close() async {
    await transport.close()
  }

  package func create(_ draft: SessionDraft) async throws -> CreatedSession {
    let (session, answer) = try await call(try .create(draft), for: Session.self)
    return CreatedSession(session: session, isReplay: answer.status == 200)
  }

  package func list(_ request: PageRequest) async throws -> SessionPage {
    try await call(.list(request), for: SessionPage.self).value
  }

  /// Lists the sessions that alerts opened; none where the server knows no such list.
  package func alertSessions() async throws -> [Session] {
    do {
      return try await call(.alertSessions, for: SessionPage.self).value.sessions
    } catch is SessionsError {
      // Whoever lists what is known asks for each of those too, and tells what is wrong.
      return []
    }
  }

  package func get(_ id: Session.ID, wait: Duration?) async throws -> FetchedSession {
    let (session, answer) = try await call(.get(id, wait: wait), for: Session.self)
    guard session.id == id else {
      throw SessionsError.server("\(settings.server)", .otherSession)
    }
    return FetchedSession(
      session: session, waitApplied: wait != nil && answer.waitApplied,
      retryAfter: answer.retryAfter)
  }

  package func followUp(
    _ draft: FollowUpDraft, to id: Session.ID
  ) async throws -> FollowUpReceipt {
    try await call(try .followUp(draft, to: id), for: FollowUpReceipt.self).value
  }

  /// Ends the running turn of a session.
  ///
  /// The call is ours. A server that lacks it has nothing at its path, which is told from a session
  /// that is not there by getting the session.
  ///
  /// - Throws: ``ServerProblem/cannotStop`` where the server lacks it.
  package func cancel(_ id: Session.ID) async throws -> Session {
    try await requireKey()
    let answer = try await send(.cancel(id))
    if [404, 405, 501].contains(answer.status) {
      _ = try await get(id, wait: nil)
      throw SessionsError.server("\(settings.server)", .cannotStop)
    }
    return try reader.read(Session.self, from: answer)
  }

  /// Makes a call, again where it may be, and reads the value of its answer.
  private func call<Value: Decodable>(
    _ request: WireRequest, for type: Value.Type
  ) async throws -> (value: Value, answer: WireAnswer) {
    try await requireKey()
    var attempt = 1
    while true {
      do {
        let answer = try await send(request)
        return (try reader.read(type, from: answer), answer)
      } catch let error as SessionsError {
        let pause = settings.retries.pause(
          after: error, to: request, attempt: attempt, random: settings.clock.random())
        guard let pause else { throw error }
        attempt += 1
        try await settings.clock.sleep(pause)
      }
    }
  }

  /// Refuses to send anything while there is no key.
  ///
  /// - Throws: ``ServerProblem/noKey(loginCommand:)``.
  private func requireKey() async throws {
    guard key.withLock({ $0 }) == nil, await takeStoredKey(inPlaceOf: nil) == nil else { return }
    throw SessionsError.server(
      "\(settings.server)", .noKey(loginCommand: settings.key.loginCommand))
  }

  /// Sends a request; one that is refused for its key goes out again with the one stored meanwhile.
  func send(_ request: WireRequest) async throws -> WireAnswer {
    let used = key.withLock { $0 }
    let answer = try await send(request, key: used)
    // A 401 comes before all else: nothing was done.
    guard answer.status == 401, let fresh = await takeStoredKey(inPlaceOf: used) else {
      return answer
    }
    return try await send(request, key: fresh)
  }

  /// Takes the stored key into use; nil where it is the one that was used.
  private func takeStoredKey(inPlaceOf used: APIKey?) async -> APIKey? {
    guard let fresh = await settings.key.stored(), fresh != used else { return nil }
    key.withLock { $0 = fresh }
    return fresh
  }

  /// Sends a request once; what keeps an answer from coming is put into the contract's terms.
  private func send(_ request: WireRequest, key: APIKey?) async throws -> WireAnswer {
    let limit =
      request.wait.map { .seconds($0) + settings.limits.beyondWait } ?? settings.limits.total
    do {
      return try await transport.send(request, key: key, within: limit)
    } catch is CancellationError {
      throw CancellationError()
    } catch {
      // Where the caller has gone, the library reports its own kind of cancellation.
      try Task.checkCancellation()
      throw TransportFailure.error(
        for: error, server: settings.server, proxy: settings.proxy)
    }
  }
}
