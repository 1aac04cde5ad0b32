package import Foundation

/// How long a test waits for what has to come.
package enum Patience {
  /// So long that only a test that hangs ever waits for all of it, however busy the machine is; who
  /// writes a test may want to know sooner (`GUMSHOE_PATIENCE=20`).
  package static let limit = Duration.seconds(
    ProcessInfo.processInfo.environment["GUMSHOE_PATIENCE"].flatMap { Int($0) } ?? 300)

  /// The moment at which one that begins to wait now has waited for too long.
  package static var deadline: Date {
    Date(timeIntervalSinceNow: TimeInterval(limit.components.seconds))
  }

  /// Runs something that blocks on a thread of its own: those that tasks share are few.
  package static func onThread<Result: Sendable>(
    _ body: @escaping @Sendable () -> Result
  ) async -> Result {
    await withCheckedContinuation { continuation in
      Thread.detachNewThread { continuation.resume(returning: body()) }
    }
  }

  /// Looks again and again until a condition holds.
  ///
  /// - Throws: ``NeverCame``.
  package static func wait(
    for what: String, until isTrue: () async throws -> Bool
  ) async throws {
    let end = ContinuousClock.now + limit
    while try await !isTrue() {
      guard ContinuousClock.now < end else { throw NeverCame(what: what) }
      try await Task.sleep(for: .milliseconds(5))
    }
  }
}

/// Something that was waited for in vain.
package struct NeverCame: Error, CustomStringConvertible {
  package var what: String

  package init(what: String) {
    self.what = what
  }

  package var description: String { "never came: \(what)" }
}
