import HTTPTypes
import Hummingbird
import InvestigationService
import Logging
import Metrics

/// Logs and counts each request, under the identifier that the answer carries too.
struct ObservingMiddleware: RouterMiddleware {
  func handle(
    _ request: Request, context: APIRequestContext,
    next: (Request, APIRequestContext) async throws -> Response
  ) async throws -> Response {
    let start = ContinuousClock.now
    // Not `context.id`, which takes for granted that the logger keeps what it is told.
    let id = context.logger[metadataKey: "hb.request.id"].map { "\($0)" } ?? "\(RequestID())"
    var response = try await next(request, context)
    let elapsed = ContinuousClock.now - start
    if let name = HTTPField.Name.requestID { response.headers[name] = id }
    if request.headers[.connection] == "close" { response.headers[.connection] = "close" }
    context.logger.info(
      "request answered",
      metadata: [
        "method": "\(request.method)", "path": "\(KeySecret.masked(in: request.uri.path))",
        "status": "\(response.status.code)", "milliseconds": "\(elapsed / .milliseconds(1))",
      ])
    let dimensions = [
      ("method", Self.name(of: request.method)), ("route", context.endpointPath ?? "none"),
    ]
    Counter(
      label: "http_requests_total", dimensions: dimensions + [("status", "\(response.status.code)")]
    ).increment()
    Timer(label: "http_request_duration_seconds", dimensions: dimensions)
      .recordNanoseconds(Int64(elapsed / .nanoseconds(1)))
    return response
  }

  /// A method that callers made up must not make a new time series.
  private static func name(of method: HTTPRequest.Method) -> String {
    let known: [HTTPRequest.Method] = [.get, .head, .post, .put, .patch, .delete, .options]
    return known.contains(method) ? method.rawValue : "other"
  }
}
