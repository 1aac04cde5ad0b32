#if canImport(FoundationEssentials)
  package import FoundationEssentials
#else
  package import Foundation
#endif

/// The time a service goes by, passed in so that an hour can pass in a test.
package struct ServiceClock: Sendable {
  package var now: @Sendable () -> Date
  package var sleep: @Sendable (Duration) async throws -> Void

  package init(
    now: @escaping @Sendable () -> Date, sleep: @escaping @Sendable (Duration) async throws -> Void
  ) {
    self.now = now
    self.sleep = sleep
  }

  /// The clock on the wall.
  package static let system = ServiceClock(
    now: { Date() }, sleep: { try await ContinuousClock().sleep(for: $0) })
}
