import HTTPTypes
import Hummingbird
import Logging
import SessionsAPI

/// Turns whatever went wrong into the contract's envelope; no framework's own body gets past it.
struct EnvelopeMiddleware: RouterMiddleware {
  /// The methods that a path takes; none where there is nothing at it.
  var methods: @Sendable (String) -> [String] = Route.methods(at:)

  func handle(
    _ request: Request, context: APIRequestContext,
    next: (Request, APIRequestContext) async throws -> Response
  ) async throws -> Response {
    do {
      return try await next(request, context)
    } catch let error as SessionsError {
      return Response(error)
    } catch let fault as RequestFault {
      return fault.response
    } catch is ConnectionGuard.RequestBroken {
      // Nobody is left to read this answer; the logs and metrics count it as what it is.
      return RequestFault.bodyTooSlow.response
    } catch is CancellationError {
      return Response(.stopping)
    } catch let error as HTTPError where error.status == .notFound {
      return notFound(request).response
    } catch let error as HTTPError {
      let message = error.body ?? error.status.reasonPhrase
      return ErrorEnvelope(message: message, retryAfter: nil).response(error.status)
    } catch {
      context.logger.error("request failed", metadata: ["error": "\(error)"])
      return Response(.mistake)
    }
  }

  private func notFound(_ request: Request) -> RequestFault {
    let methods = methods(request.uri.path)
    return methods.isEmpty
      ? .noRoute(path: request.uri.path)
      : .wrongMethod(request.method.rawValue, allowed: methods)
  }
}
