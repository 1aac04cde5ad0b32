import HTTPTypes
import Hummingbird
import InvestigationService
import NIOCore

/// What needs no key: whether the server lives, whether it can work, and what it offers.
struct StatusRoutes: Sendable {
  let service: InvestigationService

  /// Adds the routes to a router.
  func add(to router: Router<APIRequestContext>) {
    router.on(RouterPath(Route.health.path), method: Route.health.method) { _, _ in
      try Response.json(["status": "ok"])
    }
    router.on(RouterPath(Route.readiness.path), method: Route.readiness.method) { _, _ in
      try await service.checkStore()
      return try Response.json(["status": "ready"])
    }
    router.on(RouterPath(Route.description.path), method: Route.description.method) { _, _ in
      Response(
        status: .ok, headers: [.contentType: "application/yaml"],
        body: .init(byteBuffer: ByteBuffer(bytes: APIDescription.yaml)))
    }
  }
}
