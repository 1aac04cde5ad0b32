import HTTPTypes
import Hummingbird
import InvestigationService
import SessionsAPI

/// Asks for the key before anything else of a call to the API is looked at.
struct KeyMiddleware: RouterMiddleware {
  let gate: KeyGate

  func handle(
    _ request: Request, context: APIRequestContext,
    next: (Request, APIRequestContext) async throws -> Response
  ) async throws -> Response {
    guard Route.needsKey(request.uri.path) else { return try await next(request, context) }
    var context = context
    let token = try bearerToken(of: request)
    context.principal = try await gate.principal(presenting: token)
    let response = try await next(request, context)
    // While an answer was held, the key may have been revoked.
    if RequestPreferences(request.headers).wait != nil {
      _ = try await gate.principal(presenting: token)
    }
    return response
  }

  /// The token of `Authorization: Bearer` (RFC 6750); the scheme's case does not matter.
  private func bearerToken(of request: Request) throws(SessionsError) -> String {
    guard let field = request.headers[.authorization] else {
      throw .key(.noHeader)
    }
    let parts = field.split(separator: " ", maxSplits: 1, omittingEmptySubsequences: true)
    guard parts.count == 2, parts[0].lowercased() == "bearer" else {
      throw .key(.notBearer)
    }
    return String(parts[1].drop { $0 == " " })
  }
}
