import HTTPTypes
import Hummingbird
import InvestigationService
import SessionsAPI

/// The calls of the Sessions API.
///
/// The order of the checks is the contract's: the key was looked at before; then the role, the
/// session, the body, and what the session and the organisation allow.
struct SessionsRoutes: Sendable {
  let service: InvestigationService
  /// What every session may read; no caller can name a path.
  let evidence: [EvidenceLocation]
  let reader: BodyReader

  /// Adds the calls to a router.
  func add(to router: Router<APIRequestContext>) {
    add(.createSession, to: router, create)
    add(.listSessions, to: router, list)
    add(.getSession, to: router, get)
    add(.sendFollowUp, to: router, followUp)
    add(.cancelTurn, to: router, cancel)
  }

  private func add(
    _ route: Route, to router: Router<APIRequestContext>,
    _ handler: @escaping @Sendable (Request, APIRequestContext) async throws -> Response
  ) {
    router.on(RouterPath(route.path), method: route.method, use: handler)
  }

  @Sendable private func create(
    _ request: Request, _ context: APIRequestContext
  ) async throws -> Response {
    let sessions = try sessions(for: context)
    let draft = try await reader.read(SessionDraft.self, from: request)
    let created = try await sessions.create(draft)
    return .session(created.session, status: created.isReplay ? .ok : .created)
  }

  @Sendable private func list(
    _ request: Request, _ context: APIRequestContext
  ) async throws -> Response {
    let sessions = try sessions(for: context)
    try sessions.checkMayList()
    let list = try await ListBody.begin(try PageRequest(request.uri), sessions)
    if !list.isEverything, let page = list.page { return .page(page) }
    return try await .piecewise(to: request.method, list.pieces)
  }

  @Sendable private func get(
    _ request: Request, _ context: APIRequestContext
  ) async throws -> Response {
    let wanted = RequestPreferences(request.headers)
    let sessions = try sessions(for: context)
    let preference = FetchPreference(
      messageBytes: PiecewiseBody.pieceSize, reports: wanted.wantsReport,
      isMinimal: wanted.isMinimal)
    let start = try await sessions.begin(
      id(in: context), wait: wanted.wait.map { .seconds($0) }, preference,
      departure: ConnectionGuard.departure)
    var headers: HTTPFields = [:]
    let session = start.fetched.session
    let applied = wanted.applied(leavesOutMessages: session.messages == nil)
    if let applied, let name = HTTPField.Name.preferenceApplied { headers[name] = applied }
    let body = SessionBody(sessions: sessions, start: start, preference: preference)
    if body.isWhole { return .session(session, isFetched: true, headers: headers) }
    return try await .piecewise(to: request.method, headers: headers, body.pieces)
  }

  @Sendable private func followUp(
    _ request: Request, _ context: APIRequestContext
  ) async throws -> Response {
    let sessions = try sessions(for: context)
    let id = id(in: context)
    try await sessions.check(id)
    let draft = try await reader.read(FollowUpDraft.self, from: request)
    let receipt = try await sessions.followUp(draft, to: id)
    return .session(receipt.session, receipt: receipt, status: .accepted)
  }

  @Sendable private func cancel(
    _ request: Request, _ context: APIRequestContext
  ) async throws -> Response {
    .session(try await sessions(for: context).cancel(id(in: context)))
  }

  private func sessions(for context: APIRequestContext) throws(SessionsError) -> EmbeddedSessions {
    service.sessions(
      as: try context.caller(), evidence: evidence, isEvidenceFixed: true)
  }

  /// The identifier in the path; one that is malformed names no session, which is a 404.
  private func id(in context: APIRequestContext) -> Session.ID {
    Session.ID(rawValue: context.parameters.get(Route.sessionParameter) ?? "")
  }
}
