import HTTPTypes
import Hummingbird
import InvestigationService
import SessionsAPI

/// What other programs tell of: an alert opens an investigation.
///
/// The key, the walls and the limits are those of the Sessions API, and so is the order of the checks.
struct HookRoutes: Sendable {
  let service: InvestigationService
  /// What every session may read; no caller can name a path.
  let evidence: [EvidenceLocation]
  let reader: BodyReader

  /// Adds the calls to a router.
  func add(to router: Router<APIRequestContext>) {
    router.on(
      RouterPath(Route.alertmanager.path), method: Route.alertmanager.method, use: alertmanager)
    router.on(
      RouterPath(Route.alertSessions.path), method: Route.alertSessions.method, use: list)
  }

  @Sendable private func alertmanager(
    _ request: Request, _ context: APIRequestContext
  ) async throws -> Response {
    let sessions = service.sessions(
      as: try context.caller(), evidence: evidence, isEvidenceFixed: true)
    let group = try await reader.read(AlertGroup.self, from: request)
    switch try await sessions.take(group) {
    case .opened(let session): return .session(session, status: .created)
    case .followed(let receipt):
      return .session(receipt.session, receipt: receipt, status: .accepted)
    case .known(let session): return .session(session)
    case .nothing: return Response(status: .noContent)
    }
  }

  @Sendable private func list(
    _ request: Request, _ context: APIRequestContext
  ) async throws -> Response {
    let found = try await service.sessions(
      as: try context.caller(), evidence: evidence, isEvidenceFixed: true
    ).alertSessions()
    return .page(SessionPage(sessions: found, total: found.count, prev: nil, next: nil))
  }
}
