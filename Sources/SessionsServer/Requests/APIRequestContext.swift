import Hummingbird
import InvestigationService
import SessionsAPI

/// What is known of a request on its way through the server.
struct APIRequestContext: RequestContext {
  var coreContext: CoreRequestContextStorage
  /// Who calls; nil where the route needs no key.
  var principal: Principal?

  init(source: ApplicationRequestContextSource) {
    coreContext = .init(source: source)
  }

  /// Who calls, on a route that needs a key.
  ///
  /// - Throws: ``SessionsError/key(_:)``, so that no route is ever open by mistake.
  func caller() throws(SessionsError) -> Principal {
    guard let principal else { throw .key(.noCaller) }
    return principal
  }
}
