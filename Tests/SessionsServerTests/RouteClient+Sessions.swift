import HTTPTypes
import SessionsAPI

extension RouteClient {
  /// Gets a session, which has to be there.
  func get(_ id: Session.ID, wait: Int? = nil) async throws -> Session {
    let answer = try await call(
      .get, "/v1/sessions/\(id)", headers: wait.map { [.prefer: "wait=\($0)"] } ?? [:])
    return try answer.decoded(Session.self)
  }

  /// Waits until a session's turn has ended.
  func ended(_ id: Session.ID) async throws -> Session {
    while true {
      let session = try await get(id, wait: 60)
      if !session.status.isRunning { return session }
    }
  }
}
