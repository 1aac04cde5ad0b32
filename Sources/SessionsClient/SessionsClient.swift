#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif
package import SessionsAPI

/// The Sessions API of a server across the network.
///
/// Calls that may be repeated are, a few times and quickly. A follow-up is made once: whether one
/// whose answer was lost has arrived is for the caller to look up.
package final class SessionsClient: SessionsService {
  /// The server and how it is spoken to.
  package let settings: ClientSettings
  let transport: any WireTransport
  let reader: AnswerReader

  /// Makes a client; nothing is opened before its first call.
  package convenience init(_ settings: ClientSettings) {
    self.init(settings, transport: NetworkTransport(settings))
  }

  init(_ settings: ClientSettings, transport: any WireTransport) {
    self.settings = settings
    self.transport = transport
    reader = AnswerReader(
      server: settings.server, key: settings.key, loginCommand: settings.loginCommand)
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

  package func get(_ id: Session.ID, wait: Duration?) async throws -> FetchedSession {
    let (session, answer) = try await call(.get(id, wait: wait), for: Session.self)
    guard session.id == id else {
      throw SessionsError.fault(
        "\(settings.server) answered with another session than the one asked for. Check what "
          + "stands between.")
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

  /// Makes a call, again where it may be, and reads the value of its answer.
  private func call<Value: Decodable>(
    _ request: WireRequest, for type: Value.Type
  ) async throws -> (value: Value, answer: WireAnswer) {
    guard settings.key != nil else {
      throw SessionsError.unauthorized(
        "There is no key for \(settings.server). Get one there and store it: "
          + settings.loginCommand)
    }
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

  /// Sends a request once; what keeps an answer from coming is put into the contract's words.
  func send(_ request: WireRequest) async throws -> WireAnswer {
    let limit =
      request.wait.map { .seconds($0) + settings.limits.beyondWait } ?? settings.limits.total
    do {
      return try await transport.send(request, within: limit)
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
