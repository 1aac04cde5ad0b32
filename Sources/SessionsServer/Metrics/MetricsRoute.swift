import CoreMetrics
import HTTPTypes
import Hummingbird
import NIOCore

/// The metrics as Prometheus reads them, on a listener of their own.
struct MetricsRoute: Sendable {
  /// The path and content type of Prometheus's text format.
  static let path = "/metrics"
  private static let contentType = "text/plain; version=0.0.4; charset=utf-8"

  let metrics: PrometheusMetrics

  /// The methods that a path of this listener takes.
  @Sendable static func methods(at path: String) -> [String] {
    path == Self.path ? ["GET", "HEAD"] : []
  }

  /// Adds the route to a router.
  func add(to router: Router<APIRequestContext>) {
    router.get(RouterPath(Self.path)) { [metrics] _, _ in
      Response(
        status: .ok, headers: [.contentType: Self.contentType],
        body: .init(byteBuffer: ByteBuffer(string: metrics.text())))
    }
  }
}
