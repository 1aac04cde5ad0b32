import CPlatform
import Foundation
import Testing

/// Runs tests that compute for long on threads of their own, which step back behind all others.
///
/// Other tests attend to servers and terminals on the few threads that all tasks share, as many as
/// there are processors: a search that takes one of them for seconds would hold all that time up.
struct SteppingBack: SuiteTrait, TestTrait, TestScoping {
  let isRecursive = true

  func provideScope(
    for test: Test, testCase: Test.Case?, performing function: @Sendable () async throws -> Void
  ) async throws {
    try await withTaskExecutorPreference(LongWork.executor) { try await function() }
  }
}

extension Trait where Self == SteppingBack {
  /// Runs the tests on threads that step back.
  static var steppingBack: Self { SteppingBack() }
}

/// Two threads that take jobs in the order they come, and nobody else's time.
private final class LongWork: TaskExecutor {
  static let executor = LongWork()

  private let jobs = JobQueue()

  init() {
    for _ in 0..<2 {
      Thread.detachNewThread { [self] in
        cplatform_step_back_thread(19)
        while true { jobs.next().runSynchronously(on: asUnownedTaskExecutor()) }
      }
    }
  }

  func enqueue(_ job: consuming ExecutorJob) {
    jobs.add(UnownedJob(job))
  }
}

/// Jobs that wait for a thread.
private final class JobQueue: @unchecked Sendable {
  // Unchecked: the jobs are reached only with the condition locked.
  private let added = NSCondition()
  private var jobs: [UnownedJob] = []

  func add(_ job: UnownedJob) {
    added.withLock {
      jobs.append(job)
      added.signal()
    }
  }

  /// Waits for the next job.
  func next() -> UnownedJob {
    added.withLock {
      while jobs.isEmpty { added.wait() }
      return jobs.removeFirst()
    }
  }
}
